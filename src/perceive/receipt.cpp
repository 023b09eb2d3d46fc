#include "perceive/receipt.h"

#include "perceive/limits.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <numeric>

namespace familiar::perceive {

namespace {

struct Currency {
    std::string_view mark;
    std::string_view code;
};
constexpr auto k_currencies = std::to_array<Currency>({{"€", "EUR"},
                                                       {"EUR", "EUR"},
                                                       {"£", "GBP"},
                                                       {"GBP", "GBP"},
                                                       {"US$", "USD"},
                                                       {"USD", "USD"},
                                                       {"$", ""},
                                                       {"CHF", "CHF"},
                                                       {"R$", "BRL"},
                                                       {"BRL", "BRL"},
                                                       {"SEK", "SEK"},
                                                       {"DKK", "DKK"},
                                                       {"NOK", "NOK"},
                                                       {"PLN", "PLN"},
                                                       {"CAD", "CAD"},
                                                       {"AUD", "AUD"}});

// How receipts call what is to be paid, and what looks like it but is not.
constexpr auto k_total_words = std::to_array<std::string_view>(
    {"total", "grand total", "amount due", "balance due", "to pay", "total due", "summe", "gesamt", "gesamtbetrag",
     "zu zahlen", "betrag", "total a pagar", "importe total", "montant"});
constexpr auto k_subtotal_words = std::to_array<std::string_view>(
    {"subtotal", "sub total", "sub-total", "zwischensumme", "net", "netto", "total excl"});
constexpr auto k_other_words = std::to_array<std::string_view>(
    {"tax",   "vat",        "mwst",     "ust",      "iva",         "cash",   "change",   "card",
     "visa",  "mastercard", "rückgeld", "bar",      "gegeben",     "paid",   "tendered", "savings",
     "saved", "points",     "tip",      "rounding", "deposit due", "brutto", "ec-karte"});
constexpr auto k_months = std::to_array<std::string_view>(
    {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"});
constexpr double k_sure = 0.6;  // of a line whose words or figures are taken over

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
}

std::string lowered(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

std::string trimmed(std::string_view text) {
    const auto is_edge = [](char c) { return c == ' ' || c == '\t' || c == ':' || c == '.' || c == '-' || c == '*'; };
    while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_edge(text.back())) text.remove_suffix(1);
    return std::string(text);
}

// As a whole word.
bool says(std::string_view lower, std::string_view word) {
    for (std::size_t at = lower.find(word); at != std::string_view::npos; at = lower.find(word, at + 1)) {
        const bool begins = at == 0 || !is_letter(lower[at - 1]);
        const std::size_t end = at + word.size();
        if (begins && (end == lower.size() || !is_letter(lower[end]))) return true;
    }
    return false;
}
template <std::size_t k_count>
bool says_any(std::string_view lower, const std::array<std::string_view, k_count>& words) {
    return std::any_of(words.begin(), words.end(), [lower](std::string_view word) { return says(lower, word); });
}

enum class Role { item, subtotal, total, other };
Role role_of(std::string_view text) {
    const std::string lower = lowered(text);
    if (says_any(lower, k_subtotal_words)) return Role::subtotal;
    if (says_any(lower, k_other_words)) return Role::other;
    return says_any(lower, k_total_words) ? Role::total : Role::item;
}

std::string_view currency_in(std::string_view text) {
    for (const Currency& currency : k_currencies) {
        const bool is_word = is_letter(currency.mark[0]) && static_cast<unsigned char>(currency.mark[0]) < 0x80;
        const bool is_there = is_word && currency.mark.back() != '$'
                                  ? says(text, currency.mark)
                                  : text.find(currency.mark) != std::string_view::npos;
        if (is_there) return currency.code;
    }
    return {};
}

// Digits with points or commas: the last of them, two digits before the end, divides; others must be thousands.
std::optional<std::int64_t> minor_of(std::string_view number) {
    constexpr std::size_t k_cents = 3;  // and the point before them
    if (number.size() < k_cents + 1) return std::nullopt;
    const char point = number[number.size() - k_cents];
    if (point != '.' && point != ',') return std::nullopt;
    std::string digits;
    const std::string_view whole = number.substr(0, number.size() - k_cents);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (is_digit(whole[i])) {
            digits += whole[i];
            continue;
        }
        const bool is_thousands = whole[i] != point && (whole.size() - i) % 4 == 0 && i > 0 && i <= 3;
        const bool is_further = i > 3 && whole[i] != point && (whole.size() - i) % 4 == 0;
        if (!is_thousands && !is_further) return std::nullopt;
    }
    for (const char c : number.substr(number.size() - 2)) {
        if (!is_digit(c)) return std::nullopt;
        digits += c;
    }
    constexpr std::size_t k_digits_max = 11;
    if (digits.empty() || digits.size() > k_digits_max) return std::nullopt;
    std::int64_t minor = 0;
    for (const char c : digits) minor = minor * 10 + (c - '0');
    return minor <= k_amount_minor_max ? std::optional(minor) : std::nullopt;
}

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }
std::string date_text(int year, int month, int day) {
    constexpr std::array<int, 12> k_days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 100) year += 2000;
    if (year < 1970 || year > 2100 || month < 1 || month > 12 || day < 1) return {};
    const int days = k_days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
    return day > days ? "" : fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// A number or a word of a date, and what stood before it.
struct Part {
    std::string text;
    char before = 0;
    int number = -1;
};
std::vector<Part> parts_of(std::string_view text) {
    std::vector<Part> parts;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (!is_digit(c) && !is_letter(c)) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && (is_digit(c) ? is_digit(text[end]) : is_letter(text[end]))) ++end;
        Part part{lowered(text.substr(at, end - at)), at == 0 ? ' ' : text[at - 1], -1};
        if (is_digit(c) && part.text.size() <= 4) part.number = std::atoi(part.text.c_str());
        parts.push_back(std::move(part));
        at = end;
    }
    return parts;
}

