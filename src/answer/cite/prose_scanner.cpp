#include "answer/cite/prose_scanner.h"

#include "answer/cite/limits.h"
#include "answer/cite/link_syntax.h"
#include "answer/cite/tags.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace familiar::answer::cite {

namespace {

using Kind = Piece::Kind;

constexpr std::string_view k_gone = "…";  // where a link stood that had no words of its own
constexpr std::string_view k_special = "[(<`$\\*_!\n\xC2\xE2\xE3\xEF";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

// How many bytes at the end of `bytes` are a character that has only begun.
std::size_t begun_at_end(std::string_view bytes) {
    for (std::size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
        const auto c = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if ((c & 0xC0U) == 0x80U) continue;
        const std::size_t needed = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 1;
        return needed > back ? back : 0;
    }
    return 0;
}

// The digits of a run of superscripts, and how long it is.
std::string superscript_digits(std::string_view rest, std::size_t& bytes) {
    static constexpr std::array<std::string_view, 10> k_digits = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string digits;
    bytes = 0;
    for (bool more = true; more;) {
        more = false;
        for (std::size_t digit = 0; digit < k_digits.size() && !more; ++digit) {
            if (!rest.substr(bytes).starts_with(k_digits[digit])) continue;
            digits += static_cast<char>('0' + digit);
            bytes += k_digits[digit].size();
            more = true;
        }
    }
    return digits;
}

// The last word of `text`, lower case.
std::string last_word(std::string_view text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == ':')) text.remove_suffix(1);
    std::string word;
    while (!text.empty() && is_letter(text.back())) {
        const char c = text.back();
        word.insert(word.begin(), c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
        text.remove_suffix(1);
    }
    return word;
}

// Marks that stand close to the word before them.
bool closes(std::string_view text) {
    static constexpr std::array<std::string_view, 16> k_marks = {".", ",", ";", ":", "!", "?",  ")",  "]",
                                                                 "}", "»", "”", "’", "…", "。", "、", "\n"};
    return std::ranges::any_of(k_marks, [&](std::string_view mark) { return text.starts_with(mark); });
}

bool only_line_prefix(std::string_view text) { return text.find_first_not_of(" \t>-*+") == std::string_view::npos; }

}  // namespace

void ProseScanner::feed(std::string_view bytes) {
    bytes_ += bytes;
    const std::size_t whole = bytes_.size() - begun_at_end(bytes_);
    std::string text = utf8::repaired(std::string_view(bytes_).substr(0, whole));
    bytes_.erase(0, whole);
    std::erase_if(text, [](char c) { return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 0x7F; });
    held_ += text;
    run(false);
}

void ProseScanner::finish() {
    held_ += utf8::repaired(std::exchange(bytes_, {}));
    run(true);
    if (!after_marker_ && !spaces_.empty()) sink_({Kind::text, std::exchange(spaces_, {}), {}});
    spaces_.clear();
}

void ProseScanner::run(bool closed) {
    std::size_t at = 0;
    while (at < held_.size()) {
        const std::string_view left = std::string_view(held_).substr(at);
        const bool full = left.size() >= k_held_bytes_max;
        const std::string_view rest = full ? utf8::prefix(left, k_held_bytes_max) : left;
        Step decided = step(rest, closed || full);
        if (decided.bytes == 0) break;
        at += decided.bytes;
        if (decided.again.empty()) continue;
        held_.replace(0, at, decided.again);
        at = 0;
    }
    held_.erase(0, at);
}

ProseScanner::Step ProseScanner::step(std::string_view rest, bool closed) {
    if (!fence_.empty()) return fenced(rest, closed);
    const std::size_t end = std::min(rest.find_first_of(k_special), rest.size());
    if (end == 0) return special(rest, closed);
    const std::string_view plain = rest.substr(0, end);
    const std::size_t first = plain.find_first_not_of(' ');
    if (first != 0) {
        const std::size_t spaces = first == std::string_view::npos ? plain.size() : first;
        if (after_marker_) spaces_.clear();
        spaces_follow_ = after_marker_;
        if (spaces_.size() + spaces <= k_held_bytes_max) spaces_.append(spaces, ' ');
        return {spaces, {}};
    }
    const std::size_t last = plain.find_last_not_of(' ');
    put(plain.substr(0, last + 1));
    return {last + 1, {}};
}

