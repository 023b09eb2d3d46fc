#include "answer/compute/cursor.h"

namespace familiar::answer::computing {

namespace {

std::size_t words_in(std::string_view phrase) { return static_cast<std::size_t>(std::ranges::count(phrase, ' ')) + 1; }

// Whether the words of `phrase` are the first of `tokens`.
bool begins_with(std::span<const Token> tokens, std::string_view phrase) {
    for (std::size_t i = 0;; ++i) {
        const std::size_t space = std::min(phrase.find(' '), phrase.size());
        const std::string_view word = phrase.substr(0, space);
        if (i >= tokens.size() || (tokens[i].kind != TokenKind::word && tokens[i].kind != TokenKind::symbol))
            return false;
        if (tokens[i].text != word) return false;
        if (space == phrase.size()) return true;
        phrase.remove_prefix(space + 1);
    }
}

}  // namespace

bool Cursor::word(std::string_view phrase) {
    if (!begins_with(rest(), phrase)) return false;
    skip(words_in(phrase));
    return true;
}

bool Cursor::any(std::initializer_list<std::string_view> phrases) {
    return std::ranges::any_of(phrases, [this](std::string_view phrase) { return word(phrase); });
}

bool Cursor::symbol(std::string_view symbol) {
    const Token* next = peek();
    if (next == nullptr || !next->is_symbol(symbol)) return false;
    skip();
    return true;
}

const Token* Cursor::number() {
    const Token* next = peek();
    if (next == nullptr || !next->is_number() || next->ordinal) return nullptr;
    skip();
    return next;
}

bool drop_front(std::span<const Token>& tokens, std::string_view phrase) {
    if (!begins_with(tokens, phrase)) return false;
    tokens = tokens.subspan(words_in(phrase));
    return true;
}

bool drop_back(std::span<const Token>& tokens, std::string_view phrase) {
    const std::size_t count = words_in(phrase);
    if (count > tokens.size() || !begins_with(tokens.last(count), phrase)) return false;
    tokens = tokens.first(tokens.size() - count);
    return true;
}

std::size_t place_of(std::span<const Token> tokens, std::string_view phrase, std::size_t from) {
    for (std::size_t i = from; i < tokens.size(); ++i) {
        if (begins_with(tokens.subspan(i), phrase)) return i;
    }
    return tokens.size();
}

}  // namespace familiar::answer::computing
