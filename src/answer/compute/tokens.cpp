#include "answer/compute/tokens.h"

#include "answer/compute/limits.h"
#include "base/utf8.h"
#include "base/words.h"

#include <algorithm>
#include <array>

namespace familiar::answer::computing {

namespace {

struct Sign {
    char32_t code_point;
    std::string_view unified;
};

// Signs beyond ASCII that mean one of ours. "" is passed over.
constexpr std::array k_signs = std::to_array<Sign>({
    {U'×', "*"},  {U'·', "*"}, {U'⋅', "*"},  {U'∙', "*"},     {U'✕', "*"}, {U'✖', "*"},  {U'÷', "/"},
    {U'∕', "/"},  {U'⁄', "/"}, {U'−', "-"},  {U'–', "-"},     {U'—', "-"}, {U'‐', "-"},  {U'√', "√"},
    {U'∛', "∛"},  {U'°', "°"}, {U'€', "€"},  {U'£', "£"},     {U'¥', "¥"}, {U'₹', "₹"},  {U'₽', "₽"},
    {U'₩', "₩"},  {U'₺', "₺"}, {U'′', "'"},  {U'’', "'"},     {U'‘', "'"}, {U'″', "\""}, {U'”', "\""},
    {U'“', "\""}, {U'→', "→"}, {U'⇒', "→"},  {U'＝', "="},    {U'¿', ""},  {U'¡', ""},   {U'\u200b', ""},
    {U'≈', "="},  {U'…', ""},  {U'„', "\""}, {U'\ufe0f', ""}, {U'‰', "‰"}, {U'«', "\""}, {U'»', "\""},
});

struct Glyph {
    char32_t code_point;
    int above;
    int below;
};

constexpr std::array k_fractions = std::to_array<Glyph>({
    {U'½', 1, 2},
    {U'¼', 1, 4},
    {U'¾', 3, 4},
    {U'⅓', 1, 3},
    {U'⅔', 2, 3},
    {U'⅕', 1, 5},
    {U'⅖', 2, 5},
    {U'⅗', 3, 5},
    {U'⅘', 4, 5},
    {U'⅙', 1, 6},
    {U'⅚', 5, 6},
    {U'⅛', 1, 8},
    {U'⅜', 3, 8},
    {U'⅝', 5, 8},
    {U'⅞', 7, 8},
});

constexpr std::array k_superscripts = std::to_array<Glyph>({{U'²', 2, 1}, {U'³', 3, 1}, {U'⁴', 4, 1}, {U'¹', 1, 1}});

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_space(char32_t c) {
    return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

template <class Table>
const auto* row_of(const Table& table, char32_t code_point) {
    const auto found = std::ranges::find_if(table, [&](const auto& row) { return row.code_point == code_point; });
    return found == table.end() ? nullptr : &*found;
}

bool known_sign(char32_t c) {
    return is_space(c) || row_of(k_signs, c) != nullptr || row_of(k_fractions, c) != nullptr ||
           row_of(k_superscripts, c) != nullptr;
}

// Digits and the separators between them, as one run.
struct Run {
    std::vector<std::string> groups;
    std::string separators;  // one between each two groups: . , or _ for what can only separate thousands
};

bool groups_are_thousands(const Run& run, std::size_t count) {
    if (run.groups[0].empty() || run.groups[0].size() > 3 || run.groups[0].starts_with('0')) return false;
    return std::all_of(run.groups.begin() + 1, run.groups.begin() + static_cast<std::ptrdiff_t>(count),
                       [](const std::string& group) { return group.size() == 3; });
}

std::string concatenated(const Run& run, std::size_t count) {
    std::string digits;
    for (std::size_t i = 0; i < count; ++i) digits += run.groups[i];
    return digits;
}

// The run as digits with at most one point, or "" when it reads as no number.
std::string plain_digits(const Run& run, Separators separators) {
    const std::size_t count = run.groups.size();
    if (count == 1) return run.groups[0];
    const char last = run.separators.back();
    const bool same = std::ranges::all_of(run.separators, [&](char c) { return c == last; });
    if (last == '_' || (same && count > 2)) {
        return same && groups_are_thousands(run, count) ? concatenated(run, count) : "";
    }
    if (count == 2) {
        const char habit = separators == Separators::comma_decimal ? '.' : ',';
        const bool thousands = last == habit && groups_are_thousands(run, count);
        return thousands ? concatenated(run, count) : run.groups[0] + "." + run.groups[1];
    }
    const std::string before = run.separators.substr(0, run.separators.size() - 1);
    const bool uniform = std::ranges::all_of(before, [&](char c) { return c == before[0] && c != last; });
    return uniform && groups_are_thousands(run, count - 1) ? concatenated(run, count - 1) + "." + run.groups.back()
                                                           : "";
}

class Lexer {
public:
    Lexer(std::string_view text, Separators separators) : text_(text), separators_(separators) {}

    Tokens read() && {
        while (at_ < text_.size() && tokens_.size() <= k_tokens_max) step();
        if (tokens_.size() > k_tokens_max) tokens_.clear();
        return std::move(tokens_);
    }

private:
    char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }

    void step() {
        const char c = text_[at_];
        const bool bare_point = c == '.' && is_digit(at(at_ + 1)) && !joined_;
        if (is_digit(c) || bare_point) return number();
        if (is_letter(c)) return word();
        std::size_t next = at_;
        const char32_t code_point = utf8::next(text_, next);
        if (is_space(code_point)) {
            at_ = next;
            joined_ = false;
        } else if (static_cast<unsigned char>(c) < 0x80) {
            ascii_symbol(c);
        } else if (known_sign(code_point)) {
            sign(code_point, next);
        } else {
            word();
        }
    }

    void add(Token token, std::size_t end) {
        token.written = std::string(text_.substr(at_, end - at_));
        token.joined = joined_;
        tokens_.push_back(std::move(token));
        at_ = end;
        joined_ = true;
    }

    void ascii_symbol(char c) {
        if (c == '.') {  // of an abbreviation or a sentence: says nothing here
            ++at_;
            joined_ = false;
            return;
        }
        if (c == '-' && joined_ && is_letter(at(at_ + 1)) && (is_letter(text_[at_ - 1]) || is_digit(text_[at_ - 1]))) {
            ++at_;  // "twenty-five", "90-minute"
            joined_ = false;
            return;
        }
        const bool power = c == '*' && at(at_ + 1) == '*';
        add({.kind = TokenKind::symbol, .text = power ? "^" : std::string(1, c)}, at_ + (power ? 2 : 1));
    }

    void sign(char32_t code_point, std::size_t next) {
        if (const Glyph* fraction = row_of(k_fractions, code_point)) {
            Token token = number_token(Number::ratio(fraction->above, fraction->below), "");
            token.glyph = true;
            return add(std::move(token), next);
        }
        if (const Glyph* power = row_of(k_superscripts, code_point)) {
            add({.kind = TokenKind::symbol, .text = "^"}, at_);
            Token token = number_token(Number(power->above), "");
            token.glyph = true;
            return add(std::move(token), next);
        }
        const std::string_view unified = row_of(k_signs, code_point)->unified;
        const bool scale = unified == "°" && (at(next) == 'C' || at(next) == 'F' || at(next) == 'c' || at(next) == 'f');
        if (unified.empty()) {
            at_ = next;
        } else if (scale && !is_letter(at(next + 1))) {
            add({.kind = TokenKind::word, .text = (at(next) | 0x20) == 'c' ? "celsius" : "fahrenheit"}, next + 1);
        } else if (unified == "→") {
            add({.kind = TokenKind::word, .text = "to"}, next);
        } else {
            add({.kind = TokenKind::symbol, .text = std::string(unified)}, next);
        }
    }

    // One run of digits with separators between; at_ moves behind it.
    Run run() {
        Run result;
        for (;;) {
            std::string group;
            while (is_digit(at(at_))) group += text_[at_++];
            result.groups.push_back(std::move(group));
            const auto separator = separator_here(result);
            if (separator == '\0') return result;
            result.separators += separator;
        }
    }

    // The separator at at_ if the number goes on behind it; at_ moves behind it.
    char separator_here(const Run& so_far) {
        std::size_t next = at_;
        if (next >= text_.size()) return '\0';
        const char32_t c = utf8::next(text_, next);
        const std::size_t digits = digits_at(next);
        const bool point = c == U'.' || c == U',';
        const bool group_mark = c == U'\'' || c == U'’' || is_space(c);
        const bool groups_so_far = so_far.groups.back().size() <= 3 && !so_far.groups.back().empty();
        const bool same_mark = so_far.separators.empty() || so_far.separators.back() == '_';
        const bool after_number = is_space(c) && so_far.separators.empty() && behind_number_;
        if (point ? digits == 0 : !(group_mark && digits == 3 && groups_so_far && same_mark && !after_number))
            return '\0';
        if (is_space(c) && (at(next + 3) == '/' || at(next + 3) == ':')) return '\0';
        at_ = next;
        return point ? static_cast<char>(c) : '_';
    }

    std::size_t digits_at(std::size_t offset) const {
        std::size_t count = 0;
        while (is_digit(at(offset + count))) ++count;
        return count;
    }

    void number() {
        const std::size_t begin = at_;
        behind_number_ = !tokens_.empty() && tokens_.back().is_number();
        const Run read = run();
        std::string digits = plain_digits(read, separators_);
        digits += exponent();
        const std::size_t end = at_;
        at_ = begin;
        if (const auto value = digits.empty() ? std::nullopt : Number::from_decimal(digits)) {
            Token token = number_token(*value, "");
            token.text = digits.starts_with('.') ? "0" + digits : digits;
            add(std::move(token), end);
            return ordinal_ending();
        }
        const bool dates = read.separators == "..";
        const bool list = !read.separators.empty() && read.separators.find_first_not_of(',') == std::string::npos;
        if (list) return number_list(read, end);
        add({.kind = TokenKind::dotted, .text = dates ? std::string(text_.substr(begin, end - begin)) : ""}, end);
    }

    // "3,5,9" as three numbers.
    void number_list(const Run& read, std::size_t end) {
        for (std::size_t i = 0; i < read.groups.size(); ++i) {
            if (i > 0) add({.kind = TokenKind::symbol, .text = ","}, at_);
            const auto value = Number::from_decimal(read.groups[i]);
            if (!value) break;
            Token token = number_token(*value, "");
            token.text = read.groups[i];
            add(std::move(token), at_);
        }
        at_ = end;
    }

    // "e23" of 6.02e23.
    std::string exponent() {
        if (at(at_) != 'e' && at(at_) != 'E') return "";
        std::size_t next = at_ + 1;
        if (at(next) == '-' || at(next) == '+') ++next;
        const std::size_t digits = digits_at(next);
        if (digits == 0 || is_letter(at(next + digits))) return "";
        const std::string text(text_.substr(at_, next + digits - at_));
        at_ = next + digits;
        return text;
    }

    void ordinal_ending() {
        const std::string ending{at(at_), at(at_ + 1)};
        const auto value = tokens_.back().value.to_int64();
        if (!value || is_letter(at(at_ + 2))) return;
        const bool teens = *value % 100 / 10 == 1;  // 11th, so "11st" is a weight
        const std::int64_t last = teens ? 0 : *value % 10;
        const std::string_view expected = last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
        if (ending != expected) return;
        tokens_.back().ordinal = true;
        at_ += 2;
    }

    std::size_t letters_end(std::size_t offset) const {
        while (offset < text_.size()) {
            std::size_t next = offset;
            const char32_t c = utf8::next(text_, next);
            if (c < 0x80 ? !is_letter(text_[offset]) : known_sign(c)) break;
            offset = next;
        }
        return offset;
    }

    void word() {
        const std::size_t end = letters_end(at_);
        Token token{.kind = TokenKind::word, .text = folded(text_.substr(at_, end - at_))};
        const bool half_day = (token.text == "a" || token.text == "p") && at(end) == '.' &&
                              (at(end + 1) | 0x20) == 'm' && !is_letter(at(end + 2));
        if (half_day) {
            token.text += 'm';
            return add(std::move(token), end + 2);
        }
        add(std::move(token), end);
        apostrophe();
    }

    // "what's" is "what is"; "today's" is "today"; "jusqu'à" is two words.
    void apostrophe() {
        std::size_t next = at_;
        if (next >= text_.size()) return;
        const char32_t c = utf8::next(text_, next);
        if (c != U'\'' && c != U'’') return;
        if (tokens_.back().text.ends_with('s') && !is_letter(at(next))) at_ = next;  // "All Saints' Day"
        if (next >= text_.size()) return;
        const std::size_t end = letters_end(next);
        const std::string ending = folded(text_.substr(next, end - next));
        if (ending.empty()) return;
        static constexpr std::array<std::string_view, 8> k_with_is = {"what", "how",  "where", "it",
                                                                      "that", "when", "there", "time"};
        const bool is = ending == "s" && std::ranges::find(k_with_is, tokens_.back().text) != k_with_is.end();
        at_ = next;
        if (is) return add({.kind = TokenKind::word, .text = "is"}, end);
        if (ending == "s") at_ = end;
        if (ending == "re") add({.kind = TokenKind::word, .text = "are"}, end);
        if (ending == "ll") add({.kind = TokenKind::word, .text = "will"}, end);
        joined_ = false;
    }

    std::string_view text_;
    Separators separators_;
    std::size_t at_ = 0;
    bool joined_ = false;
    bool behind_number_ = false;
    Tokens tokens_;
};

}  // namespace

Tokens tokens_of(std::string_view text, Separators separators) {
    if (text.size() > k_question_bytes_max || !utf8::valid(text)) return {};
    return Lexer(text, separators).read();
}

Token number_token(const Number& value, std::string written) {
    static constexpr int k_decimals_typed = 12;  // more than anybody types
    Token token{.kind = TokenKind::number, .written = std::move(written), .value = value};
    const auto [above, below] = value.fraction();
    if (value.whole()) {
        token.text = above;
    } else if (value.rounded(k_decimals_typed) == value) {
        token.text = value.fixed(k_decimals_typed);
        token.text.erase(token.text.find_last_not_of('0') + 1);
    } else {
        token.text = above + "/" + below;
    }
    return token;
}

Token word_token(std::string text) {
    std::string written = text;
    return {.kind = TokenKind::word, .text = std::move(text), .written = std::move(written)};
}

}  // namespace familiar::answer::computing
