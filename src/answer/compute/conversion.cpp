#include "answer/compute/conversion.h"

#include "answer/compute/format.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr double k_certainty_assumed = 0.9;    // a unit that has several meanings
constexpr double k_certainty_uncounted = 0.6;  // "miles to km" may be the beginning of something else
constexpr int k_factor_decimals = 12;
constexpr int k_last_part_decimals = 2;  // "5 ft 10.87 in"

struct Kind {
    std::string_view example;
    std::string_view name;
};

constexpr auto k_kinds = std::to_array<Kind>({
    {"m", "length"},
    {"kg", "mass"},
    {"s", "time"},
    {"K", "temperature"},
    {"m^2", "area"},
    {"m^3", "volume"},
    {"m/s", "speed"},
    {"N", "force"},
    {"J", "energy"},
    {"W", "power"},
    {"Pa", "pressure"},
    {"bit", "amounts of data"},
    {"bit/s", "data rate"},
    {"Hz", "frequency"},
    {"A", "current"},
    {"V", "voltage"},
    {"A s", "charge"},
    {"degree", "angle"},
    {"m/m^3", "how far fuel takes you"},
});

std::string_view kind_of(const Dimension& dimension, const UnitTable& table) {
    for (const Kind& kind : k_kinds) {
        const auto worth = table.worth(kind.example);
        if (worth && worth->dimension == dimension) return kind.name;
    }
    return "something else";
}

bool bare_mark(const Unit& unit) { return unit.one == "°"; }

std::string counted(const Shown& count, const Unit& unit) {
    const std::string& name = count.text == "1" ? unit.one : unit.many;
    return count.text + (bare_mark(unit) ? "" : " ") + name;
}

std::string measure_text(const std::vector<Measure>& parts) {
    std::string text;
    for (const Measure& part : parts)
        text += (text.empty() ? "" : " ") + counted(shown(part.count, k_factor_decimals), part.unit);
    return text;
}

bool is_scale(const Unit& unit) { return unit.name != nullptr && unit.name->scale; }
bool is_angle(const Unit& unit) { return unit.name != nullptr && unit.name->definition == "degree"; }

Computation missing(const Error& error) {
    return {.result = "unknown",
            .sentence =
                "I cannot convert units here: the definitions of GNU units are missing. Install the package 'units'.",
            .working = {error.text()},
            .certainty = 1};
}

// How one scale becomes the other, in the words of school.
std::string scale_formula(std::string_view from, std::string_view to, const std::string& count) {
    const std::string pair = fmt::format("{} {}", from, to);
    if (pair == "°C °F") return count + " × 9/5 + 32";
    if (pair == "°F °C") return fmt::format("({} - 32) × 5/9", count);
    if (pair == "°C K") return count + " + 273.15";
    if (pair == "K °C") return count + " - 273.15";
    if (pair == "°F K") return fmt::format("({} - 32) × 5/9 + 273.15", count);
    return fmt::format("({} - 273.15) × 9/5 + 32", count);
}

std::optional<Computation> convert_temperature(const Measure& from, const UnitName& target, const UnitTable& table) {
    const UnitName& source = *from.unit.name;
    const std::string count = shown(from.count).text;
    const auto quantity = table.on_scale(source.definition, from.count);
    if (!quantity) {
        const auto least = table.lowest(source.definition);
        if (!least) return std::nullopt;
        return Computation{.result = "no value",
                           .sentence = fmt::format("{} {} is below absolute zero, which is {} {}.", count,
                                                   source.symbol, shown(*least).text, source.symbol),
                           .working = {},
                           .certainty = 1};
    }
    const auto value = table.to_scale(target.definition, *quantity);
    if (!value) return std::nullopt;
    const Shown result = shown(*value);
    Computation answer;
    answer.result = fmt::format("{} {}", result.text, target.symbol);
    answer.sentence = fmt::format("{} {} {} {}.", count, source.symbol, equals(result), target.symbol);
    answer.working.push_back(scale_formula(source.symbol, target.symbol, count) + " " + equals(result));
    return answer;
}

std::optional<Computation> not_the_same_kind(const Conversion& conversion, const Quantity& from, const Quantity& to,
                                             const UnitTable& table) {
    const Unit& source = conversion.from[0].unit;
    const Unit& target = conversion.to[0];
    if (!conversion.counted || source.terse || target.terse || !source.known || !target.known) return std::nullopt;
    const auto words = [](const Unit& unit) {
        return std::string(unit.name != nullptr ? unit.name->plural : unit.many);
    };
    const std::string_view source_kind = kind_of(from.dimension, table);
    const std::string_view target_kind = kind_of(to.dimension, table);
    return Computation{
        .result = "not possible",
        .sentence = as_sentence(fmt::format("{} measure {} and {} measure {}, so one cannot be turned into the other.",
                                            words(source), source_kind, words(target), target_kind)),
        .working = {},
        .certainty = k_certainty_assumed};
}

