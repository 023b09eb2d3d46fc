#include "answer/compute/format.h"
#include "answer/compute/shell.h"
#include "answer/compute/shopping_questions.h"

#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

// "59.99 × 30 / 100 = 17.997 ≈ 18.00"
std::string share_line(const std::string& base, const Number& percent, const Number& exact, const MoneyStyle& style) {
    const Number kept = to_cents(exact, style);
    const std::string line = fmt::format("{} × {} / 100", base, shown(percent).text);
    if (kept == exact) return fmt::format("{} = {}", line, money_text(kept, style));
    return fmt::format("{} {} ≈ {}", line, equals(exact), money_text(kept, style));
}

Computation discount(const Number& percent, const Money& money) {
    const MoneyStyle& style = money.style;
    const Number base = to_cents(money.amount, style);
    const Number exact = base * percent * Number::ratio(1, 100);
    const Number price = to_cents(base - exact, style);
    const Number saved = base - price;
    const std::string base_text = money_text(base, style);
    Computation answer;
    answer.result = money_text(price, style);
    answer.sentence = fmt::format("{}% off {} leaves {}; that saves {}.", shown(percent).text, base_text, answer.result,
                                  money_text(saved, style));
    answer.working.push_back(share_line(base_text, percent, exact, style));
    answer.working.push_back(fmt::format("{} - {} = {}", base_text, money_text(saved, style), answer.result));
    return answer;
}

bool discount_word(Cursor& in) { return in.any({"off", "discount", "reduction", "rebate"}); }

// "30% off 59.99", "a 30% discount on 59.99"
std::optional<Computation> discount_first(Cursor in) {
    in.any({"a", "an", "the price after"});
    std::optional<Number> percent = read_percent(in);
    const bool word_first = !percent;
    if (!discount_word(in)) return std::nullopt;
    if (word_first) {
        in.word("of");
        percent = read_percent(in);
    }
    in.any({"of", "on", "from", "for"});
    in.any({"a price of", "the price of"});
    const auto money = read_money(in);
    if (!percent || !money || !in.done()) return std::nullopt;
    return discount(*percent, *money);
}

// "59.99 with 30% off", "59.99 after a 30% discount"
std::optional<Computation> discount_behind(Cursor in) {
    in.any({"the sale price of", "sale price of", "the price of", "a price of"});
    const auto money = read_money(in);
    if (!money) return std::nullopt;
    if (!in.symbol("-") && !in.symbol(",")) in.any({"with", "at", "after", "less", "minus"});
    in.any({"a", "an"});
    const auto percent = read_percent(in);
    if (!percent || !discount_word(in) || !in.done()) return std::nullopt;
    return discount(*percent, *money);
}

bool tax_word(Cursor& in) {
    return in.any({"vat", "sales tax", "value added tax", "tax", "gst", "iva", "tva", "mwst", "mehrwertsteuer", "ust",
                   "btw", "moms"});
}

Computation tax_added(const Number& percent, const Money& money, bool total_asked) {
    const MoneyStyle& style = money.style;
    const Number net = to_cents(money.amount, style);
    const Number exact = net * percent * Number::ratio(1, 100);
    const Number tax = to_cents(exact, style);
    const std::string net_text = money_text(net, style);
    Computation answer;
    answer.result = money_text(total_asked ? net + tax : tax, style);
    answer.sentence = fmt::format("{}% tax on {} is {}, which makes {} in all.", shown(percent).text, net_text,
                                  money_text(tax, style), money_text(net + tax, style));
    answer.working.push_back(share_line(net_text, percent, exact, style));
    answer.working.push_back(
        fmt::format("{} + {} = {}", net_text, money_text(tax, style), money_text(net + tax, style)));
    return answer;
}

