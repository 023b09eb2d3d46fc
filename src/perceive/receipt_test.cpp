#include "perceive/receipt.h"

#include <gtest/gtest.h>

namespace familiar::perceive {
namespace {

std::vector<ReadLine> lines_of(const std::vector<std::string>& texts, double confidence = 0.9) {
    std::vector<ReadLine> lines;
    for (const std::string& text : texts)
        lines.push_back({text, {10, static_cast<int>(lines.size()) * 40, 300, 30}, confidence});
    return lines;
}

TEST(Receipt, TellsWhoWhenHowMuchAndForWhat) {
    const auto receipt = receipt_of(
        lines_of({"Harbour Garage", "22 Quay Street", "14.03.2026 10:42", "Oil filter 18.90", "2 x Wiper blade 24.00",
                  "Voucher -5.00", "Subtotal 37.90", "VAT 20% 7.58", "TOTAL £45.48", "Card 45.48"}));
    ASSERT_TRUE(receipt);
    EXPECT_EQ(receipt->merchant, "Harbour Garage");
    EXPECT_EQ(receipt->date, "2026-03-14");
    ASSERT_TRUE(receipt->total);
    EXPECT_EQ(receipt->total->minor, 4548);
    EXPECT_EQ(receipt->total->currency, "GBP");
    ASSERT_EQ(receipt->items.size(), 3U);
    EXPECT_EQ(receipt->items[1].name, "2 x Wiper blade");
    EXPECT_EQ(receipt->items[1].minor, 2400);
    EXPECT_EQ(receipt->items[2].minor, -500);
    EXPECT_TRUE(receipt->adds_up);
}

TEST(Receipt, JoinsColumnsThatWereReadApart) {
    std::vector<ReadLine> lines = lines_of({"Bakery", "Rye bread", "Summe EUR"});
    lines.push_back({"4,80 A", {400, 42, 60, 28}, 0.9});
    lines.push_back({"1.004,80", {400, 79, 60, 30}, 0.9});
    const auto receipt = receipt_of(lines);
    ASSERT_TRUE(receipt);
    ASSERT_EQ(receipt->items.size(), 1U);
    EXPECT_EQ(receipt->items[0].name, "Rye bread");
    EXPECT_EQ(receipt->items[0].minor, 480);
    ASSERT_TRUE(receipt->total);
    EXPECT_EQ(receipt->total->minor, 100480);
    EXPECT_EQ(receipt->total->currency, "EUR");
    EXPECT_FALSE(receipt->adds_up);
}

TEST(Receipt, LeavesOutWhatIsNotSure) {
    EXPECT_FALSE(receipt_of(lines_of({"A poem", "about nothing", "page 12.50"})));
    EXPECT_FALSE(receipt_of(lines_of({"Shop", "Total 12.50"}, 0.4)));
    const auto ambiguous = receipt_of(lines_of({"Shop", "03/04/2026", "Tea 2.00", "Total 2.00"}));
    ASSERT_TRUE(ambiguous);
    EXPECT_EQ(ambiguous->date, "");
    const auto two_totals = receipt_of(lines_of({"Shop", "Tea 2.00", "Total 3.00", "Total 5.00"}));
    ASSERT_TRUE(two_totals);
    EXPECT_FALSE(two_totals->total);
}

TEST(Receipt, ReadsDatesThatCanBeReadInOneWayOnly) {
    const auto date_in = [](const std::string& line) {
        const auto receipt = receipt_of(lines_of({"Shop", line, "Total 2.00"}));
        return receipt ? receipt->date : "no receipt";
    };
    EXPECT_EQ(date_in("2026-02-28"), "2026-02-28");
    EXPECT_EQ(date_in("Date: 28/02/26 18:00"), "2026-02-28");
    EXPECT_EQ(date_in("02/28/2026"), "2026-02-28");
    EXPECT_EQ(date_in("4 March 2026"), "2026-03-04");
    EXPECT_EQ(date_in("Mar 4, 2026"), "2026-03-04");
    EXPECT_EQ(date_in("31.02.2026"), "");
}

TEST(Receipt, KnowsAmountsFromOtherNumbers) {
    EXPECT_EQ(amount_at_end("Tea 1,234.50")->amount.minor, 123450);
    EXPECT_EQ(amount_at_end("Thee 5,60 €")->amount.currency, "EUR");
    EXPECT_FALSE(amount_at_end("Tel. 0555 0173"));
    EXPECT_FALSE(amount_at_end("Version A1.25"));
    EXPECT_FALSE(amount_at_end("1.5"));
    EXPECT_FALSE(amount_at_end(""));
}

}  // namespace
}  // namespace familiar::perceive
