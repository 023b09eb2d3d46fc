#include "infer/openai/thoughts.h"

#include "infer/limits.h"

#include <algorithm>
#include <array>
#include <utility>

namespace familiar::infer::openai {

namespace {

struct Tags {
    std::string_view opening;
    std::string_view closing;
};

// Of DeepSeek, Qwen and most others; older distillations; Mistral.
constexpr std::array<Tags, 4> k_tags = {
    {{"<think>", "</think>"}, {"<thinking>", "</thinking>"}, {"<thought>", "</thought>"}, {"[THINK]", "[/THINK]"}}};

constexpr std::size_t k_first_thoughts_bytes = 16;
constexpr std::string_view k_white = " \t\r\n";

struct Found {
    std::size_t at = std::string_view::npos;
    std::size_t bytes = 0;
};

// The first closing tag in `text`: this one, or any when it is empty.
Found find_closing(std::string_view text, std::string_view closing) {
    Found first;
    for (const Tags& tags : k_tags) {
        if (!closing.empty() && closing != tags.closing) continue;
        const std::size_t at = text.find(tags.closing);
        if (at < first.at) first = {at, tags.closing.size()};
    }
    return first;
}

// How many bytes at the end of `text` may be the beginning of a closing tag.
std::size_t half_closing(std::string_view text) {
    std::size_t longest = 0;
    for (const Tags& tags : k_tags) {
        for (std::size_t n = std::min(tags.closing.size() - 1, text.size()); n > longest; --n) {
            if (text.ends_with(tags.closing.substr(0, n))) longest = n;
        }
    }
    return longest;
}

// How models begin to think where nothing tells them to show it, and seldom to answer.
constexpr std::array<std::string_view, 26> k_first_thoughts = {
    "okay",     "ok,",     "alright",   "let me",   "let's",  "let us",    "the user",   "user asks",   "user wants",
    "we need",  "we have", "we are",    "hmm",      "first,", "so,",       "so the",     "so i",        "i need",
    "i should", "i have",  "i'm asked", "thinking", "wait",   "to answer", "looking at", "the question"};

bool begins_as_thought(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(k_white);
    if (begin == std::string_view::npos) return true;
    std::string start(text.substr(begin, k_first_thoughts_bytes));
    std::ranges::transform(start, start.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return std::ranges::any_of(
        k_first_thoughts, [&](std::string_view words) { return start.starts_with(words) || words.starts_with(start); });
}

bool may_become(std::string_view text, std::string_view tag) { return tag.starts_with(text); }

}  // namespace

void ThoughtSplitter::feed(std::string_view bytes, const Out& out) {
    waiting_ += bytes;
    bool more = true;
    while (more && !waiting_.empty()) {
        switch (place_) {
            case Place::before: more = before(out); break;
            case Place::inside: more = inside(out); break;
            case Place::text: more = text(out); break;
        }
    }
}

// White space, then perhaps a tag. An end without a beginning is one of a thought without words.
bool ThoughtSplitter::before(const Out& out) {
    const std::size_t begin = waiting_.find_first_not_of(k_white);
    if (begin == std::string::npos) return false;
    const std::string_view rest = std::string_view(waiting_).substr(begin);
    for (const Tags& tags : k_tags) {
        const bool opens = rest.starts_with(tags.opening);
        if (opens || (!closed_ && rest.starts_with(tags.closing))) {
            place_ = opens ? Place::inside : Place::before;
            closing_ = tags.closing;
            opened_ = opened_ || opens;
            closed_ = closed_ || !opens;
            if (opens) release(out);
            waiting_.erase(0, begin + (opens ? tags.opening : tags.closing).size());
            return true;
        }
        if (!finished_ && (may_become(rest, tags.opening) || (!closed_ && may_become(rest, tags.closing))))
            return false;
    }
    if (closed_) waiting_.erase(0, begin);
    place_ = Place::text;
    return true;
}

bool ThoughtSplitter::inside(const Out& out) {
    const Found end = find_closing(waiting_, closing_);
    if (end.at == std::string_view::npos) {
        const std::size_t sure = waiting_.size() - (finished_ ? 0 : half_closing(waiting_));
        if (sure > 0) out(Delta::Kind::reasoning, std::string_view(waiting_).substr(0, sure));
        waiting_.erase(0, sure);
        return false;
    }
    if (end.at > 0) out(Delta::Kind::reasoning, std::string_view(waiting_).substr(0, end.at));
    waiting_.erase(0, end.at + end.bytes);
    closed_ = true;
    place_ = Place::before;
    return true;
}

bool ThoughtSplitter::text(const Out& out) {
    const bool may_end = !closed_ && !apart_;  // a thought that nobody opened
    if (!may_end) {
        tell_text(waiting_.size(), out);
        return false;
    }
    const Found end = find_closing(waiting_, {});
    if (end.at != std::string_view::npos) return unopened_end(end.at, end.bytes, out);
    tell_text(waiting_.size() - (finished_ ? 0 : half_closing(waiting_)), out);
    return false;
}

// A tag in the middle of a line is one that the model speaks of.
bool ThoughtSplitter::unopened_end(std::size_t at, std::size_t tag_bytes, const Out& out) {
    const std::size_t after = at + tag_bytes;
    if (marks_ == ThoughtMarks::opened || marks_ == ThoughtMarks::unseen) {
        if (after == waiting_.size() && !finished_) {
            tell_text(at, out);
            return false;
        }
        if (!stands_alone(at, after)) {
            tell_text(after, out);
            return true;
        }
    }
    if (!held_.empty()) out(Delta::Kind::reasoning, held_);
    thoughts_in_text_ = text_bytes_ - held_.size();
    held_.clear();
    if (at > 0) out(Delta::Kind::reasoning, std::string_view(waiting_).substr(0, at));
    waiting_.erase(0, after);
    closed_ = true;
    learned_ = ThoughtMarks::unopened;
    place_ = Place::before;
    return true;
}

bool ThoughtSplitter::stands_alone(std::size_t at, std::size_t after) const {
    const bool begins = at == 0 ? at_line_begin_ : waiting_[at - 1] == '\n';
    return begins && (after == waiting_.size() || waiting_[after] == '\n' || waiting_[after] == '\r');
}

void ThoughtSplitter::tell_text(std::size_t bytes, const Out& out) {
    if (bytes == 0) return;
    const std::string_view piece = std::string_view(waiting_).substr(0, bytes);
    at_line_begin_ = piece.back() == '\n';
    text_bytes_ += bytes;
    held_ += piece;
    waiting_.erase(0, bytes);
    if (!holds_back()) release(out);
}

bool ThoughtSplitter::holds_back() const {
    if (closed_ || apart_) return false;
    if (marks_ == ThoughtMarks::unknown) return true;
    const bool begins = text_bytes_ == held_.size();  // nothing was told yet
    return marks_ == ThoughtMarks::unseen && begins && held_.size() < k_unseen_thought_bytes_max &&
           begins_as_thought(held_);
}

void ThoughtSplitter::release(const Out& out) {
    if (!held_.empty()) out(Delta::Kind::text, std::exchange(held_, {}));
}

void ThoughtSplitter::thoughts_come_apart(const Out& out) {
    if (std::exchange(apart_, true)) return;
    learned_ = ThoughtMarks::opened;
    release(out);
    if (place_ != Place::inside || opened_) return;
    place_ = Place::before;  // what was taken for a thought so far stays one: it was not more than white space
    closed_ = true;
}

void ThoughtSplitter::finish(bool whole, const Out& out) {
    finished_ = true;
    feed({}, out);
    if (place_ == Place::before) waiting_.clear();
    release(out);
    if (learned_) return;
    if (place_ == Place::inside && !opened_) {
        thoughts_were_text_ = whole;
        return;
    }
    if (opened_ || (whole && text_bytes_ > 0)) learned_ = ThoughtMarks::opened;
    if (marks_ == ThoughtMarks::unopened && closed_ && !opened_) learned_ = ThoughtMarks::unopened;
}

}  // namespace familiar::infer::openai
