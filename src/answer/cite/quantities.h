// Amounts, dates and times in a text, in many spellings, so that two texts can be seen to state the same ones. Pure,
// any thread.
#pragma once

#include "base/span.h"
#include "base/time.h"
#include "base/words.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::cite {

enum class Bound { exact, about, over, under };

struct Amount {
    double value = 0;
    double other = -1;  // a second reading ("2.500"); negative when there is none
    int digits = 0;     // significant ones
    std::string unit;   // one name for all spellings; empty when none is said
    std::string noun;   // the stem of the word it counts; may be empty
    Bound bound = Bound::exact;
    bool is_ordinal = false;
    bool is_year = false;  // may be a year
    bool is_soft = false;  // "both", "half", "pair": counts as an amount of a source, is not asked for
    Span span;
    std::size_t first_word = 0;
    std::size_t last_word = 0;  // behind it
};

// What is said of a time; parts that are not said are 0 (minutes: -1).
struct When {
    int year = 0;
    bool is_decade = false;  // of year
    unsigned month = 0;
    unsigned day = 0;
    unsigned weekday = 0;  // 1 is Monday
    int minutes = -1;      // of the day
    bool half_of_day_said = false;
    bool is_relative = false;  // "tomorrow", seen from written_on
    Span span;
    std::size_t last_word = 0;
};

// The time that begins at word `i`, if one does.
std::optional<When> when_at(std::string_view text, const std::vector<Word>& words, std::size_t i,
                            std::optional<CivilDate> written_on);
// The amount that begins at word `i`, if one does.
std::optional<Amount> amount_at(std::string_view text, const std::vector<Word>& words, std::size_t i);

// Whether a source that states `there` supports a sentence that states `said`.
bool agrees(const Amount& said, const Amount& there);
bool agrees(const When& said, const When& there);
// The year of a day that is said without one, and its weekday.
When completed(When when, std::optional<CivilDate> written_on);

}  // namespace familiar::answer::cite
