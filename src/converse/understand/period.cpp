#include "converse/understand/period.h"

#include "base/cues.h"
#include "base/dates.h"

#include <algorithm>
#include <array>

namespace familiar::converse {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

// Reads periods out of folded words; all results are ranges in the person's zone.
class Reader {
public:
    Reader(std::string_view text, Timestamp now, std::string_view zone)
        : words_(words_of(text)), zone_(zone), today_(time::civil(now, zone).date) {}

    std::optional<Period> find() {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (auto period = at(i)) return period;
        }
        return std::nullopt;
    }

private:
    std::optional<Period> at(std::size_t i) {
        for (const auto reader : {&Reader::between, &Reader::relative, &Reader::since, &Reader::ago, &Reader::date,
                                  &Reader::month, &Reader::weekday}) {
            end_ = i;
            if (const auto range = (this->*reader)(i)) {
                std::size_t begin = i;
                if (begin > 0 && is_lead_in(words_[begin - 1].folded)) --begin;
                return Period{*range, {words_[begin].span.begin, words_[end_ - 1].span.end}};
            }
        }
        return std::nullopt;
    }

    static bool is_lead_in(std::string_view word) {
        static constexpr std::array<std::string_view, 12> k_words = {"in", "on", "during", "from", "the", "am",
                                                                     "im", "at", "el",     "em",   "la",  "na"};
        return std::ranges::find(k_words, word) != k_words.end();
    }

    std::string_view word(std::size_t i) const { return i < words_.size() ? std::string_view(words_[i].folded) : ""; }

    TimeRange from_to(CivilDate first, CivilDate last) const {
        return {time::day(first, zone_).begin, time::day(last, zone_).end};
    }
    CivilDate shifted(CivilDate date, int by) const { return CivilDate(sys_days(date) + days(by)); }
    CivilDate monday() const {
        const std::chrono::weekday weekday{sys_days(today_)};
        return shifted(today_, 1 - static_cast<int>(weekday.iso_encoding()));
    }
    TimeRange month_of(std::chrono::year year, unsigned month) const {
        const auto first = year / std::chrono::month(month) / 1;
        return from_to(CivilDate(first), CivilDate(sys_days(year / std::chrono::month(month) / std::chrono::last)));
    }

    std::optional<TimeRange> relative(std::size_t i) {
        const std::string_view one = word(i);
        const std::string_view two = word(i + 1);
        end_ = i + 1;
        if (one == "today" || one == "heute" || one == "hoy" || one == "hoje") return from_to(today_, today_);
        if (one == "yesterday" || one == "gestern" || one == "ayer" || one == "ontem") {
            return from_to(shifted(today_, -1), shifted(today_, -1));
        }
        if (const auto romance = romance_period(i)) return romance;
        end_ = i + 2;
        const bool last = one == "last" || one == "letzte" || one == "letzten" || one == "past";
        const bool current = one == "this" || one == "diese" || one == "diesen";
        if (last && (two == "week" || two == "woche")) return from_to(shifted(monday(), -7), shifted(monday(), -1));
        if (current && (two == "week" || two == "woche")) return from_to(monday(), shifted(monday(), 6));
        if (last && (two == "weekend" || two == "wochenende"))
            return from_to(shifted(monday(), -2), shifted(monday(), -1));
        if (current && two == "weekend") return from_to(shifted(monday(), 5), shifted(monday(), 6));
        const auto this_month = today_.year() / today_.month();
        if (current && (two == "month" || two == "monat")) return month_of(today_.year(), unsigned(today_.month()));
        if (last && (two == "month" || two == "monat")) {
            const auto before = this_month - std::chrono::months(1);
            return month_of(before.year(), unsigned(before.month()));
        }
        if (last && (two == "year" || two == "jahr")) {
            const auto year = today_.year() - std::chrono::years(1);
            return from_to(CivilDate(year / 1 / 1), CivilDate(year / 12 / 31));
        }
        if (last && weekday_named(two) != 0) return weekday(i + 1);
        const int count = number_value(two);
        if (last && count > 0 && count < 1000) {
            end_ = i + 3;
            return last_units(count, word(i + 2));
        }
        return std::nullopt;
    }

    // "la semana pasada", "esta semana", "o mês passado"
    std::optional<TimeRange> romance_period(std::size_t i) {
        const std::string_view two = word(i + 1);
        const bool before = two == "pasada" || two == "passada" || two == "pasado" || two == "passado";
        const bool current = word(i) == "esta" || word(i) == "este";
        end_ = i + 2;
        if (word(i) == "semana" && before) return from_to(shifted(monday(), -7), shifted(monday(), -1));
        if (current && two == "semana") return from_to(monday(), shifted(monday(), 6));
        if (current && two == "mes") return month_of(today_.year(), unsigned(today_.month()));
        if (word(i) == "mes" && before) {
            const auto month = today_.year() / today_.month() - std::chrono::months(1);
            return month_of(month.year(), unsigned(month.month()));
        }
        return std::nullopt;
    }

