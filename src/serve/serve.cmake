# The room serve and what it embeds. Included by src/CMakeLists.txt.
familiar_room(serve ROOMS base nouns platform privacy store gather converse PACKAGES package::restinio)
familiar_embed(serve familiar_openapi_json ${CMAKE_SOURCE_DIR}/docs/api/openapi.json)
