// A text with its words, cut and put together by word. A value.
#pragma once

#include "base/words.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::thinking {

class Phrase {
public:
    explicit Phrase(std::string text);

    std::size_t size() const { return words_.size(); }
    bool empty() const { return words_.empty(); }
    // Folded; "" outside. A possessive's "'s" is gone.
    std::string_view word(std::size_t i) const;
    // As it stands, with a possessive's "'s".
    std::string_view written(std::size_t i) const;
    bool is_possessive(std::size_t i) const;
    bool is_gap(std::size_t i) const;
    bool is_capitalised(std::size_t i) const;
    // Whether a comma, semicolon or colon stands behind word i.
    bool breaks_after(std::size_t i) const;
    // The words [begin, end) as they stand.
    std::string part(std::size_t begin, std::size_t end) const;
    // The text with [begin, end) replaced.
    std::string replaced(std::size_t begin, std::size_t end, std::string_view by) const;
    // The first word in [from, size) that is `word`; size() when there is none.
    std::size_t find(std::string_view word, std::size_t from = 0) const;
    bool holds_gap() const;
    const std::string& text() const { return text_; }

private:
    std::string text_;
    std::vector<Word> words_;
};

// `question` with `value` in its gap.
std::string filled(std::string_view question, std::string_view value);

}  // namespace familiar::answer::thinking
