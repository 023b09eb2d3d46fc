// Names that recommendations give, and how many people give each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::instant {

// Names in a text, longest first per place: runs of capitalised words that are not a date, not a place after "on" or
// "in", and not somebody who is spoken to (`asker`, or "Walter, …").
std::vector<std::string> names_in(std::string_view text, std::string_view asker);

struct Named {
    std::string name;
    int people = 0;
};

// How many of `texts` (one per person) give each name, the most first. "Petrak" counts for "Viktor Petrak".
std::vector<Named> tally(const std::vector<std::string>& texts, std::string_view asker);

}  // namespace familiar::answer::instant
