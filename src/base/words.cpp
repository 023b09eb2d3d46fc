#include "base/words.h"

#include "base/text/segments.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unicode/uchar.h>

namespace familiar {

namespace {

bool is_ascii(char c) { return (c & 0x80) == 0; }
bool is_ascii_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// Advances `i` behind the code point at `i` if it is a letter, digit or mark beyond ASCII.
bool skip_foreign_letter(std::string_view text, std::size_t& i) {
    std::size_t after = i;
    const auto c = static_cast<UChar32>(utf8::next(text, after));
    if (!u_isalnum(c) && (U_GET_GC_MASK(c) & U_GC_M_MASK) == 0) return false;
    i = after;
    return true;
}

std::size_t skip_name(std::string_view text, std::size_t i) {
    while (i < text.size()) {
        const char c = text[i];
        if (is_ascii_alnum(c) || c == '_' || c == '-' || c == '.')
            ++i;
        else if (is_ascii(c) || !skip_foreign_letter(text, i))
            break;
    }
    while (i > 0 && (text[i - 1] == '.' || text[i - 1] == '-')) --i;  // "@ana." ends a sentence
    return i;
}

// How long "http://", "https://" or "www." at the start of `rest` is; 0 when no link starts here.
std::size_t link_start(std::string_view rest) {
    for (const std::string_view start : {"http://", "https://", "www."}) {
        const auto same = [](char a, char b) { return a == b || (a >= 'A' && a <= 'Z' && a + ('a' - 'A') == b); };
        if (rest.size() > start.size() && std::ranges::equal(rest.substr(0, start.size()), start, same))
            return start.size();
    }
    return 0;
}

std::size_t skip_link(std::string_view text, std::size_t begin) {
    std::size_t i = begin;
    int open = 0;  // "(" without their ")"
    while (i < text.size()) {
        const char c = text[i];
        if (!is_ascii(c)) {
            if (!skip_foreign_letter(text, i)) break;
            continue;
        }
        if (c <= ' ' || c == 0x7F || c == '<' || c == '>' || c == '"' || c == '`') break;
        if (c == '(') ++open;
        if (c == ')') --open;
        ++i;
    }
    while (i > begin) {  // marks of the sentence around the link
        const char last = text[i - 1];
        if (last == ')' && open >= 0) break;
        if (last == ')')
            ++open;
        else if (std::string_view(".,;:!?]}'*").find(last) == std::string_view::npos)
            break;
        --i;
    }
    return i;
}

// A handle, hashtag or link that starts at `begin`, if there is one.
std::optional<Word> special_word(std::string_view text, std::size_t begin) {
    const char c = text[begin];
    const bool name = c == '@' || c == '#';
    const bool link = c == 'h' || c == 'w' || c == 'H' || c == 'W';
    if ((!name && !link) || (begin > 0 && is_ascii_alnum(text[begin - 1]))) return std::nullopt;
    std::size_t end = begin;
    WordKind kind = WordKind::link;
    if (name) {
        kind = c == '@' ? WordKind::handle : WordKind::hashtag;
        end = skip_name(text, begin + 1);
        if (end <= begin + 1) return std::nullopt;
        if (kind == WordKind::handle && end + 1 < text.size() && text[end] == '@') {
            const std::size_t host = skip_name(text, end + 1);
            if (host > end + 1) end = host;
        }
    } else {
        const std::size_t start = link_start(text.substr(begin));
        if (start == 0) return std::nullopt;
        end = skip_link(text, begin);
        if (end <= begin + start) return std::nullopt;
    }
    return Word{{begin, end}, kind, folded(text.substr(begin, end - begin))};
}

// An emoji without the selector that only asks for a coloured picture; empty for anything else.
std::string emoji_of(std::string_view segment) {
    std::size_t i = 0;
    const auto first = static_cast<UChar32>(utf8::next(segment, i));
    const bool emoji = first > 0xFF && (u_hasBinaryProperty(first, UCHAR_EMOJI_PRESENTATION) != 0 ||
                                        u_hasBinaryProperty(first, UCHAR_EXTENDED_PICTOGRAPHIC) != 0);
    if (!emoji) return {};
    static constexpr std::string_view k_selector = "\uFE0F";
    std::string out(segment);
    for (std::size_t at = 0; (at = out.find(k_selector, at)) != std::string::npos;) out.erase(at, k_selector.size());
    return out;
}

void drop_possessive(std::string& word) {
    if (word.size() > 2 && word.ends_with("'s")) word.resize(word.size() - 2);
}

// "l'école" is looked for as "ecole": the articles and little words that French and Italian leave a letter of.
void drop_elision(std::string& word) {
    static constexpr std::array<std::string_view, 17> k_elided = {
        "l", "d", "j", "qu", "n", "s", "c", "m", "t", "un", "dell", "all", "nell", "dall", "sull", "quell", "quest"};
    const std::size_t apostrophe = word.find('\'');
    if (apostrophe == std::string::npos || apostrophe + 1 >= word.size()) return;
    if (std::ranges::find(k_elided, std::string_view(word).substr(0, apostrophe)) == k_elided.end()) return;
    word.erase(0, apostrophe + 1);
}

// Calls `take` with each word until it returns false.
template <class Take>
void for_each_word(std::string_view text, Take&& take) {
    text::Segments segments(text);
    for (std::size_t begin = 0; begin < text.size();) {
        if (auto special = special_word(text, begin)) {
            begin = special->span.end;
            if (!take(std::move(*special))) return;
            continue;
        }
        const text::Segment segment = segments.at(begin);
        const Span span{begin, segment.end};
        begin = segment.end;
        Word word{span, WordKind::word, {}};
        if (segment.kind != text::SegmentKind::other) {
            if (segment.kind == text::SegmentKind::number) word.kind = WordKind::number;
            word.folded = folded(span.of(text));
            drop_possessive(word.folded);
            drop_elision(word.folded);
        } else if (!is_ascii(text[span.begin])) {
            word.kind = WordKind::emoji;
            word.folded = emoji_of(span.of(text));
        }
        if (!word.folded.empty() && !take(std::move(word))) return;
    }
}

}  // namespace

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    words.reserve(text.size() / 6 + 1);
    for_each_word(text, [&](Word&& word) {
        words.push_back(std::move(word));
        return true;
    });
    return words;
}

std::vector<Word> first_words_of(std::string_view text, std::size_t count) {
    std::vector<Word> words;
    if (count == 0) return words;
    for_each_word(text, [&](Word&& word) {
        words.push_back(std::move(word));
        return words.size() < count;
    });
    return words;
}

}  // namespace familiar
