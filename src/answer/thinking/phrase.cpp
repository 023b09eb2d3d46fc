#include "answer/thinking/phrase.h"

#include "answer/thinking/plan.h"
#include "base/cues.h"

#include <algorithm>

namespace familiar::answer::thinking {

Phrase::Phrase(std::string text) : text_(std::move(text)) {
    const std::vector<Word> words = words_of(text_);
    std::size_t next = 0;
    for (std::size_t at = 0; (at = text_.find(k_gap, at)) != std::string::npos; ++at) {
        while (next < words.size() && words[next].span.begin < at) words_.push_back(words[next++]);
        words_.push_back({{at, at + 1}, WordKind::word, std::string(1, k_gap)});
    }
    while (next < words.size()) words_.push_back(words[next++]);
}

std::string_view Phrase::word(std::size_t i) const {
    return i < words_.size() ? std::string_view(words_[i].folded) : std::string_view();
}

std::string_view Phrase::written(std::size_t i) const {
    return i < words_.size() ? words_[i].span.of(text_) : std::string_view();
}

bool Phrase::is_possessive(std::size_t i) const {
    if (i >= words_.size()) return false;
    const std::string_view text = written(i);
    if (text.ends_with("'s") || text.ends_with("’s")) return true;
    const std::string_view rest = std::string_view(text_).substr(words_[i].span.end);
    return rest.starts_with("'s") || rest.starts_with("’s") || (text.ends_with("s") && rest.starts_with("' "));
}

bool Phrase::is_gap(std::size_t i) const { return word(i) == std::string_view(&k_gap, 1); }

bool Phrase::is_capitalised(std::size_t i) const { return i < words_.size() && familiar::is_capitalised(written(i)); }

bool Phrase::breaks_after(std::size_t i) const {
    if (i >= words_.size() || words_[i].span.end >= text_.size()) return false;
    const std::size_t at = words_[i].span.end;
    const bool ends = at + 1 >= text_.size() || text_[at + 1] == ' ';  // not the colon of "16:00"
    return ends && std::string_view(",;:").find(text_[at]) != std::string_view::npos;
}

std::string Phrase::part(std::size_t begin, std::size_t end) const {
    end = std::min(end, words_.size());
    if (begin >= end) return {};
    return text_.substr(words_[begin].span.begin, words_[end - 1].span.end - words_[begin].span.begin);
}

std::string Phrase::replaced(std::size_t begin, std::size_t end, std::string_view by) const {
    if (begin >= end || end > words_.size()) return text_;
    return text_.substr(0, words_[begin].span.begin) + std::string(by) + text_.substr(words_[end - 1].span.end);
}

std::size_t Phrase::find(std::string_view word, std::size_t from) const {
    for (std::size_t i = from; i < words_.size(); ++i) {
        if (words_[i].folded == word) return i;
    }
    return words_.size();
}

bool Phrase::holds_gap() const { return text_.find(k_gap) != std::string::npos; }

std::string filled(std::string_view question, std::string_view value) {
    std::string text(question);
    const std::size_t gap = text.find(k_gap);
    if (gap != std::string::npos) text.replace(gap, 1, value);
    return text;
}

}  // namespace familiar::answer::thinking
