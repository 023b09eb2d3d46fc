// Reading tokens from left to right. A cursor is small: copy it to try a reading, keep the copy that fits.
#pragma once

#include "answer/compute/tokens.h"

#include <algorithm>
#include <initializer_list>
#include <span>

namespace familiar::answer::computing {

// The tokens must outlive it.
class Cursor {
public:
    explicit Cursor(std::span<const Token> tokens) : tokens_(tokens) {}

    bool done() const { return at_ == tokens_.size(); }
    std::span<const Token> rest() const { return tokens_.subspan(at_); }
    std::span<const Token> taken() const { return tokens_.first(at_); }
    // The token that comes next, or further on; null behind the end.
    const Token* peek(std::size_t ahead = 0) const {
        return at_ + ahead < tokens_.size() ? &tokens_[at_ + ahead] : nullptr;
    }
    void skip(std::size_t count = 1) { at_ = std::min(at_ + count, tokens_.size()); }

    // Takes the words of `phrase` ("to the power of") if they come next.
    bool word(std::string_view phrase);
    // Takes the first of the phrases that comes next.
    bool any(std::initializer_list<std::string_view> phrases);
    bool symbol(std::string_view symbol);
    // Takes a cardinal number.
    const Token* number();

private:
    std::span<const Token> tokens_;
    std::size_t at_ = 0;
};

// Takes the words of `phrase` off the end, or off the front, of `tokens`.
bool drop_back(std::span<const Token>& tokens, std::string_view phrase);
bool drop_front(std::span<const Token>& tokens, std::string_view phrase);

// Where the words of `phrase` first stand at or behind `from`; tokens.size() if nowhere.
std::size_t place_of(std::span<const Token> tokens, std::string_view phrase, std::size_t from = 0);

}  // namespace familiar::answer::computing
