#include "answer/thinking/carried.h"

#include "answer/compute/calendar.h"
#include "answer/instant/figures.h"
#include "answer/instant/values.h"
#include "answer/thinking/lexicon.h"
#include "answer/thinking/names.h"
#include "base/dates.h"
#include "base/words.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::answer::thinking {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::size_t k_values_max = 6;
constexpr double k_weekday_alone = 0.6;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

// "Saturday 9 May".
std::string day_text(CivilDate date) {
    std::string text = computing::full_date(date);
    text.resize(text.rfind(' '));
    return text;
}

Value day_value(CivilDate date, double sure) {
    Value value{Sort::day, day_text(date), sure};
    value.date = date;
    return value;
}

// "today", "this morning", "tomorrow", "yesterday", "on Saturday".
std::optional<Value> said_of_day(const std::vector<Word>& words, CivilDate written_on) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i].folded;
        const bool this_part = word == "this" && i + 1 < words.size() &&
                               is_one_of(words[i + 1].folded, {"morning", "evening", "afternoon"});
        if (this_part || is_one_of(word, {"today", "tonight", "heute", "hoy", "hoje"}))
            return day_value(written_on, 0.75);
        if (is_one_of(word, {"tomorrow", "morgen"})) return day_value(sys_days(written_on) + days(1), 0.75);
        const bool last_night = word == "last" && i + 1 < words.size() && words[i + 1].folded == "night";
        if (last_night || is_one_of(word, {"yesterday", "gestern", "ayer"}))
            return day_value(sys_days(written_on) - days(1), 0.75);
        if (const unsigned weekday = weekday_named(word); weekday != 0) {
            const unsigned written = std::chrono::weekday(sys_days(written_on)).iso_encoding();
            return day_value(sys_days(written_on) + days((weekday + 7 - written) % 7), k_weekday_alone);
        }
    }
    return std::nullopt;
}

// Whether a question is about something that happened, so that the day of its report may be its own.
bool asks_of_past(std::string_view question) {
    const std::vector<Word> words = words_of(question);
    return std::ranges::any_of(words, [](const Word& word) {
        return is_one_of(word.folded, {"was", "were", "did", "had", "has", "have"}) || is_past_form(word.folded);
    });
}

// Words of a question that say which of several figures is meant.
std::vector<std::string> telling_lemmas(std::string_view question) {
    std::vector<std::string> lemmas;
    for (const Word& word : words_of(question)) {
        const bool plain = is_function_word(word.folded, "en") ||
                           is_one_of(word.folded, {"cost", "costs", "much", "how", "price", "charge"});
        if (!plain) lemmas.push_back(lemma_of(word.folded, "en"));
    }
    return lemmas;
}

// How far a figure stands from the last telling word before it, in words; what follows it is farther away.
std::size_t distance_of(const std::vector<Word>& words, std::size_t figure, const std::vector<std::string>& lemmas) {
    static constexpr std::size_t k_behind = 6;
    std::size_t best = words.size() + k_behind;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (std::ranges::find(lemmas, lemma_of(words[i].folded, "en")) == lemmas.end()) continue;
        const std::size_t away = i < figure ? figure - i : i - figure + k_behind;
        best = std::min(best, away);
    }
    return best;
}

}  // namespace

bool Value::same_as(const Value& other) const {
    if (date && other.date) return *date == *other.date;
    return folded(text) == folded(other.text);
}

