// What was heard, as a person of this world would write it: names with their capitals and signs ("crumb and tide" is
// "Crumb & Tide"), numbers in digits, a capital in front and a mark at the end.
//
// Owns its table, made from the world's names; reading is const, any thread. Never changes which words were said:
// spoken(written(x)) is x, as far as x is what spoken() gives.
#pragma once

#include "perceive/world_words.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace familiar::perceive {

class Writer {
public:
    explicit Writer(const WorldWords& words);

    std::string written(std::string_view heard) const;

private:
    void learn(std::string_view name);
    // How many of the words from `first` make a name, and how it is written; 0 when none does.
    std::size_t name_at(const std::vector<std::string_view>& words, std::size_t first, std::string& out) const;

    std::unordered_map<std::string, std::string> names_;  // as it is said to as it is written
};

// A number said from `first` on: how many words it takes, and its digits ("23rd", "150"); 0 when there is none or it is
// a single word up to twelve, which people write out.
std::size_t number_at(const std::vector<std::string_view>& words, std::size_t first, std::string& digits);

}  // namespace familiar::perceive
