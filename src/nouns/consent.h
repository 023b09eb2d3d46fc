// What a person lets Familiar do with what is theirs, by purpose.
#pragma once

#include "base/time.h"

#include <array>
#include <optional>
#include <string_view>

namespace familiar {

enum class Purpose { answer, remember, recommend, shop, remote_engine };

inline constexpr std::array<Purpose, 5> k_purposes = {Purpose::answer, Purpose::remember, Purpose::recommend,
                                                      Purpose::shop, Purpose::remote_engine};

std::string_view name_of(Purpose purpose);
std::optional<Purpose> purpose_from(std::string_view name);

// What a person said about one purpose, and when.
struct Consent {
    Purpose purpose = Purpose::answer;
    bool given = false;
    Timestamp since;
};

}  // namespace familiar
