#include "answer/instant/values.h"

#include "answer/instant/figures.h"
#include "base/cues.h"
#include "base/dates.h"
#include "base/words.h"

#include <algorithm>
#include <map>
#include <optional>

namespace familiar::answer::instant {

namespace {

constexpr int k_dial_minutes = 12 * 60;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

// Reads one sentence word by word.
class ValueReader {
public:
    ValueReader(std::string_view sentence, CivilDate written_on, std::size_t topic_at)
        : sentence_(sentence), words_(words_of(sentence)), written_on_(written_on), topic_at_(topic_at) {
        moved_ = std::ranges::any_of(words_, [](const Word& word) {
            return is_one_of(word.folded, {"moved", "changed", "postponed", "rescheduled", "shifted", "verschoben",
                                           "verlegt", "raised", "aplazado", "adiado"});
        });
    }

    Stated read() {
        for (const DateMention& mention : dates_in(sentence_, written_on_)) {
            const auto days = std::chrono::sys_days(mention.date).time_since_epoch().count();
            take(&Values::date, static_cast<int>(days), mention.span.begin);
        }
        const std::vector<Figure> figures = figures_in(sentence_);
        const bool prices = std::ranges::find(figures, "euro", &Figure::unit) != figures.end();
        for (const Figure& figure : figures) {
            const bool bare = figure.unit.empty() && figure.is_decimal;  // "up from 4.50", "4.50 a dozen"
            const bool money = figure.unit == "euro" || (bare && (prices || figure.is_price));
            if (money) take(&Values::money, to_text(figure.thousandths), figure.span.begin);
        }
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const std::size_t place = words_[i].span.begin;
            if (const unsigned weekday = weekday_at(i); weekday != 0) take(&Values::weekday, weekday, place);
            if (const auto clock = clock_at(i)) take(&Values::clock, *clock % k_dial_minutes, place);
        }
        return stated_;
    }

private:
    std::string_view word(std::size_t i) const { return i < words_.size() ? std::string_view(words_[i].folded) : ""; }

    unsigned weekday_at(std::size_t i) const {
        std::string name(word(i));
        if (name.size() > 4 && name.ends_with("s")) name.pop_back();  // "Wednesdays"
        return weekday_named(name);
    }

    // "18:30", "half past seven", "at 8", "8 Uhr"
    std::optional<int> clock_at(std::size_t i) const {
        if (const auto digital = digital_at(i)) return digital;
        if (is_one_of(word(i), {"half", "quarter"}) && is_one_of(word(i + 1), {"past", "to"})) {
            const int part = word(i) == "half" ? 30 : 15;
            const int hour = number_value(word(i + 2));
            if (hour < 1 || hour > 12) return std::nullopt;
            return hour * 60 + (word(i + 1) == "past" ? part : -part);
        }
        const int hour = number_value(word(i));
        const std::string_view before = i > 0 ? word(i - 1) : "";
        const bool hour_said = is_one_of(word(i + 1), {"uhr", "o'clock", "am", "pm"});
        const bool led = is_one_of(before, {"at", "um", "of"}) && !is_one_of(before, {"a", "an"});
        const bool ends = i + 1 == words_.size() || is_one_of(word(i + 1), {"in", "on", "sharp"}) || punctuated(i);
        if (hour < 1 || hour > 24 || is_one_of(word(i), {"a", "an"})) return std::nullopt;
        const bool bare = led && ends && (before != "of" || (i > 1 && word(i - 2) == "instead"));
        return hour_said || bare ? std::optional(hour * 60) : std::nullopt;
    }

    // "18:30"; words_of may make one or two words of it.
    std::optional<int> digital_at(std::size_t i) const {
        const std::string_view rest = sentence_.substr(words_[i].span.begin);
        const std::size_t colon = rest.find(':');
        if (colon == 0 || colon > 2 || rest.size() < colon + 3) return std::nullopt;
        const int hour = number_value(rest.substr(0, colon));
        const int minute = number_value(rest.substr(colon + 1, 2));
        const bool said = hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
        return said ? std::optional(hour * 60 + minute) : std::nullopt;
    }

    bool punctuated(std::size_t i) const {
        const std::size_t end = words_[i].span.end;
        return end < sentence_.size() && (sentence_[end] == ',' || sentence_[end] == '.');
    }

    // Keeps the first value behind the topic, or the first of all.
    template <class Value>
    void take(std::optional<Value> Values::* kind, Value value, std::size_t place) {
        Values& side = side_of(place);
        std::optional<Value>& slot = side.*kind;
        std::size_t& taken_at = places_[static_cast<const void*>(&slot)];
        const bool better = !slot || (taken_at < topic_at_ && place >= topic_at_);
        if (!better) return;
        slot = std::move(value);
        taken_at = place;
    }

    // Where a value belongs by the words shortly before it: "instead of", "not at", "up from", "moved from … to".
    Values& side_of(std::size_t place) {
        static constexpr std::size_t k_reach = 3;
        std::size_t at = 0;
        while (at < words_.size() && words_[at].span.end <= place) ++at;
        for (std::size_t back = 1; back <= k_reach && back <= at; ++back) {
            const std::string_view one = word(at - back);
            if (is_one_of(one, {"to", "auf", "but"})) return stated_.now;
            const bool over = is_one_of(one, {"not", "instead", "statt", "nicht"}) ||
                              (one == "from" && (moved_ || (at > back && word(at - back - 1) == "up")));
            if (over) return stated_.former;
        }
        return stated_.now;
    }

    std::string_view sentence_;
    std::vector<Word> words_;
    CivilDate written_on_;
    std::size_t topic_at_;
    bool moved_ = false;
    Stated stated_;
    std::map<const void*, std::size_t> places_;  // of the values kept, by their slot
};

// 1 when both state the kind alike, -1 when they state it differently, 0 when one does not state it.
template <class Value>
int compared(const std::optional<Value>& a, const std::optional<Value>& b) {
    if (!a || !b) return 0;
    return *a == *b ? 1 : -1;
}

// Above 0: they agree, below 0: they differ, 0: they speak of different kinds of things.
int verdict(const Values& a, const Values& b) {
    const int kinds[] = {compared(a.date, b.date), compared(a.clock, b.clock), compared(a.money, b.money)};
    if (std::ranges::find(kinds, 1) != std::end(kinds)) return 1;
    if (std::ranges::find(kinds, -1) != std::end(kinds)) return -1;
    const bool by_weekday = !a.date && !a.clock && !b.date && !b.clock;
    return by_weekday ? compared(a.weekday, b.weekday) : 0;
}

}  // namespace

int Values::kinds() const { return (date ? 1 : 0) + (weekday ? 1 : 0) + (clock ? 1 : 0) + (money ? 1 : 0); }

Stated values_in(std::string_view sentence, CivilDate written_on, std::size_t topic_at) {
    return ValueReader(sentence, written_on, topic_at).read();
}

bool differ(const Values& a, const Values& b) { return verdict(a, b) < 0; }
bool agree(const Values& a, const Values& b) { return verdict(a, b) > 0; }

}  // namespace familiar::answer::instant
