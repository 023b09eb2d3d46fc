// Questions about what to pay: tips and shares of a bill, discounts and taxes, prices by weight and which is cheaper.
// `question` comes without politeness. Amounts are rounded to the cent, halves to the even one, and shares of a bill add
// up to the bill. Pure functions, any thread.
#pragma once

#include "answer/compute.h"
#include "answer/compute/cursor.h"
#include "answer/compute/money.h"
#include "answer/compute/unit_table.h"

#include <functional>
#include <optional>
#include <span>

namespace familiar::answer::computing {

// "split 240 between 5 people", "18% tip on 64.20 for 4".
std::optional<Computation> bill(std::span<const Token> question);

// "30% off 59.99", "20% VAT on 50", "119 including 19% VAT".
std::optional<Computation> price_change(std::span<const Token> question);

// "price per kg of 250 g at 1.99", "which is cheaper: 500 g for 3.20 or 750 g for 4.50". The units are asked for only
// when the question is of that form.
std::optional<Computation> unit_price(std::span<const Token> question, const std::function<const UnitTable&()>& units);

// "18%", "18 percent".
std::optional<Number> read_percent(Cursor& in);
// The amount to the cent as it is kept: what is added up later.
Number to_cents(const Number& amount, const MoneyStyle& style);
// A count of people: whole, from 2 on.
std::optional<std::int64_t> read_people(Cursor& in);

}  // namespace familiar::answer::computing
