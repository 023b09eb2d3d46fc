# The page: npm builds web/ into ${CMAKE_BINARY_DIR}/web, from where the program embeds it.
#
#   include(cmake/web.cmake)
#   familiar_web()          sets FAMILIAR_WEB_DIR and FAMILIAR_WEB_FILES, adds the target familiar_web
#   familiar_web_tests()    web.unit, web.check and, with a Chromium, web.page against the mock server
#
# What embeds a file of FAMILIAR_WEB_DIR names it as a dependency and is rebuilt with it; in another folder than the one
# that called familiar_web() it also needs add_dependencies(TARGET familiar_web).

# Run as a script it installs the packages, when node_modules is missing or older than package-lock.json. The folder is
# shared by all build folders, hence the lock.
if(CMAKE_SCRIPT_MODE_FILE)
  file(LOCK ${WEB}/.install.lock GUARD PROCESS TIMEOUT 600)
  set(installed ${WEB}/node_modules/.package-lock.json)
  if(NOT EXISTS ${installed} OR ${WEB}/package-lock.json IS_NEWER_THAN ${installed})
    execute_process(COMMAND ${NPM} ci --no-audit --no-fund --loglevel=error WORKING_DIRECTORY ${WEB} RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
      message(FATAL_ERROR "npm ci failed in ${WEB}. Without a network, configure with -DFAMILIAR_WEB=OFF.")
    endif()
    file(TOUCH ${installed})
  endif()
  return()
endif()

set(FAMILIAR_WEB_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(familiar_web)
  find_program(NODE node REQUIRED)
  find_program(NPM npm REQUIRED)
  execute_process(COMMAND ${NODE} --version OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(version VERSION_LESS v18)
    message(FATAL_ERROR "The page needs node 18 or newer to build, and ${NODE} is ${version}")
  endif()

  set(web ${CMAKE_SOURCE_DIR}/web)
  set(out ${CMAKE_BINARY_DIR}/web)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${web}/src/* ${web}/public/*)
  list(FILTER sources EXCLUDE REGEX "\\.test\\.ts$")
  set(files index.html app.js app.css icon.svg manifest.webmanifest)
  list(TRANSFORM files PREPEND ${out}/ OUTPUT_VARIABLE outputs)

  add_custom_command(OUTPUT ${outputs}
    COMMAND ${CMAKE_COMMAND} -DWEB=${web} -DNPM=${NPM} -P ${FAMILIAR_WEB_SCRIPT}
    COMMAND ${CMAKE_COMMAND} -E env FAMILIAR_WEB_DIR=${out} ${NPM} run --silent build -- --logLevel warn
    DEPENDS ${sources} ${web}/package-lock.json ${web}/package.json ${web}/.npmrc ${web}/vite.config.js
            ${web}/svelte.config.js ${web}/tsconfig.json ${web}/index.html
    WORKING_DIRECTORY ${web}
    COMMENT "The page" VERBATIM)
  add_custom_target(familiar_web DEPENDS ${outputs})

  set(FAMILIAR_WEB_DIR ${out} PARENT_SCOPE)
  set(FAMILIAR_WEB_FILES ${files} PARENT_SCOPE)
endfunction()

function(familiar_web_tests)
  find_program(NODE node REQUIRED)
  find_program(NPM npm REQUIRED)
  add_test(NAME web.unit COMMAND ${NPM} test --silent WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/web)
  add_test(NAME web.check COMMAND ${NPM} run --silent check WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/web)
  set_tests_properties(web.unit web.check PROPERTIES LABELS fast TIMEOUT 300)
  find_program(CHROMIUM NAMES chromium chromium-browser google-chrome)
  if(CHROMIUM)
    add_test(NAME web.page COMMAND ${NODE} tests/page.browser.mjs WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/web)
    set_tests_properties(web.page PROPERTIES LABELS browser TIMEOUT 300
      ENVIRONMENT "FAMILIAR_WEB_DIR=${CMAKE_BINARY_DIR}/web;CHROMIUM=${CHROMIUM}")
  endif()
endfunction()
