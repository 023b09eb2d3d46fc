#include "answer/compute/unit_names.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <unordered_set>

namespace familiar::answer::computing {

namespace {

constexpr std::size_t k_words_in_name_max = 4;
constexpr std::size_t k_factors_max = 4;
constexpr std::size_t k_symbol_bytes_max = 3;  // of another name that counts as a symbol: "hrs", "µm"

// Whether `name` is `folded` but for the case of ASCII letters.
bool said_as(std::string_view name, std::string_view folded) {
    return std::ranges::equal(name, folded, {},
                              [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
}

template <class Same>
bool among(std::string_view names, const Same& same) {
    while (!names.empty()) {
        const std::size_t end = std::min(names.find('|'), names.size());
        if (same(names.substr(0, end))) return true;
        names.remove_prefix(std::min(end + 1, names.size()));
    }
    return false;
}

template <class Same>
const UnitName* row_where(const Same& same) {
    const auto rows = unit_names();
    const auto found = std::ranges::find_if(rows, [&](const UnitName& row) {
        return same(row.symbol) || same(row.singular) || same(row.plural) || among(row.also, same);
    });
    return found == rows.end() ? nullptr : &*found;
}

const UnitName* row_defined(std::string_view definition) {
    const auto found = std::ranges::find(unit_names(), definition, &UnitName::definition);
    return found == unit_names().end() ? nullptr : &*found;
}

struct Name {
    const UnitName* row = nullptr;
    bool by_symbol = false;
    bool terse = false;
};

std::string lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return lower;
}

// Whether any of our names begins with this word. Most words of most questions begin none.
bool begins_name(const Token& token) {
    static const auto k_first_words = [] {
        std::unordered_set<std::string> words = {"c", "f", "k"};
        row_where([&](std::string_view name) {
            words.insert(lower(name.substr(0, name.find(' '))));
            return false;  // so that it goes through all
        });
        return words;
    }();
    return token.is_symbol("°") || k_first_words.contains(lower(token.written)) || k_first_words.contains(token.text);
}

// The longest of our names that comes next.
std::optional<Name> take_name(Cursor& in) {
    if (in.rest().empty() || !begins_name(in.rest().front())) return std::nullopt;
    for (std::size_t count = std::min(k_words_in_name_max, in.rest().size()); count > 0; --count) {
        std::string written;
        std::string said;
        bool words = true;
        for (const Token& token : in.rest().first(count)) {
            words &= token.kind == TokenKind::word || (count == 1 && token.is_symbol("°"));
            written += (written.empty() ? "" : " ") + token.written;
            said += (said.empty() ? "" : " ") + token.text;
        }
        if (!words) continue;
        if (count == 1 && (said == "c" || said == "f" || said == "k")) {
            in.skip();
            return Name{row_defined(said == "c" ? "tempC" : said == "f" ? "tempF" : "tempK"), true, true};
        }
        const UnitName* row = row_where([&](std::string_view name) { return name == written; });
        if (row == nullptr) row = row_where([&](std::string_view name) { return said_as(name, said); });
        if (row == nullptr) continue;
        in.skip(count);
        const bool short_form = among(
            row->also, [&](std::string_view name) { return name.size() <= k_symbol_bytes_max && said_as(name, said); });
        return Name{row, row->symbol == written || said_as(row->symbol, said) || short_form};
    }
    return std::nullopt;
}

Unit unit_of(const UnitName& row, bool by_symbol) {
    Unit unit;
    unit.definition = row.definition;
    unit.one = by_symbol ? row.symbol : row.singular;
    unit.many = by_symbol ? row.symbol : row.plural;
    unit.name = &row;
    return unit;
}

// A word that is none of our names: GNU units may know it.
std::optional<Unit> foreign_name(Cursor& in) {
    static constexpr std::size_t k_shortest = 3;
    static constexpr auto k_not_units = std::to_array<std::string_view>(
        {"the", "are", "and", "for", "from", "into", "how", "many", "much", "what", "there", "make", "each", "per"});
    const Token* next = in.peek();
    if (next == nullptr || next->kind != TokenKind::word || next->written.size() < k_shortest) return std::nullopt;
    if (std::ranges::find(k_not_units, next->text) != k_not_units.end()) return std::nullopt;
    in.skip();
    Unit unit;
    unit.definition = unit.one = unit.many = next->written;
    unit.known = false;
    return unit;
}

enum class Origin { unsaid, american, imperial };

Origin origin(Cursor& in) {
    if (in.any({"us", "u s", "american"})) return Origin::american;
    if (in.any({"imperial", "uk", "u k", "british", "english"})) return Origin::imperial;
    return Origin::unsaid;
}

void raise(Unit& unit, int exponent, bool said) {
    unit.definition = fmt::format("({})^{}", unit.definition, exponent);
    const std::string_view word = exponent == 2 ? "square " : "cubic ";
    const std::string_view mark = exponent == 2 ? "²" : "³";
    const bool in_front = said && unit.one != unit.many;
    unit.one = in_front ? std::string(word) + unit.one : unit.one + std::string(mark);
    unit.many = in_front ? std::string(word) + unit.many : unit.many + std::string(mark);
    unit.name = nullptr;
}

// "m^2", "m2", "m²", "metres squared"
std::optional<int> exponent_behind(Cursor& in) {
    Cursor ahead = in;
    if (ahead.word("squared")) return in = ahead, 2;
    if (ahead.word("cubed")) return in = ahead, 3;
    const bool caret = ahead.symbol("^");
    const Token* number = ahead.peek();
    if (number == nullptr || !number->is_number() || !(caret || number->joined)) return std::nullopt;
    const auto exponent = number->value.to_int64();
    if (!exponent || (*exponent != 2 && *exponent != 3)) return std::nullopt;
    ahead.skip();
    in = ahead;
    return static_cast<int>(*exponent);
}

std::optional<Unit> read_factor(Cursor& in) {
    Cursor ahead = in;
    const Origin said = origin(ahead);
    std::optional<Unit> unit;
    bool terse = false;
    if (const auto name = take_name(ahead)) {
        unit = unit_of(*name->row, name->by_symbol);
        terse = name->terse;
    } else if (said == Origin::unsaid) {
        const bool square = ahead.any({"square", "sq"});
        const bool cubic = !square && ahead.any({"cubic", "cu"});
        if (square || cubic) {
            const auto base = take_name(ahead);
            if (!base) return std::nullopt;
            unit = unit_of(*base->row, base->by_symbol);
            raise(*unit, square ? 2 : 3, true);
        } else {
            unit = foreign_name(ahead);
        }
    }
    if (!unit) return std::nullopt;
    if (said != Origin::unsaid) {
        if (unit->name->imperial.empty()) return std::nullopt;
        if (said == Origin::imperial) unit->definition = unit->name->imperial;
        const std::string before = said == Origin::imperial ? "imperial " : "US ";
        unit->one = before + unit->one;
        unit->many = before + unit->many;
        unit->chosen = true;
    }
    if (const auto exponent = exponent_behind(ahead)) {
        if (unit->name != nullptr && unit->name->scale) return std::nullopt;
        raise(*unit, *exponent, false);
    }
    unit->terse = terse;
    in = ahead;
    return unit;
}

// "/", "per", "an" of "miles an hour"
bool per(Cursor& in, bool& sign) {
    if (in.symbol("/")) return sign = true;
    if (in.word("per")) return true;
    Cursor ahead = in;
    const bool time_follows = ahead.any({"an hour", "a minute", "a second", "a day", "a week", "a month", "a year"});
    return time_follows && in.any({"an", "a"});
}

std::string composed(const std::string& above, const std::string& below, bool sign) {
    return above + (sign ? "/" : " per ") + below;
}

}  // namespace

std::optional<Unit> read_unit(Cursor& in) {
    Cursor ahead = in;
    auto unit = read_factor(ahead);
    for (std::size_t factors = 1; unit && factors < k_factors_max; ++factors) {
        in = ahead;
        bool sign = false;
        if (!per(ahead, sign)) return unit;
        const Token* number = ahead.number();
        const std::string count = number == nullptr ? "" : number->text + " ";
        const auto below = read_factor(ahead);
        const bool scale = below && (below->terse || (below->name != nullptr && below->name->scale));
        if (!below || scale || (unit->name != nullptr && unit->name->scale)) return unit;
        unit->definition = fmt::format("({})/({}{})", unit->definition, count, below->definition);
        unit->one = composed(unit->one, count + below->one, sign);
        unit->many = composed(unit->many, count + (count.empty() ? below->one : below->many), sign);
        unit->known &= below->known;
        unit->name = nullptr;
    }
    if (unit) in = ahead;
    return unit;
}

Unit unit_named(std::string_view symbol) {
    const auto found = std::ranges::find(unit_names(), symbol, &UnitName::symbol);
    CHECK(found != unit_names().end(), "our own units are in our own table");
    return unit_of(*found, true);
}

std::optional<Unit> as_volume(const Unit& unit) {
    if (unit.name == nullptr || unit.name->of_volume.empty()) return std::nullopt;
    const UnitName* row = row_defined(unit.name->of_volume);
    return unit_of(*row, unit.one == unit.name->symbol);
}

}  // namespace familiar::answer::computing
