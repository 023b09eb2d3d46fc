#include "answer/compute/expression.h"
#include "answer/compute/limits.h"
#include "answer/compute/number_words.h"

#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

bool leading_zero(std::string_view digits) {
    return digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9';
}

// By recursive descent; each level of the grammar is one function. What does not fit makes the result empty.
class Parser {
public:
    explicit Parser(Cursor& in) : in_(in) {}

    std::optional<Parsed> read() && {
        auto expression = sum();
        if (!expression) return std::nullopt;
        return Parsed{*std::move(expression), money_, has_words_};
    }

private:
    using Maybe = std::optional<Expression>;

    bool said(std::initializer_list<std::string_view> phrases) {
        const bool found = in_.any(phrases);
        has_words_ |= found;
        return found;
    }

    // sum := product (("+" | "-") product)*
    Maybe sum() {
        if (++depth_ > k_nesting_max) return std::nullopt;
        Maybe left = product();
        while (left) {
            Operation operation{};
            if (in_.symbol("+") || said({"plus", "added to"})) {
                operation = Operation::add;
            } else if (in_.symbol("-") || minus_word()) {
                operation = Operation::subtract;
            } else {
                break;
            }
            left = with_right(operation, *std::move(left), product());
        }
        --depth_;
        return left;
    }

    bool minus_word() {
        const Token* behind = in_.peek(1);
        if (behind != nullptr && behind->is_word("than")) return false;  // "10% less than 50"
        return said({"minus", "less", "take away"});
    }

    static Maybe with_right(Operation operation, Expression left, Maybe right) {
        if (!right) return std::nullopt;
        return combined(operation, std::move(left), *std::move(right));
    }

    // product := unary (("×" | "/" | "mod" | "of") unary)*
    Maybe product() {
        Maybe left = unary();
        while (left) {
            const auto operation = product_operator(*left);
            if (!operation) break;
            left = with_right(*operation, *std::move(left), unary());
        }
        return left;
    }

    std::optional<Operation> product_operator(const Expression& left) {
        if (in_.symbol("*") || said({"times", "multiplied by", "multiplied with", "x"})) return Operation::multiply;
        if (in_.symbol("/") || said({"divided by", "over"})) return Operation::divide;
        if (said({"modulo", "mod"})) return Operation::modulo;
        if (is_share(left) && said({"of the", "of"})) return Operation::of;
        const Token* next = in_.peek();
        const bool remainder_sign = next != nullptr && next->is_symbol("%") && in_.peek(1) != nullptr &&
                                    (in_.peek(1)->is_number() || in_.peek(1)->is_symbol("("));
        if (remainder_sign && next->joined == in_.peek(1)->joined) {
            in_.skip();
            return Operation::modulo;
        }
        const bool side_by_side = next != nullptr && next->is_symbol("(") && next->joined && !in_.taken().empty() &&
                                  (in_.taken().back().is_number() || in_.taken().back().is_symbol(")"));
        return side_by_side ? std::optional(Operation::multiply) : std::nullopt;
    }

    // Only a share can be "of" something: "3 of 4" is no sum.
    static bool is_share(const Expression& left) {
        if (left.operation == Operation::percent || left.operation == Operation::divide) return true;
        if (left.operation == Operation::of) return true;  // "15% of 20% of 1000"
        return left.operation == Operation::literal && !left.value.whole();
    }

    // unary := "-" unary | power
    Maybe unary() {
        if (in_.symbol("-") || said({"minus", "negative"})) {
            if (++depth_ > k_nesting_max) return std::nullopt;
            Maybe part = unary();
            --depth_;
            if (!part) return std::nullopt;
            return combined(Operation::negate, *std::move(part));
        }
        in_.symbol("+");
        return power();
    }

