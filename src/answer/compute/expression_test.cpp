#include "answer/compute/expression.h"

#include "answer/compute/number_words.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar::answer::computing {
namespace {

constexpr int k_deep = 4;

rc::Gen<Expression> any_literal() {
    return rc::gen::map(rc::gen::pair(rc::gen::inRange(0, 2000), rc::gen::inRange(0, 4)), [](std::pair<int, int> made) {
        return literal(Number(made.first) * power_of_ten(-made.second));
    });
}

// Trees without powers of powers, which are seldom numbers anybody can write.
rc::Gen<Expression> any_expression(int deep) {
    if (deep == 0) return any_literal();
    const auto part = any_expression(deep - 1);
    const auto two = [&](Operation operation) {
        return rc::gen::map(rc::gen::pair(part, part), [operation](std::pair<Expression, Expression> parts) {
            return combined(operation, std::move(parts.first), std::move(parts.second));
        });
    };
    const auto one = [&](Operation operation) {
        return rc::gen::map(part, [operation](Expression inner) { return combined(operation, std::move(inner)); });
    };
    const auto squared = rc::gen::map(
        part, [](Expression inner) { return combined(Operation::power, std::move(inner), literal(Number(2))); });
    const auto share = rc::gen::map(rc::gen::pair(part, part), [](std::pair<Expression, Expression> parts) {
        return combined(Operation::of, combined(Operation::percent, std::move(parts.first)), std::move(parts.second));
    });
    const auto root = rc::gen::map(part, [](Expression inner) {
        Expression result = combined(Operation::root, combined(Operation::absolute, std::move(inner)));
        result.degree = 2;
        return result;
    });
    return rc::gen::oneOf(any_literal(), two(Operation::add), two(Operation::subtract), two(Operation::multiply),
                          two(Operation::divide), two(Operation::modulo), one(Operation::negate), squared, share, root);
}

std::optional<Number> value_of(const Expression& expression) {
    const auto value = evaluate(expression);
    return value ? std::optional(*value) : std::nullopt;
}

RC_GTEST_PROP(Expression, what_is_printed_has_the_same_value, ()) {
    const Expression expression = *any_expression(k_deep);
    const std::string text = print(expression);
    if (text.size() > 380) return;  // longer than a question may be
    const Tokens tokens = with_number_words(tokens_of(text, Separators::point_decimal));
    Cursor in(tokens);
    const auto parsed = parse_expression(in);
    RC_LOG() << text;
    RC_ASSERT(parsed.has_value());
    RC_ASSERT(in.done());
    RC_ASSERT(value_of(parsed->expression) == value_of(expression));
}

RC_GTEST_PROP(Expression, each_operation_is_shown, ()) {
    const Expression expression = *any_expression(2);
    std::vector<std::string> working;
    if (!evaluate(expression, working)) return;
    RC_ASSERT(working.size() >= std::min<std::size_t>(operations_in(expression) == 0 ? 0 : 1, 8));
    RC_ASSERT(working.size() <= 8U);
}

TEST(Expression, prints_only_the_parentheses_it_needs) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"(2+3)*4", "(2 + 3) × 4"},
        {"2+(3*4)", "2 + 3 × 4"},
        {"2-(3-4)", "2 - (3 - 4)"},
        {"(2-3)-4", "2 - 3 - 4"},
        {"2/(3*4)", "2 / (3 × 4)"},
        {"(-2)^2", "(-2)^2"},
        {"-(2^2)", "-2^2"},
        {"2^(3+1)", "2^(3 + 1)"},
        {"sqrt(2+2)", "√(2 + 2)"},
        {"2 * -(3 + 4)", "2 × -(3 + 4)"},
        {"15 percent of (80+20)", "15% of (80 + 20)"},
    };
    for (const auto& [typed, printed] : cases) {
        const Tokens tokens = tokens_of(typed, Separators::point_decimal);
        Cursor in(tokens);
        const auto parsed = parse_expression(in);
        ASSERT_TRUE(parsed && in.done()) << typed;
        EXPECT_EQ(print(parsed->expression), printed);
    }
}

TEST(Expression, holds_nesting_to_its_limit) {
    for (const std::string_view sign : {"(", "-", "√", "2^", "sqrt("}) {
        std::string text;
        for (int i = 0; i < 90; ++i) text += sign;
        text += "1";
        const Tokens tokens = tokens_of(text, Separators::point_decimal);
        Cursor in(tokens);
        EXPECT_FALSE(parse_expression(in)) << sign;
    }
}

}  // namespace
}  // namespace familiar::answer::computing
