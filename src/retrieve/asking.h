// What a question asks for, in finer classes than Wanted, and in which words its answer tends to be put. English alone:
// in other languages nothing is told, and ranking goes by the words.
#pragma once

#include "base/words.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace familiar::retrieve {

enum class Asked { other, who, when, where, amount, reason, thing };

// Words of a question by their order among those that have kin.
using KinSet = std::uint32_t;

struct Asking {
    Asked asked = Asked::other;
    bool defines = false;   // "what is X" and nothing else
    bool latest = false;    // "last", "current", "now"
    bool earliest = false;  // "first", "original"
    std::string head;       // the noun that "what", "which" or "how many" asks for, folded; may be empty
    // Words that answers are put in where the question says something else: "portrayed" where it says "played".
    std::unordered_map<std::string_view, KinSet> kin;
    int with_kin = 0;  // words of the question that have any
};

// `words` are the folded words of a question, in order.
Asking asking_of(const std::vector<std::string>& words);

}  // namespace familiar::retrieve
