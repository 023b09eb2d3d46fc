// What base knows of each language: its function words. Read by words.cpp alone; other rooms use base/words.h.
#pragma once

#include <span>
#include <string_view>

namespace familiar::languages {

struct Language {
    std::string_view code;     // ISO 639-1
    std::string_view stemmer;  // Snowball's name of the algorithm
    std::string_view function_words;  // folded, separated by single spaces
};

std::span<const Language> all();

}  // namespace familiar::languages
