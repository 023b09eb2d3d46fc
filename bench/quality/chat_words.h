// Names, places and things that people write about, made from lists; each half has its own.
#pragma once

#include "platform/random.h"
#include "quality/chat_script.h"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace familiar::bench {

// Draws for one world. What is a name of something ("thing", "event", "town", "person" …) is never drawn twice.
class ChatWords {
public:
    ChatWords(Half half, platform::SeededRandom& random) : half_(half), random_(random) {}

    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_.number() % limit); }
    bool chance(std::size_t percent) { return below(100) < percent; }

    std::string first_name();
    std::string surname();
    // Of a chat that people have with each other.
    std::string chat_title();
    // "thing", "thing2", "town" …; empty when there is no such slot.
    std::string slot(std::string_view name);

private:
    template <std::size_t N>
    std::string one_of(const std::string_view (&list)[N]);
    std::string made(std::string_view kind);
    std::string town();
    std::string thing();

    const Half half_;
    platform::SeededRandom& random_;
    std::set<std::string> used_;
};

}  // namespace familiar::bench
