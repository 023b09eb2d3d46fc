// Ways to read a question as a computation: as it stands, and with "that" replaced by the amount that was just spoken
// of.
#pragma once

#include "nouns/conversation.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::converse {

// At least the question itself; the likelier readings first. Pure.
std::vector<std::string> computable_readings(std::string_view asked, std::span<const Exchange> earlier);

}  // namespace familiar::converse
