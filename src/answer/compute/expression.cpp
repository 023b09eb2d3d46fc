#include "answer/compute/expression.h"

#include "answer/compute/format.h"
#include "answer/compute/limits.h"
#include "base/check.h"

#include <cmath>
#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

// How tightly an operation binds: what is looser than its place asks for gets parentheses.
int tightness(const Expression& expression) {
    switch (expression.operation) {
        case Operation::add:
        case Operation::subtract: return 1;
        case Operation::multiply:
        case Operation::divide:
        case Operation::modulo:
        case Operation::of: return 2;
        case Operation::negate: return 3;
        case Operation::power: return 4;
        case Operation::factorial:
        case Operation::percent: return 5;
        case Operation::literal: return expression.written.contains('/') ? 2 : 6;
        default: return 6;
    }
}

std::string printed(const Expression& part, int tightness_least) {
    const std::string text = print(part);
    return tightness(part) < tightness_least ? "(" + text + ")" : text;
}

std::string two(const Expression& expression, std::string_view sign, int left, int right) {
    return fmt::format("{} {} {}", printed(expression.parts[0], left), sign, printed(expression.parts[1], right));
}

std::string print_root(const Expression& root) {
    const Expression& part = root.parts[0];
    const std::string inner = part.operation == Operation::literal ? printed(part, 6) : "(" + print(part) + ")";
    if (root.degree == 2) return "√" + inner;
    if (root.degree == 3) return "∛" + inner;
    return fmt::format("the {}th root of {}", root.degree, inner);
}

// Works an expression out and writes down each step.
class Evaluation {
public:
    // `working` may be null: then only the value is wanted.
    explicit Evaluation(std::vector<std::string>* working) : working_(working) {}

    Result<Number> value_of(const Expression& expression) {
        const auto& parts = expression.parts;
        switch (expression.operation) {
            case Operation::literal: return expression.value;
            case Operation::negate: return -TRY(value_of(parts[0]));
            case Operation::percent: return percent(expression);
            case Operation::of: return share(expression);
            case Operation::factorial:
            case Operation::root:
            case Operation::logarithm:
            case Operation::natural_logarithm:
            case Operation::absolute: return of_one(expression);
            default: return of_two(expression);
        }
    }

private:
    // The number as it stands in a line of working.
    std::string shown_in_line(const Expression& expression, const Number& value) const {
        if (working_ == nullptr) return {};
        if (expression.operation == Operation::literal) return printed(expression, 3);
        const std::string text = shown(value).text;
        return text.starts_with('-') ? "(" + text + ")" : text;
    }

    Result<Number> step(const std::string& done, Number result) {
        if (result.too_large()) return fail(ErrorCode::exhausted, "the result is too large");
        if (working_ != nullptr) working_->push_back(fmt::format("{} {}", done, equals(result)));
        return result;
    }

    Result<Number> percent(const Expression& expression) {
        const Number rate = TRY(value_of(expression.parts[0]));
        return step(shown_in_line(expression.parts[0], rate) + " / 100", rate * Number::ratio(1, 100));
    }

    // "15% of 80", "2/3 of 90".
    Result<Number> share(const Expression& expression) {
        const Expression& share = expression.parts[0];
        const Expression& whole = expression.parts[1];
        if (share.operation == Operation::percent) {
            const Number rate = TRY(value_of(share.parts[0]));
            const Number value = TRY(value_of(whole));
            return percent_step(shown_in_line(share.parts[0], rate), rate, shown_in_line(whole, value), value);
        }
        const Number part = TRY(value_of(share));
        const Number value = TRY(value_of(whole));
        const std::string times = share.operation == Operation::literal ? print(share) : shown_in_line(share, part);
        return step(fmt::format("{} × {}", shown_in_line(whole, value), times), part * value);
    }

    Result<Number> percent_step(const std::string& rate_text, const Number& rate, const std::string& text,
                                const Number& value) {
        return step(fmt::format("{} × {} / 100", text, rate_text), value * rate * Number::ratio(1, 100));
    }

    // "84.50 + 12%" adds 12% of 84.50.
    Result<Number> relative(const Expression& expression) {
        const Expression& percentage = expression.parts[1].parts[0];
        const Number value = TRY(value_of(expression.parts[0]));
        const Number rate = TRY(value_of(percentage));
        const std::string text = shown_in_line(expression.parts[0], value);
        const Number change = TRY(percent_step(shown_in_line(percentage, rate), rate, text, value));
        const bool plus = expression.operation == Operation::add;
        const std::string change_text = shown(change).text;
        return step(fmt::format("{} {} {}", text, plus ? "+" : "-", change_text),
                    plus ? value + change : value - change);
    }

    Result<Number> of_one(const Expression& expression) {
        const Number value = TRY(value_of(expression.parts[0]));
        const std::string text = shown_in_line(expression.parts[0], value);
        switch (expression.operation) {
            case Operation::factorial: return step(text + "!", TRY(factorial(value)));
            case Operation::root: {
                const Expression simple{.operation = Operation::root,
                                        .degree = expression.degree,
                                        .parts = {{.value = value, .written = text}}};
                return step(print_root(simple), TRY(root(value, expression.degree)));
            }
            case Operation::absolute: return step("abs(" + text + ")", value.absolute());
            default: return logarithm(expression.operation, value, text);
        }
    }

