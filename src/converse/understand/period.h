// Periods as people say them: "last week", "yesterday", "on 18 May", "between 18 and 24 May", "since Monday".
#pragma once

#include "base/time.h"
#include "base/words.h"

#include <optional>
#include <string_view>

namespace familiar::converse {

struct Period {
    TimeRange range;
    Span said;  // where in the text
};

// The first period that `text` speaks of. `now` and `zone` are the person's; weeks begin on Monday; a date without year
// is the last one that is not in the future, since people ask about what was written.
std::optional<Period> find_period(std::string_view text, Timestamp now, std::string_view zone);

}  // namespace familiar::converse