ProseScanner::Step ProseScanner::special(std::string_view rest, bool closed) {
    switch (rest.front()) {
        case '[': return bracket(rest, closed);
        case '<': return tag(rest, closed);
        case '`': return code(rest, closed);
        case '$': return formula(rest, closed);
        case '(': return lone_number(rest, closed);
        case '*':
        case '_': return marker(rest, closed);
        case '\n': return put("\n"), Step{1, {}};
        case '\xE3':
        case '\xEF': return marker(rest, closed);
        case '\xC2':
        case '\xE2': return superscript(rest, closed);
        case '\\': {
            if (rest.size() == 1 && !closed) return {};
            const std::string_view two = rest.substr(0, 2);
            if (two == "\\[" || two == "\\(") return formula(rest, closed);
            const bool escapes = two.size() == 2 && (two[1] & 0x80) == 0 && !is_letter(two[1]) && two[1] > ' ';
            return put(two.substr(0, escapes ? 2 : 1)), Step{escapes ? 2U : 1U, {}};
        }
        default: break;  // "!"
    }
    if (rest.size() == 1 && !closed) return {};
    if (rest.size() == 1 || rest[1] != '[') return put("!"), Step{1, {}};
    const Marker number = marker_at(rest.substr(1), closed);
    if (number.state == Marker::State::open) return {};
    if (number.state == Marker::State::found) return put("!"), Step{1, {}};
    const LinkSyntax picture = link_at(rest.substr(1), closed);
    if (picture.state == LinkSyntax::State::open) return {};
    if (picture.state == LinkSyntax::State::none) return {1, {}};  // "![alt][ref]" stays as "[alt][ref]"
    ++removed_.links;
    return {1 + picture.bytes, std::string(picture.label.of(rest.substr(1)))};
}

// A marker, or the character (or the marks of emphasis) by itself.
ProseScanner::Step ProseScanner::marker(std::string_view rest, bool closed) {
    const Marker found = marker_at(rest, closed);
    if (found.state == Marker::State::open) return {};
    if (found.state == Marker::State::found && !is_no_marker(found)) {
        put_marker(found.numbers);
        return {found.bytes, {}};
    }
    std::size_t end = 0;
    if (rest.front() == '*' || rest.front() == '_')
        while (end < rest.size() && rest[end] == rest.front()) ++end;
    else
        utf8::next(rest, end);
    put(rest.substr(0, end));
    return {end, {}};
}

ProseScanner::Step ProseScanner::bracket(std::string_view rest, bool closed) {
    if (line_start_) {
        const LinkSyntax definition = definition_at(rest, closed);
        if (definition.state == LinkSyntax::State::open) return {};
        if (definition.state == LinkSyntax::State::found) {
            const Step step = this->definition(rest.substr(0, definition.bytes), closed);
            if (step.bytes > 0) return step;
        }
    }
    const Marker found = marker_at(rest, closed);
    if (found.state == Marker::State::open) return {};
    if (found.state == Marker::State::none || is_no_marker(found)) return link(rest, closed);
    has_brackets_ = true;
    if (found.bytes == rest.size() && !closed) return {};
    std::size_t bytes = found.bytes;
    if (bytes < rest.size() && rest[bytes] == '(') {  // "[1](https://…)"
        const LinkSyntax linked = link_at(rest, closed);
        if (linked.state == LinkSyntax::State::open) return {};
        const bool is_target = linked.target.of(rest).find_first_of(":/#.") != std::string_view::npos;
        if (linked.state == LinkSyntax::State::found && is_target) {
            if (!sources_.links().has(linked.target.of(rest))) ++removed_.links;
            bytes = linked.bytes;
        }
    } else if (bytes < rest.size() && rest[bytes] == ':' && line_start_ && rest.starts_with("[^")) {
        ++bytes;  // "[^1]: what the footnote says"
    }
    put_marker(found.numbers);
    return {bytes, {}};
}