    Result<Number> logarithm(Operation operation, const Number& value, const std::string& text) {
        if (value.sign() <= 0) return fail(ErrorCode::invalid_argument, "only numbers above 0 have a logarithm");
        const bool decimal = operation == Operation::logarithm;
        const int magnitude = value.magnitude();
        const bool round = decimal && std::abs(magnitude) < k_exponent_max && power_of_ten(magnitude) == value;
        const double close = decimal ? value.log10() : value.log10() * std::log(10.0);
        const auto result = round ? Number(magnitude) : Number::approximation(close);
        if (!result) return fail(ErrorCode::exhausted, "the result is too large");
        return step(fmt::format("{}({})", decimal ? "log" : "ln", text), *result);
    }

    Result<Number> of_two(const Expression& expression) {
        const bool additive = expression.operation == Operation::add || expression.operation == Operation::subtract;
        if (additive && expression.parts[1].operation == Operation::percent) return relative(expression);
        const Number left = TRY(value_of(expression.parts[0]));
        const Number right = TRY(value_of(expression.parts[1]));
        const std::string a = shown_in_line(expression.parts[0], left);
        const std::string b = shown_in_line(expression.parts[1], right);
        switch (expression.operation) {
            case Operation::add: return step(fmt::format("{} + {}", a, b), left + right);
            case Operation::subtract: return step(fmt::format("{} - {}", a, b), left - right);
            case Operation::multiply: return step(fmt::format("{} × {}", a, b), left * right);
            case Operation::divide: return step(fmt::format("{} / {}", a, b), TRY(quotient(left, right)));
            case Operation::modulo: return step(fmt::format("{} mod {}", a, b), TRY(remainder(left, right)));
            case Operation::power: return step(fmt::format("{}^{}", a, b), TRY(power_or_size(left, right)));
            default: CHECK(false, "operations of one part are not worked out here");
        }
    }

    // A power that is too large is still worth saying how large.
    static Result<Number> power_or_size(const Number& base, const Number& exponent) {
        auto result = power(base, exponent);
        if (result || result.error().code != ErrorCode::exhausted) return result;
        const double digits = base.log10() * exponent.to_double();
        if (digits < 0) return fail(ErrorCode::exhausted, "it is too close to 0 to be written out");
        const auto count = Number::approximation(std::floor(digits) + 1);
        static constexpr double k_countable = 1e15;
        if (digits > k_countable || !count) return fail(ErrorCode::exhausted, "nobody could write all of its digits");
        return fail(ErrorCode::exhausted, fmt::format("it has about {} digits", shown(*count).text));
    }

    std::vector<std::string>* working_;
};

}  // namespace

Expression literal(const Number& value) { return {.value = value, .written = number_token(value, "").text}; }

Expression combined(Operation operation, Expression first) {
    Expression result{.operation = operation};
    result.parts.push_back(std::move(first));
    return result;
}

Expression combined(Operation operation, Expression first, Expression second) {
    Expression result = combined(operation, std::move(first));
    result.parts.push_back(std::move(second));
    return result;
}

std::string print(const Expression& expression) {
    const auto& parts = expression.parts;
    switch (expression.operation) {
        case Operation::literal: return expression.written;
        case Operation::negate: return "-" + printed(parts[0], 3);
        case Operation::add: return two(expression, "+", 1, 2);
        case Operation::subtract: return two(expression, "-", 1, 2);
        case Operation::multiply: return two(expression, "×", 2, 3);
        case Operation::divide: return two(expression, "/", 2, 3);
        case Operation::modulo: return two(expression, "mod", 2, 3);
        case Operation::of: return two(expression, "of", 2, 3);
        case Operation::power: return fmt::format("{}^{}", printed(parts[0], 5), printed(parts[1], 4));
        case Operation::percent: return printed(parts[0], 5) + "%";
        case Operation::factorial: return printed(parts[0], 5) + "!";
        case Operation::root: return print_root(expression);
        case Operation::logarithm: return "log(" + print(parts[0]) + ")";
        case Operation::natural_logarithm: return "ln(" + print(parts[0]) + ")";
        case Operation::absolute: return "abs(" + print(parts[0]) + ")";
    }
    CHECK(false, "every operation can be printed");
}

Result<Number> evaluate(const Expression& expression, std::vector<std::string>& working) {
    Number result = TRY(Evaluation(&working).value_of(expression));
    if (working.size() > k_working_lines_max) {
        working.erase(working.begin() + static_cast<std::ptrdiff_t>(k_working_lines_max) - 2, working.end() - 1);
        working.insert(working.end() - 1, "…");
    }
    return result;
}

Result<Number> evaluate(const Expression& expression) { return Evaluation(nullptr).value_of(expression); }

std::size_t operations_in(const Expression& expression) {
    const bool counts = expression.operation != Operation::literal && expression.operation != Operation::negate &&
                        expression.operation != Operation::percent;
    std::size_t count = counts ? 1 : 0;
    for (const Expression& part : expression.parts) count += operations_in(part);
    return count;
}

}  // namespace familiar::answer::computing
