#include "answer/contemplating/links.h"

#include "answer/contemplating/limits.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

namespace familiar::answer::contemplating {

namespace {

using instant::Values;

// What a sentence is about: its words without values and without those of the question, which all hold.
std::vector<Concept> theme_of(const Statement& statement, const Subject& subject) {
    std::vector<Concept> theme;
    for (const Concept& one : statement.read->concepts) {
        const bool asked = std::ranges::any_of(
            subject.stems, [&](const std::string& stem) { return one == concept_of(Concept::Kind::word, stem); });
        if (one.kind == Concept::Kind::word && !asked && !goes_with_any_value(one)) theme.push_back(one);
    }
    return theme;
}

// A statement that has a value, with its theme.
struct Valued {
    const Statement* statement = nullptr;
    std::vector<Concept> theme;
};

struct Likeness {
    std::size_t shared = 0;
    double cosine = 0;
};

Likeness likeness_of(const std::vector<Concept>& left, const std::vector<Concept>& right) {
    if (left.empty() || right.empty()) return {};
    std::vector<Concept> shared;
    std::ranges::set_intersection(left, right, std::back_inserter(shared));
    const double sizes = static_cast<double>(left.size()) * static_cast<double>(right.size());
    return {shared.size(), static_cast<double>(shared.size()) / std::sqrt(sizes)};
}

// "Moved", "instead", "New date": surer signs of a change than "new" or "now".
bool moves(std::string_view sentence) {
    static constexpr std::array<std::string_view, 10> k_signs = {
        " moved",  " postponed", " instead",     " new date",   ", not ",
        " change", " up from",   " rescheduled", " verschoben", " verlegt"};
    const std::string text = " " + folded(sentence);
    return std::ranges::any_of(k_signs, [&](std::string_view sign) { return text.find(sign) != std::string::npos; });
}

// The newer one names the value that the older one states as the one that no longer holds.
bool takes_back(const Statement& now, const Statement& before) {
    return !now.read->stated.former.empty() && instant::agree(now.read->stated.former, before.read->stated.now);
}

bool is_usable(const Statement& statement) {
    return !statement.read->asks && !statement.read->stated.now.empty() &&
           statement.evidence->post.posted_at.has_value();
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

std::optional<Link> link_of(const Valued& newer, const Valued& older) {
    const Statement& now = *newer.statement;
    const Statement& before = *older.statement;
    static constexpr double k_alike = 0.55;  // to contradict
    static constexpr double k_alike_changed = 0.3;
    static constexpr double k_alike_moved = 0.2;
    if (now.evidence->post.id == before.evidence->post.id) return std::nullopt;
    if (!instant::differ(now.read->stated.now, before.read->stated.now)) return std::nullopt;
    const Likeness likeness = likeness_of(newer.theme, older.theme);
    if (likeness.shared == 0) return std::nullopt;
    if (takes_back(now, before)) return Link{&now, &before, true, 1 + likeness.cosine};
    const bool moved = moves(now.text()) && likeness.cosine >= k_alike_moved;
    const bool changed = now.read->corrects && likeness.shared > 1 && likeness.cosine >= k_alike_changed;
    if (moved || changed) return Link{&now, &before, true, likeness.cosine};
    const bool contradicts = likeness.shared > 1 && likeness.cosine >= k_alike && !now.read->cues.first_person &&
                             !before.read->cues.first_person &&
                             differ_but_in_date(now.read->stated.now, before.read->stated.now);
    return contradicts ? std::optional(Link{&now, &before, false, likeness.cosine}) : std::nullopt;
}

}  // namespace

std::vector<Link> links_in(const std::vector<Statement>& statements, const Subject& subject) {
    std::vector<Valued> valued;
    for (const Statement& statement : statements) {
        if (is_usable(statement)) valued.push_back({&statement, theme_of(statement, subject)});
    }
    std::vector<Link> all;
    for (const Valued& now : valued) {
        for (const Valued& before : valued) {
            if (before.statement->evidence->post.posted_at >= now.statement->evidence->post.posted_at) continue;
            if (const auto link = link_of(now, before)) all.push_back(*link);
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
