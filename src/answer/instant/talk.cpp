#include "answer/instant/talk.h"

#include "base/cues.h"
#include "base/words.h"

#include <algorithm>

namespace familiar::answer::instant {

Talk::Talk(const std::vector<Evidence>& found) : found_(found) {}

const Evidence* Talk::question_answered_by(const Evidence& evidence) const {
    static constexpr int k_replies_deep = 20;  // a thread with a cycle in it ends here
    if (evidence.post.reply_to.empty()) {
        const bool chat = evidence.post.kind == PostKind::message && !evidence.post.thread.empty();
        return chat ? asked_before(evidence) : nullptr;
    }
    const Evidence* at = replied_to(evidence);
    for (int i = 0; at != nullptr && i < k_replies_deep; ++i) {
        if (asks(*at)) return at;
        at = replied_to(*at);
    }
    return nullptr;
}

const Evidence* Talk::replied_to(const Evidence& evidence) const {
    if (evidence.post.reply_to.empty()) return nullptr;
    const auto found = std::ranges::find_if(found_, [&](const Evidence& other) {
        return other.post.source == evidence.post.source && other.post.external_id == evidence.post.reply_to;
    });
    return found == found_.end() ? nullptr : &*found;
}

const Evidence* Talk::asked_before(const Evidence& evidence) const {
    static constexpr std::chrono::hours k_same_talk{36};
    const Evidence* last = nullptr;
    for (const Evidence& other : found_) {
        const bool earlier = other.post.source == evidence.post.source && other.post.thread == evidence.post.thread &&
                             other.post.posted_at && evidence.post.posted_at &&
                             *other.post.posted_at < *evidence.post.posted_at &&
                             *evidence.post.posted_at - *other.post.posted_at <= k_same_talk;
        if (!earlier || !asks(other)) continue;
        if (last == nullptr || *last->post.posted_at < *other.post.posted_at) last = &other;
    }
    return last;
}

bool asks(const Evidence& evidence) {
    if (!evidence.post.reply_to.empty()) return false;
    const std::string_view text = evidence.post.text;
    return std::ranges::any_of(sentences_of(text), [&](Span span) { return familiar::asks(span.of(text)); });
}

double own_coverage(const Evidence& evidence) {
    double own = 0;
    for (const Finding& finding : evidence.because) {
        const bool itself = finding.kind == Finding::Kind::word || finding.kind == Finding::Kind::title_word;
        if (itself) own += finding.weight;
    }
    return own;
}

bool holds_match(const Evidence& evidence, Span span) {
    return std::ranges::any_of(evidence.matches, [&](Span match) { return span.contains(match); });
}

}  // namespace familiar::answer::instant
