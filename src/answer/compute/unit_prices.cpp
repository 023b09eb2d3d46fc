#include "answer/compute/conversion.h"
#include "answer/compute/format.h"
#include "answer/compute/shell.h"
#include "answer/compute/shopping_questions.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr std::size_t k_offers_max = 6;

// So much of something for so much money.
struct Offer {
    Number count;
    std::optional<Unit> unit;  // nothing for pieces
    std::string noun;          // "eggs"
    Money price;
};

// "500 g", "1.5 l", "6", "12 eggs": an offer still without its price.
std::optional<Offer> read_amount(Cursor& in) {
    Cursor ahead = in;
    if (const auto measure = read_measure(ahead, false); measure && measure->size() == 1 && measure->front().unit.known) {
        const Measure& part = measure->front();
        if (part.unit.terse || (part.unit.name != nullptr && part.unit.name->scale) || part.count.sign() <= 0) return std::nullopt;
        in = ahead;
        return Offer{part.count, part.unit, "", {}};
    }
    ahead = in;
    const Token* number = ahead.number();
    if (number == nullptr || number->value.sign() <= 0) return std::nullopt;
    static constexpr auto k_links = std::to_array<std::string_view>({"for", "at", "cost", "costs", "costing", "or", "and", "vs"});
    const Token* noun = ahead.peek();
    std::string word;
    if (noun != nullptr && noun->kind == TokenKind::word && std::ranges::find(k_links, noun->text) == k_links.end()) {
        word = noun->written;
        ahead.skip();
    }
    in = ahead;
    return Offer{number->value, std::nullopt, word, {}};
}

bool price_link(Cursor& in) { return in.symbol("@") || in.symbol("=") || in.any({"for", "at", "costs", "cost", "costing", "is"}); }