    // power := postfix ("^" unary)?, so that 2^3^2 is 2^9
    Maybe power() {
        Maybe base = postfix();
        if (!base) return std::nullopt;
        if (said({"to the"})) {  // "to the 4th power"
            const Token* which = in_.peek();
            const bool ordinal = which != nullptr && (which->ordinal || ordinal_word(which->text));
            const Number degree = ordinal && !which->ordinal ? Number(*ordinal_word(which->text))
                                  : ordinal                  ? which->value
                                                             : Number();
            if (ordinal) in_.skip();
            if (!in_.word("power")) return std::nullopt;
            if (ordinal) return combined(Operation::power, *std::move(base), literal(degree));
            in_.word("of");
        } else if (!in_.symbol("^") && !said({"raised to the power of", "raised to the power", "raised to"})) {
            return base;
        }
        if (++depth_ > k_nesting_max) return std::nullopt;
        Maybe exponent = unary();
        --depth_;
        return with_right(Operation::power, *std::move(base), std::move(exponent));
    }

    // postfix := primary ("!" | "%" | "squared" | "cubed")*
    Maybe postfix() {
        Maybe part = primary();
        while (part) {
            const Token* next = in_.peek();
            if (next == nullptr) break;
            if ((next->is_symbol("!") && next->joined) || next->is_word("factorial")) {
                part = combined(Operation::factorial, *std::move(part));
                in_.skip();
            } else if (said({"squared"})) {
                part = combined(Operation::power, *std::move(part), literal(Number(2)));
            } else if (said({"cubed"})) {
                part = combined(Operation::power, *std::move(part), literal(Number(3)));
            } else if (percent_sign() || said({"percent", "per cent"})) {
                part = combined(Operation::percent, *std::move(part));
            } else {
                break;
            }
        }
        return part;
    }

    // "%" that is not the sign for a remainder ("17 % 5").
    bool percent_sign() {
        const Token* behind = in_.peek(1);
        const bool number_behind = behind != nullptr && (behind->is_number() || behind->is_symbol("("));
        return !number_behind && in_.symbol("%");
    }

    Maybe primary() {
        if (in_.symbol("(")) {
            Maybe inner = sum();
            if (!inner || !in_.symbol(")")) return std::nullopt;
            return inner;
        }
        if (Maybe share = fraction()) return share;
        if (in_.peek() != nullptr && !in_.peek()->ordinal) {
            if (Maybe amount = number()) return amount;
        }
        in_.word("the");
        if (in_.any({"pi", "π"})) return Expression{.value = Number::pi(), .written = "π"};
        return function();
    }

    // "half", "a third", "three quarters"
    Maybe fraction() {
        Cursor ahead = in_;
        const Token* count = ahead.number();
        if (count == nullptr) ahead.any({"a", "an"});
        const Token* word = ahead.peek();
        const auto below = word != nullptr && word->kind == TokenKind::word ? fraction_word(word->text) : std::nullopt;
        if (!below || (count != nullptr && !count->value.whole())) return std::nullopt;
        ahead.skip();
        const Token* behind = ahead.peek();
        if (behind != nullptr && behind->is_word("root")) return std::nullopt;  // "the third root of"
        in_ = ahead;
        has_words_ = true;
        const std::int64_t above = count == nullptr ? 1 : count->value.to_int64().value_or(1);
        return Expression{.value = Number::ratio(above, *below), .written = fmt::format("{}/{}", above, *below)};
    }

    Maybe number() {
        const auto money = read_money(in_);
        if (!money) return std::nullopt;
        if (money->style.currency != nullptr && money->style.currency->also_weight &&
            money->style.place == MoneyStyle::Place::behind_spaced) {
            return std::nullopt;
        }
        const auto style = common_style(money_, money->style);
        if (!style) return std::nullopt;
        money_ = *style;
        std::string digits;
        for (const Token& token : in_.taken().last(std::min<std::size_t>(3, in_.taken().size()))) {
            if (token.is_number()) digits = token.text;
        }
        if (leading_zero(digits)) return std::nullopt;
        Expression result{.value = money->amount, .written = money_written(digits, money->style)};
        const Token* thousands = in_.peek();
        if (thousands != nullptr && thousands->is_word("k") && thousands->joined) {
            in_.skip();
            return literal(result.value * Number(1000));
        }
        return result;
    }

