# familiar_embed_table(TARGET FUNCTION FOLDER PATH...): files below FOLDER become part of TARGET, and FUNCTION of
# embedded.h lists them by their paths. Without paths the list is empty.
function(familiar_embed_table target function folder)
  set(number 0)
  set(declarations "")
  set(rows "")
  foreach(path IN LISTS ARGN)
    set(symbol ${function}_${number})
    familiar_embed(${target} ${symbol} ${folder}/${path})
    string(APPEND declarations "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
    string(APPEND rows "        EmbeddedFile{\"${path}\", {${symbol}, ${symbol}_end}},\n")
    math(EXPR number "${number} + 1")
  endforeach()

  set(table ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp)
  file(CONFIGURE OUTPUT ${table} CONTENT [[
#include "embedded.h"

#include <array>

extern "C" {
@declarations@}

namespace familiar::app {

std::span<const EmbeddedFile> @function@() {
    static const std::array<EmbeddedFile, @number@> k_files = {
@rows@    };
    return k_files;
}

}  // namespace familiar::app
]] @ONLY)
  target_sources(${target} PRIVATE ${table})
endfunction()
