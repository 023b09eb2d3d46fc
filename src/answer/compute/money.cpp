#include "answer/compute/money.h"

#include "answer/compute/format.h"
#include "base/check.h"

#include <array>

namespace familiar::answer::computing {

namespace {

constexpr auto k_currencies = std::to_array<Currency>({
    {"EUR", "€", "eur|euro|euros", 2},
    {"USD", "$", "usd|dollar|dollars|bucks", 2},
    {"GBP", "£", "gbp|quid|pound sterling|pounds sterling|pound|pounds", 2, true},
    {"JPY", "¥", "jpy|yen", 0},
    {"CHF", "", "chf|franc|francs|franken", 2},
    {"SEK", "", "sek", 2},
    {"NOK", "", "nok", 2},
    {"DKK", "", "dkk", 2},
    {"kr", "", "kr|krone|kroner|krona|kronor", 2},
    {"PLN", "", "pln|zl|zloty|zlotys", 2},
    {"CZK", "", "czk|koruna|koruny", 2},
    {"INR", "₹", "inr|rupee|rupees|rs", 2},
    {"BRL", "R$", "brl|real|reais", 2},
    {"CAD", "", "cad", 2},
    {"AUD", "", "aud", 2},
    {"NZD", "", "nzd", 2},
    {"MXN", "", "mxn|peso|pesos", 2},
    {"RUB", "₽", "rub|rouble|roubles|ruble|rubles", 2},
    {"TRY", "₺", "lira|liras", 2},
    {"KRW", "₩", "krw|won", 0},
    {"CNY", "", "cny|rmb|yuan", 2},
});

std::string with_spaces(const Token& first, const Token& second) { return first.written + " " + second.written; }

// Whether `word` is one of `words`.
bool listed(std::string_view words, std::string_view word) {
    for (std::size_t begin = 0; begin < words.size();) {
        const std::size_t end = std::min(words.find('|', begin), words.size());
        if (words.substr(begin, end - begin) == word) return true;
        begin = end + 1;
    }
    return false;
}

std::optional<MoneyStyle> currency_symbol(Cursor& in) {
    const Token* first = in.peek();
    const Token* second = in.peek(1);
    if (first->is_word("r") && second != nullptr && second->is_symbol("$") && second->joined) {
        in.skip(2);
        const auto real = std::ranges::find(k_currencies, "BRL", &Currency::code);
        return MoneyStyle{&*real, MoneyStyle::Place::before, "R$"};
    }
    if (first->kind != TokenKind::symbol) return std::nullopt;
    const auto found = std::ranges::find(k_currencies, first->text, &Currency::symbol);
    if (found == k_currencies.end()) return std::nullopt;
    in.skip();
    return MoneyStyle{&*found, MoneyStyle::Place::before, first->written};
}

}  // namespace

std::optional<MoneyStyle> read_currency(Cursor& in) {
    const Token* first = in.peek();
    if (first == nullptr) return std::nullopt;
    if (auto style = currency_symbol(in)) return style;
    if (first->kind != TokenKind::word) return std::nullopt;
    const Token* second = in.peek(1);
    for (const Currency& currency : k_currencies) {
        if (second != nullptr && listed(currency.words, first->text + " " + second->text)) {
            in.skip(2);
            return MoneyStyle{&currency, MoneyStyle::Place::behind_spaced, with_spaces(*first, *second)};
        }
        if (listed(currency.words, first->text)) {
            in.skip();
            return MoneyStyle{&currency, MoneyStyle::Place::behind_spaced, first->written};
        }
    }
    return std::nullopt;
}

std::optional<Money> read_money(Cursor& in) {
    Cursor ahead = in;
    auto before = read_currency(ahead);
    const Token* number = ahead.number();
    if (number == nullptr) return std::nullopt;
    if (before) {
        if (before->place == MoneyStyle::Place::behind_spaced) before->written += ' ';  // "EUR 12"
        before->place = MoneyStyle::Place::before;
        in = ahead;
        return Money{number->value, *before};
    }
    in = ahead;
    if (auto behind = read_currency(ahead)) {
        const bool symbol = behind->place == MoneyStyle::Place::before;
        const bool joined = symbol && in.peek()->joined;
        behind->place = joined ? MoneyStyle::Place::behind : MoneyStyle::Place::behind_spaced;
        in = ahead;
        return Money{number->value, *behind};
    }
    return Money{number->value, {}};
}

std::string money_text(const Number& amount, const MoneyStyle& style) {
    const Number rounded = amount.rounded(style.decimals());
    const std::string text = money_written(with_decimals(rounded.absolute(), style.decimals()), style);
    return rounded.sign() < 0 ? "-" + text : text;
}

std::string money_written(std::string_view digits, const MoneyStyle& style) {
    switch (style.place) {
        case MoneyStyle::Place::none: return std::string(digits);
        case MoneyStyle::Place::before: return style.written + std::string(digits);
        case MoneyStyle::Place::behind: return std::string(digits) + style.written;
        case MoneyStyle::Place::behind_spaced: return std::string(digits) + " " + style.written;
    }
    CHECK(false, "a currency stands before, behind or nowhere");
}

std::optional<MoneyStyle> common_style(const MoneyStyle& a, const MoneyStyle& b) {
    if (a.currency == nullptr) return b;
    if (b.currency == nullptr || a.same_currency(b)) return a;
    return std::nullopt;
}

}  // namespace familiar::answer::computing
