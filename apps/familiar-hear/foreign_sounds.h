// Names whose spelling follows another language, written again as an English reader would have to spell them.
//
// Pure. What a spelling may be is a guess: the caller keeps the English reading beside these.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace familiar::hear {

// "tadhg" gives "tige", "siobhan" gives "shivawn", "weidel" gives "vydel"; nothing where nothing is foreign.
std::vector<std::string> respellings_of(std::string_view word);

}  // namespace familiar::hear
