// Units that figures in posts are counted in.
#pragma once

#include <string>
#include <string_view>

namespace familiar::answer {

// The one name of a unit that is spelled so ("km", "Kilometer" → "kilometre"), folded; empty for what is none.
std::string unit_named(std::string_view folded_word);

}  // namespace familiar::answer
