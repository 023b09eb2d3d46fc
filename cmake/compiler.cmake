# Compiler settings: warnings are errors for our own code, sanitizers by preset, ccache where present.
set(FAMILIAR_SANITIZE "" CACHE STRING "Sanitizers for every target, as -fsanitize takes them")

find_program(CCACHE ccache)
if(CCACHE)
  # Paths below the checkout do not count, so that every clone of it shares what was compiled.
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

find_package(Threads REQUIRED)

if(FAMILIAR_SANITIZE)
  add_compile_options(-fsanitize=${FAMILIAR_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${FAMILIAR_SANITIZE})
endif()
if(FAMILIAR_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # without it libFuzzer does not see what an input reaches in the rooms
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  add_compile_options(-Og -g1)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
else()
  add_link_options(-Wl,--gc-sections)
  add_compile_options(-ffunction-sections -fdata-sections)
endif()
add_compile_options(-fstack-protector-strong)

# What our own targets are held to; packages are included as system headers.
add_library(familiar_strict INTERFACE)
target_compile_options(familiar_strict INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(familiar_strict INTERFACE -Wthread-safety -Wno-gnu-statement-expression)
else()
  # GCC 12 reports dangling and maybe-uninitialised paths inside std::expected and std::string that do not exist.
  target_compile_options(familiar_strict INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds>)
endif()
target_link_libraries(familiar_strict INTERFACE Threads::Threads)
