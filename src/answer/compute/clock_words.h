// Times of day and stretches of time as people say them: "3pm", "15:00", "half past three", "noon"; "an hour and a
// half". Pure functions, any thread.
#pragma once

#include "answer/compute/cursor.h"

#include <chrono>
#include <optional>
#include <string>

namespace familiar::answer::computing {

// A time of day in minutes after midnight.
struct ClockTime {
    int minutes = 0;

    std::string text() const;  // "15:00"
};

std::optional<ClockTime> read_clock(Cursor& in);

struct Stretch {
    std::chrono::seconds length;
    std::string text;  // "1 hour 30 minutes"
};

// Hours, minutes, seconds, days and weeks, one after the other.
std::optional<Stretch> read_stretch(Cursor& in);

// "8 hours 30 minutes"; "0 minutes" for nothing.
std::string stretch_text(std::chrono::minutes length);

}  // namespace familiar::answer::computing
