#include "answer/compute/unit_table.h"

#include "answer/compute/limits.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace familiar::answer::computing {

namespace {

constexpr std::string_view k_operators = "+-*/|^~();, \t";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Variable {
    std::string_view name;
    Quantity value;
};

using Maybe = std::optional<Quantity>;

// Works out one expression of the definitions file. Side by side binds tighter than "/", and "|" tightest of all:
// "1|2 kg m / s K" is half a kilogram metre by (second kelvin).
class Evaluation {
public:
    explicit Evaluation(const UnitDefinitions& definitions) : definitions_(definitions) {}

    Maybe value_of(std::string_view expression, const Variable* variable) {
        const auto outer = std::pair(std::exchange(rest_, expression), std::exchange(variable_, variable));
        Maybe value = sum();
        skip_blank();
        if (!rest_.empty()) value.reset();
        rest_ = outer.first;
        variable_ = outer.second;
        return value;
    }

private:
    // One level further down, for as long as it lives.
    class Level {
    public:
        explicit Level(int& depth) : depth_(++depth) {}
        ~Level() { --depth_; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;
        bool too_deep() const { return depth_ > k_unit_depth_max; }

    private:
        int& depth_;
    };

    bool exhausted() { return ++steps_ > k_unit_steps_max; }

    void skip_blank() {
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) rest_.remove_prefix(1);
    }

    bool take(std::string_view sign) {
        skip_blank();
        if (!rest_.starts_with(sign)) return false;
        rest_.remove_prefix(sign.size());
        return true;
    }

    Maybe sum() {
        const Level level(depth_);
        if (level.too_deep()) return std::nullopt;
        Maybe left = fraction();
        while (left) {
            const bool plus = take("+");
            if (!plus && !take("-")) break;
            const Maybe right = fraction();
            if (!right || right->dimension != left->dimension) return std::nullopt;
            left->amount = plus ? left->amount + right->amount : left->amount - right->amount;
        }
        return left;
    }

    // a * b / c, "/s"
    Maybe fraction() {
        skip_blank();
        const bool reciprocal = rest_.starts_with('/') || rest_.starts_with("per ");
        Maybe left = reciprocal ? Quantity{Number(1), {}} : side_by_side();
        while (left) {
            skip_blank();
            const bool times = !rest_.starts_with("**") && take("*");
            if (!times && !take("/") && !take("per ")) break;
            const Maybe right = side_by_side();
            if (!right) return std::nullopt;
            left = times ? product(*left, *right) : ratio(*left, *right);
        }
        return left;
    }

    // a b c
    Maybe side_by_side() {
        Maybe left = signed_power();
        while (left) {
            skip_blank();
            const bool more = !rest_.empty() && (!k_operators.contains(rest_.front()) || rest_.front() == '(') &&
                              !rest_.starts_with("per ");
            if (!more) break;
            const Maybe right = power();
            if (!right) return std::nullopt;
            left = product(*left, *right);
        }
        return left;
    }

    Maybe signed_power() {
        const bool minus = take("-");
        if (!minus) take("+");
        Maybe value = power();
        if (minus && value) value->amount = -value->amount;
        return value;
    }

    Maybe power() {
        if (exhausted()) return std::nullopt;
        Maybe base = primary();
        if (!base || !(take("^") || take("**"))) return base;
        const Level level(depth_);
        if (level.too_deep()) return std::nullopt;
        const Maybe exponent = signed_power();
        if (!exponent || !exponent->dimension.empty()) return std::nullopt;
        return raised(*base, exponent->amount);
    }

    Maybe primary() {
        if (take("(")) {
            Maybe inner = sum();
            return take(")") ? inner : std::nullopt;
        }
        skip_blank();
        if (rest_.empty()) return std::nullopt;
        if (is_digit(rest_.front()) || rest_.front() == '.') return number();
        return name();
    }

    // "12", "1.5e-3", "5|9"
    Maybe number() {
        auto value = digits();
        while (value && rest_.starts_with('|')) {
            rest_.remove_prefix(1);
            const auto below = digits();
            if (!below) return std::nullopt;
            auto divided = quotient(*value, *below);
            if (!divided) return std::nullopt;
            value = *std::move(divided);
        }
        if (!value) return std::nullopt;
        return Quantity{*std::move(value), {}};
    }

    std::optional<Number> digits() {
        std::size_t end = 0;
        while (end < rest_.size() && (is_digit(rest_[end]) || rest_[end] == '.')) ++end;
        if (end < rest_.size() && (rest_[end] == 'e' || rest_[end] == 'E')) {
            std::size_t exponent = end + 1;
            if (exponent < rest_.size() && (rest_[exponent] == '-' || rest_[exponent] == '+')) ++exponent;
            const std::size_t first = exponent;
            while (exponent < rest_.size() && is_digit(rest_[exponent])) ++exponent;
            if (exponent > first) end = exponent;
        }
        const auto value = Number::from_decimal(rest_.substr(0, end));
        rest_.remove_prefix(end);
        return value;
    }

    Maybe name() {
        const bool backwards = take("~");
        const std::size_t end = std::min(rest_.find_first_of(k_operators), rest_.size());
        const std::string_view name = rest_.substr(0, end);
        rest_.remove_prefix(end);
        if (name.empty()) return std::nullopt;
        if (variable_ != nullptr && variable_->name == name) return variable_->value;
        if (!rest_.starts_with('(')) return backwards ? std::nullopt : named(name);
        if (const auto function = definitions_.functions.find(std::string(name));
            function != definitions_.functions.end()) {
            const Maybe argument = in_parentheses();
            if (!argument) return std::nullopt;
            const UnitFunction& curve = function->second;
            const Variable variable{backwards ? std::string_view(function->first) : curve.parameter, *argument};
            return value_of(backwards ? curve.inverse : curve.forward, &variable);
        }
        if (built_in(name)) return mathematical(name, in_parentheses());
        return named(name);
    }

