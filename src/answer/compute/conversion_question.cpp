#include "answer/compute/conversion.h"
#include "answer/compute/money.h"
#include "answer/compute/number_words.h"
#include "answer/compute/shell.h"

namespace familiar::answer::computing {

namespace {

constexpr std::size_t k_parts_max = 4;

// "half a", "three quarters of an"
std::optional<Number> share(Cursor& in) {
    Cursor ahead = in;
    const Token* count = ahead.number();
    if (count == nullptr) ahead.any({"a", "an"});
    const Token* word = ahead.peek();
    const auto below = word != nullptr && word->kind == TokenKind::word ? fraction_word(word->text) : std::nullopt;
    if (!below || (count != nullptr && !count->value.whole())) return std::nullopt;
    ahead.skip();
    ahead.word("of");
    ahead.any({"a", "an", "one"});
    in = ahead;
    return (count == nullptr ? Number(1) : count->value) * Number::ratio(1, *below);
}

// "-40", "3/4", "half a", "an"; nothing when no number is said.
std::optional<Number> read_count(Cursor& in) {
    if (auto part = share(in)) return part;
    Cursor ahead = in;
    const bool minus = ahead.symbol("-") || ahead.any({"minus", "negative"});
    if (const Token* number = ahead.number()) {
        in = ahead;
        Number value = number->value;
        if (ahead.symbol("/") && in.peek()->joined && ahead.peek() != nullptr && ahead.peek()->joined) {
            const Token* below = ahead.number();
            auto fraction = below != nullptr ? quotient(value, below->value) : fail(ErrorCode::invalid_argument, "");
            if (fraction && number->value.whole() && below->value.whole()) {
                in = ahead;
                value = *std::move(fraction);
                in.any({"of a", "of an", "a", "an"});
            }
        }
        return minus ? -value : value;
    }
    if (minus || !in.any({"a", "an", "the"})) return std::nullopt;
    return Number(1);
}

// 5' and 11"
std::optional<Unit> read_mark(Cursor& in) {
    const Token* next = in.peek();
    if (next == nullptr || !next->joined) return std::nullopt;
    if (in.symbol("\"")) return unit_named("in");
    if (!in.symbol("'")) return std::nullopt;
    return in.symbol("'") ? unit_named("in") : unit_named("ft");
}

std::optional<Unit> read_unit_or_mark(Cursor& in) {
    if (auto mark = read_mark(in)) return mark;
    return read_unit(in);
}

bool is_feet(const Unit& unit) { return unit.name != nullptr && unit.name->symbol == "ft"; }

// A further part: "2 in", "and 30 minutes", the 10 of "5 ft 10".
std::optional<Measure> further_part(Cursor& in, const Unit& before, bool inches_understood) {
    Cursor ahead = in;
    if (!ahead.word("and")) ahead.symbol(",");
    const Token* number = ahead.number();
    if (number == nullptr) return std::nullopt;
    const Cursor behind_number = ahead;
    if (inches_understood && is_feet(before)) {
        in = behind_number;
        in.symbol("\"");
        return Measure{number->value, unit_named("in")};
    }
    auto unit = read_unit_or_mark(ahead);
    if (!unit || !unit->known || unit->terse) return std::nullopt;
    in = ahead;
    return Measure{number->value, *std::move(unit)};
}

bool connector(Cursor& in) {
    return in.any({"into", "in terms of", "in", "to", "as", "expressed in", "converted to", "converted into"});
}

// "km", "hours and minutes", and then nothing more.
std::optional<std::vector<Unit>> read_targets(Cursor in) {
    in.word("the");
    std::vector<Unit> targets;
    do {
        auto unit = read_unit(in);
        if (!unit || targets.size() == k_parts_max) return std::nullopt;
        targets.push_back(*std::move(unit));
        in.symbol(",");
    } while (in.word("and") || (!in.done() && in.taken().back().is_symbol(",")));
    if (!in.done()) return std::nullopt;
    return targets;
}

// A measure, or a unit alone for one of it.
std::optional<Conversion> read_from(Cursor& in, bool inches_understood) {
    Conversion conversion;
    if (auto measure = read_measure(in, inches_understood)) {
        conversion.from = *std::move(measure);
        conversion.counted = true;
        return conversion;
    }
    auto unit = read_unit(in);
    if (!unit || !unit->known || unit->terse) return std::nullopt;
    conversion.from.push_back({Number(1), *std::move(unit)});
    return conversion;
}

// "how many ounces are in two pounds"
std::optional<Conversion> how_many(Cursor in, bool inches_understood) {
    if (!in.any({"how many", "how much"})) return std::nullopt;
    auto unit = read_unit(in);
    if (!unit) return std::nullopt;
    std::vector<Unit> targets{*std::move(unit)};
    if (in.word("and")) {
        auto second = read_unit(in);
        if (!second) return std::nullopt;
        targets.push_back(*std::move(second));
    }
    const bool linked =
        in.symbol("=") ||
        in.any({"are there in", "is there in", "there are in", "are in", "is in",  "make up",  "make",    "makes",
                "are",          "is",          "in",           "equal",  "equals", "does",     "do",      "go into",
                "go in",        "fit in",      "fit into",     "to",     "per",    "would be", "will be", "from"});
    if (!linked) return std::nullopt;
    auto conversion = read_from(in, inches_understood);
    if (!conversion) return std::nullopt;
    in.any({"have", "has", "contain", "contains", "make", "equal", "be", "hold", "last"});
    if (!in.done()) return std::nullopt;
    conversion->to = std::move(targets);
    conversion->counted = true;
    return conversion;
}

// "5 km to miles", "convert 5 km to miles", "what is 72 °F in °C", "5 km is how many miles"
std::optional<Conversion> one_to_other(Cursor in, bool inches_understood) {
    in.any({"convert from", "convert", "change", "turn", "transform", "express", "switch", "translate", "from"});
    auto conversion = read_from(in, inches_understood);
    if (!conversion) return std::nullopt;
    bool linked = false;
    if (in.any({"is", "are", "equals", "equal", "makes", "make"}) || in.symbol("=")) {
        in.any({"equal to"});
        linked = in.any({"how many", "how much in", "what in", "how much", "what"}) || in.symbol("?");
    } else {
        linked = connector(in);
    }
    if (!linked) return std::nullopt;
    auto targets = read_targets(in);
    if (!targets) return std::nullopt;
    conversion->to = *std::move(targets);
    return conversion;
}

std::span<const Token> without_how_long(std::span<const Token> question) {
    for (const std::string_view measure : {"long", "far", "tall", "high", "heavy", "hot", "cold", "warm", "big", "fast",
                                           "deep", "wide", "large", "much"}) {
        for (const std::string_view verb : {"is", "are", "would be"}) {
            std::string phrase = "how ";
            phrase.append(measure).append(" ").append(verb);
            if (drop_front(question, phrase)) return question;
        }
    }
    return question;
}

}  // namespace

std::optional<std::vector<Measure>> read_measure(Cursor& in, bool inches_understood) {
    Cursor ahead = in;
    auto count = read_count(ahead);
    if (!count) return std::nullopt;
    auto unit = read_unit_or_mark(ahead);
    if (!unit) return std::nullopt;
    std::vector<Measure> parts;
    parts.push_back({*std::move(count), *std::move(unit)});
    while (parts.size() < k_parts_max) {
        auto part = further_part(ahead, parts.back().unit, inches_understood);
        if (!part) break;
        parts.push_back(*std::move(part));
    }
    in = ahead;
    return parts;
}

std::optional<Conversion> read_conversion(std::span<const Token> question) {
    for (const bool inches_understood : {false, true}) {
        if (auto found = how_many(Cursor(question), inches_understood)) return found;
        if (auto found = one_to_other(Cursor(question), inches_understood)) return found;
        if (auto found = one_to_other(Cursor(without_how_long(question)), inches_understood)) return found;
        if (auto found = one_to_other(Cursor(value_asked(question).what), inches_understood)) return found;
    }
    return std::nullopt;
}

std::optional<Computation> exchange_refused(std::span<const Token> question) {
    Cursor in(value_asked(question).what);
    in.any({"convert", "change", "exchange"});
    bool other_way = in.word("how many");
    if (other_way) {
        if (!read_currency(in) || !in.any({"are in", "is", "are", "in", "do i get for", "for"})) return std::nullopt;
    }
    const auto money = read_money(in);
    if (!money || money->style.currency == nullptr) return std::nullopt;
    if (!other_way) {
        if (!connector(in) && !in.any({"is how many", "are how many"})) return std::nullopt;
        const auto target = read_currency(in);
        if (!target || target->currency == money->style.currency) return std::nullopt;
    }
    if (!in.done()) return std::nullopt;
    return Computation{
        .result = "no rate",
        .sentence = "I do not convert between currencies: rates change every day, and none is kept here.",
        .working = {},
        .certainty = 1};
}

}  // namespace familiar::answer::computing
