#include "answer/compute/arithmetic.h"
#include "answer/compute/format.h"
#include "answer/compute/shell.h"

#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

// A part of a question that is a sum by itself, with its value.
struct Operand {
    Parsed parsed;
    Number value;
    std::string text;
};

std::optional<Operand> operand(Cursor& in) {
    auto parsed = parse_expression(in);
    if (!parsed) return std::nullopt;
    auto value = evaluate(parsed->expression);
    if (!value) return std::nullopt;
    std::string text = print(parsed->expression);
    return Operand{*std::move(parsed), *std::move(value), std::move(text)};
}

bool percent_word(Cursor& in) { return in.symbol("%") || in.any({"percentage", "percent", "per cent"}); }

// "what percent", "how many percent", "what is the percentage"
bool what_percent(Cursor& in) {
    Cursor ahead = in;
    ahead.any({"what is", "what", "how many", "how much", "which", "calculate"});
    ahead.any({"the", "a"});
    if (!percent_word(ahead)) return false;
    in = ahead;
    return true;
}

// `part` is …% of `whole`.
std::optional<Computation> share(const Operand& part, const Operand& whole) {
    if (!common_style(part.parsed.money, whole.parsed.money)) return std::nullopt;
    const auto ratio = quotient(part.value, whole.value);
    Computation answer;
    if (!ratio) {
        answer.result = "no value";
        answer.sentence = fmt::format("Nothing is a share of {}: {}.", whole.text, ratio.error().message);
        return answer;
    }
    const Shown percent = shown(*ratio * Number(100));
    answer.result = percent.text + "%";
    answer.sentence = fmt::format("{} is {}% of {}.", part.text, in_words(percent), whole.text);
    answer.working.push_back(fmt::format("{} / {} × 100 {}", part.text, whole.text, equals(percent)));
    return answer;
}

// From `before` to `after` it is …% more or less.
std::optional<Computation> change(const Operand& before, const Operand& after) {
    if (!common_style(before.parsed.money, after.parsed.money)) return std::nullopt;
    const Number difference = after.value - before.value;
    const auto ratio = quotient(difference, before.value.absolute());
    Computation answer;
    if (!ratio) {
        answer.result = "no value";
        answer.sentence = "A change from 0 cannot be given in percent: nothing can be divided by 0.";
        return answer;
    }
    const Shown percent = shown((*ratio * Number(100)).absolute());
    const char* direction = difference.sign() < 0 ? "a decrease" : difference.sign() > 0 ? "an increase" : "a change";
    answer.result = (difference.sign() < 0 ? "-" : "") + percent.text + "%";
    answer.sentence = fmt::format("From {} to {} is {} of {}%.", before.text, after.text, direction, in_words(percent));
    answer.working.push_back(fmt::format("{} - {} {}", after.text, before.text, equals(difference)));
    answer.working.push_back(
        fmt::format("{} / {} × 100 {}", shown(difference).text, before.text, equals(shown(*ratio * Number(100)))));
    return answer;
}

// "what percent of 50 is 20", "what percent is 20 of 50"
std::optional<Computation> share_asked_first(Cursor in) {
    if (!what_percent(in)) return std::nullopt;
    const bool whole_first = in.word("of");
    if (!whole_first && !in.any({"is", "are"})) return std::nullopt;
    const auto first = operand(in);
    if (!first || !(whole_first ? in.any({"is", "are"}) : in.any({"of", "out of", "from"}))) return std::nullopt;
    const auto second = operand(in);
    if (!second || !in.done()) return std::nullopt;
    return whole_first ? share(*second, *first) : share(*first, *second);
}

// "20 is what percent of 50", "20 as a percentage of 50", "20 out of 50 in percent"
std::optional<Computation> share_asked_last(Cursor in) {
    const auto part = operand(in);
    if (!part) return std::nullopt;
    const bool asked = in.any({"is", "are", "as", "in"});
    if (asked && what_percent(in) && in.any({"of", "out of", "from"})) {
        const auto whole = operand(in);
        return whole && in.done() ? share(*part, *whole) : std::nullopt;
    }
    if (asked || !in.any({"out of", "of"})) return std::nullopt;
    const auto whole = operand(in);
    if (!whole || !in.any({"as", "in", "is"}) || !what_percent(in) || !in.done()) return std::nullopt;
    return share(*part, *whole);
}

// "3/4 as a percentage", "0.4 in percent"
std::optional<Computation> as_percentage(Cursor in) {
    const auto value = operand(in);
    if (!value || !in.any({"as", "in", "to"}) || !what_percent(in) || !in.done()) return std::nullopt;
    const Shown percent = shown(value->value * Number(100));
    Computation answer{.result = percent.text + "%", .sentence = "", .working = {}, .certainty = 1};
    answer.sentence = fmt::format("{} is {}%.", value->text, in_words(percent));
    answer.working.push_back(fmt::format("{} × 100 {}", value->text, equals(percent)));
    return answer;
}

// "percentage change from 80 to 100", "percent increase between 80 and 100"
std::optional<Computation> change_asked(Cursor in) {
    if (!what_percent(in)) return std::nullopt;
    if (!in.any({"change", "increase", "decrease", "difference", "growth", "rise", "drop", "fall"}))
        return std::nullopt;
    if (in.any({"is it", "is", "are"})) in.word("it");
    const bool between = in.word("between");
    if (!between && !in.word("from")) return std::nullopt;
    const auto before = operand(in);
    if (!before || !(between ? in.word("and") : in.word("to"))) return std::nullopt;
    const auto after = operand(in);
    return after && in.done() ? change(*before, *after) : std::nullopt;
}