std::vector<Value> days_in(const Evidence& evidence, Span quote, const Sought& sought, const ComposeContext& context) {
    const std::string_view sentence = quote.of(evidence.post.text);
    const Timestamp moment = evidence.post.posted_at.value_or(context.now);
    const CivilDate written_on = time::civil(moment, context.zone).date;
    const bool past = asks_of_past(sought.question);
    std::vector<Value> out;
    auto said = said_of_day(words_of(sentence), written_on);
    if (past && said && said->sure > k_weekday_alone &&
        *said->date <= written_on) {  // "decided last night" says more than the day it speaks of
        said->sure = 0.9;
        return {*said};
    }
    const auto match = std::ranges::find_if(evidence.matches, [&](Span one) { return quote.contains(one); });
    const std::size_t topic_at = match == evidence.matches.end() ? 0 : match->begin - quote.begin;
    if (const auto date = instant::values_in(sentence, written_on, topic_at).now.date)
        out.push_back(day_value(CivilDate(sys_days(days(*date))), 0.88));
    for (const DateMention& mention : dates_in(sentence, written_on)) {
        const bool known = !out.empty() && *out.front().date == mention.date;
        if (!known) out.push_back(day_value(mention.date, 0.6));
    }
    if (!out.empty()) return out;
    if (said) return {*said};
    if (!evidence.post.posted_at || !past) return out;
    Value written = day_value(written_on, 0.52);
    written.date_said = false;
    return {written};
}

std::string amount_text(std::int64_t thousandths, bool money) {
    static constexpr std::int64_t k_whole = 1000;
    static constexpr std::int64_t k_cent = 10;
    if (!money || thousandths % k_whole == 0 || thousandths % k_cent != 0) return instant::to_text(thousandths);
    return fmt::format("{}.{:02}", instant::to_text(thousandths / k_whole * k_whole), thousandths % k_whole / k_cent);
}

std::vector<Value> figures_for(const Evidence& evidence, Span quote, const Sought& sought) {
    const std::string_view sentence = quote.of(evidence.post.text);
    const std::vector<Word> words = words_of(sentence);
    const std::vector<instant::Figure> figures = instant::figures_in(sentence);
    const bool speaks_of_money = std::ranges::find(figures, "euro", &instant::Figure::unit) != figures.end();
    const std::vector<std::string> lemmas = telling_lemmas(sought.question);
    struct Placed {
        Value value;
        std::size_t distance;
    };
    std::vector<Placed> placed;
    for (const instant::Figure& figure : figures) {
        const bool money = figure.unit == "euro" || figure.unit == "pound" || figure.unit == "dollar" ||
                           (figure.unit.empty() && figure.is_decimal && (speaks_of_money || figure.is_price));
        if (money != (sought.step.sort == Sort::amount)) continue;
        const auto at = std::ranges::find_if(words, [&](const Word& word) { return word.span == figure.span; });
        const auto place = static_cast<std::size_t>(at - words.begin());
        Value value{sought.step.sort, amount_text(figure.thousandths, money), figure.is_rough ? 0.6 : 0.85};
        value.thousandths = figure.thousandths;
        value.unit = money && figure.unit.empty() ? "euro" : figure.unit;
        placed.push_back({std::move(value), distance_of(words, place, lemmas)});
    }
    std::ranges::stable_sort(placed, {}, &Placed::distance);
    std::vector<Value> out;
    out.reserve(placed.size());
    for (Placed& one : placed) out.push_back(std::move(one.value));
    return out;
}

std::vector<Value> values_of(const Evidence& evidence, Span quote, const Sought& sought,
                             const ComposeContext& context) {
    std::vector<Value> out;
    switch (sought.step.sort) {
        case Sort::person: out = persons_in(evidence, quote, sought); break;
        case Sort::place:
            out = sought.step.by_name ? things_in(evidence, quote, sought) : places_in(evidence, quote, sought);
            break;
        case Sort::day: out = days_in(evidence, quote, sought, context); break;
        case Sort::amount:
        case Sort::count: out = figures_for(evidence, quote, sought); break;
        case Sort::thing:
        case Sort::anything: out = things_in(evidence, quote, sought); break;
    }
    if (sought.step.sort == Sort::person) std::ranges::stable_sort(out, std::greater<>(), &Value::sure);
    if (out.size() > k_values_max) out.resize(k_values_max);
    return out;
}

}  // namespace familiar::answer::thinking
