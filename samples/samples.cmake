# familiar_embed_samples(TARGET): the files of samples/skerrymouth become part of TARGET; embedded.h lists them by path.
set(FAMILIAR_SAMPLES_DIR ${CMAKE_CURRENT_LIST_DIR}/skerrymouth)

function(familiar_embed_samples target)
  file(GLOB_RECURSE paths CONFIGURE_DEPENDS RELATIVE ${FAMILIAR_SAMPLES_DIR} ${FAMILIAR_SAMPLES_DIR}/*)
  list(FILTER paths EXCLUDE REGEX "\\.md$")
  list(SORT paths)
  familiar_embed_table(${target} embedded_samples ${FAMILIAR_SAMPLES_DIR} ${paths})
endfunction()
