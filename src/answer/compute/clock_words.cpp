#include "answer/compute/clock_words.h"

#include "answer/compute/conversion.h"
#include "answer/compute/format.h"

#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr std::int64_t k_stretch_seconds_max = std::int64_t{400} * 366 * 86'400;

enum class Half { none, am, pm };

Half read_half(Cursor& in) {
    if (in.any({"am", "in the morning", "a m"})) return Half::am;
    if (in.any({"pm", "in the afternoon", "in the evening", "at night", "p m"})) return Half::pm;
    return Half::none;
}

// The time if there is such a one; on the clock of twelve hours when a half of the day is given.
std::optional<ClockTime> clock_of(std::int64_t hour, std::int64_t minute, Half half) {
    const bool twelve = half != Half::none;
    if (minute < 0 || minute > 59 || hour < (twelve ? 1 : 0) || hour > (twelve ? 12 : 24)) return std::nullopt;
    if (hour == 24 && minute != 0) return std::nullopt;
    if (twelve) hour = hour % 12 + (half == Half::pm ? 12 : 0);
    return ClockTime{static_cast<int>(hour % 24 * 60 + minute)};
}

// "half past three", "quarter to 9 pm", "ten past four"
std::optional<ClockTime> spoken(Cursor& in) {
    Cursor ahead = in;
    std::optional<std::int64_t> minutes;
    ahead.word("a");
    if (ahead.word("half")) {
        minutes = 30;
    } else if (ahead.word("quarter")) {
        minutes = 15;
    } else if (const Token* number = ahead.number()) {
        minutes = number->value.to_int64();
        ahead.any({"minutes", "minute"});
    }
    const bool past = ahead.any({"past", "after"});
    if (!minutes || *minutes > 59 || (!past && !ahead.any({"to", "before"}))) return std::nullopt;
    const Token* number = ahead.number();
    const auto hour = number != nullptr ? number->value.to_int64() : std::nullopt;
    if (!hour || *hour < 1 || *hour > 12) return std::nullopt;
    const auto whole = clock_of(*hour, 0, read_half(ahead));
    if (!whole) return std::nullopt;
    in = ahead;
    const int total = whole->minutes + static_cast<int>(past ? *minutes : -*minutes);
    return ClockTime{(total + 24 * 60) % (24 * 60)};
}

// "3", "15:30", "3.30" with what makes them a time of day
std::optional<ClockTime> in_digits(Cursor& in) {
    Cursor ahead = in;
    const Token* number = ahead.number();
    if (number == nullptr) return std::nullopt;
    const Token* behind = ahead.peek(1);
    std::optional<std::int64_t> hour = number->value.to_int64();
    std::int64_t minute = 0;
    bool clock = false;
    if (hour && behind != nullptr && behind->is_number() && behind->joined && behind->text.size() == 2 &&
        ahead.symbol(":")) {
        minute = ahead.number()->value.to_int64().value_or(60);
        clock = true;
    } else if (!hour && number->text.size() >= 4 && number->text[number->text.size() - 3] == '.') {
        const Number whole = number->value.floor();
        hour = whole.to_int64();
        minute = ((number->value - whole) * Number(100)).to_int64().value_or(60);
    }
    if (!hour) return std::nullopt;
    const Half half = read_half(ahead);
    if (half == Half::none && ahead.any({"o clock", "oclock", "uhr", "o"})) clock = true;
    if (half == Half::none && !clock) return std::nullopt;
    const auto time = clock_of(*hour, minute, half);
    if (time) in = ahead;
    return time;
}

std::optional<int> seconds_in(const Unit& unit) {
    if (unit.name == nullptr) return std::nullopt;
    const std::string_view definition = unit.name->definition;
    if (definition == "s") return 1;
    if (definition == "minute") return 60;
    if (definition == "hour") return 3600;
    if (definition == "day") return 86'400;
    if (definition == "week") return 7 * 86'400;
    return std::nullopt;
}

}  // namespace

std::string ClockTime::text() const { return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60); }

std::optional<ClockTime> read_clock(Cursor& in) {
    Cursor ahead = in;
    ahead.word("12");
    if (ahead.any({"noon", "midday"})) return in = ahead, ClockTime{12 * 60};
    if (ahead.any({"midnight"})) return in = ahead, ClockTime{0};
    if (auto time = spoken(in)) return time;
    return in_digits(in);
}

std::optional<Stretch> read_stretch(Cursor& in) {
    Cursor ahead = in;
    const auto parts = read_measure(ahead, false);
    if (!parts) return std::nullopt;
    Number seconds;
    std::string text;
    for (const Measure& part : *parts) {
        const auto each = seconds_in(part.unit);
        if (!each) return std::nullopt;
        seconds = seconds + part.count * Number(*each);
        const Shown count = shown(part.count);
        text += fmt::format("{}{} {}", text.empty() ? "" : " ", count.text,
                            count.text == "1" ? part.unit.name->singular : part.unit.name->plural);
    }
    if (parts->size() == 1 && ahead.any({"and a half"})) {  // "an hour and a half"
        seconds = seconds + Number::ratio(*seconds_in(parts->back().unit), 2);
        text += " and a half";
    }
    const auto whole = seconds.to_int64();
    if (!whole || *whole < 0 || *whole > k_stretch_seconds_max) return std::nullopt;
    in = ahead;
    return Stretch{std::chrono::seconds(*whole), text};
}

std::string stretch_text(std::chrono::minutes length) {
    const std::int64_t hours = length.count() / 60;
    const std::int64_t minutes = length.count() % 60;
    if (hours == 0) return counted(minutes, "minute", "minutes");
    if (minutes == 0) return counted(hours, "hour", "hours");
    return counted(hours, "hour", "hours") + " " + counted(minutes, "minute", "minutes");
}

}  // namespace familiar::answer::computing