    Maybe in_parentheses() {
        if (!take("(")) return std::nullopt;
        Maybe inner = sum();
        return take(")") ? inner : std::nullopt;
    }

    static bool built_in(std::string_view name) {
        static constexpr std::array<std::string_view, 9> k_functions = {"sqrt", "cuberoot", "exp", "ln", "log",
                                                                        "log2", "sin",      "cos", "tan"};
        return std::ranges::find(k_functions, name) != k_functions.end();
    }

    static Maybe mathematical(std::string_view name, const Maybe& argument) {
        if (!argument) return std::nullopt;
        if (name == "sqrt") return raised(*argument, Number::ratio(1, 2));
        if (name == "cuberoot") return raised(*argument, Number::ratio(1, 3));
        if (!argument->dimension.empty()) return std::nullopt;
        const double x = argument->amount.to_double();
        const double value = name == "exp"    ? std::exp(x)
                             : name == "ln"   ? std::log(x)
                             : name == "log"  ? std::log10(x)
                             : name == "log2" ? std::log2(x)
                             : name == "sin"  ? std::sin(x)
                             : name == "cos"  ? std::cos(x)
                                              : std::tan(x);
        auto close = Number::approximation(value);
        return close ? Maybe(Quantity{*std::move(close), {}}) : std::nullopt;
    }

    // A unit by its name, in the plural, with a prefix, or with its exponent behind ("cm3").
    Maybe named(std::string_view name) {
        if (exhausted()) return std::nullopt;
        if (Maybe unit = exactly(name)) return unit;
        if (Maybe unit = prefixed(name)) return unit;
        const char last = name.back();
        if (name.size() < 2 || last < '2' || last > '9') return std::nullopt;
        const Maybe base = named(name.substr(0, name.size() - 1));
        return base ? raised(*base, Number(last - '0')) : std::nullopt;
    }

    Maybe exactly(std::string_view name) {
        if (Maybe unit = defined(name)) return unit;
        if (name.size() < 3 || !name.ends_with('s')) return std::nullopt;
        if (Maybe unit = defined(name.substr(0, name.size() - 1))) return unit;
        if (!name.ends_with("es")) return std::nullopt;
        if (Maybe unit = defined(name.substr(0, name.size() - 2))) return unit;
        if (!name.ends_with("ies")) return std::nullopt;
        return defined(std::string(name.substr(0, name.size() - 3)) + "y");
    }

    Maybe defined(std::string_view name) {
        const auto found = definitions_.units.find(std::string(name));
        if (found == definitions_.units.end()) return std::nullopt;
        if (found->second == "!dimensionless") return Quantity{Number(1), {}};
        if (found->second.starts_with('!')) return Quantity{Number(1), {{found->first, 1}}};
        return value_of(found->second, nullptr);
    }

    Maybe prefixed(std::string_view name) {
        for (std::size_t length = name.size(); length > 0; --length) {
            const auto prefix = definitions_.prefixes.find(std::string(name.substr(0, length)));
            if (prefix == definitions_.prefixes.end()) continue;
            Maybe factor = value_of(prefix->second, nullptr);
            if (!factor) return std::nullopt;
            if (length == name.size()) return factor;
            const Maybe unit = exactly(name.substr(length));
            if (unit) return product(*factor, *unit);
        }
        return std::nullopt;
    }

    const UnitDefinitions& definitions_;
    std::string_view rest_;
    const Variable* variable_ = nullptr;
    int depth_ = 0;
    int steps_ = 0;
};

}  // namespace

UnitTable::UnitTable(Result<UnitDefinitions> definitions) {
    if (definitions) {
        definitions_ = std::move(definitions).release();
    } else {
        missing_ = std::move(definitions).error();
    }
}

UnitTable UnitTable::read(const std::filesystem::path& definitions) {
    return UnitTable(read_unit_definitions(definitions));
}

std::optional<Quantity> UnitTable::worth(std::string_view expression) const {
    return Evaluation(definitions_).value_of(expression, nullptr);
}

std::optional<Quantity> UnitTable::on_scale(std::string_view scale, const Number& number) const {
    if (const auto least = lowest(scale); least && number < *least) return std::nullopt;
    const auto found = definitions_.functions.find(std::string(scale));
    if (found == definitions_.functions.end()) {
        const auto degree = worth(scale);
        return degree ? product({number, {}}, *degree) : std::nullopt;
    }
    const Variable variable{found->second.parameter, {number, {}}};
    return Evaluation(definitions_).value_of(found->second.forward, &variable);
}

std::optional<Number> UnitTable::to_scale(std::string_view scale, const Quantity& quantity) const {
    const auto found = definitions_.functions.find(std::string(scale));
    std::optional<Quantity> value;
    if (found == definitions_.functions.end()) {
        const auto degree = worth(scale);
        value = degree ? ratio(quantity, *degree) : std::nullopt;
    } else {
        const Variable variable{found->first, quantity};
        value = Evaluation(definitions_).value_of(found->second.inverse, &variable);
    }
    if (!value || !value->dimension.empty()) return std::nullopt;
    return value->amount;
}

std::optional<Number> UnitTable::lowest(std::string_view scale) const {
    const auto found = definitions_.functions.find(std::string(scale));
    if (found == definitions_.functions.end()) return Number(0);
    return Number::from_decimal(found->second.lowest);
}

}  // namespace familiar::answer::computing