    Maybe function() {
        if (said({"square root of", "root of", "square root", "sqrt of", "sqrt"}) || in_.symbol("√")) return root(2);
        if (said({"cube root of", "cubic root of", "cube root", "cbrt of", "cbrt"}) || in_.symbol("∛")) return root(3);
        if (said({"factorial of", "factorial"})) return of_part(Operation::factorial);
        if (said({"log of", "log base 10 of", "logarithm of", "log"})) return of_part(Operation::logarithm);
        if (said({"natural log of", "natural logarithm of", "ln of", "ln"}))
            return of_part(Operation::natural_logarithm);
        if (said({"absolute value of", "abs of", "abs"})) return of_part(Operation::absolute);
        if (said({"square of"})) return power_of(2);
        if (said({"cube of"})) return power_of(3);
        if (said({"twice", "double"})) return multiple(2);
        if (said({"triple", "three times"})) return multiple(3);
        if (said({"sum of"})) return of_two(Operation::add, {"and"});
        if (said({"product of"})) return of_two(Operation::multiply, {"and"});
        if (said({"difference between", "difference of"})) return of_two(Operation::subtract, {"and"});
        if (said({"quotient of"})) return of_two(Operation::divide, {"and"});
        if (said({"remainder of", "remainder when"}))
            return of_two(Operation::modulo, {"divided by", "is divided by", "and"});
        return nth_root();
    }

    // "4th root of 16", "fifth root of 32"
    Maybe nth_root() {
        const Token* which = in_.peek();
        if (which == nullptr || (!which->ordinal && which->kind != TokenKind::word)) return std::nullopt;
        std::optional<std::int64_t> degree = ordinal_word(which->text);
        if (which->ordinal) degree = which->value.to_int64();
        in_.skip();
        if (!degree || *degree < 2 || *degree > k_root_degree_max || !said({"root of"})) return std::nullopt;
        return root(static_cast<int>(*degree));
    }

    Maybe root(int degree) {
        Maybe part = argument();
        if (!part) return std::nullopt;
        Expression result = combined(Operation::root, *std::move(part));
        result.degree = degree;
        return result;
    }

    // What a function is of: the next number or parenthesis, so that √16% is 4%.
    Maybe argument() {
        if (++depth_ > k_nesting_max) return std::nullopt;
        Maybe part = primary();
        --depth_;
        return part;
    }

    Maybe of_part(Operation operation) {
        Maybe part = argument();
        if (!part) return std::nullopt;
        return combined(operation, *std::move(part));
    }

    Maybe power_of(int exponent) {
        Maybe part = argument();
        if (!part) return std::nullopt;
        return combined(Operation::power, *std::move(part), literal(Number(exponent)));
    }

    Maybe multiple(int factor) { return with_right(Operation::multiply, literal(Number(factor)), postfix()); }

    Maybe of_two(Operation operation, std::initializer_list<std::string_view> between) {
        if (++depth_ > k_nesting_max) return std::nullopt;
        const bool division = operation == Operation::modulo;  // whose "divided by" stands between the two
        Maybe first = division ? unary() : product();
        if (!first || !in_.any(between)) return std::nullopt;
        Maybe second = division ? unary() : product();
        --depth_;
        return with_right(operation, *std::move(first), std::move(second));
    }

    Cursor& in_;
    MoneyStyle money_ = {};
    bool has_words_ = false;
    int depth_ = 0;
};

}  // namespace

std::optional<Parsed> parse_expression(Cursor& in) {
    Cursor ahead = in;
    auto parsed = Parser(ahead).read();
    if (parsed) in = ahead;
    return parsed;
}

}  // namespace familiar::answer::computing
