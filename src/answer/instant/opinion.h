// Whether a sentence speaks for or against something: small word lists with negation, in several languages.
#pragma once

#include <string_view>

namespace familiar::answer::instant {

// Above 0: for; below 0: against; 0: neither. The size says how clearly.
int leaning_of(std::string_view sentence);

// Whether the sentence says of itself that it weighs both sides ("I can't decide").
bool is_undecided(std::string_view sentence);

}  // namespace familiar::answer::instant
