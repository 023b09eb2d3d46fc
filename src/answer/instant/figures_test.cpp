#include "answer/instant/figures.h"

#include <gtest/gtest.h>

namespace familiar::answer::instant {
namespace {

Figure first(std::string_view text) {
    const auto figures = figures_in(text);
    return figures.empty() ? Figure{} : figures.front();
}

TEST(Figures, NumbersAsPeopleWriteThem) {
    EXPECT_EQ(first("9,000 euro").thousandths, 9'000'000);
    EXPECT_EQ(first("7,50 Euro").thousandths, 7'500);
    EXPECT_EQ(first("9.5 kilometres").thousandths, 9'500);
    EXPECT_EQ(first("9.5 kilometres").unit, "kilometre");
    EXPECT_EQ(first("we gave twelve euro").thousandths, 12'000);
}

TEST(Figures, APriceIsNoWhole) {
    EXPECT_TRUE(first("5 euro a head").is_price);
    EXPECT_TRUE(first("30 euro per lesson").is_price);
    EXPECT_TRUE(first("4 euro of each go to the lifeboat").is_price);
    EXPECT_FALSE(first("205 euro for the lifeboat").is_price);
}

TEST(Figures, RoughOnesAreMarked) {
    EXPECT_TRUE(first("a little over 9,000 euro").is_rough);
    EXPECT_TRUE(first("up to 95 km").is_rough);
    EXPECT_TRUE(first("1,240 euro, of which half is ours").is_rough);
    EXPECT_FALSE(first("we raised 402 euro").is_rough);
}

TEST(Figures, WrittenBack) {
    EXPECT_EQ(to_text(39'500), "39.5");
    EXPECT_EQ(to_text(1'907'000), "1,907");
    EXPECT_EQ(to_text(0), "0");
}

}  // namespace
}  // namespace familiar::answer::instant