// Scales, or degrees that can only be meant as a scale; nothing if temperature is not asked for.
struct Temperature {
    bool asked = false;
    std::optional<Computation> answer;
};

Temperature temperature(const Conversion& conversion, const UnitTable& table) {
    Measure from = conversion.from[0];
    Unit to = conversion.to[0];
    Temperature result{.asked = is_scale(from.unit) || is_scale(to), .answer = std::nullopt};
    if (!result.asked || conversion.from.size() != 1 || conversion.to.size() != 1) return result;
    double certainty = 1;
    if (is_angle(from.unit)) {  // "72 degrees in Celsius" can only be the other scale
        from.unit = unit_named(to.name->definition == "tempF" ? "°C" : "°F");
        certainty = k_certainty_uncounted;
    }
    if (!is_scale(from.unit) || !is_scale(to)) {
        const auto source = is_scale(from.unit) ? table.on_scale(from.unit.name->definition, Number(1))
                                                : table.worth(from.unit.definition);
        const auto target = is_scale(to) ? table.on_scale(to.name->definition, Number(1)) : table.worth(to.definition);
        if (source && target) result.answer = not_the_same_kind(conversion, *source, *target, table);
        return result;
    }
    if (!conversion.counted || from.unit.name == to.name) return result;
    result.answer = convert_temperature(from, *to.name, table);
    if (result.answer) result.answer->certainty = certainty;
    return result;
}

// Ounces of a liquid are fluid ounces.
void settle_ounces(Conversion& conversion, const UnitTable& table) {
    const auto volume = table.worth("m^3");
    const auto is_volume = [&](const Unit& unit) {
        const auto worth = table.worth(unit.definition);
        return worth && volume && worth->dimension == volume->dimension;
    };
    if (is_volume(conversion.to[0])) {
        for (Measure& part : conversion.from) part.unit = as_volume(part.unit).value_or(part.unit);
    } else if (is_volume(conversion.from[0].unit)) {
        for (Unit& unit : conversion.to) unit = as_volume(unit).value_or(unit);
    }
}

// What was assumed about units of several meanings.
void add_notes(const Conversion& conversion, Computation& answer) {
    std::vector<const Unit*> units;
    units.reserve(conversion.from.size() + conversion.to.size());
    for (const Measure& part : conversion.from) units.push_back(&part.unit);
    for (const Unit& unit : conversion.to) units.push_back(&unit);
    for (const Unit* unit : units) {
        if (unit->name == nullptr || unit->chosen || unit->name->note.empty()) continue;
        answer.working.push_back(fmt::format("{}: {}", unit->name->plural, unit->name->note));
        answer.certainty = std::min(answer.certainty, k_certainty_assumed);
        return;
    }
}

// All parts as a count of the last one's unit.
std::optional<Measure> total(const std::vector<Measure>& parts, const UnitTable& table) {
    const Unit& smallest = parts.back().unit;
    const auto one = table.worth(smallest.definition);
    if (!one) return std::nullopt;
    Number sum;
    for (const Measure& part : parts) {
        const auto worth = table.worth(part.unit.definition);
        if (!worth || worth->dimension != one->dimension) return std::nullopt;
        const auto factor = quotient(worth->amount, one->amount);
        if (!factor || *factor < Number(1)) return std::nullopt;
        sum = sum + part.count * *factor;
    }
    return Measure{sum, smallest};
}

// "1 mile = 1.609344 km", in the direction that is a plain number, and what is done with it.
void show_factor(const Measure& from, const Unit& to, const Number& factor, const Shown& result, Computation& answer) {
    const Shown upwards = shown(factor, k_factor_decimals);
    const Shown downwards = shown(*quotient(Number(1), factor), k_factor_decimals);
    const bool larger = factor >= Number(1);
    const bool multiply = larger ? !upwards.rounded || downwards.rounded : downwards.rounded && !upwards.rounded;
    const Shown& step = multiply ? upwards : downwards;
    const Unit& whole = multiply ? from.unit : to;
    const Unit& parts = multiply ? to : from.unit;
    answer.working.push_back(
        fmt::format("1 {} {} {}", whole.one, equals(step), step.text == "1" ? parts.one : parts.many));
    if (from.count == Number(1)) return;
    answer.working.push_back(fmt::format("{} {} {} {} {}", shown(from.count, k_factor_decimals).text,
                                         multiply ? "×" : "/", step.text, result.rounded || step.rounded ? "≈" : "=",
                                         result.text));
}

Computation simple(const std::vector<Measure>& parts, const Measure& total, const Unit& to, const Number& factor) {
    const Shown result = shown(total.count * factor);
    Computation answer;
    answer.result = counted(result, to);
    answer.sentence = fmt::format("{} {} {}.", measure_text(parts), result.rounded ? "≈" : "=", answer.result);
    if (parts.size() > 1) {
        answer.working.push_back(fmt::format("{} = {}", measure_text(parts), measure_text({total})));
    }
    if (factor != Number(1) || parts.size() == 1) show_factor(total, to, factor, result, answer);
    return answer;
}

