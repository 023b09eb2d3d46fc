#include "base/text/segments.h"

#include "base/utf8.h"

#include <array>
#include <cstdint>
#include <unicode/uchar.h>

namespace familiar::text {

namespace {

// The word break classes that ASCII characters have in ICU's rules ("@" counts as a letter there).
enum class Class : std::uint8_t { other, letter, digit, underscore, point, comma, space, carriage_return, not_ascii };

constexpr std::array<Class, 256> k_classes = [] {
    std::array<Class, 256> classes{};
    for (std::size_t c = 0x80; c < 0x100; ++c) classes[c] = Class::not_ascii;
    for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 'a' + 'A'] = Class::letter;
    for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = Class::digit;
    classes['@'] = Class::letter;
    classes['_'] = Class::underscore;
    classes['.'] = classes['\''] = Class::point;  // between two letters or two digits
    classes[','] = classes[';'] = Class::comma;   // between two digits
    classes[' '] = Class::space;
    classes['\r'] = Class::carriage_return;
    return classes;
}();

Class class_at(std::string_view text, std::size_t i) {
    return i < text.size() ? k_classes[static_cast<unsigned char>(text[i])] : Class::other;
}

bool is_letter_or_digit(Class c) { return c == Class::letter || c == Class::digit; }

// A word (WB5 to WB13b) that begins at `begin`; nothing when its end depends on a character beyond ASCII.
std::optional<Segment> ascii_word(std::string_view text, std::size_t begin) {
    bool letters = false;
    bool digits = false;
    Class last = Class::other;
    std::size_t end = begin;
    while (true) {
        const Class here = class_at(text, end);
        if (is_letter_or_digit(here) || here == Class::underscore) {
            letters = letters || (here == Class::letter && text[end] != '@');
            digits = digits || here == Class::digit;
            last = here;
            ++end;
            continue;
        }
        const bool joins =
            (here == Class::point && is_letter_or_digit(last)) || (here == Class::comma && last == Class::digit);
        const Class beyond = joins ? class_at(text, end + 1) : Class::other;
        if (here == Class::not_ascii || beyond == Class::not_ascii) return std::nullopt;
        if (!joins || beyond != last) break;
        ++end;
    }
    if (letters) return Segment{end, SegmentKind::word};
    return Segment{end, digits ? SegmentKind::number : SegmentKind::other};
}

// The segment at `begin` if only ASCII decides where it ends.
std::optional<Segment> ascii_segment(std::string_view text, std::size_t begin) {
    std::size_t end = begin + 1;
    switch (class_at(text, begin)) {
        case Class::not_ascii: return std::nullopt;
        case Class::letter:
        case Class::digit:
        case Class::underscore: return ascii_word(text, begin);
        case Class::space:
            while (class_at(text, end) == Class::space) ++end;
            break;
        case Class::carriage_return:
            if (end < text.size() && text[end] == '\n') ++end;
            break;
        case Class::other:
        case Class::point:
        case Class::comma: break;
    }
    if (class_at(text, end) == Class::not_ascii) return std::nullopt;  // might be a mark that belongs to this
    return Segment{end, SegmentKind::other};
}

SegmentKind kind_of(std::string_view segment, std::int32_t rule_status) {
    if (rule_status < UBRK_WORD_NONE_LIMIT) return SegmentKind::other;
    bool digits = false;
    for (std::size_t i = 0; i < segment.size();) {
        const auto c = static_cast<UChar32>(utf8::next(segment, i));
        if (u_isalpha(c)) return SegmentKind::word;
        digits = digits || u_isdigit(c);
    }
    return digits ? SegmentKind::number : SegmentKind::other;
}

}  // namespace

Segment Segments::at(std::size_t begin) {
    if (begin >= ascii_from_) {
        if (const auto found = ascii_segment(text_, begin)) return *found;
    }
    return by_rules(begin);
}

Segment Segments::by_rules(std::size_t begin) {
    thread_local Boundaries boundaries(UBRK_WORD);
    if (icu_at_ != begin) {
        boundaries.set(text_.substr(begin));
        icu_base_ = begin;
    }
    const std::size_t end = icu_base_ + boundaries.next().value_or(text_.size() - icu_base_);
    icu_at_ = end;
    // ICU splits scripts without spaces by dictionary, where what follows may depend on what was before: only behind a
    // space or line break the walk goes on without it.
    const char last = text_[end - 1];
    ascii_from_ = last == ' ' || last == '\n' ? end : text_.size();
    return {end, kind_of(text_.substr(begin, end - begin), boundaries.rule_status())};
}

}  // namespace familiar::text
