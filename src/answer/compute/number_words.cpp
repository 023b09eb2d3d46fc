#include "answer/compute/number_words.h"

#include "answer/compute/cursor.h"

#include <array>

namespace familiar::answer::computing {

namespace {

struct Named {
    std::string_view word;
    int value;
};

constexpr auto k_small = std::to_array<Named>(
    {{"zero", 0},      {"nil", 0},        {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},
     {"five", 5},      {"six", 6},        {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},
     {"eleven", 11},   {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16},
     {"eighteen", 18}, {"seventeen", 17}, {"nineteen", 19}});
constexpr auto k_tens = std::to_array<Named>({{"twenty", 20},
                                              {"thirty", 30},
                                              {"forty", 40},
                                              {"fourty", 40},
                                              {"fifty", 50},
                                              {"sixty", 60},
                                              {"seventy", 70},
                                              {"eighty", 80},
                                              {"ninety", 90}});
constexpr auto k_scales = std::to_array<Named>(
    {{"dozen", 12}, {"thousand", 1000}, {"million", 1'000'000}, {"millions", 1'000'000}, {"billion", 1'000'000'000}});
constexpr auto k_fractions = std::to_array<Named>(
    {{"half", 2},    {"halves", 2},  {"third", 3},  {"thirds", 3}, {"quarter", 4}, {"quarters", 4}, {"fourth", 4},
     {"fourths", 4}, {"fifth", 5},   {"fifths", 5}, {"sixth", 6},  {"sixths", 6},  {"seventh", 7},  {"sevenths", 7},
     {"eighth", 8},  {"eighths", 8}, {"ninth", 9},  {"ninths", 9}, {"tenth", 10},  {"tenths", 10}});
constexpr auto k_ordinals = std::to_array<Named>(
    {{"first", 1},      {"second", 2},       {"third", 3},       {"fourth", 4},      {"fifth", 5},
     {"sixth", 6},      {"seventh", 7},      {"eighth", 8},      {"ninth", 9},       {"tenth", 10},
     {"eleventh", 11},  {"twelfth", 12},     {"thirteenth", 13}, {"fourteenth", 14}, {"fifteenth", 15},
     {"sixteenth", 16}, {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20},
     {"thirtieth", 30}});

template <class Table>
std::optional<int> value_in(const Table& table, std::string_view word) {
    const auto found = std::ranges::find(table, word, &Named::word);
    return found == table.end() ? std::nullopt : std::optional(found->value);
}

template <class Table>
std::optional<int> take(Cursor& in, const Table& table) {
    const Token* next = in.peek();
    if (next == nullptr || next->kind != TokenKind::word) return std::nullopt;
    const auto value = value_in(table, next->text);
    if (value) in.skip();
    return value;
}

// "seven", "twenty", "twenty-five".
std::optional<int> below_hundred(Cursor& in) {
    if (const auto small = take(in, k_small)) return small;
    const auto tens = take(in, k_tens);
    if (!tens) return std::nullopt;
    Cursor ahead = in;
    const auto ones = take(ahead, k_small);
    if (!ones || *ones == 0 || *ones > 9) return tens;
    in = ahead;
    return *tens + *ones;
}

// "two hundred and five", "a hundred".
std::optional<int> below_thousand(Cursor& in) {
    Cursor ahead = in;
    std::optional<int> value = below_hundred(ahead);
    if (!value) {
        ahead.any({"a", "one"});
        if (!ahead.word("hundred")) return std::nullopt;
        value = 100;
    } else if (*value < 100 && ahead.word("hundred")) {
        *value *= 100;
    }
    in = ahead;
    if (*value < 100) return value;
    ahead.word("and");
    if (const auto rest = below_hundred(ahead)) {
        in = ahead;
        return *value + *rest;
    }
    return value;
}

// "1.4" after "three point": digits in words.
std::optional<Number> decimals(Cursor& in) {
    Number value;
    Number place(1);
    bool any = false;
    for (;;) {
        Cursor ahead = in;
        const auto digit = take(ahead, k_small);
        if (!digit || *digit > 9) break;
        in = ahead;
        any = true;
        place = place * Number::ratio(1, 10);
        value = value + place * Number(*digit);
    }
    return any ? std::optional(value) : std::nullopt;
}

// "and a half", "and three quarters".
std::optional<Number> and_fraction(Cursor& in) {
    Cursor ahead = in;
    if (!ahead.word("and")) return std::nullopt;
    int count = 1;
    if (!ahead.any({"a", "an"})) {
        const auto several = below_hundred(ahead);
        if (!several) return std::nullopt;
        count = *several;
    }
    const auto below = take(ahead, k_fractions);
    if (!below || count >= *below) return std::nullopt;
    in = ahead;
    return Number::ratio(count, *below);
}

// Scales multiply what stands before: "two million three hundred thousand".
Number with_scales(Number first, Cursor& in) {
    Number total;
    Number current = std::move(first);
    Number last_scale(1'000'000'000'000);
    for (;;) {
        Cursor ahead = in;
        const auto scale = take(ahead, k_scales);
        if (!scale || !(Number(*scale) < last_scale)) break;
        in = ahead;
        total = total + current * Number(*scale);
        current = Number(0);
        last_scale = Number(*scale);
        if (*scale == 12) break;
        ahead.word("and");
        if (const auto more = below_thousand(ahead)) {
            in = ahead;
            current = Number(*more);
        }
    }
    return total + current;
}

std::optional<Number> in_words(Cursor& in) {
    Cursor ahead = in;
    if (const auto below = below_thousand(ahead)) {
        Number value = with_scales(Number(*below), ahead);
        in = ahead;
        if (ahead.word("point")) {
            if (const auto behind = decimals(ahead)) {
                in = ahead;
                return value + *behind;
            }
        }
        if (const auto fraction = and_fraction(in)) value = value + *fraction;
        return value;
    }
    const bool half = ahead.word("half");
    ahead.any({"a", "an"});
    Number value = half ? Number::ratio(1, 2) : Number(1);
    const Cursor before_scale = ahead;
    value = with_scales(std::move(value), ahead);
    if (ahead.rest().size() == before_scale.rest().size()) return std::nullopt;
    in = ahead;
    return value;
}

// "2 1/2", "2½": a whole number and a fraction below one.
std::optional<Number> mixed(const Token& whole, Cursor& in) {
    if (!whole.value.whole() || whole.ordinal) return std::nullopt;
    const Token* first = in.peek();
    if (first == nullptr || !first->is_number()) return std::nullopt;
    if (first->glyph && !first->value.whole()) {
        in.skip();
        return whole.value + first->value;
    }
    const Token* slash = in.peek(1);
    const Token* second = in.peek(2);
    const bool fraction = !first->joined && slash != nullptr && slash->is_symbol("/") && slash->joined &&
                          second != nullptr && second->is_number() && second->joined && first->value.whole() &&
                          second->value.whole() && first->value < second->value && second->value <= Number(64);
    if (!fraction) return std::nullopt;
    in.skip(3);
    return whole.value + *quotient(first->value, second->value);
}

// What follows digits and belongs to the number: "2.5 million", "two dozen" in digits, "2 and a half".
std::optional<Number> continued(const Token& number, Cursor& in) {
    if (number.ordinal || number.glyph) return std::nullopt;
    if (const auto value = mixed(number, in)) return value;
    const std::size_t before = in.rest().size();
    if (in.word("hundred")) return number.value * Number(100);
    Number value = with_scales(number.value, in);
    if (const auto fraction = and_fraction(in)) value = value + *fraction;
    return in.rest().size() == before ? std::nullopt : std::optional(value);
}

std::string written_by(std::span<const Token> tokens) {
    std::string written;
    for (const Token& token : tokens) {
        if (!written.empty() && !token.joined) written += ' ';
        written += token.written;
    }
    return written;
}

}  // namespace

Tokens with_number_words(Tokens tokens) {
    Tokens result;
    result.reserve(tokens.size());
    for (Cursor in{tokens}; !in.done();) {
        Cursor ahead = in;
        std::optional<Number> value;
        if (in.peek()->is_number()) {
            ahead.skip();
            value = continued(*in.peek(), ahead);
        } else if (in.peek()->kind == TokenKind::word) {
            value = in_words(ahead);
        }
        if (!value) {
            result.push_back(*in.peek());
            in.skip();
            continue;
        }
        Token number = number_token(*value, written_by(in.rest().first(in.rest().size() - ahead.rest().size())));
        number.joined = in.peek()->joined;
        result.push_back(std::move(number));
        in = ahead;
    }
    return result;
}

std::optional<int> fraction_word(std::string_view word) { return value_in(k_fractions, word); }
std::optional<int> ordinal_word(std::string_view word) { return value_in(k_ordinals, word); }

}  // namespace familiar::answer::computing
