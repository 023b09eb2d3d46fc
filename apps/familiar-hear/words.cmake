# What familiar-hear knows of words: language models, pronunciations, which of two hypotheses to believe.
add_library(familiar_hear_words STATIC ${CMAKE_CURRENT_LIST_DIR}/choose.cpp
                                       ${CMAKE_CURRENT_LIST_DIR}/foreign_sounds.cpp
                                       ${CMAKE_CURRENT_LIST_DIR}/language_model.cpp
                                       ${CMAKE_CURRENT_LIST_DIR}/pronunciation.cpp
                                       ${CMAKE_CURRENT_LIST_DIR}/world_model.cpp)
target_include_directories(familiar_hear_words PUBLIC ${CMAKE_SOURCE_DIR})  # this folder would hide <limits.h>
target_link_libraries(familiar_hear_words PUBLIC base PRIVATE package::fmt ${SPHINXBASE_LIBRARY} familiar_strict)

if(FAMILIAR_TESTS)
  add_executable(hear_words_test ${CMAKE_CURRENT_LIST_DIR}/choose_test.cpp ${CMAKE_CURRENT_LIST_DIR}/language_model_test.cpp
                                 ${CMAKE_CURRENT_LIST_DIR}/pronunciation_test.cpp)
  target_link_libraries(hear_words_test PRIVATE familiar_hear_words familiar_strict GTest::gmock_main)
  familiar_discover_tests(hear_words_test hear_words. fast)
endif()
