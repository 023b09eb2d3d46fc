#include "base/result.h"

#include "base/id.h"
#include "base/span.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <vector>

namespace familiar {
namespace {

Result<int> half(int number) {
    if (number % 2 != 0) return fail(ErrorCode::invalid_argument, std::to_string(number) + " is odd");
    return number / 2;
}

Result<int> quarter(int number) { return TRY(half(TRY(half(number)))); }

Result<> even(int number) {
    TRY(half(number));
    return {};
}

Result<std::string> described(int number) {
    TRY(even(number));
    return "even";
}

Result<std::unique_ptr<int>> boxed(int number) { return std::make_unique<int>(TRY(half(number))); }

Result<int> unboxed(int number) {
    const auto box = TRY(boxed(number));
    return *box;
}

Result<int> placed(int number) { return TRY_IN("outer", TRY_IN("inner", half(number)) > 0 ? half(number) : half(1)); }

TEST(Result, holds_a_value_or_an_error) {
    EXPECT_EQ(*half(6), 3);
    const auto failed = half(3);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(failed.error().text(), "3 is odd");
    EXPECT_EQ(half(6).value_or(9), 3);
    EXPECT_EQ(half(3).value_or(9), 9);
}

TEST(Result, try_nests_and_stops_at_the_first_error) {
    EXPECT_EQ(*quarter(12), 3);
    EXPECT_EQ(quarter(6).error().message, "3 is odd");
    EXPECT_EQ(quarter(5).error().message, "5 is odd");
}

TEST(Result, try_passes_void_through) {
    EXPECT_TRUE(even(2));
    EXPECT_EQ(*described(4), "even");
    EXPECT_EQ(described(5).error().message, "5 is odd");
}

TEST(Result, moves_what_cannot_be_copied) {
    EXPECT_EQ(*unboxed(8), 4);
    EXPECT_EQ(unboxed(7).error().message, "7 is odd");
    auto box = boxed(8);
    const std::unique_ptr<int> taken = *std::move(box);
    EXPECT_EQ(*taken, 4);
}

TEST(Result, errors_gain_their_place_on_the_way_up) {
    EXPECT_EQ(*placed(4), 2);
    EXPECT_EQ(placed(3).error().text(), "inner: 3 is odd");
    EXPECT_EQ(placed(0).error().text(), "outer: 1 is odd");
    EXPECT_EQ((Error{ErrorCode::corrupt, "bad", {}}.in("line 2").in("file")).text(), "file: line 2: bad");
}

TEST(Result, a_result_of_bool_is_not_its_success) {
    const Result<bool> no(false);
    EXPECT_TRUE(no.has_value());
    EXPECT_FALSE(*no);
    const Result<std::vector<int>> empty(std::vector<int>{});
    EXPECT_TRUE(empty);
    EXPECT_TRUE(empty->empty());
}

TEST(Result, every_code_has_its_own_name) {
    std::vector<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(ErrorCode::internal); ++i) {
        const std::string_view name = name_of(static_cast<ErrorCode>(i));
        EXPECT_EQ(std::ranges::find(names, name), names.end()) << name;
        names.push_back(name);
    }
    EXPECT_EQ(names.front(), "not_found");
    EXPECT_EQ(names.size(), 10U);
}

TEST(Span, names_a_part_of_a_text) {
    EXPECT_EQ((Span{1, 3}.of("abcd")), "bc");
    EXPECT_EQ((Span{2, 9}.of("abcd")), "");
    EXPECT_EQ((Span{3, 2}.of("abcd")), "");
    EXPECT_TRUE((Span{1, 5}.contains({2, 5})));
    EXPECT_FALSE((Span{1, 5}.contains({2, 6})));
    EXPECT_TRUE((Span{1, 3}.overlaps({2, 4})));
    EXPECT_FALSE((Span{1, 3}.overlaps({3, 4})));
    EXPECT_TRUE((Span{3, 3}.empty()));
}

TEST(Id, zero_is_not_stored_yet) {
    struct Thing;
    EXPECT_FALSE(Id<Thing>{});
    EXPECT_TRUE(Id<Thing>{4});
    EXPECT_LT(Id<Thing>{3}, Id<Thing>{4});
    EXPECT_NE(std::hash<Id<Thing>>{}({3}), std::hash<Id<Thing>>{}({4}));
}

}  // namespace
}  // namespace familiar
