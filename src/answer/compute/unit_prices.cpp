#include "answer/compute/conversion.h"
#include "answer/compute/format.h"
#include "answer/compute/offers.h"
#include "answer/compute/shell.h"
#include "answer/compute/shopping_questions.h"

#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

// What is asked: what `offer` comes to by its price per `per`, or what one `per` comes to by the price of `offer`.
struct Asked {
    enum class What { price_of_one, cost_of_all };
    Offer offer;
    Per per;
    What what = What::price_of_one;
};

using What = Asked::What;

std::string result_line(const std::string& sum, const Number& exact, const MoneyStyle& style) {
    const Number kept = to_cents(exact, style);
    if (kept == exact) return fmt::format("{} = {}", sum, money_text(kept, style));
    return fmt::format("{} {} ≈ {}", sum, equals(exact), money_text(kept, style));
}

std::optional<Computation> price_of_one(const Asked& asked, const UnitTable& table) {
    const Offer& offer = asked.offer;
    const MoneyStyle& style = offer.price.style;
    const auto times = times_in(offer, asked.per, table);
    const auto price =
        times ? quotient(offer.price.amount, *times) : fail(ErrorCode::invalid_argument, "of another kind");
    if (!price) return std::nullopt;
    Computation answer;
    answer.result = fmt::format("{} {}", money_text(*price, style), per_name(asked.per));
    answer.sentence =
        fmt::format("{} is {}{}.", offer_text(offer), to_cents(*price, style) == *price ? "" : "≈ ", answer.result);
    const Shown amount = shown(*times);
    if (asked.per.unit && amount_text(offer) != amount.text + " " + asked.per.unit->one) {
        const std::string each = asked.per.count == Number(1)
                                     ? asked.per.unit->one
                                     : fmt::format("× {} {}", shown(asked.per.count).text, asked.per.unit->many);
        answer.working.push_back(fmt::format("{} {} {}", amount_text(offer), equals(amount), each));
    }
    answer.working.push_back(result_line(money_text(offer.price.amount, style) + " / " + amount.text, *price, style));
    return answer;
}

std::optional<Computation> cost_of_all(const Asked& asked, const UnitTable& table) {
    const Offer& offer = asked.offer;
    const MoneyStyle& style = offer.price.style;
    const auto times = times_in(offer, asked.per, table);
    if (!times) return std::nullopt;
    const Number exact = offer.price.amount * *times;
    const std::string price = money_text(offer.price.amount, style);
    Computation answer;
    answer.result = money_text(exact, style);
    answer.sentence = fmt::format("{} at {} {} cost {}{}.", amount_text(offer), price, per_name(asked.per),
                                  to_cents(exact, style) == exact ? "" : "≈ ", answer.result);
    answer.working.push_back(result_line(shown(*times).text + " × " + price, exact, style));
    return answer;
}

std::optional<Computation> answered(const Asked& asked, const UnitSource& units) {
    const UnitTable& table = units();
    if (asked.per.unit && table.missing()) return units_missing();
    return asked.what == What::price_of_one ? price_of_one(asked, table) : cost_of_all(asked, table);
}

// "price per kg of 250 g at 1.99", "how much per litre is 0.75 l for 5.99"
std::optional<Asked> price_per(Cursor in) {
    if (!in.any({"the price", "price", "how much is it", "how much is the price", "how much", "what is the price",
                 "the unit price", "what is the cost", "cost", "the cost"})) {
        return std::nullopt;
    }
    const auto per = read_per(in);
    if (!per || !in.any({"of", "if", "is", "for", "when", "in"})) return std::nullopt;
    auto offer = read_offer(in);
    if (!offer || !in.done()) return std::nullopt;
    return Asked{*std::move(offer), *per, What::price_of_one};
}

// "250 g for 1.99 per kg" asks the price of one; "250 g at 12.50 per kg", "three tickets at 10 euro" what all cost
std::optional<Asked> amount_then_price(Cursor in) {
    const bool cost_asked = how_much(in);
    auto offer = read_amount(in);
    if (!offer) return std::nullopt;
    in.any({"cost"});
    const bool at = in.symbol("@") || in.any({"at", "if it costs", "if they cost"});
    if (!at && !in.any({"for", "costing"})) return std::nullopt;
    const auto price = read_money(in);
    if (!price || price->amount.sign() <= 0) return std::nullopt;
    offer->price = *price;
    if (!at) in.any({"how much is that", "how much is it", "what is that", "what is the price", "in"});
    auto per = read_per(in);
    in.any({"cost", "make", "come to", "in all", "in total", "altogether"});
    if (!in.done()) return std::nullopt;
    if (!per && at && cost_asked) per = Per{.unit = offer->unit, .count = Number(1)};  // "4 hours at 12 euro"
    if (!per) return std::nullopt;
    const bool dozens = !per->unit && per->count != Number(1);
    const What what = at || (!per->unit && !dozens) ? What::cost_of_all : What::price_of_one;
    return Asked{*std::move(offer), *std::move(per), what};
}

