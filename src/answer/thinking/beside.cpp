#include "answer/thinking/beside.h"

#include "answer/compute/calendar.h"
#include "answer/instant/figures.h"
#include "answer/thinking/grounds.h"
#include "answer/thinking/limits.h"
#include "answer/thinking/names.h"
#include "answer/thinking/report.h"
#include "base/words.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::answer::thinking {

namespace {

std::string with_unit(std::int64_t thousandths, const Value& like) {
    return amount_text(thousandths, like.sort == Sort::amount) + (like.unit.empty() ? "" : " " + like.unit);
}

std::string shown(const Value& value) { return value.date ? value.text : with_unit(value.thousandths, value); }

// Below 0 when `a` comes first or is less.
std::int64_t distance(const Value& a, const Value& b) {
    if (a.date && b.date) return computing::days_between(*b.date, *a.date);
    return a.thousandths - b.thousandths;
}

bool comparable(const Value& a, const Value& b) {
    return a.date.has_value() == b.date.has_value() && (a.date || a.unit == b.unit);
}

// The words of one text that the other does not hold: "pond" of "the pond committee" and "the hall committee".
std::string only_in(const std::string& text, const std::string& other) {
    std::string words;
    for (const Word& word : words_of(text)) {
        const std::string one(word.span.of(text));
        if (!all_words_in(one, other)) words += (words.empty() ? "" : " ") + one;
    }
    return words;
}

// Leaves those whose source speaks of just this side: in an article the sentence, in talk the message and what it
// answers.
void keep_own(std::vector<Hit>& hits, const std::string& telling) {
    static constexpr double k_telling_needed = 0.75;
    std::erase_if(hits, [&](const Hit& hit) {
        if (hit.by_speaker) return false;
        const bool article = hit.evidence->post.kind == PostKind::article;
        const double share =
            article ? share_in_sentence(*hit.evidence, hit.quote, telling, {}) : share_met(*hit.evidence, telling, {});
        return share < k_telling_needed;
    });
}

class Together {
public:
    Together(const Plan& plan, Finder& finder, std::vector<Break>& breaks)
        : plan_(plan), finder_(finder), breaks_(breaks) {}

    Result<std::optional<Answer>> run() {
        switch (plan_.task) {
            case Task::extreme: return extreme();
            case Task::shared: return shared();
            default: return beside();
        }
    }

private:
    void broke(const Follower& follower, const Side& side) {
        breaks_.push_back(follower.broken().value_or(Break{{}, side.said, true}));
        breaks_.back().missing = breaks_.back().at_question ? side.said : breaks_.back().missing;
    }

    Result<std::optional<Answer>> beside() {
        std::vector<Trail> trails;
        for (const Side& side : plan_.sides) {
            Follower follower(finder_);
            if (auto trail = TRY(follower.value(side, plan_.measure.sort)))
                trails.push_back(std::move(*trail));
            else
                broke(follower, side);
        }
        if (trails.size() < 2) {
            for (Trail& trail : trails)
                breaks_.front().trail.insert(breaks_.front().trail.end(), trail.begin(), trail.end());
            return std::optional<Answer>();
        }
        const Value& a = trails[0].back().value;
        const Value& b = trails[1].back().value;
        const bool same_sentence = trails[0].back().evidence->post.id == trails[1].back().evidence->post.id &&
                                   trails[0].back().quote == trails[1].back().quote && a.same_as(b);
        if (!comparable(a, b) || (same_sentence && plan_.task != Task::total)) {
            breaks_.push_back({trails[0], plan_.sides[1].said, true});
            return std::optional<Answer>();
        }
        std::vector<std::string> working;
        const std::string lead = worked_out(a, b, working);
        return std::optional(report_worked_out(lead, working, trails, finder_.context()));
    }

    std::string worked_out(const Value& a, const Value& b, std::vector<std::string>& working) const {
        switch (plan_.task) {
            case Task::whether: return whether(a, b);
            case Task::difference: return difference(a, b, working);
            case Task::total: {
                const std::int64_t sum = a.thousandths + b.thousandths;
                working.push_back(computed(fmt::format("{} + {}", a.text, b.text), amount_text(sum, true)));
                return fmt::format("{} and {} come to {} together.", plan_.sides[0].said, plan_.sides[1].said,
                                   with_unit(sum, a));
            }
            default: return order(a, b);
        }
    }

    // A line of working, through the calculator where it knows the sum.
    std::string computed(const std::string& sum, const std::string& result) const {
        const auto computation = finder_.tools().compute(sum);
        const bool same = computation && computation->result.starts_with(result);
        return fmt::format("{} = {}", sum, same ? computation->result : result);
    }

    std::string order(const Value& a, const Value& b) const {
        const std::int64_t away = distance(a, b);
        const std::string& first = plan_.sides[0].said;
        const std::string& second = plan_.sides[1].said;
        if (away == 0) return fmt::format("Neither: {} and {} are the same, {}.", first, second, shown(a));
        const bool is_first = (away > 0) == plan_.measure.wants_more;
        return fmt::format("{}: {}, against {} for {}.", is_first ? first : second, shown(is_first ? a : b),
                           shown(is_first ? b : a), is_first ? second : first);
    }

