// What a sentence states: dates, weekdays, clock times and amounts of money, so that two statements about one thing can
// be seen to agree or to differ. Values that a sentence itself calls over ("from 21 May to 28 May", "not at 18:30",
// "up from 4.50") are kept apart. Pure functions, any thread.
#pragma once

#include "base/time.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::answer::instant {

// The first value of each kind.
struct Values {
    std::optional<int> date;          // days since 1970
    std::optional<unsigned> weekday;  // 1 is Monday
    std::optional<int> clock;         // minutes on a dial of twelve hours: people leave out am and pm
    std::optional<std::string> money;

    bool empty() const { return kinds() == 0; }
    // How many kinds of values there are.
    int kinds() const;
};

struct Stated {
    Values now;
    Values former;
};

// `topic_at` is where the sentence comes to speak of the topic: values behind it count before those in front of it.
Stated values_in(std::string_view sentence, CivilDate written_on, std::size_t topic_at = 0);

// Both state a value of some kind, and no value of a kind that both state is the same. Weekdays tell only where
// neither has a date or a time: one is open on several.
bool differ(const Values& a, const Values& b);
bool agree(const Values& a, const Values& b);

}  // namespace familiar::answer::instant