int month_named(const std::string& word) {
    const auto* found = std::find_if(k_months.begin(), k_months.end(), [&](std::string_view month) {
        return word.size() >= 3 && word.starts_with(month);
    });
    return found == k_months.end() ? 0 : static_cast<int>(found - k_months.begin()) + 1;
}

// Three parts in a row; the order of 03/04/2026 is not known, unless one of the two cannot be a month.
std::string date_of(const Part& first, const Part& second, const Part& third) {
    if (const int month = month_named(second.text); month > 0 && first.number > 0 && third.number > 0)
        return date_text(third.number, month, first.number);
    if (const int month = month_named(first.text); month > 0 && second.number > 0 && third.text.size() == 4)
        return date_text(third.number, month, second.number);
    if (first.number < 0 || second.number < 0 || third.number < 0 || second.before != third.before) return {};
    const char between = third.before;
    if (between != '.' && between != '/' && between != '-') return {};
    if (first.text.size() == 4) return date_text(first.number, second.number, third.number);
    if (third.text.size() != 2 && third.text.size() != 4) return {};
    if (between == '.' || first.number > 12 || first.number == second.number)
        return date_text(third.number, second.number, first.number);
    if (second.number > 12) return date_text(third.number, first.number, second.number);
    return {};
}

std::string date_in(std::string_view text) {
    const std::vector<Part> parts = parts_of(text);
    for (std::size_t i = 0; i + 2 < parts.size(); ++i) {
        std::string date = date_of(parts[i], parts[i + 1], parts[i + 2]);
        if (!date.empty()) return date;
    }
    return {};
}

bool is_sure(const Row& row, const std::vector<ReadLine>& lines) {
    return std::all_of(row.lines.begin(), row.lines.end(),
                       [&](std::size_t line) { return lines[line].confidence >= k_sure; });
}

bool may_be_a_name(const Row& row, const std::vector<ReadLine>& lines) {
    const auto letters = std::count_if(row.text.begin(), row.text.end(), is_letter);
    const auto digits = std::count_if(row.text.begin(), row.text.end(), is_digit);
    constexpr std::ptrdiff_t k_letters_min = 3;
    return letters >= k_letters_min && digits * 4 <= letters && is_sure(row, lines);
}

bool makes(const std::vector<ReceiptItem>& items, std::optional<std::int64_t> sum) {
    const std::int64_t all =
        std::accumulate(items.begin(), items.end(), std::int64_t{0},
                        [](std::int64_t before, const ReceiptItem& item) { return before + item.minor; });
    return sum && !items.empty() && all == *sum;
}

}  // namespace

