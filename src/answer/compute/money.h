// Amounts of money as people write them, and the same way back: €12.50, 12.50 €, 12.50 euros, 12.50. Amounts are never
// turned from one currency into another: rates change and none is kept here. Pure functions, any thread.
#pragma once

#include "answer/compute/cursor.h"
#include "answer/compute/number.h"

#include <optional>
#include <string>
#include <string_view>

namespace familiar::answer::computing {

struct Currency {
    std::string_view code;
    std::string_view symbol;
    std::string_view words;  // separated by "|", folded
    int decimals;
    bool also_weight = false;  // "pounds"
};

// How a currency was written, so that the answer writes it that way. No currency at all is a style too.
struct MoneyStyle {
    enum class Place { none, before, behind, behind_spaced };

    const Currency* currency = nullptr;
    Place place = Place::none;
    std::string written = {};

    int decimals() const { return currency == nullptr ? 2 : currency->decimals; }
    bool same_currency(const MoneyStyle& other) const { return currency == other.currency; }
};

struct Money {
    Number amount;
    MoneyStyle style;
};

// The currency that comes next: a symbol ("€", "R$"), a code or a word.
std::optional<MoneyStyle> read_currency(Cursor& in);

// The amount that comes next, with or without a currency; not negative.
std::optional<Money> read_money(Cursor& in);

// The amount rounded to the cent (halves to the even one), with its currency: "€12.50".
std::string money_text(const Number& amount, const MoneyStyle& style);
// Digits as they are, with the currency.
std::string money_written(std::string_view digits, const MoneyStyle& style);

// Amounts that are worked with together: the style of the first that has a currency; nothing if they differ.
std::optional<MoneyStyle> common_style(const MoneyStyle& a, const MoneyStyle& b);

}  // namespace familiar::answer::computing
