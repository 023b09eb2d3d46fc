// A question taken apart for reading: numbers with their value, words folded, symbols unified ("×" and "·" are "*").
// Pure functions, any thread.
#pragma once

#include "answer/compute/number.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::computing {

enum class TokenKind {
    number,
    word,
    symbol,
    dotted,  // "25.12.2026"
};

struct Token {
    TokenKind kind = TokenKind::word;
    std::string text = {};  // a word folded; a number in digits with a point and without separators; a symbol unified
    std::string written = {};  // as it was typed
    Number value = {};         // of a number
    bool joined = false;       // nothing stood between it and the token before
    bool ordinal = false;      // "25th"
    bool glyph = false;        // "½" or the 2 of "m²"

    bool is_word(std::string_view word) const { return kind == TokenKind::word && text == word; }
    bool is_symbol(std::string_view symbol) const { return kind == TokenKind::symbol && text == symbol; }
    bool is_number() const { return kind == TokenKind::number; }
};

using Tokens = std::vector<Token>;

// Which of two habits decides "1.234" and "1,234".
enum class Separators { point_decimal, comma_decimal };

// The tokens of valid UTF-8 text; none when it is too long to be a sum.
Tokens tokens_of(std::string_view text, Separators separators);

// A number as if it had been typed.
Token number_token(const Number& value, std::string written);
Token word_token(std::string text);

}  // namespace familiar::answer::computing