std::vector<Row> rows_of(const std::vector<ReadLine>& lines) {
    std::vector<std::size_t> order(lines.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto middle = [&](std::size_t i) { return lines[i].box.top + lines[i].box.height / 2; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return middle(a) < middle(b); });
    std::vector<Row> rows;
    int row_middle = 0;
    for (const std::size_t i : order) {
        const bool joins = !rows.empty() && middle(i) - row_middle < lines[i].box.height / 2;
        if (!joins) {
            rows.emplace_back();
            row_middle = middle(i);
        }
        rows.back().lines.push_back(i);
    }
    for (Row& row : rows) {
        std::stable_sort(row.lines.begin(), row.lines.end(),
                         [&](std::size_t a, std::size_t b) { return lines[a].box.left < lines[b].box.left; });
        for (const std::size_t i : row.lines) row.text += (row.text.empty() ? "" : " ") + lines[i].text;
    }
    return rows;
}

std::optional<FoundAmount> amount_at_end(std::string_view text) {
    // Behind the amount a currency, a class of tax (one letter or digit) or a minus may stand.
    std::size_t end = text.size();
    while (end > 0 && !is_digit(text[end - 1])) --end;
    constexpr std::size_t k_behind_max = 6;
    if (text.size() - end > k_behind_max || end == 0) return std::nullopt;
    std::size_t begin = end;
    while (begin > 0 && (is_digit(text[begin - 1]) || text[begin - 1] == '.' || text[begin - 1] == ',')) --begin;
    while (begin < end && !is_digit(text[begin])) ++begin;
    if (begin > 0 && is_letter(text[begin - 1]) && static_cast<unsigned char>(text[begin - 1]) < 0x80)
        return std::nullopt;  // part of a number of goods
    const auto minor = minor_of(text.substr(begin, end - begin));
    if (!minor) return std::nullopt;
    constexpr std::size_t k_before_max = 5;
    const std::size_t near = begin > k_before_max ? begin - k_before_max : 0;
    const bool is_negative = (begin > 0 && text[begin - 1] == '-') || text.substr(end).starts_with('-');
    FoundAmount found;
    found.amount.minor = is_negative ? -*minor : *minor;
    found.amount.currency = currency_in(text.substr(near));
    found.begin = begin;
    return found;
}

std::optional<Receipt> receipt_of(const std::vector<ReadLine>& lines) {
    const std::vector<Row> rows = rows_of(lines);
    Receipt receipt;
    std::optional<std::int64_t> subtotal;
    bool totals_differ = false;
    bool is_before_sums = true;
    for (const Row& row : rows) {
        if (receipt.date.empty() && is_sure(row, lines)) {
            receipt.date = date_in(row.text);
            if (!receipt.date.empty()) receipt.date_line = row.lines.front();
        }
        const auto found = amount_at_end(row.text);
        if (!found) {
            const bool is_first = is_before_sums && receipt.items.empty() && receipt.merchant.empty();
            if (is_first && may_be_a_name(row, lines) && date_in(row.text).empty()) {
                receipt.merchant = trimmed(row.text);
                receipt.merchant_line = row.lines.front();
            }
            continue;
        }
        std::string name = trimmed(row.text.substr(0, found->begin));
        for (const Currency& currency : k_currencies)
            if (name.ends_with(currency.mark)) name = trimmed(name.substr(0, name.size() - currency.mark.size()));
        const Role role = role_of(name);
        if (role != Role::item) is_before_sums = false;
        if (role == Role::subtotal) subtotal = found->amount.minor;
        if (role == Role::total && is_sure(row, lines)) {
            totals_differ = totals_differ || (receipt.total && receipt.total->minor != found->amount.minor);
            receipt.total = found->amount;
            receipt.total_line = row.lines.back();
        }
        if (role == Role::item && is_before_sums && receipt.items.size() < k_items_max &&
            std::any_of(name.begin(), name.end(), is_letter))
            receipt.items.push_back({std::move(name), found->amount.minor, row.lines.front()});
    }
    if (!receipt.total) return std::nullopt;
    receipt.adds_up = makes(receipt.items, receipt.total->minor) || makes(receipt.items, subtotal);
    if (receipt.total->currency.empty()) {
        for (const ReadLine& line : lines)
            if (receipt.total->currency.empty()) receipt.total->currency = currency_in(line.text);
    }
    if (totals_differ && !receipt.adds_up) receipt.total.reset();  // two say that they are it; neither is sure
    return receipt;
}

}  // namespace familiar::perceive
