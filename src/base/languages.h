// What base knows of each language: its function words and other words that give it away. Read by languages.cpp alone;
// other rooms use base/words.h.
#pragma once

#include <span>
#include <string_view>

namespace familiar::languages {

struct Language {
    std::string_view code;            // ISO 639-1
    std::string_view stemmer;         // Snowball's name of the algorithm
    std::string_view letters;         // beyond ASCII, lower case
    std::string_view function_words;  // folded, separated by single spaces
    std::string_view frequent_words;  // likewise; they tell the language but may be what a text is about
};

std::span<const Language> all();

}  // namespace familiar::languages
