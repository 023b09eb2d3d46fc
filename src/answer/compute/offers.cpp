#include "answer/compute/offers.h"

#include "answer/compute/conversion.h"
#include "answer/compute/format.h"

#include <array>
#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr std::size_t k_words_in_noun_max = 3;

// "eggs", "swimming lessons": words up to one that goes on with the sentence.
std::string read_noun(Cursor& in) {
    static constexpr auto k_links = std::to_array<std::string_view>(
        {"for", "at",   "cost",  "costs", "costing", "or",  "and",  "vs",  "versus", "is",
         "are", "than", "with",  "to",    "in",      "on",  "each", "per", "if",     "when",
         "how", "what", "which", "a",     "an",      "the", "by",   "from"});
    std::string noun;
    for (std::size_t count = 0; count < k_words_in_noun_max; ++count) {
        const Token* next = in.peek();
        if (next == nullptr || next->kind != TokenKind::word) break;
        if (std::ranges::find(k_links, next->text) != k_links.end()) break;
        noun += (noun.empty() ? "" : " ") + next->written;
        in.skip();
    }
    return noun;
}

bool price_link(Cursor& in) {
    return in.symbol("@") || in.symbol("=") || in.any({"for", "at", "costs", "cost", "costing", "is", "are"});
}

}  // namespace

std::optional<Offer> read_amount(Cursor& in) {
    Cursor ahead = in;
    if (const auto measure = read_measure(ahead, false);
        measure && measure->size() == 1 && measure->front().unit.known) {
        const Measure& part = measure->front();
        const bool scale = part.unit.terse || (part.unit.name != nullptr && part.unit.name->scale);
        if (scale || part.count.sign() <= 0) return std::nullopt;
        in = ahead;
        return Offer{part.count, part.unit, "", {}};
    }
    ahead = in;
    const Token* number = ahead.number();
    if (number == nullptr || number->value.sign() <= 0) return std::nullopt;
    std::string noun = read_noun(ahead);
    in = ahead;
    return Offer{number->value, std::nullopt, std::move(noun), {}};
}

std::optional<Offer> read_offer(Cursor& in) {
    Cursor ahead = in;
    ahead.any({"a pack of", "a bag of", "a box of", "a bottle of", "packs of"});
    if (auto offer = read_amount(ahead); offer && price_link(ahead)) {
        if (const auto price = read_money(ahead); price && price->amount.sign() > 0) {
            in = ahead;
            offer->price = *price;
            return offer;
        }
    }
    ahead = in;
    const auto price = read_money(ahead);
    if (!price || price->amount.sign() <= 0 || !ahead.any({"for", "per"})) return std::nullopt;
    auto offer = read_amount(ahead);
    if (!offer) return std::nullopt;
    in = ahead;
    offer->price = *price;
    return offer;
}

std::string amount_text(const Offer& offer) {
    std::string text = shown(offer.count).text;
    if (offer.unit) text += " " + (offer.count == Number(1) ? offer.unit->one : offer.unit->many);
    if (!offer.noun.empty()) text += " " + offer.noun;
    return text;
}

std::string offer_text(const Offer& offer) {
    return amount_text(offer) + " for " + money_text(offer.price.amount, offer.price.style);
}

std::optional<Per> read_per(Cursor& in) {
    if (in.any({"each", "apiece", "a piece", "per piece", "per item", "per unit", "per person"})) return Per{};
    Cursor ahead = in;
    const bool said = ahead.symbol("/") || ahead.any({"per", "a", "an", "the"});
    const Token* number = ahead.number();
    if (number != nullptr && number->written.ends_with("dozen")) {  // "a dozen" is read as a number
        in = ahead;
        return Per{.unit = std::nullopt, .count = number->value};
    }
    if (!said) return std::nullopt;
    auto unit = read_unit(ahead);
    if (!unit || !unit->known || unit->terse) return std::nullopt;
    in = ahead;
    return Per{std::move(unit), number != nullptr ? number->value : Number(1)};
}

std::string per_name(const Per& per) {
    if (!per.unit)
        return per.count == Number(1) ? "each" : per.count == Number(12) ? "a dozen" : "per " + shown(per.count).text;
    if (per.count == Number(1)) return "per " + per.unit->one;
    return fmt::format("per {} {}", shown(per.count).text, per.unit->many);
}

std::optional<Number> times_in(const Offer& offer, const Per& per, const UnitTable& table) {
    if (offer.unit.has_value() != per.unit.has_value()) return std::nullopt;
    Result<Number> times = quotient(offer.count, per.count);
    if (offer.unit) {
        const auto have = table.worth(offer.unit->definition);
        const auto want = table.worth(per.unit->definition);
        if (!have || !want || have->dimension != want->dimension) return std::nullopt;
        times = quotient(offer.count * have->amount, want->amount * per.count);
    }
    return times && times->sign() > 0 ? std::optional(*times) : std::nullopt;
}

Computation units_missing() {
    return {.result = "unknown",
            .sentence =
                "I cannot reckon with weights and measures here: the definitions of GNU units are missing. Install the "
                "package 'units'.",
            .working = {},
            .certainty = 1};
}

bool how_much(Cursor& in) {
    return in.any({"how much is", "how much are", "how much do", "how much does", "how much would", "how much will",
                   "what do", "what does", "what is the price of", "what is the cost of", "what would"});
}

}  // namespace familiar::answer::computing