// "[label]: target" on a line of its own; nothing when it is prose after all.
ProseScanner::Step ProseScanner::definition(std::string_view line, bool closed) {
    const LinkSyntax found = definition_at(line, true);
    const std::string_view target = found.target.of(line);
    bool is_named = false;
    const bool is_number = !marker_numbers(found.label.of(line), is_named).empty();
    if (!looks_like_link(target, false)) {
        const bool is_prose =
            is_number || line.substr(found.target.end).find_first_not_of(" \t>") != std::string_view::npos;
        const bool is_path = target.find_first_of("/#?") != std::string_view::npos;
        return is_prose || target.empty() || !is_path ? Step{} : (++removed_.links, Step{line.size(), {}});
    }
    const bool known = sources_.links().has(target);
    if (known && !is_number)
        put(line, Kind::link);
    else if (!known)
        ++removed_.links;
    (void)closed;
    return {line.size(), {}};
}

ProseScanner::Step ProseScanner::link(std::string_view rest, bool closed) {
    const LinkSyntax found = link_at(rest, closed);
    if (found.state == LinkSyntax::State::open) return {};
    if (found.state == LinkSyntax::State::none) return put("["), Step{1, {}};
    const std::string_view label = found.label.of(rest);
    const std::string_view target = found.target.of(rest);
    const bool plain_label = label.find_first_of("[<!\n") == std::string_view::npos;
    const bool misleads =
        looks_like_link(label, false) && !sources_.links().has(label) && !sources_.links().has_bare(label);
    if (sources_.links().has(target) && plain_label && !misleads) {
        put(rest.substr(0, found.bytes), Kind::link);
        return {found.bytes, {}};
    }
    ++removed_.links;
    return {found.bytes, std::string(label)};
}

ProseScanner::Step ProseScanner::tag(std::string_view rest, bool closed) {
    const Marker found = marker_at(rest, closed);
    if (found.state == Marker::State::open) return {};
    if (found.state == Marker::State::found) return put_marker(found.numbers), Step{found.bytes, {}};
    const Tag tag = tag_at(rest, closed);
    switch (tag.kind) {
        case Tag::Kind::open: return {};
        case Tag::Kind::none: return put(tag.could_open ? "‹" : "<"), Step{1, {}};
        case Tag::Kind::plain: return put(rest.substr(0, tag.bytes)), Step{tag.bytes, {}};
        case Tag::Kind::other: return {tag.bytes, {}};
        case Tag::Kind::anchor:
        case Tag::Kind::address: break;
    }
    const std::string_view target = tag.target.of(rest);
    const bool known = sources_.links().has(target);
    if (known && tag.kind == Tag::Kind::address) {
        put(rest.substr(0, tag.bytes), Kind::link);
    } else if (!known || tag.kind == Tag::Kind::anchor) {
        if (!known) ++removed_.links;
        if (tag.kind == Tag::Kind::address) put(k_gone);
    }
    return {tag.bytes, {}};
}

