// Sums: numbers, signs and their words, as a tree that can be printed, worked out exactly, and shown step by step.
// Pure functions, any thread.
#pragma once

#include "answer/compute/cursor.h"
#include "answer/compute/money.h"
#include "answer/compute/number.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace familiar::answer::computing {

enum class Operation {
    literal,
    negate,
    add,
    subtract,
    multiply,
    divide,
    modulo,
    power,
    percent,  // of one part: "15%"
    of,       // a share of something: "15% of 80", "half of 90"
    factorial,
    root,       // degree in `degree`
    logarithm,  // base 10
    natural_logarithm,
    absolute,
};

struct Expression {
    Operation operation = Operation::literal;
    Number value = {};         // of a literal
    std::string written = {};  // of a literal: "84.50", "π"
    int degree = 0;            // of a root
    std::vector<Expression> parts = {};
};

Expression literal(const Number& value);
Expression combined(Operation operation, Expression first);
Expression combined(Operation operation, Expression first, Expression second);

struct Parsed {
    Expression expression;
    MoneyStyle money;        // of the amounts in it; none when there are only plain numbers
    bool has_words = false;  // "plus", "squared": operators that were said
};

// The sum that `in` begins with, as far as it goes. Nothing if it begins with none, or if currencies are mixed.
std::optional<Parsed> parse_expression(Cursor& in);

// The same in signs, with the parentheses it needs; reading it again gives the same value.
std::string print(const Expression& expression);

// The value; each operation adds a line to `working` ("84.50 × 15 / 100 = 12.675").
Result<Number> evaluate(const Expression& expression, std::vector<std::string>& working);

// The value alone.
Result<Number> evaluate(const Expression& expression);

// How many operations there are.
std::size_t operations_in(const Expression& expression);

}  // namespace familiar::answer::computing
