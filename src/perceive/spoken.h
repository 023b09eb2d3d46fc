// Written text as it is said: "Dr Nwosu, the 23rd, €5.20" becomes "doctor nwosu the twenty third five twenty euro",
// so that what people write can teach a recogniser, and so that two transcripts are compared by what was said.
//
// Owns nothing; pure functions, any thread. English numbers and abbreviations; accents are folded. Letters of other
// scripts are left out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::perceive {

// The words of `text` in order: lower case a–z and apostrophes inside a word, hyphens split, numbers in words, clock
// times on twelve hours, "&" as "and", "%" as "percent", a currency sign after its amount.
std::vector<std::string> spoken_words(std::string_view text);

// The same, one space between two words.
std::string spoken(std::string_view text);

// "four hundred and one" is said without "and": "four hundred one". Numbers of a billion and more digit by digit.
std::string number_in_words(std::uint64_t number);
std::string ordinal_in_words(std::uint64_t number);

}  // namespace familiar::perceive
