#include "base/words.h"

#include "base/check.h"
#include "base/languages.h"
#include "base/utf8.h"

#include <unicode/normalizer2.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace familiar {

namespace {

// An ICU break iterator over UTF-8 whose positions are byte offsets. One per thread and kind: opening one costs far
// more than using it.
class Boundaries {
public:
    explicit Boundaries(UBreakIteratorType type) {
        UErrorCode status = U_ZERO_ERROR;
        iterator_ = ubrk_open(type, "en", nullptr, 0, &status);
        CHECK(U_SUCCESS(status), "ICU's data holds the break rules");
    }
    ~Boundaries() {
        ubrk_close(iterator_);
        if (text_ != nullptr) utext_close(text_);
    }
    Boundaries(const Boundaries&) = delete;
    Boundaries& operator=(const Boundaries&) = delete;

    void set(std::string_view text) {
        UErrorCode status = U_ZERO_ERROR;
        text_ = utext_openUTF8(text_, text.data(), static_cast<std::int64_t>(text.size()), &status);
        ubrk_setUText(iterator_, text_, &status);
        CHECK(U_SUCCESS(status), "a UTF-8 view can always be opened");
    }
    std::size_t first() { return static_cast<std::size_t>(ubrk_first(iterator_)); }
    // The next boundary, or nothing at the end.
    std::optional<std::size_t> next() { return position(ubrk_next(iterator_)); }
    std::optional<std::size_t> following(std::size_t offset) {
        return position(ubrk_following(iterator_, static_cast<std::int32_t>(offset)));
    }
    std::int32_t rule_status() const { return ubrk_getRuleStatus(iterator_); }

private:
    static std::optional<std::size_t> position(std::int32_t boundary) {
        if (boundary == UBRK_DONE) return std::nullopt;
        return static_cast<std::size_t>(boundary);
    }

    UBreakIterator* iterator_ = nullptr;
    UText* text_ = nullptr;
};

bool is_ascii_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_name_char(char c) { return is_ascii_alnum(c) || c == '_' || c == '-' || c == '.' || (c & 0x80) != 0; }

std::size_t skip_name(std::string_view text, std::size_t i) {
    while (i < text.size() && is_name_char(text[i])) ++i;
    while (i > 0 && (text[i - 1] == '.' || text[i - 1] == '-')) --i;  // "@ana." ends a sentence
    return i;
}

bool starts_link(std::string_view rest) {
    return rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
}

std::size_t skip_link(std::string_view text, std::size_t i) {
    while (i < text.size() && static_cast<unsigned char>(text[i]) > ' ' &&
           std::string_view("<>\"“”").find(text[i]) == std::string_view::npos) {
        ++i;
    }
    while (i > 0 && std::string_view(".,;:!?)]}'").find(text[i - 1]) != std::string_view::npos) --i;
    return i;
}

// A handle, hashtag or link that starts at `begin`, if there is one.
std::optional<Word> special_word(std::string_view text, std::size_t begin) {
    const bool inside_word = begin > 0 && is_ascii_alnum(text[begin - 1]);
    if (inside_word) return std::nullopt;
    const char c = text[begin];
    std::size_t end = begin;
    WordKind kind = WordKind::link;
    if (c == '@' || c == '#') {
        kind = c == '@' ? WordKind::handle : WordKind::hashtag;
        end = skip_name(text, begin + 1);
        if (end <= begin + 1) return std::nullopt;
        if (kind == WordKind::handle && end + 1 < text.size() && text[end] == '@') {
            const std::size_t host = skip_name(text, end + 1);
            if (host > end + 1) end = host;
        }
    } else if ((c == 'h' || c == 'w') && starts_link(text.substr(begin))) {
        end = skip_link(text, begin);
    }
    if (end <= begin + 1) return std::nullopt;
    return Word{{begin, end}, kind, folded(text.substr(begin, end - begin))};
}

bool is_emoji(char32_t c) {
    const auto character = static_cast<UChar32>(c);
    return c > 0xFF && (u_hasBinaryProperty(character, UCHAR_EMOJI_PRESENTATION) != 0 ||
                        u_hasBinaryProperty(character, UCHAR_EXTENDED_PICTOGRAPHIC) != 0);
}

void drop_possessive(std::string& word) {
    for (const std::string_view ending : {"'s", "\u2019s", "'", "\u2019"}) {
        if (word.size() > ending.size() && word.ends_with(ending)) {
            word.resize(word.size() - ending.size());
            return;
        }
    }
}

std::string_view trimmed(std::string_view text) {
    const auto space = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    while (!text.empty() && space(text.front())) text.remove_prefix(1);
    while (!text.empty() && space(text.back())) text.remove_suffix(1);
    return text;
}

// Whether a sentence that ends here most likely goes on: "Dr.", "e.g.", a lone initial.
bool ends_with_abbreviation(std::string_view sentence) {
    static constexpr std::array<std::string_view, 30> k_abbreviations = {
        "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "rd.", "no.", "nr.", "vs.", "e.g.", "i.e.", "approx.", "ca.", "bzw.",
        "z.b.", "sr.", "sra.", "jr.", "fig.", "vol.", "pp.", "inc.", "ltd.", "co.", "corp.", "gen.", "lt.", "col.", "sgt."};
    const std::string_view text = trimmed(sentence);
    if (!text.ends_with('.')) return false;
    const std::size_t space = text.find_last_of(" \t\n(");
    const std::string last = folded(space == std::string_view::npos ? text : text.substr(space + 1));
    const bool initial = last.size() == 2 && last[0] >= 'a' && last[0] <= 'z' && last != "i.";
    return initial || std::ranges::find(k_abbreviations, last) != k_abbreviations.end();
}

Span trimmed_span(std::string_view text, std::size_t begin, std::size_t end) {
    const std::string_view inner = trimmed(text.substr(begin, end - begin));
    const auto start = static_cast<std::size_t>(inner.data() - text.data());
    return {start, start + inner.size()};
}

}  // namespace

