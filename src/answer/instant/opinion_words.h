// Words that judge, in several languages together. Read by opinion.cpp alone.
#pragma once

#include <string_view>

namespace familiar::answer::instant::opinion_words {

// All take folded words.
bool is_praise(std::string_view word);
bool is_blame(std::string_view word);
// Says nothing by itself, but is held against something behind a "but" ("nice, but closed on Mondays").
bool is_drawback(std::string_view word);
bool is_negation(std::string_view word);

}  // namespace familiar::answer::instant::opinion_words