// "how many percent is 100 more than 80"
std::optional<Computation> comparison_asked(Cursor in) {
    in.any({"by"});
    if (!what_percent(in)) return std::nullopt;
    const bool more = in.any({"more", "less", "higher", "lower", "larger", "smaller", "bigger", "greater"});
    if (!in.any({"is", "are"})) return std::nullopt;
    const auto after = operand(in);
    if (!after) return std::nullopt;
    const bool more_behind = in.any({"more", "less", "higher", "lower", "larger", "smaller", "bigger", "greater"});
    if (more == more_behind || !in.word("than")) return std::nullopt;
    const auto before = operand(in);
    return before && in.done() ? change(*before, *after) : std::nullopt;
}

// "25%" by itself: in "25% of what" no sum goes on behind it.
std::optional<Operand> rate(Cursor& in) {
    Cursor ahead = in;
    const Token* number = ahead.number();
    if (number == nullptr || !(ahead.symbol("%") || ahead.any({"percent", "per cent"}))) return std::nullopt;
    in = ahead;
    return Operand{{combined(Operation::percent, literal(number->value)), {}, false},
                   number->value * Number::ratio(1, 100),
                   number->text + "%"};
}

// "20 is 25% of what", "25% of what is 20"
std::optional<Computation> whole_asked(Cursor in) {
    auto percent = rate(in);
    std::optional<Operand> part;
    if (percent) {
        if (!in.any({"of what number is", "of what is", "of which number is"})) return std::nullopt;
        part = operand(in);
    } else {
        part = operand(in);
        if (!part || !in.any({"is", "are"})) return std::nullopt;
        percent = rate(in);
        if (!in.any({"of what number", "of what", "of which number", "of how much", "of how many"}))
            return std::nullopt;
    }
    if (!part || !percent || !in.done()) return std::nullopt;
    const auto whole = quotient(part->value, percent->value);
    if (!whole) return std::nullopt;
    Computation answer;
    answer.result = shown(*whole).text;
    answer.sentence = fmt::format("{} is {} of {}.", part->text, percent->text, in_words(*whole));
    const std::string digits = percent->text.substr(0, percent->text.size() - 1);
    answer.working.push_back(fmt::format("{} / {} × 100 {}", part->text, digits, equals(*whole)));
    return answer;
}

std::optional<Computation> changed(Operation operation, Operand value, Operand rate) {
    if (rate.parsed.expression.operation != Operation::percent) return std::nullopt;
    Parsed sum{combined(operation, std::move(value.parsed.expression), std::move(rate.parsed.expression)),
               value.parsed.money, true};
    return worked_out(sum);
}

// "increase 200 by 5%", "add 5% to 200", "take 5% off 200"
std::optional<Computation> change_ordered(Cursor in) {
    const bool up = in.any({"increase", "raise", "grow"});
    if (up || in.any({"decrease", "reduce", "lower", "cut", "shrink"})) {
        auto value = operand(in);
        if (!value || !in.word("by")) return std::nullopt;
        auto rate = operand(in);
        if (!rate || !in.done()) return std::nullopt;
        return changed(up ? Operation::add : Operation::subtract, *std::move(value), *std::move(rate));
    }
    const bool add = in.word("add");
    if (!add && !in.any({"subtract", "take", "deduct"})) return std::nullopt;
    auto rate = operand(in);
    if (!rate || !(add ? in.any({"to", "onto"}) : in.any({"from", "off", "away from"}))) return std::nullopt;
    auto value = operand(in);
    if (!value || !in.done()) return std::nullopt;
    return changed(add ? Operation::add : Operation::subtract, *std::move(value), *std::move(rate));
}

// "200 increased by 5%", "5% more than 200"
std::optional<Computation> change_described(Cursor in) {
    auto first = operand(in);
    if (!first) return std::nullopt;
    if (first->parsed.expression.operation == Operation::percent) {
        const bool more = in.any({"more than", "on top of", "above", "greater than", "higher than"});
        if (!more && !in.any({"less than", "below", "lower than", "fewer than"})) return std::nullopt;
        auto value = operand(in);
        if (!value || !in.done()) return std::nullopt;
        return changed(more ? Operation::add : Operation::subtract, *std::move(value), *std::move(first));
    }
    const bool up = in.any({"increased by", "raised by", "plus an extra", "and", "with an extra"});
    if (!up && !in.any({"decreased by", "reduced by", "lowered by", "cut by"})) return std::nullopt;
    auto rate = operand(in);
    if (up) in.any({"more", "extra"});
    if (!rate || !in.done()) return std::nullopt;
    return changed(up ? Operation::add : Operation::subtract, *std::move(first), *std::move(rate));
}

}  // namespace

std::optional<Computation> percentage(std::span<const Token> question) {
    const Cursor whole(question);
    for (const auto form :
         {share_asked_first, change_asked, comparison_asked, share_asked_last, as_percentage, whole_asked}) {
        if (auto answer = form(whole)) return answer;
    }
    const Cursor core(value_asked(question).what);
    for (const auto form : {share_asked_first, change_asked, share_asked_last, as_percentage, whole_asked,
                            change_ordered, change_described}) {
        if (auto answer = form(core)) return answer;
    }
    return std::nullopt;
}

}  // namespace familiar::answer::computing
