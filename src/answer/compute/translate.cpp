#include "answer/compute/translate.h"

#include "answer/compute/cursor.h"

namespace familiar::answer::computing {

namespace {

// The longest phrase of the book that comes next.
const Phrase* take_phrase(Cursor& in, std::span<const Phrase> book) {
    const std::string_view first = in.peek()->text;
    const Phrase* longest = nullptr;
    Cursor behind = in;
    for (const Phrase& row : book) {
        if (!row.from.starts_with(first)) continue;
        Cursor ahead = in;
        if (!ahead.word(row.from) || ahead.rest().size() >= behind.rest().size()) continue;
        longest = &row;
        behind = ahead;
    }
    in = behind;
    return longest;
}

}  // namespace

std::array<std::span<const Phrase>, 4> phrase_books() {
    return {german_phrases(), spanish_phrases(), portuguese_phrases(), french_phrases()};
}

std::optional<Tokens> translated(const Tokens& question, std::span<const Phrase> book) {
    Tokens result;
    bool any = false;
    for (Cursor in{question}; !in.done();) {
        const Token& first = *in.peek();
        const Phrase* phrase = first.kind == TokenKind::word ? take_phrase(in, book) : nullptr;
        if (phrase == nullptr) {
            result.push_back(first);
            in.skip();
            continue;
        }
        any = true;
        for (std::string_view rest = phrase->to; !rest.empty();) {
            const std::size_t end = std::min(rest.find(' '), rest.size());
            result.push_back(word_token(std::string(rest.substr(0, end))));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return any ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace familiar::answer::computing
