// Questions about what to pay: tips and shares of a bill, discounts and taxes, prices by weight and which is cheaper.
// `question` comes without politeness. Amounts are rounded to the cent, halves to the even one, and shares of a bill
// add up to the bill. Pure functions, any thread.
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

// The definitions of units, read only when the question is of a form that needs them.
using UnitSource = std::function<const UnitTable&()>;

// "price per kg of 250 g at 1.99", "three tickets at 10 euro", "if 3 kg cost 12, how much do 5 kg cost".
std::optional<Computation> unit_price(std::span<const Token> question, const UnitSource& units);

// "which is cheaper: 500 g for 3.20 or 750 g for 4.50".
std::optional<Computation> cheaper_offer(std::span<const Token> question, const UnitSource& units);

// "18%", "18 percent".
std::optional<Number> read_percent(Cursor& in);
// The amount to the cent as it is kept: what is added up later.
Number to_cents(const Number& amount, const MoneyStyle& style);
// A count of people: whole, from 2 on.
std::optional<std::int64_t> read_people(Cursor& in);

}  // namespace familiar::answer::computing
