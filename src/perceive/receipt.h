// A receipt out of the lines of a picture: who, when, how much, for what. Only where sure: what is doubtful stays
// empty, and is still there as text. Pure; any thread.
#pragma once

#include "nouns/percept.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::perceive {

struct Amount {
    std::int64_t minor = 0;  // cents
    std::string currency;    // ISO 4217; empty where the receipt does not say
};

struct ReceiptItem {
    std::string name;
    std::int64_t minor = 0;  // negative: taken off
    std::size_t line = 0;    // of `lines`, where it stands
};

struct Receipt {
    std::string merchant;  // empty where not sure
    std::optional<std::size_t> merchant_line;
    std::string date;  // "2026-03-14"; empty where absent or ambiguous (03/04/2026)
    std::optional<std::size_t> date_line;
    std::optional<Amount> total;  // that the receipt itself calls so
    std::optional<std::size_t> total_line;
    std::vector<ReceiptItem> items;  // in their order
    bool adds_up = false;            // the items make the total, or the subtotal
};

// Lines that stand at one height become a row, left to right, with blanks between. The numbers say which lines.
struct Row {
    std::string text;
    std::vector<std::size_t> lines;
};
std::vector<Row> rows_of(const std::vector<ReadLine>& lines);

// The amount at the end of a text ("2 x Tea 5,60 €", "TOTAL $1,234.50", "CHF 9.80 A"); nothing where there is none with
// two digits after its point. `begin` is where it starts in the text.
struct FoundAmount {
    Amount amount;
    std::size_t begin = 0;
};
std::optional<FoundAmount> amount_at_end(std::string_view text);

// Nothing when the lines are no receipt: one has a row that says what the total is.
std::optional<Receipt> receipt_of(const std::vector<ReadLine>& lines);

}  // namespace familiar::perceive
