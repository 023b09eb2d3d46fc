#include "answer/compute/format.h"
#include "answer/compute/offers.h"
#include "answer/compute/shopping_questions.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr std::size_t k_offers_max = 6;
constexpr int k_small_price_decimals = 3;  // prices below one, where cents do not tell them apart
constexpr int k_percent_decimals = 2;

// What prices of such goods are compared by: a kilogram, a litre, a metre; otherwise the unit itself.
Per comparable(const Offer& offer, const UnitTable& table) {
    if (!offer.unit) return {};
    const auto worth = table.worth(offer.unit->definition);
    for (const std::string_view symbol : {"kg", "l", "m", "m²"}) {
        Unit base = unit_named(symbol);
        const auto base_worth = table.worth(base.definition);
        if (worth && base_worth && worth->dimension == base_worth->dimension)
            return {.unit = std::move(base), .count = Number(1)};
    }
    return {.unit = offer.unit, .count = Number(1)};
}

std::string price_text(const Number& price, const MoneyStyle& style, const Per& per) {
    const bool cents_tell = price >= Number(1) || price == to_cents(price, style);
    const std::string amount =
        cents_tell ? money_text(price, style) : money_written(shown(price, k_small_price_decimals).text, style);
    return fmt::format("{} {}", amount, per_name(per));
}

bool exactly_shown(const Number& price, const MoneyStyle& style) {
    return price == to_cents(price, style) || (price < Number(1) && !shown(price, k_small_price_decimals).rounded);
}

std::optional<Computation> compare(const std::vector<Offer>& offers, const UnitTable& table) {
    if (offers[0].unit && table.missing()) return units_missing();
    const Per per = comparable(offers[0], table);
    const MoneyStyle& style = offers[0].price.style;
    std::vector<Number> prices;
    Computation answer;
    for (const Offer& offer : offers) {
        const auto times = times_in(offer, per, table);
        const auto price =
            times ? quotient(offer.price.amount, *times) : fail(ErrorCode::invalid_argument, "of another kind");
        const bool same_goods = offer.noun.empty() || offers[0].noun.empty() || offer.noun == offers[0].noun;
        if (!price || !same_goods || !offer.price.style.same_currency(style)) return std::nullopt;
        prices.push_back(*price);
        answer.working.push_back(fmt::format("{} {} {}", offer_text(offer), exactly_shown(*price, style) ? "=" : "≈",
                                             price_text(*price, style, per)));
    }
    const auto cheapest = std::ranges::min_element(prices);
    const Offer& best = offers[static_cast<std::size_t>(cheapest - prices.begin())];
    if (std::ranges::count(prices, *cheapest) == std::ssize(prices)) {
        answer.result = "the same";
        answer.sentence = fmt::format("They cost the same: {}.", price_text(prices[0], style, per));
        return answer;
    }
    std::vector<Number> others = prices;
    others.erase(others.begin() + (cheapest - prices.begin()));
    const Number next = *std::ranges::min_element(others);
    const auto saved = quotient((next - *cheapest) * Number(100), next);
    if (!saved) return std::nullopt;
    answer.result = offer_text(best);
    answer.sentence =
        fmt::format("{} is cheaper: {} against {}, {}% less.", offer_text(best), price_text(*cheapest, style, per),
                    price_text(next, style, per), in_words(shown(*saved, k_percent_decimals)));
    return answer;
}

bool cheaper_word(Cursor& in) {
    return in.any({"the cheaper one", "the cheaper", "the cheapest", "cheaper", "cheapest", "better value",
                   "the better value", "the better deal", "a better deal", "the better buy", "a better buy",
                   "best value", "the best value", "the best deal", "the better offer", "less expensive", "better",
                   "the better price"});
}

bool offer_link(Cursor& in) {
    const bool comma = in.symbol(",") || in.symbol("/");
    return in.any({"or", "vs", "versus", "against", "and", "compared to", "compared with", "than", "to", "with"}) ||
           comma;
}

// "which is cheaper: 500 g for 3.20 or 750 g for 4.50", "is 500 g for 3.20 cheaper than 750 g for 4.50"
std::optional<std::vector<Offer>> read_comparison(Cursor in) {
    bool asked = in.any({"which one is", "which is", "what is", "which of these is", "which would be", "is it"}) &&
                 cheaper_word(in);
    if (asked) {
        if (!in.symbol(":") && !in.symbol(",")) in.symbol("-");
    } else if (in.word("compare")) {
        asked = true;
    } else {
        in.any({"is", "which"});
    }
    std::vector<Offer> offers;
    for (;;) {
        auto offer = read_offer(in);
        if (!offer || offers.size() == k_offers_max) return std::nullopt;
        offers.push_back(*std::move(offer));
        if (in.done()) break;
        if (!asked && offers.size() == 1) asked = cheaper_word(in);
        if (offer_link(in) && !in.any({"which is", "which one is", "what is"})) continue;
        in.any({"which is", "which one is", "what is"});
        if (offers.size() < 2 || !cheaper_word(in) || !in.done()) return std::nullopt;
        asked = true;
        break;
    }
    const std::size_t end = in.taken().size();
    const bool versus = place_of(in.taken(), "vs") < end || place_of(in.taken(), "or") < end;
    if (offers.size() < 2 || !(asked || versus)) return std::nullopt;
    return offers;
}

}  // namespace

std::optional<Computation> cheaper_offer(std::span<const Token> question, const UnitSource& units) {
    const auto offers = read_comparison(Cursor(question));
    return offers ? compare(*offers, units()) : std::nullopt;
}

}  // namespace familiar::answer::computing
