#include "answer/compute/arithmetic.h"

#include "answer/compute/format.h"
#include "answer/compute/shell.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr std::size_t k_fraction_digits_max = 3;  // longer fractions tell nobody anything

constexpr double k_certainty_ratio = 0.8;  // "120/80" may be a blood pressure

// Fractions that people say without meaning a division.
constexpr auto k_sayings =
    std::to_array<std::string_view>({"24/7", "9/11", "7/11", "20/20", "50/50", "80/20", "60/40"});

bool has_operation(const Expression& expression, Operation operation) {
    return expression.operation == operation || std::ranges::any_of(expression.parts, [&](const Expression& part) {
               return has_operation(part, operation);
           });
}

bool any_literal_in_cents(const Expression& expression) {
    const std::size_t point = expression.written.find('.');
    if (point != std::string::npos && expression.written.size() == point + 3) return true;
    return std::ranges::any_of(expression.parts, any_literal_in_cents);
}

std::string as_typed(std::span<const Token> tokens) {
    std::string text;
    for (const Token& token : tokens) text += token.text;
    return text;
}

// "555-1234", "4x4", "24/7", "3/4/2026": what looks like a sum and is a number to call, a car, a saying, a day.
bool only_looks_like_a_sum(std::span<const Token> tokens, bool aloud) {
    const bool tight = std::ranges::all_of(tokens.subspan(1), &Token::joined);
    if (!tight || tokens.size() < 3 || !tokens[0].is_number() || !tokens[2].is_number()) return false;
    if (tokens.size() == 3 && std::ranges::find(k_sayings, as_typed(tokens)) != k_sayings.end()) return true;
    const bool dash = tokens[1].is_symbol("-");
    const bool slash = tokens[1].is_symbol("/");
    const bool phone = dash && tokens[0].text.size() == 3 && tokens.back().text.size() == 4;
    const bool day = (dash || slash) && tokens.size() == 5 && tokens[3].text == tokens[1].text &&
                     tokens[4].text.size() == 4 && tokens[2].text.size() <= 2;
    const bool small = tokens[0].text.size() < 5;
    return phone || day || (!aloud && small && tokens.size() == 3 && (dash || slash || tokens[1].is_word("x")));
}

std::string without_result(const Parsed& sum, const Error& error) {
    const std::string text = print(sum.expression);
    if (error.code == ErrorCode::exhausted)
        return fmt::format("{} is too large to write out: {}.", text, error.message);
    return fmt::format("{} has no value: {}.", text, error.message);
}

// The result to the cent when the amounts of the sum were in cents, though no currency was named.
bool meant_in_cents(const Parsed& sum, const Number& value) {
    const bool share =
        has_operation(sum.expression, Operation::percent) || has_operation(sum.expression, Operation::of);
    return share && value.exact() && any_literal_in_cents(sum.expression) && value.rounded(2) != value;
}

}  // namespace

Computation worked_out(const Parsed& sum) {
    Computation answer;
    const auto value = evaluate(sum.expression, answer.working);
    if (!value) {
        answer.result = value.error().code == ErrorCode::exhausted ? "too large" : "no value";
        answer.sentence = without_result(sum, value.error());
        return answer;
    }
    std::string text = print(sum.expression);
    if (text.starts_with("the ")) text = as_sentence(std::move(text));
    const Shown plain = shown(*value);
    const std::string_view is = sum.expression.operation == Operation::of && !plain.rounded ? "is" : "=";
    if (sum.money.currency != nullptr) {
        answer.result = money_text(*value, sum.money);
        const bool rounded = value->rounded(sum.money.decimals()) != *value;
        answer.sentence = fmt::format("{} {} {}.", text, rounded ? "≈" : is, answer.result);
    } else if (meant_in_cents(sum, *value)) {
        answer.result = with_decimals(*value, 2);
        answer.sentence =
            fmt::format("{} {} {}, or {} to two decimals.", text, plain.rounded ? "≈" : is, plain.text, answer.result);
    } else {
        answer.result = plain.text;
        answer.sentence = fmt::format("{} {} {}.", text, plain.rounded ? "≈" : is, plain.text);
    }
    const auto [above, below] = value->fraction();
    const bool worth_a_fraction = plain.rounded && value->exact() && operations_in(sum.expression) > 1 &&
                                  below.size() <= k_fraction_digits_max && above.size() <= k_fraction_digits_max;
    if (worth_a_fraction) answer.working.push_back(fmt::format("exactly {}/{}", above, below));
    return answer;
}

namespace {

// "subtract 5 from 20", "divide 100 by 8", "how many times does 7 go into 91"
std::optional<Computation> ordered(Cursor in) {
    const bool subtract = in.any({"subtract", "take", "deduct"});
    const bool goes_into = !subtract && in.any({"how many times does", "how often does"});
    if (!subtract && !goes_into && !in.word("divide")) return std::nullopt;
    auto first = parse_expression(in);
    if (!first) return std::nullopt;
    const bool linked = subtract    ? in.any({"from", "away from"})
                        : goes_into ? in.any({"go into", "fit into"})
                                    : in.word("by");
    if (!linked) return std::nullopt;
    auto second = parse_expression(in);
    if (!second || !in.done()) return std::nullopt;
    const auto style = common_style(first->money, second->money);
    if (!style) return std::nullopt;
    if (subtract || goes_into) std::swap(first, second);
    const Operation operation = subtract ? Operation::subtract : Operation::divide;
    return worked_out({combined(operation, std::move(first->expression), std::move(second->expression)), *style, true});
}

}  // namespace

std::optional<Computation> arithmetic(std::span<const Token> question) {
    const Asked asked = value_asked(question);
    for (const Cursor& start : {Cursor(question), Cursor(asked.what)}) {
        if (auto answer = ordered(start)) return answer;
    }
    Cursor in(asked.what);
    const auto sum = parse_expression(in);
    if (!sum || !in.done() || operations_in(sum->expression) == 0) return std::nullopt;
    if (only_looks_like_a_sum(asked.what, asked.aloud)) return std::nullopt;
    Computation answer = worked_out(*sum);
    if (asked.what.size() == 3 && asked.what[1].is_symbol("/") && asked.what[2].joined)
        answer.certainty = k_certainty_ratio;
    return answer;
}

}  // namespace familiar::answer::computing
