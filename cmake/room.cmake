# A room is a folder of src/ and one library: every .cpp that is not a test, fuzzer or benchmark.
#
#   familiar_room(retrieve ROOMS store nouns PACKAGES package::icu)
#
# Tests stand beside the code: x_test.cpp files of a room become the program ROOM_test, x_fuzz.cpp the fuzzer
# ROOM_x_fuzz, which without libFuzzer is built as a test that replays tests/corpus/ROOM_x.
function(familiar_room name)
  cmake_parse_arguments(ROOM "" "" "ROOMS;PACKAGES" ${ARGN})
  set(here ${CMAKE_CURRENT_SOURCE_DIR}/${name})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${here}/*.cpp)
  set(tests ${sources})
  set(fuzzers ${sources})
  list(FILTER sources EXCLUDE REGEX "_(test|fuzz|bench)\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cpp$")

  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${ROOM_ROOMS} PRIVATE familiar_strict ${ROOM_PACKAGES})

  familiar_tests_beside(${name} TESTS ${tests} FUZZERS ${fuzzers} PACKAGES ${ROOM_PACKAGES})
endfunction()

# What stands beside the code of a library: its tests as one program, each fuzzer as another.
function(familiar_tests_beside library)
  cmake_parse_arguments(BESIDE "" "" "TESTS;FUZZERS;PACKAGES" ${ARGN})
  if(FAMILIAR_TESTS AND BESIDE_TESTS)
    add_executable(${library}_test ${BESIDE_TESTS})
    target_link_libraries(${library}_test PRIVATE ${library} ${BESIDE_PACKAGES} familiar_test_support familiar_strict rapidcheck GTest::gmock_main)
    familiar_discover_tests(${library}_test ${library}. fast)
  endif()
  foreach(fuzzer IN LISTS BESIDE_FUZZERS)
    get_filename_component(stem ${fuzzer} NAME_WE)
    familiar_fuzzer(${library} ${stem} ${fuzzer})
  endforeach()
endfunction()

# One ctest per program keeps the suite quick; the labels choose what `./test fast` runs.
function(familiar_discover_tests target prefix label)
  add_test(NAME ${prefix}tests COMMAND ${target})
  set_tests_properties(${prefix}tests PROPERTIES LABELS ${label} TIMEOUT 600
    ENVIRONMENT "FAMILIAR_SOURCE_DIR=${CMAKE_SOURCE_DIR}")
endfunction()

function(familiar_fuzzer room stem source)
  set(target ${room}_${stem})
  set(corpus ${CMAKE_SOURCE_DIR}/tests/corpus/${target})
  if(FAMILIAR_FUZZ)
    add_executable(${target} ${source})
    target_link_libraries(${target} PRIVATE ${room} familiar_strict -fsanitize=fuzzer)
  elseif(FAMILIAR_TESTS)
    add_executable(${target} ${source} ${CMAKE_SOURCE_DIR}/tests/support/replay.cpp)
    target_link_libraries(${target} PRIVATE ${room} familiar_strict)
    add_test(NAME fuzz.${target} COMMAND ${target} ${corpus})
    set_tests_properties(fuzz.${target} PROPERTIES LABELS fast TIMEOUT 300)
  endif()
endfunction()