    std::string whether(const Value& a, const Value& b) const {
        const std::int64_t away = distance(a, b);
        const bool yes = away != 0 && (away > 0) == plan_.measure.wants_more;
        return fmt::format("{}: {} for “{}”, {} for “{}”.", yes ? "Yes" : "No", shown(a), plan_.sides[0].said, shown(b),
                           plan_.sides[1].said);
    }

    std::string difference(const Value& a, const Value& b, std::vector<std::string>& working) const {
        if (a.date && b.date) {
            const std::int64_t days = std::abs(computing::days_between(*a.date, *b.date));
            const bool in_weeks = plan_.measure.unit == "weeks" && days % 7 == 0;
            const std::string away =
                in_weeks ? fmt::format("{} weeks", days / 7) : fmt::format("{} {}", days, days == 1 ? "day" : "days");
            const auto& [early, late] = *a.date < *b.date ? std::pair(a, b) : std::pair(b, a);
            working.push_back(fmt::format("{} to {} = {} days", early.text, late.text, days));
            return fmt::format("{} lie between {} and {}.", away, plan_.sides[0].said, plan_.sides[1].said);
        }
        const std::int64_t away = a.thousandths - b.thousandths;
        const Value& more = away < 0 ? b : a;
        const Value& less = away < 0 ? a : b;
        working.push_back(computed(fmt::format("{} - {}", more.text, less.text),
                                   amount_text(std::abs(away), a.sort == Sort::amount)));
        return fmt::format("{} {} than {}: {}.", plan_.sides[0].said, away < 0 ? "is less" : "is more",
                           plan_.sides[1].said, with_unit(std::abs(away), a));
    }

    Result<std::optional<Answer>> extreme() {
        Step step = plan_.sides.front().chains.front().back();
        step.sort = plan_.measure.sort;
        step.said = plan_.sides.front().said;
        std::vector<Hit> hits = TRY(finder_.figures_of_set(step));
        std::erase_if(hits, [&](const Hit& hit) { return hit.value.unit != hits.front().value.unit; });
        if (hits.size() < 2) {
            breaks_.push_back({hits, step.said, true});
            return std::optional<Answer>();
        }
        std::ranges::stable_sort(hits, [&](const Hit& x, const Hit& y) {
            return plan_.measure.wants_more ? x.value.thousandths > y.value.thousandths
                                            : x.value.thousandths < y.value.thousandths;
        });
        if (hits.size() > k_items_max) hits.resize(k_items_max);
        std::vector<Trail> trails;
        trails.reserve(hits.size());
        for (const Hit& hit : hits) trails.push_back({hit});
        const Hit& best = hits.front();
        const std::string lead = fmt::format("The {} of {}: {}, “{}”", plan_.measure.word, hits.size(),
                                             shown(best.value), best.quote.of(best.evidence->post.text));
        return std::optional(report_worked_out(lead, {}, trails, finder_.context()));
    }

    Result<std::optional<Answer>> shared() {
        std::vector<std::vector<Hit>> sides;
        for (const Side& side : plan_.sides) {
            Follower follower(finder_);
            sides.push_back(TRY(follower.people(side)));
            if (sides.back().empty()) broke(follower, side);
        }
        if (sides[0].empty() || sides[1].empty()) return std::optional<Answer>();
        keep_own(sides[0], only_in(plan_.sides[0].said, plan_.sides[1].said));
        keep_own(sides[1], only_in(plan_.sides[1].said, plan_.sides[0].said));
        std::vector<std::string> names;
        std::vector<Trail> trails;
        for (const Hit& one : sides[0]) {
            const auto other = std::ranges::find_if(
                sides[1], [&](const Hit& two) { return same_name(one.value.text, two.value.text); });
            if (other == sides[1].end()) continue;
            names.push_back(one.value.text.size() < other->value.text.size() ? other->value.text : one.value.text);
            trails.push_back({one});
            trails.push_back({*other});
        }
        if (names.empty()) {
            breaks_.push_back(
                {{}, fmt::format("who is in both, {} and {}", plan_.sides[0].said, plan_.sides[1].said), true});
            return std::optional<Answer>();
        }
        const std::string lead =
            fmt::format("{}: {} and {}.", instant::listed(names), plan_.sides[0].said, plan_.sides[1].said);
        return std::optional(report_worked_out(lead, {}, trails, finder_.context()));
    }

    const Plan& plan_;
    Finder& finder_;
    std::vector<Break>& breaks_;
};

}  // namespace

Result<std::optional<Answer>> put_together(const Plan& plan, Finder& finder, std::vector<Break>& breaks) {
    return Together(plan, finder, breaks).run();
}

}  // namespace familiar::answer::thinking