// "500 g for 3.20", "€3.20 for 500 g"
std::optional<Offer> read_offer(Cursor& in) {
    Cursor ahead = in;
    ahead.any({"a pack of", "a bag of", "a box of", "a bottle of", "packs of"});
    if (auto offer = read_amount(ahead); offer && price_link(ahead)) {
        if (const auto price = read_money(ahead); price && price->amount.sign() > 0) {
            const Token* next = ahead.peek();
            const bool weight_follows = price->style.currency == nullptr && next != nullptr && next->joined;
            if (!weight_follows) {
                in = ahead;
                offer->price = *price;
                return offer;
            }
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

Computation units_missing() {
    return {.result = "unknown",
            .sentence = "I cannot compare weights and measures here: the definitions of GNU units are missing. Install the package 'units'.",
            .working = {},
            .certainty = 1};
}

// What prices of such goods are compared by: a kilogram, a litre, a metre.
Unit comparable_unit(const Unit& unit, const UnitTable& table) {
    const auto worth = table.worth(unit.definition);
    for (const std::string_view symbol : {"kg", "l", "m", "m²"}) {
        Unit base = unit_named(symbol);
        const auto base_worth = table.worth(base.definition);
        if (worth && base_worth && worth->dimension == base_worth->dimension) return base;
    }
    return unit;
}

// The price of one `per`; nothing if the offer is not sold in such units.
std::optional<Number> price_per(const Offer& offer, const std::optional<Unit>& per, const UnitTable& table) {
    if (!offer.unit || !per) {
        if (offer.unit.has_value() != per.has_value()) return std::nullopt;
        const auto each = quotient(offer.price.amount, offer.count);
        return each ? std::optional(*each) : std::nullopt;
    }
    const auto have = table.worth(offer.unit->definition);
    const auto want = table.worth(per->definition);
    if (!have || !want || have->dimension != want->dimension) return std::nullopt;
    const auto price = quotient(offer.price.amount * want->amount, offer.count * have->amount);
    return price ? std::optional(*price) : std::nullopt;
}

// Prices of small things need more than cents to differ.
std::string per_text(const Number& price, const MoneyStyle& style, const std::optional<Unit>& per, std::string_view noun) {
    const bool cents_tell = price >= Number(1) || price == to_cents(price, style);
    const std::string amount = cents_tell ? money_text(price, style) : money_written(shown(price, 3).text, style);
    if (per) return fmt::format("{} per {}", amount, per->one);
    return noun.empty() ? amount + " each" : fmt::format("{} each", amount);
}

std::string per_line(const Offer& offer, const Number& price, const std::optional<Unit>& per) {
    const Number kept = to_cents(price, offer.price.style);
    return fmt::format("{}: {} {}", offer_text(offer), price == kept ? "=" : "≈", per_text(price, offer.price.style, per, offer.noun));
}

std::optional<Computation> compare(const std::vector<Offer>& offers, const UnitTable& table) {
    std::optional<Unit> per;
    if (offers[0].unit) {
        if (table.missing()) return units_missing();
        per = comparable_unit(*offers[0].unit, table);
    }
    std::vector<Number> prices;
    Computation answer;
    for (const Offer& offer : offers) {
        const auto price = price_per(offer, per, table);
        const bool same = offer.price.style.same_currency(offers[0].price.style) && offer.noun == offers[0].noun;
        const bool noun_left_out = offer.noun.empty() || offers[0].noun.empty();
        if (!price || !(same || (noun_left_out && offer.price.style.same_currency(offers[0].price.style)))) return std::nullopt;
        prices.push_back(*price);
        answer.working.push_back(per_line(offer, *price, per));
    }
    const auto cheapest = std::ranges::min_element(prices);
    const Offer& best = offers[static_cast<std::size_t>(cheapest - prices.begin())];
    if (std::ranges::count(prices, *cheapest) == std::ssize(prices)) {
        answer.result = "the same";
        answer.sentence = fmt::format("They cost the same: {}.", per_text(prices[0], best.price.style, per, best.noun));
        return answer;
    }
    std::vector<Number> others = prices;
    others.erase(others.begin() + (cheapest - prices.begin()));
    const Number next = *std::ranges::min_element(others);
    const auto saved = quotient((next - *cheapest) * Number(100), next);
    answer.result = offer_text(best);
    answer.sentence = fmt::format("{} is cheaper: {} against {}, {}% less.", offer_text(best),
                                  per_text(*cheapest, best.price.style, per, best.noun),
                                  per_text(next, best.price.style, per, best.noun), saved ? shown(*saved, 1).text : "?");
    return answer;
}

bool cheaper_word(Cursor& in) {
    return in.any({"the cheaper one", "the cheaper", "the cheapest", "cheaper", "cheapest", "better value", "the better value",
                   "the better deal", "a better deal", "the better buy", "a better buy", "best value", "the best value", "the best deal",
                   "the better offer", "less expensive", "better", "more expensive", "the better price"});
}

bool offer_link(Cursor& in) {
    const bool comma = in.symbol(",") || in.symbol("/");
    return in.any({"or", "vs", "versus", "against", "and", "compared to", "compared with", "than", "to", "with"}) || comma;
}

// "which is cheaper: 500 g for 3.20 or 750 g for 4.50", "is 500 g for 3.20 cheaper than 750 g for 4.50"
std::optional<std::vector<Offer>> read_comparison(Cursor in) {
    const bool which = in.any({"which one is", "which is", "what is", "which of these is", "which would be", "is it"}) && cheaper_word(in);
    if (which) {
        if (!in.symbol(":") && !in.symbol(",")) in.symbol("-");
    } else if (!in.any({"is", "compare"})) {
        in.any({"which"});
    }
    std::vector<Offer> offers;
    bool asked = which || (!in.taken().empty() && in.taken().back().is_word("compare"));
    while (offers.size() < k_offers_max) {
        auto offer = read_offer(in);
        if (!offer) return std::nullopt;
        offers.push_back(*std::move(offer));
        if (in.done()) break;
        if (!asked && offers.size() == 1) asked = cheaper_word(in);
        const bool linked = offer_link(in);
        if (linked) continue;
        if (offers.size() < 2 || !in.any({"which is", "which one is", "what is"}) || !cheaper_word(in) || !in.done()) return std::nullopt;
        asked = true;
        break;
    }
    const bool versus = place_of(in.taken(), "vs") < in.taken().size() || place_of(in.taken(), "or") < in.taken().size();
    if (!in.done() || offers.size() < 2 || !(asked || versus)) return std::nullopt;
    return offers;
}

// "per kg", "a kilo", "per 100 g", "each"
struct Per {
    std::optional<Unit> unit;
    Number count{1};
};

std::optional<Per> read_per(Cursor& in) {
    if (in.any({"each", "apiece", "a piece", "per piece", "per item", "per unit"})) return Per{};
    Cursor ahead = in;
    if (!ahead.symbol("/") && !ahead.any({"per", "a", "an", "the"})) return std::nullopt;
    const Token* number = ahead.number();
    auto unit = read_unit(ahead);
    if (!unit || !unit->known || unit->terse) return std::nullopt;
    in = ahead;
    return Per{*std::move(unit), number != nullptr ? number->value : Number(1)};
}

std::string per_name(const Per& per) {
    if (!per.unit) return "each";
    if (per.count == Number(1)) return "per " + per.unit->one;
    return fmt::format("per {} {}", shown(per.count).text, per.unit->many);
}

std::optional<Computation> price_by(const Offer& offer, const Per& per, const UnitTable& table) {
    if (per.unit && table.missing()) return units_missing();
    const auto one = price_per(offer, per.unit, table);
    if (!one) return std::nullopt;
    const Number price = *one * per.count;
    const Number kept = to_cents(price, offer.price.style);
    Computation answer;
    answer.result = fmt::format("{} {}", money_text(price, offer.price.style), per_name(per));
    answer.sentence = fmt::format("{} is {}{}.", offer_text(offer), kept == price ? "" : "≈ ", answer.result);
    const Number factor = *quotient(price, offer.price.amount);
    answer.working.push_back(fmt::format("{} × {} {} {}", money_text(offer.price.amount, offer.price.style), shown(factor).text,
                                         kept == price ? "=" : "≈", money_text(price, offer.price.style)));
    return answer;
}

struct PriceAsked {
    Offer offer;
    Per per;
    bool cost = false;  // the price is by the unit, and what the amount costs is asked
};

// "price per kg of 250 g at 1.99", "how much per litre is 0.75 l for 5.99"
std::optional<PriceAsked> read_price_per(Cursor in) {
    if (!in.any({"the price", "price", "how much is it", "how much is the price", "how much", "what is the price", "the unit price",
                 "what is the cost", "cost", "the cost"})) {
        return std::nullopt;
    }
    const auto per = read_per(in);
    if (!per || !in.any({"of", "if", "is", "for", "when", "in"})) return std::nullopt;
    auto offer = read_offer(in);
    if (!offer || !in.done()) return std::nullopt;
    return PriceAsked{*std::move(offer), *per, false};
}

// "250 g for 1.99 per kg" asks the unit price; "250 g at 12.50 per kg" what they cost
std::optional<PriceAsked> read_offer_then_per(Cursor in) {
    in.any({"how much is", "how much are", "how much do", "how much does", "how much would"});
    Cursor ahead = in;
    auto offer = read_amount(ahead);
    if (!offer) return std::nullopt;
    ahead.any({"cost"});
    const bool at = ahead.symbol("@") || ahead.any({"at", "if it costs", "if they cost"});
    const bool asked_price = !at && ahead.any({"for", "costing"});
    if (!at && !asked_price) return std::nullopt;
    const auto price = read_money(ahead);
    if (!price || price->amount.sign() <= 0) return std::nullopt;
    if (asked_price) ahead.any({"how much is that", "how much is it", "what is that", "what is the price", "in"});
    auto per = read_per(ahead);
    if (!per || !ahead.done()) return std::nullopt;
    offer->price = *price;
    return PriceAsked{*std::move(offer), *per, at || !per->unit};
}

std::optional<Computation> cost_of(const PriceAsked& asked, const UnitTable& table) {
    const Offer& offer = asked.offer;
    Number times = offer.count;
    if (asked.per.unit.has_value() != offer.unit.has_value()) return std::nullopt;
    if (asked.per.unit) {
        if (table.missing()) return units_missing();
        const auto have = table.worth(offer.unit->definition);
        const auto by = table.worth(asked.per.unit->definition);
        if (!have || !by || have->dimension != by->dimension) return std::nullopt;
        times = *quotient(offer.count * have->amount, by->amount * asked.per.count);
    }
    const Number exact = offer.price.amount * times;
    const Number cost = to_cents(exact, offer.price.style);
    const std::string price = money_text(offer.price.amount, offer.price.style);
    Computation answer;
    answer.result = money_text(cost, offer.price.style);
    answer.sentence = fmt::format("{} at {} {} {} {}.", amount_text(offer), price, per_name(asked.per), cost == exact ? "cost" : "cost ≈", answer.result);
    answer.working.push_back(fmt::format("{} × {} {}", shown(times).text, price,
                                         cost == exact ? "= " + answer.result : fmt::format("{} ≈ {}", equals(exact), answer.result)));
    return answer;
}

}  // namespace

std::optional<Computation> unit_price(std::span<const Token> question, const std::function<const UnitTable&()>& units) {
    if (const auto offers = read_comparison(Cursor(question))) return compare(*offers, units());
    const Cursor core(value_asked(question).what);
    for (const Cursor& in : {Cursor(question), core}) {
        if (const auto asked = read_price_per(in)) return price_by(asked->offer, asked->per, units());
        if (const auto asked = read_offer_then_per(in)) {
            return asked->cost ? cost_of(*asked, units()) : price_by(asked->offer, asked->per, units());
        }
    }
    return std::nullopt;
}

}  // namespace familiar::answer::computing