ProseScanner::Step ProseScanner::code(std::string_view rest, bool closed) {
    std::size_t run = 0;
    while (run < rest.size() && rest[run] == '`') ++run;
    if (run == rest.size() && !closed) return {};
    const std::string_view marks = rest.substr(0, run);
    const std::size_t line = rest.find('\n', run);
    if (run >= 3 && line_start_) {
        const bool again = rest.substr(0, line).find('`', run) != std::string_view::npos;
        if (line == std::string_view::npos && !again && !closed) return {};
        if (!again) {
            const std::size_t end = line == std::string_view::npos ? rest.size() : line + 1;
            put(rest.substr(0, end), Kind::fence);
            fence_ = std::string(marks);
            return {end, {}};
        }
    }
    for (std::size_t at = run; at < rest.size();) {
        const std::size_t begin = rest.find('`', at);
        const std::size_t blank = rest.find("\n\n", run);
        if (begin == std::string_view::npos || blank < begin) {
            if (begin == std::string_view::npos && blank == std::string_view::npos && !closed) return {};
            break;
        }
        std::size_t end = begin;
        while (end < rest.size() && rest[end] == '`') ++end;
        if (end == rest.size() && !closed) return {};
        if (end - begin == run) return put(rest.substr(0, end), Kind::code), Step{end, {}};
        at = end;
        if (at == rest.size() && !closed) return {};
    }
    if (run == rest.size() || closed || rest.find("\n\n", run) != std::string_view::npos)
        return put(marks), Step{run, {}};
    return {};
}

// Inside a block of code: lines as they are, until one closes it.
ProseScanner::Step ProseScanner::fenced(std::string_view rest, bool closed) {
    if (line_start_) {
        const std::size_t first = std::min(rest.find_first_not_of(' '), rest.size());
        const std::size_t marks_end = std::min(rest.find_first_not_of(fence_.front(), first), rest.size());
        const std::size_t end = std::min(rest.find_first_not_of(" \t", marks_end), rest.size());
        const bool complete = end < rest.size() || closed;
        const bool marks_enough = marks_end - first >= fence_.size();
        if (!complete) return {};
        if (marks_enough && (end == rest.size() || rest[end] == '\n')) {
            fence_.clear();
            put(rest.substr(0, end), Kind::fence);
            return {end, {}};
        }
    }
    const std::size_t line = rest.find('\n');
    const std::size_t end = line == std::string_view::npos ? rest.size() : line + 1;
    put(rest.substr(0, end), Kind::fence);
    return {end, {}};
}

ProseScanner::Step ProseScanner::formula(std::string_view rest, bool closed) {
    if (rest.size() < 2 && !closed) return {};
    if (rest.starts_with("\\[")) {
        const Marker found = marker_at(rest, closed);
        if (found.state == Marker::State::open) return {};
        if (found.state == Marker::State::found) return put_marker(found.numbers), Step{found.bytes, {}};
    }
    const std::string_view open =
        rest.front() == '\\' || rest.starts_with("$$") ? rest.substr(0, 2) : rest.substr(0, 1);
    const std::string_view close = open == "\\[" ? "\\]" : open == "\\(" ? "\\)" : open;
    const bool is_inline = open == "$";
    if (is_inline && (rest.size() < 2 || is_digit(rest[1]) || rest[1] == ' ' || rest[1] == '\n'))
        return put("$"), Step{1, {}};  // a price
    const std::size_t end = rest.find(close, open.size());
    const std::size_t stop = std::min(rest.find(is_inline ? "\n" : "\n\n", open.size()), rest.size());
    if (end != std::string_view::npos && end < stop && end > open.size()) {
        put(rest.substr(0, end + close.size()), Kind::code);
        return {end + close.size(), {}};
    }
    if (stop == rest.size() && !closed) return {};
    put(open);
    return {open.size(), {}};
}

// "¹" or "¹²" behind a word; not "m²", "10³" and "x²".
ProseScanner::Step ProseScanner::superscript(std::string_view rest, bool closed) {
    std::size_t bytes = 0;
    const std::string digits = superscript_digits(rest, bytes);
    const std::string word = last_word(behind_);
    const bool is_power = !spaces_.empty() || behind_.empty() || is_digit(behind_.back()) ||
                          (is_letter(behind_.back()) && word.size() <= 2) || behind_.ends_with(')');
    if (bytes == 0 || (is_power && !after_marker_)) {
        std::size_t end = bytes;
        if (end == 0) utf8::next(rest, end);
        put(rest.substr(0, end));
        return {end, {}};
    }
    if (bytes == rest.size() && !closed) return {};
    std::vector<int> numbers;
    bool is_named = false;
    numbers = marker_numbers(digits, is_named);
    if (numbers.empty() || !is_source(numbers.front())) {
        numbers.clear();
        for (const char digit : digits) {
            if (digit != '0') numbers.push_back(digit - '0');
        }
        if (numbers.size() > k_markers_each_max) numbers.resize(k_markers_each_max);
    }
    put_marker(numbers);
    return {bytes, {}};
}

