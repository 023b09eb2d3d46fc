#include "base/text/boundaries.h"
#include "base/utf8.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <unicode/uchar.h>

namespace familiar {

namespace {

using Names = std::span<const std::string_view>;

// Folded, without the point at the end.
constexpr std::string_view k_titles[] = {"mr",   "mrs",  "ms",   "dr",   "prof", "rev",    "hon",   "gen", "lt",
                                         "col",  "sgt",  "capt", "cpt",  "maj",  "messrs", "e.g",   "i.e", "eg",
                                         "ie",   "cf",   "viz",  "hr",   "z.b",  "d.h",    "u.a",   "bzw", "ca",
                                         "vgl",  "sr",   "sra",  "srta", "dra",  "dna",    "p.ej",  "ee",  "profa",
                                         "exmo", "exma", "sig",  "dott", "mme",  "mlle",   "approx"};
// Continue a name or a list unless a new sentence clearly starts behind them.
constexpr std::string_view k_shortened[] = {"st",  "rd", "ave",  "blvd", "mt",   "jr",  "inc",
                                            "ltd", "co", "corp", "vs",   "dept", "est", "ed",
                                            "uu",  "ud", "uds",  "av",   "avda", "ing", "gmbh"};
// Abbreviations when a number follows ("No. 5"), words otherwise ("no.").
constexpr std::string_view k_before_numbers[] = {"no",  "nr",  "nos", "fig", "vol", "pp",  "p",   "pg", "ch",  "sec",
                                                 "art", "abs", "num", "pag", "tel", "kap", "str", "bd", "ext", "apt"};
constexpr std::string_view k_after_ordinals[] = {
    "januar",  "februar",  "marz",     "april",       "mai",    "juni",         "juli",  "august", "september",
    "oktober", "november", "dezember", "jahrhundert", "janner", "jahrhunderts", "stock", "klasse", "geburtstag"};
constexpr std::string_view k_starters[] = {
    "the",   "a",     "an",  "it",  "he",   "she", "we",   "they", "you", "this", "that", "these", "those",
    "there", "then",  "but", "and", "so",   "if",  "when", "in",   "on",  "at",   "my",   "our",   "his",
    "her",   "their", "its", "for", "as",   "not", "der",  "die",  "das", "ein",  "eine", "er",    "sie",
    "es",    "wir",   "ich", "und", "aber", "el",  "los",  "las",  "una", "la",   "pero", "y",     "os",
    "um",    "uma",   "mas", "les", "une",  "il",  "elle", "mais", "lo",  "gli",  "ma"};

bool is_one_of(Names names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

bool is_space(char32_t c) {
    return c <= ' ' || c == 0x200B || c == 0xFEFF || u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The span without white space at its ends.
Span trimmed(std::string_view text, Span span) {
    while (!span.empty()) {
        std::size_t after = span.begin;
        if (!is_space(utf8::next(text, after))) break;
        span.begin = after;
    }
    while (!span.empty()) {
        const std::size_t last = utf8::boundary_before(text, span.end - 1);
        std::size_t after = last;
        if (!is_space(utf8::next(text, after))) break;
        span.end = last;
    }
    return span;
}

bool ends_line(std::string_view piece) {
    for (const std::string_view end : {"\n", "\r", "\u0085", "\u2028", "\u2029"}) {
        if (piece.ends_with(end)) return true;
    }
    return false;
}

// The first word behind a possible end, folded; its first letters at least.
std::string word_at(std::string_view rest) {
    static constexpr std::size_t k_bytes = 64;
    const std::vector<Word> words = first_words_of(utf8::prefix(rest, k_bytes), 1);
    return words.empty() ? std::string() : words.front().folded;
}

// "U.S", "J", "p.m": single letters with points between them.
bool is_initials(std::string_view name) {
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool good = i % 2 == 0 ? name[i] >= 'a' && name[i] <= 'z' : name[i] == '.';
        if (!good) return false;
    }
    return name.size() % 2 == 1;
}

// Whether a sentence that ICU ends with `piece` most likely goes on in `rest`: "Dr.", "e.g.", "am 3." October, "1." of
// a list, a lone initial.
bool goes_on(std::string_view piece, std::string_view rest) {
    static constexpr std::size_t k_longest = 14;
    if (!piece.ends_with('.') || rest.empty()) return false;
    piece.remove_suffix(1);
    const std::size_t space = piece.find_last_of(" \t\n(\"'/");
    const std::string_view last = space == std::string_view::npos ? piece : piece.substr(space + 1);
    if (last.empty() || last.size() > k_longest) return false;
    if (std::ranges::all_of(last, is_digit)) {
        if (last.size() == piece.size()) return last.size() <= 3;
        return last.size() <= 2 && is_one_of(k_after_ordinals, word_at(rest));
    }
    const std::string name = folded(last);
    const bool number_next = is_digit(rest.front());
    if (is_one_of(k_titles, name)) return true;
    if (number_next) return is_one_of(k_before_numbers, name) || name.ends_with("str");
    const bool initials = is_initials(name) && name != "i" && name != "a.m" && name != "p.m";
    return (initials || is_one_of(k_shortened, name)) && !is_one_of(k_starters, word_at(rest));
}

}  // namespace

std::vector<Span> sentences_of(std::string_view text) {
    thread_local text::Boundaries boundaries(UBRK_SENTENCE);
    std::vector<Span> sentences;
    boundaries.set(text);
    Span piece;
    while (const auto end = boundaries.next()) {
        piece.end = *end;
        const Span inner = trimmed(text, piece);
        if (!ends_line(piece.of(text)) && goes_on(inner.of(text), text.substr(piece.end))) continue;
        if (!inner.empty()) sentences.push_back(inner);
        piece.begin = piece.end;
    }
    return sentences;
}

}  // namespace familiar