// "180 cm in feet and inches": whole numbers of all but the last.
std::optional<Computation> split(const Quantity& quantity, const Conversion& conversion, const UnitTable& table) {
    std::vector<Number> worths;
    for (const Unit& unit : conversion.to) {
        const auto worth = table.worth(unit.definition);
        if (!worth || worth->dimension != quantity.dimension) return std::nullopt;
        if (!worths.empty() && worth->amount >= worths.back()) return std::nullopt;
        worths.push_back(worth->amount);
    }
    const auto exactly = quotient(quantity.amount, worths.back());
    if (!exactly) return std::nullopt;
    Number rest = exactly->rounded(k_last_part_decimals);
    const bool rounded = rest != *exactly || !exactly->exact();
    Computation answer;
    if (conversion.from.back().unit.definition != conversion.to.back().definition) {
        answer.working.push_back(
            fmt::format("{} {} {}", measure_text(conversion.from), equals(*exactly), conversion.to.back().many));
    }
    for (std::size_t i = 0; i < conversion.to.size(); ++i) {
        const bool last = i + 1 == conversion.to.size();
        const auto size = quotient(worths[i], worths.back());
        const auto fits = size ? quotient(rest, *size) : fail(ErrorCode::internal, "");
        if (!fits) return std::nullopt;
        const Number count = last ? rest : fits->floor();
        rest = rest - count * *size;
        answer.result += (i == 0 ? "" : " ") + counted(shown(count), conversion.to[i]);
        if (!last) {
            answer.working.push_back(
                fmt::format("1 {} {} {}", conversion.to[i].one, equals(*size), conversion.to.back().many));
        }
    }
    answer.sentence = fmt::format("{} {} {}.", measure_text(conversion.from), rounded ? "≈" : "=", answer.result);
    return answer;
}

// Miles per gallon and litres per 100 km are each other's reciprocal.
std::optional<Computation> reciprocal(const Measure& from, const Quantity& one, const Unit& to,
                                      const Quantity& target) {
    const auto product = quotient(Number(1), one.amount * target.amount);
    if (!product) return std::nullopt;
    const auto value = quotient(*product, from.count);
    if (!value) return std::nullopt;
    const Shown result = shown(*value);
    Computation answer;
    answer.result = counted(result, to);
    answer.sentence = fmt::format("{} {} {}.", measure_text({from}), result.rounded ? "≈" : "=", counted(result, to));
    answer.working.push_back(fmt::format("{} / {} {}", shown(*product).text, shown(from.count).text, equals(result)));
    return answer;
}

// Names that only GNU units knows are taken for units when nothing else can be meant.
bool clearly_units(const Conversion& conversion, const Quantity& from, const Quantity& to) {
    const bool all_known = conversion.from[0].unit.known && std::ranges::all_of(conversion.to, &Unit::known);
    const bool some_known = conversion.from[0].unit.known || conversion.to[0].known;
    return all_known || (conversion.counted && some_known && !from.dimension.empty() && from.dimension == to.dimension);
}

}  // namespace

std::optional<Computation> convert(const Conversion& asked, const UnitTable& table) {
    if (table.missing()) {
        const bool known = asked.from[0].unit.known && asked.to[0].known;
        return known && asked.counted ? std::optional(missing(*table.missing())) : std::nullopt;
    }
    Conversion conversion = asked;
    if (const Temperature found = temperature(conversion, table); found.asked) return found.answer;
    settle_ounces(conversion, table);
    const auto measure = total(conversion.from, table);
    const auto target = table.worth(conversion.to[0].definition);
    const auto one = measure ? table.worth(measure->unit.definition) : std::nullopt;
    if (!one || !target || !clearly_units(conversion, *one, *target)) return std::nullopt;
    const bool same_unit =
        conversion.from.size() == 1 && conversion.from[0].unit.definition == conversion.to[0].definition;
    if (same_unit && conversion.to.size() == 1) return std::nullopt;
    std::optional<Computation> answer;
    if (one->dimension != target->dimension) {
        const bool turned =
            conversion.from.size() == 1 && conversion.to.size() == 1 && inverse(one->dimension) == target->dimension;
        answer = turned ? reciprocal(*measure, *one, conversion.to[0], *target)
                        : not_the_same_kind(conversion, *one, *target, table);
    } else if (conversion.to.size() > 1) {
        answer = split({one->amount * measure->count, one->dimension}, conversion, table);
    } else if (const auto factor = quotient(one->amount, target->amount)) {
        answer = simple(conversion.from, *measure, conversion.to[0], *factor);
    }
    if (!answer) return std::nullopt;
    add_notes(conversion, *answer);
    if (!conversion.counted) answer->certainty = std::min(answer->certainty, k_certainty_uncounted);
    return answer;
}

}  // namespace familiar::answer::computing