// "(1)" is a marker only at the end of a sentence, when there is such a source and the answer has no brackets.
ProseScanner::Step ProseScanner::lone_number(std::string_view rest, bool closed) {
    const Marker found = marker_at(rest, closed);
    if (found.state == Marker::State::open) return {};
    if (found.state == Marker::State::found) return put_marker(found.numbers), Step{found.bytes, {}};
    std::size_t end = 1;
    int number = 0;
    while (end < rest.size() && end <= 3 && is_digit(rest[end])) number = number * 10 + (rest[end++] - '0');
    const bool may_be = !has_brackets_ && !line_start_ && !spaces_.empty() && (end == 1 || is_source(number));
    if (may_be && !closed && end + 2 > rest.size()) return {};
    const bool ends = end + 1 >= rest.size() || std::string_view(".!?\n").find(rest[end + 1]) != std::string_view::npos;
    if (may_be && end > 1 && end < rest.size() && rest[end] == ')' && ends && !behind_.empty() &&
        is_letter(behind_.back()))
        return put_marker({number}), Step{end + 1, {}};
    put("(");
    return {1, {}};
}

bool ProseScanner::is_no_marker(const Marker& marker) const {
    static constexpr std::array<std::string_view, 14> k_values = {"array", "list", "vector", "interval", "range",
                                                                  "tuple", "set",  "values", "numbers",  "sequence",
                                                                  "index", "step", "liste",  "lista"};
    if (marker.is_named) return false;
    const bool years = std::ranges::all_of(
        marker.numbers, [&](int number) { return number >= 1000 && number < 2200 && !is_source(number); });
    const bool of_values =
        marker.numbers.size() > 1 &&
        (std::ranges::find(k_values, last_word(behind_)) != k_values.end() || behind_.ends_with('='));
    return years || of_values;
}

void ProseScanner::put(std::string_view text, Kind kind) {
    if (text.empty()) return;
    if (after_marker_) {
        const bool begins_line = behind_.empty() || behind_.ends_with('\n');
        const bool ends_emphasis = !spaces_follow_ && (text.front() == '*' || text.front() == '_');
        if (closes(text) || begins_line || ends_emphasis) spaces_.clear();
        const bool glues = spaces_.empty() && !begins_line && is_letter(text.front()) && !is_letter(behind_.back()) &&
                           behind_.back() != ' ' && behind_.back() != '(';
        if (glues && (text.front() & 0x80) == 0) spaces_ = " ";
        after_marker_ = false;
    }
    std::string before = std::exchange(spaces_, {});
    line_start_ = text.ends_with('\n') || (line_start_ && only_line_prefix(text));
    static constexpr std::size_t k_behind = 48;
    behind_ += before;
    behind_ += text;
    if (behind_.size() > k_behind) behind_.erase(0, behind_.size() - k_behind);
    if (kind == Kind::text) {
        sink_({kind, before.append(text), {}});
        return;
    }
    if (!before.empty()) sink_({Kind::text, std::move(before), {}});
    sink_({kind, std::string(text), {}});
}

void ProseScanner::put_marker(const std::vector<int>& numbers) {
    Piece piece{Kind::marker, {}, {}};
    for (const int number : numbers) {
        if (!is_source(number))
            ++removed_.invented_numbers;
        else if (std::ranges::find(piece.numbers, number) == piece.numbers.end())
            piece.numbers.push_back(number);
    }
    after_marker_ = true;
    spaces_follow_ = false;
    sink_(std::move(piece));
}

}  // namespace familiar::answer::cite