// "a kayak at 18 euro an hour for three hours", "18 euro an hour for three hours"
std::optional<Asked> rate_for_time(Cursor in) {
    if (!how_much(in)) in.any({"what is"});
    static constexpr std::size_t k_words_max = 5;
    Cursor ahead = in;
    if (ahead.any({"a", "an", "one", "the"}) || (ahead.peek() != nullptr && ahead.peek()->kind == TokenKind::word)) {
        for (std::size_t i = 0; i < k_words_max && ahead.peek() != nullptr && ahead.peek()->kind == TokenKind::word;
             ++i) {
            if (ahead.word("at")) {
                in = ahead;
                break;
            }
            ahead.skip();
        }
    }
    const auto price = read_money(in);
    const auto per = price ? read_per(in) : std::nullopt;
    if (!per || !per->unit || !(in.any({"for", "times", "over"}) || in.symbol("*"))) return std::nullopt;
    auto offer = read_amount(in);
    in.any({"cost", "in all", "in total"});
    if (!offer || !offer->unit || !in.done() || price->amount.sign() <= 0) return std::nullopt;
    offer->price = *price;
    return Asked{*std::move(offer), *per, What::cost_of_all};
}

struct Proportion {
    Offer offer;
    Offer wanted;
};

// "eight lessons cost 60 euro, how much is one?", "if 3 kg cost 12, how much do 5 kg cost?"
std::optional<Proportion> proportion(Cursor in) {
    in.any({"if", "when"});
    auto offer = read_offer(in);
    if (!offer) return std::nullopt;
    in.symbol(",");
    in.any({"then"});
    if (!how_much(in)) return std::nullopt;
    if (in.any({"that each", "it each", "that per piece", "each", "a single one", "each one"})) {
        in.any({"cost"});
        return in.done() ? std::optional(Proportion{*std::move(offer), Offer{Number(1), std::nullopt, "", {}}})
                         : std::nullopt;
    }
    auto wanted = read_amount(in);
    if (!wanted) return std::nullopt;
    in.any({"cost", "be"});
    if (!in.done()) return std::nullopt;
    return Proportion{*std::move(offer), *std::move(wanted)};
}

std::optional<Computation> answered(const Proportion& asked, const UnitSource& units) {
    const UnitTable& table = units();
    if (asked.wanted.unit && table.missing()) return units_missing();
    const auto times = times_in(asked.wanted, {.unit = asked.offer.unit, .count = asked.offer.count}, table);
    if (!times) return std::nullopt;
    const MoneyStyle& style = asked.offer.price.style;
    const Number exact = asked.offer.price.amount * *times;
    Computation answer;
    answer.result = money_text(exact, style);
    const std::string wanted =
        asked.wanted.count == Number(1) && !asked.wanted.unit ? "one" : amount_text(asked.wanted);
    answer.sentence = fmt::format(
        "If {} cost {}, {} {} {}{}.", amount_text(asked.offer), money_text(asked.offer.price.amount, style), wanted,
        asked.wanted.count == Number(1) ? "costs" : "cost", to_cents(exact, style) == exact ? "" : "≈ ", answer.result);
    const std::string sum =
        fmt::format("{} / {}{}", money_text(asked.offer.price.amount, style), amount_text(asked.offer),
                    wanted == "one" ? "" : " × " + amount_text(asked.wanted));
    answer.working.push_back(result_line(sum, exact, style));
    return answer;
}

}  // namespace

std::optional<Computation> unit_price(std::span<const Token> question, const UnitSource& units) {
    const Cursor core(value_asked(question).what);
    for (const Cursor& in : {Cursor(question), core}) {
        for (const auto form : {price_per, amount_then_price, rate_for_time}) {
            if (const auto asked = form(in)) return answered(*asked, units);
        }
        if (const auto asked = proportion(in)) return answered(*asked, units);
    }
    return std::nullopt;
}

}  // namespace familiar::answer::computing
