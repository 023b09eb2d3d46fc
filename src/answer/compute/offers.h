// So much of something for so much money: "500 g for 3.20", "12 eggs at €3.60", "€2 for 6", and prices by the piece or
// by a unit. Private to the questions about prices. Pure functions, any thread.
#pragma once

#include "answer/compute.h"
#include "answer/compute/money.h"
#include "answer/compute/unit_names.h"
#include "answer/compute/unit_table.h"

#include <optional>
#include <string>

namespace familiar::answer::computing {

struct Offer {
    Number count;
    std::optional<Unit> unit;  // nothing for pieces
    std::string noun;          // "eggs"
    Money price;
};

// "500 g", "6", "12 free-range eggs": an offer still without its price.
std::optional<Offer> read_amount(Cursor& in);
std::optional<Offer> read_offer(Cursor& in);

std::string amount_text(const Offer& offer);  // "500 g"
std::string offer_text(const Offer& offer);   // "500 g for 3.20"

// What a price is for: "per kg", "a kilo", "per 100 g", "each", "a dozen".
struct Per {
    std::optional<Unit> unit;  // nothing for pieces
    Number count{1};
};
std::optional<Per> read_per(Cursor& in);
std::string per_name(const Per& per);

// How many times `per` goes into the amount of the offer; nothing if they are not of one kind.
std::optional<Number> times_in(const Offer& offer, const Per& per, const UnitTable& table);

// A unit of weight or measure is needed and its definitions are missing.
Computation units_missing();

// "how much is", "how much do": what a question about a price begins with.
bool how_much(Cursor& in);

}  // namespace familiar::answer::computing
