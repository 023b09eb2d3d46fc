# Every library Familiar stands on, found once. Each becomes a target that rooms link by name.
find_package(PkgConfig REQUIRED)

foreach(pair IN ITEMS
    "icu;icu-uc icu-i18n" "sqlite;sqlite3" "curl;libcurl" "archive;libarchive" "sodium;libsodium"
    "fmt;fmt" "spdlog;spdlog" "pugixml;pugixml" "gumbo;gumbo" "gmp;gmpxx gmp" "prometheus;prometheus-cpp-core")
  list(GET pair 0 name)
  list(GET pair 1 modules)
  string(REPLACE " " ";" modules "${modules}")
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${modules})
  add_library(package::${name} ALIAS PkgConfig::${name})
endforeach()

# Those of the child that opens pictures alone.
foreach(pair IN ITEMS
    "turbojpeg;libturbojpeg" "png;libpng" "webp;libwebp libwebpdemux" "tiff;libtiff-4" "heif;libheif" "lcms;lcms2"
    "zlib;zlib" "zxing;zxing" "tesseract;tesseract lept")
  list(GET pair 0 name)
  list(GET pair 1 modules)
  string(REPLACE " " ";" modules "${modules}")
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${modules})
  add_library(package::${name} ALIAS PkgConfig::${name})
endforeach()
find_library(GIF_LIBRARY gif REQUIRED)
add_library(package::gif INTERFACE IMPORTED)
set_target_properties(package::gif PROPERTIES INTERFACE_LINK_LIBRARIES ${GIF_LIBRARY})

find_library(STEMMER_LIBRARY stemmer REQUIRED)
add_library(package::stemmer INTERFACE IMPORTED)
set_target_properties(package::stemmer PROPERTIES INTERFACE_LINK_LIBRARIES ${STEMMER_LIBRARY})

find_library(HTTP_PARSER_LIBRARY http_parser REQUIRED)
add_library(package::restinio INTERFACE IMPORTED)
set_target_properties(package::restinio PROPERTIES
  INTERFACE_LINK_LIBRARIES "${HTTP_PARSER_LIBRARY};PkgConfig::fmt;Threads::Threads"
  INTERFACE_COMPILE_DEFINITIONS "nsel_CONFIG_SELECT_EXPECTED=nsel_EXPECTED_NONSTD")

find_package(SQLiteCpp REQUIRED)

find_package(nlohmann_json REQUIRED)
add_library(package::json ALIAS nlohmann_json::nlohmann_json)

if(FAMILIAR_TESTS)
  find_package(GTest REQUIRED)
endif()
if(FAMILIAR_BENCH)
  find_package(benchmark REQUIRED)
endif()