std::optional<Computation> tax_contained(const Number& percent, const Money& money, bool tax_asked) {
    const MoneyStyle& style = money.style;
    const Number gross = to_cents(money.amount, style);
    const Number whole = percent + Number(100);
    const auto exact = quotient(gross * Number(100), whole);
    if (!exact) return std::nullopt;
    const Number net = to_cents(*exact, style);
    const std::string gross_text = money_text(gross, style);
    const std::string net_text = money_text(net, style);
    Computation answer;
    answer.result = tax_asked ? money_text(gross - net, style) : net_text;
    answer.sentence = fmt::format("{} with {}% tax in it is {} without, so the tax is {}.", gross_text,
                                  shown(percent).text, net_text, money_text(gross - net, style));
    const std::string line = fmt::format("{} × 100 / {}", gross_text, shown(whole).text);
    answer.working.push_back(net == *exact ? fmt::format("{} = {}", line, net_text)
                                           : fmt::format("{} {} ≈ {}", line, equals(*exact), net_text));
    answer.working.push_back(fmt::format("{} - {} = {}", gross_text, net_text, money_text(gross - net, style)));
    return answer;
}

// "20% VAT on 50", "VAT at 20% on 50", "VAT on 50 at 20%"
std::optional<Computation> tax_on(Cursor in) {
    in.any({"a", "the"});
    std::optional<Number> percent = read_percent(in);
    if (!tax_word(in)) return std::nullopt;
    if (!percent && in.any({"at", "of"})) percent = read_percent(in);
    if (!in.any({"on", "of", "for"})) return std::nullopt;
    const auto money = read_money(in);
    if (money && !percent && in.any({"at", "with"})) percent = read_percent(in);
    if (!money || !percent || !in.done()) return std::nullopt;
    return tax_added(*percent, *money, false);
}

// "add 20% VAT to 50", "50 plus 20% VAT"
std::optional<Computation> tax_to_add(Cursor in) {
    if (in.word("add")) {
        const auto percent = read_percent(in);
        if (!percent || !tax_word(in) || !in.any({"to", "on"})) return std::nullopt;
        const auto money = read_money(in);
        return money && in.done() ? std::optional(tax_added(*percent, *money, true)) : std::nullopt;
    }
    const auto money = read_money(in);
    if (!money || !(in.symbol("+") || in.any({"plus", "and", "with"}))) return std::nullopt;
    const auto percent = read_percent(in);
    if (!percent || !tax_word(in)) return std::nullopt;
    in.any({"added", "on top"});
    return in.done() ? std::optional(tax_added(*percent, *money, true)) : std::nullopt;
}

// "119 including 19% VAT", "how much VAT is in 119 at 19%", "119 without 19% VAT", "remove 19% VAT from 119"
std::optional<Computation> tax_inside(Cursor in) {
    std::optional<Money> money;
    std::optional<Number> percent;
    bool tax_asked = false;
    if (in.any({"remove", "take", "subtract", "deduct"})) {
        percent = read_percent(in);
        if (!percent || !tax_word(in) || !in.any({"from", "off"})) return std::nullopt;
        money = read_money(in);
    } else if (in.any({"how much"})) {
        percent = read_percent(in);
        if (!tax_word(in) || !in.any({"is in", "is included in", "is contained in", "are in"})) return std::nullopt;
        tax_asked = true;
        money = read_money(in);
        if (!percent && in.any({"at", "with"})) percent = read_percent(in);
        if (percent) tax_word(in);
    } else {
        in.any({"the net price of", "net price of", "the net of", "net of", "the price without tax of"});
        money = read_money(in);
        if (!money || !in.any({"including", "incl", "inclusive of", "without", "excluding", "net of", "less", "minus",
                               "before"})) {
            return std::nullopt;
        }
        percent = read_percent(in);
        if (!percent || !tax_word(in)) return std::nullopt;
        if (in.any({"without", "excluding", "before"})) tax_word(in);
        in.any({"net", "excluded"});
    }
    if (!money || !percent || !in.done()) return std::nullopt;
    return tax_contained(*percent, *money, tax_asked);
}

}  // namespace

std::optional<Computation> price_change(std::span<const Token> question) {
    const Cursor whole(question);
    const Cursor core(value_asked(question).what);
    for (const Cursor& in : {whole, core}) {
        for (const auto form : {discount_first, discount_behind, tax_on, tax_to_add, tax_inside}) {
            if (auto answer = form(in)) return answer;
        }
    }
    return std::nullopt;
}

}  // namespace familiar::answer::computing
