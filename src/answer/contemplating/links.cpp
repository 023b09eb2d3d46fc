#include "answer/contemplating/links.h"

#include "answer/contemplating/limits.h"
#include "base/dates.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace familiar::answer::contemplating {

namespace {

using instant::Values;

// Words that many sentences with a value hold, whatever they are about.
bool goes_with_any_value(std::string_view stem) {
    static constexpr std::array<std::string_view, 18> k_stems = {"euro",  "pound", "cost",  "price", "hour",  "day",
                                                                 "start", "begin", "clock", "last",  "new",   "move",
                                                                 "pay",   "paid",  "week",  "today", "night", "year"};
    return std::ranges::find(k_stems, stem) != k_stems.end() || month_named(stem) != 0 ||
           std::ranges::any_of(std::array{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
                               [&](const char* day) { return stem_of(day, "en") == stem; });
}

// What a sentence is about: its words without values and without those of the question, which all hold.
std::vector<Concept> theme_of(const Statement& statement, const Subject& subject) {
    std::vector<Concept> theme;
    for (const Concept& one : statement.concepts) {
        if (one.kind != Concept::Kind::word) continue;
        const std::string_view stem = std::string_view(one.key).substr(1);
        const bool asked = std::ranges::find(subject.stems, stem) != subject.stems.end();
        const bool figure = stem.find_first_of("0123456789") != std::string_view::npos;
        if (!asked && !figure && !goes_with_any_value(stem)) theme.push_back(one);
    }
    return theme;
}

struct Likeness {
    std::size_t shared = 0;
    double cosine = 0;
};

Likeness likeness_of(const Statement& a, const Statement& b, const Subject& subject) {
    const std::vector<Concept> left = theme_of(a, subject);
    const std::vector<Concept> right = theme_of(b, subject);
    if (left.empty() || right.empty()) return {};
    std::vector<Concept> shared;
    std::ranges::set_intersection(left, right, std::back_inserter(shared));
    const double sizes = static_cast<double>(left.size()) * static_cast<double>(right.size());
    return {shared.size(), static_cast<double>(shared.size()) / std::sqrt(sizes)};
}

// "Moved", "instead", "New date": surer signs of a change than "new" or "now".
bool moves(std::string_view sentence) {
    static constexpr std::array<std::string_view, 10> k_signs = {" moved",   " postponed", " instead",    " new date", ", not ",
                                                                 " change",  " up from",   " rescheduled", " verschoben",
                                                                 " verlegt"};
    const std::string text = " " + folded(sentence);
    return std::ranges::any_of(k_signs, [&](std::string_view sign) { return text.find(sign) != std::string::npos; });
}

// The newer one names the value that the older one states as the one that no longer holds.
bool takes_back(const Statement& now, const Statement& before) {
    return !now.stated.former.empty() && instant::agree(now.stated.former, before.stated.now);
}

bool is_usable(const Statement& statement) {
    return !statement.asks && !statement.stated.now.empty() && statement.evidence->post.posted_at.has_value();
}

// Whether they differ in a clock time or a price; other dates are mostly those of other things.
bool differ_but_in_date(const Values& a, const Values& b) {
    Values left = a;
    Values right = b;
    left.date.reset();
    right.date.reset();
    left.weekday.reset();
    right.weekday.reset();
    return instant::differ(left, right);
}

std::optional<Link> link_of(const Statement& now, const Statement& before, const Subject& subject) {
    static constexpr double k_alike = 0.55;  // to contradict
    static constexpr double k_alike_changed = 0.3;
    static constexpr double k_alike_moved = 0.2;
    if (now.evidence->post.id == before.evidence->post.id) return std::nullopt;
    if (!instant::differ(now.stated.now, before.stated.now)) return std::nullopt;
    const Likeness likeness = likeness_of(now, before, subject);
    if (likeness.shared == 0) return std::nullopt;
    if (takes_back(now, before)) return Link{&now, &before, true, 1 + likeness.cosine};
    const bool moved = moves(now.text()) && likeness.cosine >= k_alike_moved;
    const bool changed = now.corrects && likeness.shared > 1 && likeness.cosine >= k_alike_changed;
    if (moved || changed) return Link{&now, &before, true, likeness.cosine};
    const bool contradicts = likeness.shared > 1 && likeness.cosine >= k_alike && !now.cues.first_person &&
                             !before.cues.first_person && differ_but_in_date(now.stated.now, before.stated.now);
    return contradicts ? std::optional(Link{&now, &before, false, likeness.cosine}) : std::nullopt;
}

}  // namespace

std::vector<Link> links_in(const std::vector<Statement>& statements, const Subject& subject) {
    std::vector<Link> all;
    for (const Statement& now : statements) {
        if (!is_usable(now)) continue;
        for (const Statement& before : statements) {
            if (!is_usable(before) || !(before.evidence->post.posted_at < now.evidence->post.posted_at)) continue;
            if (const auto link = link_of(now, before, subject)) all.push_back(*link);
        }
    }
    std::ranges::stable_sort(all, std::greater<>(), &Link::likeness);
    std::vector<Link> links;
    for (const Link& link : all) {
        const bool taken = std::ranges::any_of(links, [&](const Link& other) {
            return other.now == link.now || other.before == link.before || other.before == link.now ||
                   other.now == link.before;
        });
        if (!taken && links.size() < k_links_max) links.push_back(link);
    }
    return links;
}

}  // namespace familiar::answer::contemplating
