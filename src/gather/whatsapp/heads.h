// How a message of a WhatsApp export begins: "[31/12/2025, 23:59:59] Name: text" on iPhones, "31/12/2025, 23:59 - Name:
// text" on Android, each in the order, digits and words of the phone's country. Pure functions over bytes.
#pragma once

#include "base/time.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace familiar::gather::whatsapp {

struct Head {
    std::array<int, 3> date{};  // the numbers of the date as written, left to right
    bool year_first = false;
    bool dotted = false;     // "31.12.25"
    bool bracketed = false;  // "[…]": an iPhone's export
    int hour = 0;            // 0…23
    int minute = 0;
    int second = 0;
    std::string_view rest;  // "Name: text", or a notice of the app without a name
};

// Nothing when the line continues the message before it. The date may still be impossible.
std::optional<Head> head_of(std::string_view line);

enum class DateOrder { day_first, month_first };

// Decides whether "03/04/26" is in March or in April, over all heads of a chat: by numbers above twelve; else by the
// reading in which time does not run backwards; else by the one in which the chat spans far less time; else by custom.
class DateSurvey {
public:
    void add(const Head& head);
    DateOrder order(std::string_view time_zone) const;

private:
    struct Reading {
        std::int64_t certain = 0;    // heads that only this reading allows
        std::int64_t backwards = 0;  // heads that lie before the one above them
        std::int64_t last = 0;
        std::int64_t earliest = 0;
        std::int64_t latest = 0;

        void follow(std::int64_t minute, bool first);
    };

    Reading day_first_;
    Reading month_first_;
    std::int64_t ambiguous_ = 0;  // heads that both readings allow
    std::int64_t days_ = 0;       // times that their date changed
    std::array<int, 3> last_date_{};
    bool dotted_ = false;
};

// The head's moment on the phone's clock, in the order given, or in the other where only that one exists; nothing
// for a date that no calendar has.
std::optional<CivilTime> civil_time(const Head& head, DateOrder order);

}  // namespace familiar::gather::whatsapp
