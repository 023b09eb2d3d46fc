#include "answer/contemplating/links.h"

#include "answer/contemplating/limits.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace familiar::answer::contemplating {

namespace {

using instant::Values;

// Words and names, without those of the question, which all hold.
std::vector<Concept> theme_of(const Statement& statement, const Subject& subject) {
    std::vector<Concept> theme;
    for (const Concept& one : statement.concepts) {
        const bool wordy = one.kind == Concept::Kind::word || one.kind == Concept::Kind::name;
        const bool asked = std::ranges::any_of(
            subject.stems, [&](const std::string& stem) { return one.key.find(stem) != std::string::npos; });
        const bool figure = one.key.size() > 1 && one.key.find_first_of("0123456789", 1) != std::string::npos;
        if (wordy && !asked && !figure) theme.push_back(one);
    }
    return theme;
}

// Cosine of the themes; two sentences about nothing but the subject are alike when both are short.
double likeness_of(const Statement& a, const Statement& b, const Subject& subject) {
    const std::vector<Concept> left = theme_of(a, subject);
    const std::vector<Concept> right = theme_of(b, subject);
    if (left.empty() || right.empty()) return 0;
    std::vector<Concept> shared;
    std::ranges::set_intersection(left, right, std::back_inserter(shared));
    return static_cast<double>(shared.size()) /
           std::sqrt(static_cast<double>(left.size()) * static_cast<double>(right.size()));
}

// The newer one names the value that the older one states as the one that no longer holds.
bool takes_back(const Statement& now, const Statement& before) {
    return !now.stated.former.empty() && instant::agree(now.stated.former, before.stated.now);
}

bool is_usable(const Statement& statement) {
    return !statement.asks && !statement.stated.now.empty() && statement.evidence->post.posted_at.has_value();
}

std::optional<Link> link_of(const Statement& now, const Statement& before, const Subject& subject) {
    static constexpr double k_alike = 0.5;          // to contradict
    static constexpr double k_alike_changed = 0.2;  // when the newer one says that it changes something
    if (!instant::differ(now.stated.now, before.stated.now)) return std::nullopt;
    if (now.evidence->post.id == before.evidence->post.id) return std::nullopt;
    const double likeness = likeness_of(now, before, subject);
    if (takes_back(now, before)) return Link{&now, &before, true, 1 + likeness};
    if (now.corrects && likeness >= k_alike_changed) return Link{&now, &before, true, likeness};
    if (likeness >= k_alike) return Link{&now, &before, false, likeness};
    return std::nullopt;
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
