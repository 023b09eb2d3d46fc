#include "answer/cite/marker.h"

#include "answer/cite/limits.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace familiar::answer::cite {

namespace {

using State = Marker::State;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

// What may stand in front of a number and says that it is one of a source.
constexpr std::array<std::string_view, 34> k_labels = {
    "source",   "sources", "src",       "s",       "ref",   "refs",     "reference", "references", "citation",
    "cite",     "cites",   "citations", "doc",     "docs",  "document", "documents", "passage",    "passages",
    "quelle",   "quellen", "fuente",    "fuentes", "fonte", "fontes",   "note",      "footnote",   "fn",
    "evidence", "snippet", "result",    "context", "see",   "post",     "id"};
constexpr std::array<std::string_view, 6> k_joins = {"and", "und", "y", "e", "et", "or"};
constexpr std::array<std::string_view, 3> k_dashes = {"-", "–", "—"};

// Reads what stands between the brackets of a marker.
class NumberReader {
public:
    explicit NumberReader(std::string_view inside) : text_(inside) {}

    std::vector<int> read(bool& is_named) {
        skip_space();
        bool expects_number = true;
        while (at_ < text_.size()) {
            if (expects_number) {
                is_named = label() || is_named;
                const auto number = this->number();
                if (!number) return {};
                add(*number);
                expects_number = false;
            } else if (tail()) {
                is_named = true;
                break;
            } else if (is_range()) {
                const auto last = number();
                if (!last || !add_up_to(*last)) return {};
            } else if (join()) {
                expects_number = true;
            } else {
                return {};
            }
            skip_space();
        }
        return expects_number ? std::vector<int>() : numbers_;
    }

private:
    void skip_space() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }
    bool take(std::string_view word) {
        if (!text_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }
    // "Source: ", "ref. ", "S", "^", "#".
    bool label() {
        bool found = false;
        if (take("^") || take("#")) return true;
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_letter(text_[at_])) ++at_;
        if (at_ > begin) {
            if (std::ranges::find(k_labels, lower(text_.substr(begin, at_ - begin))) == k_labels.end()) {
                at_ = begin;
                return false;
            }
            found = true;
            if (at_ < text_.size() && (text_[at_] == '.' || text_[at_] == ':')) ++at_;
            skip_space();
            take("#");
            take("=");
            skip_space();
        }
        return found;
    }
    std::optional<int> number() {
        static constexpr std::size_t k_digits_max = 6;
        const std::size_t begin = at_;
        int value = 0;
        while (at_ < text_.size() && is_digit(text_[at_])) {
            if (at_ - begin >= k_digits_max) return std::nullopt;
            value = value * 10 + (text_[at_++] - '0');
        }
        if (at_ == begin || value == 0) return std::nullopt;
        return value;
    }
    // "†L3-L7", "†source", ":0†source": what one family of models adds.
    bool tail() {
        static constexpr std::string_view k_dagger = "†";
        const std::string_view rest = text_.substr(at_);
        if (rest.starts_with(k_dagger)) return at_ = text_.size(), true;
        std::size_t end = 1;
        if (!rest.starts_with(':')) return false;
        while (end < rest.size() && is_digit(rest[end])) ++end;
        if (!rest.substr(end).starts_with(k_dagger)) return false;
        at_ = text_.size();
        return true;
    }
    bool is_range() {
        const std::size_t begin = at_;
        skip_space();
        const bool dash = std::ranges::any_of(k_dashes, [&](std::string_view mark) { return take(mark); });
        skip_space();
        if (dash) label();
        if (dash && at_ < text_.size() && is_digit(text_[at_])) return true;
        at_ = begin;
        return false;
    }
    // A comma, semicolon, slash, "and"; several in a row (", and") count as one.
    bool join() {
        bool found = false;
        for (;;) {
            skip_space();
            if (take(",") || take(";") || take("&") || take("、") || take("，")) {
                found = true;
                continue;
            }
            std::size_t end = at_;
            while (end < text_.size() && is_letter(text_[end])) ++end;
            if (end == at_ || std::ranges::find(k_joins, lower(text_.substr(at_, end - at_))) == k_joins.end()) break;
            at_ = end;
            found = true;
        }
        return found;
    }
    void add(int number) {
        if (numbers_.size() < k_markers_each_max) numbers_.push_back(number);
    }
    bool add_up_to(int last) {
        const int first = numbers_.empty() ? last : numbers_.back();
        if (last <= first) return false;
        for (int number = first + 1; number <= last && numbers_.size() < k_markers_each_max; ++number) add(number);
        if (numbers_.back() != last && numbers_.size() == k_markers_each_max) numbers_.back() = last;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<int> numbers_;
};

struct Brackets {
    std::string_view open;
    std::string_view close;
};
constexpr std::array<Brackets, 5> k_brackets = {{{"[[", "]]"}, {"[", "]"}, {"【", "】"}, {"\\[", "\\]"}, {"［", "］"}}};

// Whether text that starts like `rest` may still come to start with `word`.
bool may_become(std::string_view rest, std::string_view word, bool closed) {
    return !closed && rest.size() < word.size() && word.starts_with(rest);
}

Marker found(std::size_t bytes, std::vector<int> numbers, bool is_named) {
    return {State::found, bytes, std::move(numbers), is_named};
}
Marker open_marker() { return {State::open, 0, {}, false}; }

Marker in_brackets(std::string_view rest, const Brackets& brackets, bool closed) {
    if (may_become(rest, brackets.open, closed)) return open_marker();
    if (!rest.starts_with(brackets.open)) return {};
    const std::string_view inside = rest.substr(brackets.open.size());
    const std::size_t end = inside.substr(0, k_marker_bytes_max).find(brackets.close);
    if (end != std::string_view::npos) {
        bool is_named = brackets.open == "【" || brackets.open == "[[";
        std::vector<int> numbers = marker_numbers(inside.substr(0, end), is_named);
        if (numbers.empty()) return {};
        return found(brackets.open.size() + end + brackets.close.size(), std::move(numbers), is_named);
    }
    const bool broken = inside.find('\n') != std::string_view::npos || inside.size() >= k_marker_bytes_max;
    return closed || broken ? Marker() : open_marker();
}

// "<cite>1</cite>", "<sup>[1]</sup>", "<source id="1"/>". Tags hold only the marker.
Marker in_tags(std::string_view rest, bool closed) {
    static constexpr std::array<std::string_view, 6> k_tags = {"cite", "sup", "ref", "source", "citation", "co"};
    if (!rest.starts_with('<')) return {};
    const std::size_t end = rest.substr(0, k_marker_bytes_max).find('>');
    if (end == std::string_view::npos) return closed || rest.size() >= k_marker_bytes_max ? Marker() : open_marker();
    std::string tag = lower(rest.substr(1, end - 1));
    const std::string name = tag.substr(0, tag.find_first_of(" \t\n/:="));
    if (std::ranges::find(k_tags, name) == k_tags.end()) return {};
    std::string digits;  // of an attribute: <source id="2"/>
    for (const char c : tag) {
        if (is_digit(c) || (c == ',' && !digits.empty())) digits += c;
    }
    bool is_named = true;
    const std::string close = "</" + name + ">";
    const std::string_view inside = rest.substr(end + 1);
    if (tag.ends_with('/')) {
        std::vector<int> numbers = marker_numbers(digits, is_named);
        return numbers.empty() ? Marker() : found(end + 1, std::move(numbers), true);
    }
    const std::string_view near = inside.substr(0, k_marker_bytes_max);
    const std::size_t stop = lower(near).find(close);
    if (stop == std::string::npos) return closed || near.size() >= k_marker_bytes_max ? Marker() : open_marker();
    std::string_view content = near.substr(0, stop);
    while (!content.empty() && std::string_view(" [【").find(content.front()) != std::string_view::npos)
        content.remove_prefix(1);
    while (!content.empty() && (content.back() == ' ' || content.back() == ']')) content.remove_suffix(1);
    std::vector<int> numbers = marker_numbers(content, is_named);
    if (numbers.empty() && content.empty()) numbers = marker_numbers(digits, is_named);
    if (numbers.empty()) return {};
    return found(end + 1 + stop + close.size(), std::move(numbers), name != "sup");
}

Marker bare_at(std::string_view rest, bool closed) {
    if (rest.starts_with('<')) return in_tags(rest, closed);
    bool may_be = false;
    for (const Brackets& brackets : k_brackets) {
        Marker marker = in_brackets(rest, brackets, closed);
        if (marker.state == State::found) return marker;
        may_be = may_be || marker.state == State::open;
        if (brackets.open == "[[" && marker.state == State::open) return marker;
    }
    return may_be ? open_marker() : Marker();
}

// "([1])", "(see [1], [2])", "(Source: 1)".
Marker in_parentheses(std::string_view rest, bool closed) {
    const std::string_view near = rest.substr(0, k_marker_bytes_max);
    const std::size_t end = near.find(')');
    const bool broken = near.find('\n') != std::string_view::npos || near.size() >= k_marker_bytes_max;
    if (end == std::string_view::npos) {
        // Only what goes on like a marker is waited for.
        std::size_t at = 1;
        while (at < near.size() && (is_letter(near[at]) || near[at] == ' ' || near[at] == ':')) ++at;
        std::string word = lower(near.substr(1, at - 1));
        word = word.substr(0, word.find_first_of(" :"));
        const bool label = word.empty() ||
                           std::ranges::any_of(k_labels, [&](std::string_view name) { return name.starts_with(word); });
        const bool goes_on = at == near.size() || near[at] == '[' || is_digit(near[at]) || (near[at] & 0x80) != 0;
        return closed || broken || !label || !goes_on ? Marker() : open_marker();
    }
    if (near.substr(0, end).find('\n') != std::string_view::npos) return {};
    std::string inside;
    bool bracketed = false;
    for (std::size_t i = 1; i < end; ++i) {
        const bool bracket = near[i] == '[' || near[i] == ']';
        bracketed = bracketed || bracket;
        if (near[i] == ']' && i + 1 < end && near[i + 1] == '[') inside += ',';
        if (!bracket) inside += near[i];
    }
    bool is_named = false;
    std::vector<int> numbers = marker_numbers(inside, is_named);
    if (numbers.empty() || (!bracketed && !is_named)) return {};
    return found(end + 1, std::move(numbers), true);
}

// "**[1]**": marks of emphasis around nothing but a marker.
Marker in_emphasis(std::string_view rest, bool closed) {
    const char mark = rest.front();
    std::size_t run = 0;
    while (run < rest.size() && rest[run] == mark) ++run;
    if (run == rest.size()) return closed || run > 3 ? Marker() : open_marker();
    if (run > 3) return {};
    Marker marker = bare_at(rest.substr(run), closed);
    if (marker.state != State::found) return marker;
    const std::string_view after = rest.substr(run + marker.bytes);
    const std::string_view marks = rest.substr(0, run);
    if (may_become(after, marks, closed)) return open_marker();
    if (!after.starts_with(marks)) return {};
    marker.bytes += 2 * run;
    return marker;
}

}  // namespace

std::vector<int> marker_numbers(std::string_view inside, bool& is_named) { return NumberReader(inside).read(is_named); }

Marker marker_at(std::string_view rest, bool closed) {
    if (rest.empty()) return {};
    if (rest.front() == '(') return in_parentheses(rest, closed);
    if (rest.front() == '*' || rest.front() == '_') return in_emphasis(rest, closed);
    return bare_at(rest, closed);
}

}  // namespace familiar::answer::cite
