# familiar_embed_samples(TARGET): the files of samples/skerrymouth become part of TARGET; embedded.h lists them by path.
set(FAMILIAR_SAMPLES_DIR ${CMAKE_CURRENT_LIST_DIR}/skerrymouth)

function(familiar_embed_samples target)
  file(GLOB_RECURSE paths CONFIGURE_DEPENDS RELATIVE ${FAMILIAR_SAMPLES_DIR} ${FAMILIAR_SAMPLES_DIR}/*)
  list(FILTER paths EXCLUDE REGEX "\\.md$")
  list(SORT paths)

  set(number 0)
  set(declarations "")
  set(rows "")
  foreach(path IN LISTS paths)
    set(symbol familiar_sample_${number})
    familiar_embed(${target} ${symbol} ${FAMILIAR_SAMPLES_DIR}/${path})
    string(APPEND declarations "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
    string(APPEND rows "        EmbeddedFile{\"${path}\", {${symbol}, ${symbol}_end}},\n")
    math(EXPR number "${number} + 1")
  endforeach()

  set(table ${CMAKE_CURRENT_BINARY_DIR}/${target}_samples.cpp)
  file(CONFIGURE OUTPUT ${table} CONTENT [[
#include "embedded.h"

#include <array>
#include <cstddef>

extern "C" {
@declarations@}

namespace familiar::app {

std::span<const EmbeddedFile> embedded_samples() {
    static const std::array k_files = {
@rows@    };
    return k_files;
}

}  // namespace familiar::app
]] @ONLY)
  target_sources(${target} PRIVATE ${table})
endfunction()
