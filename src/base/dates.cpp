#include "base/dates.h"

#include "base/cues.h"

#include <algorithm>
#include <array>

namespace familiar {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

struct Named {
    std::string_view name;
    unsigned number;
};

constexpr std::array<Named, 52> k_months = {
    {{"january", 1},    {"february", 2},   {"march", 3},     {"april", 4},     {"may", 5},        {"june", 6},
     {"july", 7},       {"august", 8},     {"september", 9}, {"october", 10},  {"november", 11},  {"december", 12},
     {"jan", 1},        {"feb", 2},        {"mar", 3},       {"apr", 4},       {"jun", 6},        {"jul", 7},
     {"aug", 8},        {"sep", 9},        {"sept", 9},      {"oct", 10},      {"nov", 11},       {"dec", 12},
     {"januar", 1},     {"februar", 2},    {"marz", 3},      {"mai", 5},       {"juni", 6},       {"juli", 7},
     {"oktober", 10},   {"dezember", 12},  {"enero", 1},     {"febrero", 2},   {"marzo", 3},      {"abril", 4},
     {"mayo", 5},       {"junio", 6},      {"julio", 7},     {"agosto", 8},    {"septiembre", 9}, {"octubre", 10},
     {"noviembre", 11}, {"diciembre", 12}, {"janeiro", 1},   {"fevereiro", 2}, {"marco", 3},      {"maio", 5},
     {"junho", 6},      {"julho", 7},      {"setembro", 9},  {"outubro", 10}}};

constexpr std::array<std::string_view, 7> k_weekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                        "friday", "saturday", "sunday"};

std::optional<int> year_in(std::string_view word) {
    if (word.size() != 4) return std::nullopt;
    const int year = number_value(word);
    if (year < 1900 || year > 2200) return std::nullopt;
    return year;
}

std::optional<CivilDate> made(int year, unsigned month, unsigned day) {
    const CivilDate date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<CivilDate> nearest(unsigned month, unsigned day, CivilDate written_on) {
    static constexpr days k_back{92};
    for (int year = int(written_on.year()) - 1; year <= int(written_on.year()) + 4; ++year) {
        const auto date = made(year, month, day);
        if (date && sys_days(*date) >= sys_days(written_on) - k_back) return date;
    }
    return std::nullopt;
}

class Reader {
public:
    Reader(std::string_view text, CivilDate written_on)
        : text_(text), words_(words_of(text)), written_on_(written_on) {}

    std::vector<DateMention> read() {
        std::vector<DateMention> found;
        for (std::size_t i = 0; i < words_.size();) {
            const auto mention = at(i);
            if (mention) found.push_back(*mention);
            i = mention ? end_ : i + 1;
        }
        return found;
    }

private:
    std::string_view word(std::size_t i) const { return i < words_.size() ? std::string_view(words_[i].folded) : ""; }

    std::optional<DateMention> at(std::size_t i) {
        if (auto iso = iso_at(i)) return iso;
        std::size_t next = i + 1;
        unsigned day = day_of_month(word(i));
        unsigned month = 0;
        if (day != 0) {
            if (word(next) == "of" || word(next) == "de") ++next;
            month = month_named(word(next));
        } else if (is_month_here(i)) {
            month = month_named(word(i));
            day = day_of_month(word(next));
        }
        if (day == 0 || month == 0) return std::nullopt;
        ++next;
        if (word(next) == "de" && year_in(word(next + 1))) ++next;
        const auto year = year_in(word(next));
        if (year) ++next;
        const auto date = year ? made(*year, month, day) : nearest(month, day, written_on_);
        if (!date) return std::nullopt;
        end_ = next;
        return DateMention{*date, year.has_value(), {words_[i].span.begin, words_[next - 1].span.end}};
    }

    // "may" is a month only when it is written like one.
    bool is_month_here(std::size_t i) const {
        return month_named(word(i)) != 0 && is_capitalised(words_[i].span.of(text_));
    }

    std::optional<DateMention> iso_at(std::size_t i) {
        const std::size_t begin = words_[i].span.begin;
        const std::string_view iso = text_.substr(begin, 10);
        if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
        const auto t = time::parse_rfc3339(iso);
        if (!t) return std::nullopt;
        end_ = i + 1;
        while (end_ < words_.size() && words_[end_].span.begin < begin + 10) ++end_;
        return DateMention{CivilDate(std::chrono::floor<days>(*t)), true, {begin, begin + 10}};
    }

    const std::string_view text_;
    const std::vector<Word> words_;
    const CivilDate written_on_;
    std::size_t end_ = 0;
};

}  // namespace

unsigned month_named(std::string_view folded_word) {
    const auto found = std::ranges::find(k_months, folded_word, &Named::name);
    return found == k_months.end() ? 0 : found->number;
}

unsigned weekday_named(std::string_view folded_word) {
    const auto found = std::ranges::find(k_weekdays, folded_word);
    return found == k_weekdays.end() ? 0 : static_cast<unsigned>(found - k_weekdays.begin()) + 1;
}

unsigned day_of_month(std::string_view folded_word) {
    for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
        if (folded_word.size() > ending.size() && folded_word.ends_with(ending)) {
            folded_word.remove_suffix(ending.size());
            break;
        }
    }
    if (folded_word.empty() || folded_word.size() > 2) return 0;
    if (folded_word.find_first_not_of("0123456789") != std::string_view::npos) return 0;
    const int day = number_value(folded_word);
    return day >= 1 && day <= 31 ? static_cast<unsigned>(day) : 0;
}

std::vector<DateMention> dates_in(std::string_view text, CivilDate written_on) {
    return Reader(text, written_on).read();
}

}  // namespace familiar