std::string folded(std::string_view text) {
    std::string out;
    if (std::ranges::all_of(text, [](char c) { return (c & 0x80) == 0; })) {
        out.assign(text);
        for (char& c : out) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
        }
        return out;
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
    CHECK(U_SUCCESS(status), "ICU's data holds the normalizers");
    const icu::UnicodeString source = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    const icu::UnicodeString marked = decompose->normalize(casefold->normalize(source, status), status);
    icu::UnicodeString bare;
    for (std::int32_t i = 0; i < marked.length(); i = marked.moveIndex32(i, 1)) {
        const UChar32 c = marked.char32At(i);
        if (u_charType(c) != U_NON_SPACING_MARK) bare.append(c);
    }
    bare.toUTF8String(out);
    return out;
}

std::vector<Word> words_of(std::string_view text) {
    thread_local Boundaries boundaries(UBRK_WORD);
    std::vector<Word> words;
    boundaries.set(text);
    std::size_t begin = boundaries.first();
    while (begin < text.size()) {
        if (auto special = special_word(text, begin)) {
            begin = special->span.end;
            words.push_back(std::move(*special));
            if (begin < text.size()) boundaries.following(begin > 0 ? begin - 1 : 0);
            continue;
        }
        const auto end = boundaries.following(begin);
        if (!end) break;
        const std::int32_t status = boundaries.rule_status();
        if (status >= UBRK_WORD_NONE_LIMIT) {
            Word word{{begin, *end}, WordKind::word, folded(text.substr(begin, *end - begin))};
            if (status < UBRK_WORD_NUMBER_LIMIT) word.kind = WordKind::number;
            drop_possessive(word.folded);
            if (!word.folded.empty()) words.push_back(std::move(word));
        } else {
            std::size_t offset = begin;
            if (is_emoji(utf8::next(text, offset))) {
                words.push_back({{begin, *end}, WordKind::emoji, std::string(text.substr(begin, *end - begin))});
            }
        }
        begin = *end;
    }
    return words;
}

std::vector<Span> sentences_of(std::string_view text) {
    thread_local Boundaries boundaries(UBRK_SENTENCE);
    std::vector<Span> sentences;
    const auto add = [&](std::size_t begin, std::size_t end) {
        const Span span = trimmed_span(text, begin, end);
        if (!span.empty()) sentences.push_back(span);
    };
    boundaries.set(text);
    std::size_t begin = boundaries.first();
    while (auto end = boundaries.next()) {
        const std::string_view piece = text.substr(begin, *end - begin);
        const bool line_ends = piece.ends_with('\n');
        if (!line_ends && *end < text.size() && ends_with_abbreviation(piece)) continue;
        add(begin, *end);
        begin = *end;
    }
    if (begin < text.size()) add(begin, text.size());
    return sentences;
}

}  // namespace familiar