    std::optional<TimeRange> last_units(int count, std::string_view unit) const {
        if (unit == "days" || unit == "day") return from_to(shifted(today_, -count), today_);
        if (unit == "weeks" || unit == "week") return from_to(shifted(today_, -7 * count), today_);
        if (unit == "months" || unit == "month") return from_to(shifted(today_, -30 * count), today_);
        return std::nullopt;
    }

    std::optional<TimeRange> since(std::size_t i) {
        if (word(i) != "since" && word(i) != "seit") return std::nullopt;
        for (const auto reader : {&Reader::relative, &Reader::date, &Reader::month, &Reader::weekday}) {
            if (const auto range = (this->*reader)(i + 1)) return TimeRange{range->begin, time::day(today_, zone_).end};
        }
        return std::nullopt;
    }

    std::optional<TimeRange> ago(std::size_t i) {
        const int count = number_value(word(i));
        if (count <= 0 || count > 1000 || word(i + 2) != "ago") return std::nullopt;
        end_ = i + 3;
        const std::string_view unit = word(i + 1);
        if (unit.starts_with("day")) return from_to(shifted(today_, -count), shifted(today_, -count));
        if (unit.starts_with("week")) return from_to(shifted(monday(), -7 * count), shifted(monday(), -7 * count + 6));
        return std::nullopt;
    }

    // "between 18 and 24 May", "from 3 March to 5 April"
    std::optional<TimeRange> between(std::size_t i) {
        if (word(i) != "between" && word(i) != "from") return std::nullopt;
        std::size_t at = i + 1;
        if (word(at) == "the") ++at;
        const unsigned first_day = day_of_month(word(at));
        const unsigned first_month = month_named(word(at + 1));
        at += first_month != 0 ? 2 : 1;
        if (word(at) != "and" && word(at) != "to") return std::nullopt;
        ++at;
        if (word(at) == "the") ++at;
        const unsigned last_day = day_of_month(word(at));
        const unsigned last_month = month_named(word(at + 1));
        if (first_day == 0 || last_day == 0 || last_month == 0) return std::nullopt;
        end_ = at + 2;
        const auto first = past_date(first_day, first_month != 0 ? first_month : last_month);
        const auto last = past_date(last_day, last_month);
        if (!first || !last || sys_days(*last) < sys_days(*first)) return std::nullopt;
        return from_to(*first, *last);
    }

    // "18 May", "May 18", "18 May 2026"
    std::optional<TimeRange> date(std::size_t i) {
        unsigned day = day_of_month(word(i));
        unsigned month = month_named(word(i + 1));
        if (day == 0 || month == 0) {
            month = month_named(word(i));
            day = day_of_month(word(i + 1));
        }
        if (day == 0 || month == 0) return std::nullopt;
        end_ = i + 2;
        const int year = number_value(word(i + 2));
        if (year >= 1990 && year <= 2200) {
            ++end_;
            const CivilDate exact{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
            if (exact.ok()) return from_to(exact, exact);
            return std::nullopt;
        }
        const auto found = past_date(day, month);
        if (!found) return std::nullopt;
        return from_to(*found, *found);
    }

    // "in April"; the bare word may be a name or a verb ("may").
    std::optional<TimeRange> month(std::size_t i) {
        const bool led =
            i > 0 && (word(i - 1) == "in" || word(i - 1) == "im" || word(i - 1) == "since" || word(i - 1) == "during");
        const unsigned month = month_named(word(i));
        if (month == 0 || !led) return std::nullopt;
        end_ = i + 1;
        const int year = number_value(word(i + 1));
        if (year >= 1990 && year <= 2200) {
            ++end_;
            return month_of(std::chrono::year(year), month);
        }
        const bool future = month > unsigned(today_.month());
        return month_of(future ? today_.year() - std::chrono::years(1) : today_.year(), month);
    }

    // "on Monday": the last one, today excluded
    std::optional<TimeRange> weekday(std::size_t i) {
        const unsigned wanted = weekday_named(word(i));
        if (wanted == 0) return std::nullopt;
        end_ = i + 1;
        const unsigned today = std::chrono::weekday{sys_days(today_)}.iso_encoding();
        const int back = static_cast<int>((today + 7 - wanted - 1) % 7) + 1;
        return from_to(shifted(today_, -back), shifted(today_, -back));
    }

    std::optional<CivilDate> past_date(unsigned day, unsigned month) const {
        CivilDate date{today_.year(), std::chrono::month(month), std::chrono::day(day)};
        if (!date.ok()) return std::nullopt;
        if (sys_days(date) > sys_days(today_))
            date = CivilDate{today_.year() - std::chrono::years(1), date.month(), date.day()};
        return date.ok() ? std::optional(date) : std::nullopt;
    }

    const std::vector<Word> words_;
    const std::string_view zone_;
    const CivilDate today_;
    std::size_t end_ = 0;
};

}  // namespace

std::optional<Period> find_period(std::string_view text, Timestamp now, std::string_view zone) {
    return Reader(text, now, zone).find();
}

}  // namespace familiar::converse
