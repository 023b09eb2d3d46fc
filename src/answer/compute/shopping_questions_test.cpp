#include "answer/compute/shopping_questions.h"

#include "answer/compute/cases_test.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar::answer::computing {
namespace {

TEST(Bill, is_split_so_that_the_shares_add_up) {
    expect_answers({
        {"split 240 between 5 people", "48.00", "48.00 each", "240.00 / 5 = 48"},
        {"240 euros among 6", "40.00 euros"},
        {"split 100 between 3", "33.33", "2 pay 33.33 and 1 pays 33.34", "2 × 33.33 + 1 × 33.34 = 100.00"},
        {"€240 split 7 ways", "€34.28", "3 pay €34.28 and 4 pay €34.29"},
        {"divide 99.99 between 4 friends", "24.99", "1 pays 24.99 and 3 pay 25.00"},
        {"split $150 4 ways", "$37.50"},
        {"share 100 euros between 7", "14.28 euros"},
        {"split a bill of £60 by 3", "£20.00"},
        {"split ¥1000 between 3", "¥333", "1 pays ¥334"},
        {"120 kr split 4 ways", "30.00 kr"},
        {"What is 540 euro divided by three households?", "180.00 euro"},
        {"Split the 240 euro for the boat trip between six adults", "40.00 euro"},
        {"how much does each pay if 5 people share 240", "48.00"},
        {"if we split 240 between 5 how much is that each", "48.00"},
    });
    expect_nothing({"split the bill", "split 240", "split 240 between Ana and Bruno", "split 240 between 0 people",
                    "split ends", "split 240 between 2.5 people", "divide and conquer", "share 5 photos with 3 friends",
                    "240 between friends"});
}

TEST(Tip, is_added_and_shared) {
    expect_answers({
        {"18% tip on 64.20 for 4", "18.94", "11.56", "64.20 + 11.56 = 75.76"},
        {"18% tip on 64.20 for 4 people?", "18.94"},
        {"15% tip on $82.40", "$12.36", "$94.76"},
        {"what is a 15% tip on a $82.40 bill", "$12.36"},
        {"What is a 12 percent tip on 64 euro?", "7.68 euro"},
        {"tip 20% on 45", "9.00"},
        {"20% tip on 85 split 3 ways", "34.00"},
        {"add an 18% tip to 64.20", "75.76"},
        {"64.20 plus 18% tip for 4 people", "18.94"},
        {"tip of 10% on 33.33", "3.33"},
        {"what's the tip on 50 at 15%", "7.50"},
        {"split $86.40 three ways with a 20% tip", "$34.56"},
        {"80 split between 4 people plus 10% tip", "22.00"},
    });
    expect_nothing({"tip on 64.20", "tip for the waiter", "18% tip", "a good tip on gardening", "18% tip on dinner"});
}

TEST(PriceChange, takes_off_discounts_and_knows_taxes) {
    expect_answers({
        {"what is 30 percent off 59.99", "41.99", "saves 18.00", "59.99 × 30 / 100 = 17.997 ≈ 18.00"},
        {"25% off $40", "$30.00"},
        {"40 with 25% off", "30.00"},
        {"59.99 after a 30% discount", "41.99"},
        {"a 10% discount on €19.90", "€17.91"},
        {"what is the sale price of $80 at 25% off", "$60.00"},
        {"20% VAT on 50", "10.00", "60.00 in all"},
        {"how much is 19% VAT on 250", "47.50"},
        {"VAT on 50 at 20%", "10.00"},
        {"50 plus 20% VAT", "60.00"},
        {"add 20% VAT to 50", "60.00"},
        {"119 including 19% VAT", "100.00", "the tax is 19.00"},
        {"how much VAT is in 119 at 19%", "19.00"},
        {"remove 20% VAT from 1200", "1000.00"},
        {"8.25% sales tax on $20", "$1.65"},
    });
    expect_nothing({"10% off everything", "20% off", "VAT on 50", "discount for members", "how much tax did we pay",
                    "30 percent off the sofa"});
}

TEST(UnitPrice, is_found_and_used) {
    expect_answers({
        {"price per kg of 250 g at 1.99", "7.96 per kg", "", "250 g = 0.25 kg"},
        {"what is the price per 100 g if 250 g cost 1.99", "0.80 per 100 g", "≈"},
        {"how much per litre is 0.75 l for 5.99", "7.99 per litre"},
        {"250 g for 1.99 per kg", "7.96 per kg"},
        {"250 g at 12.50 per kg", "3.12"},
        {"how much are 3 kg at 2.50 a kilo", "7.50"},
        {"how much is 300 g at 18.90 per kg", "5.67"},
        {"6 rolls at 0.45 each", "2.70"},
        {"How much do three tickets at 10 euro cost?", "30.00 euro"},
        {"How much are three dozen eggs at 5 euro a dozen?", "15.00 euro"},
        {"How much is a kayak at 18 euro an hour for three hours?", "54.00 euro"},
        {"How much are 4 hours at 12 euro?", "48.00 euro"},
        {"Eight swimming lessons cost 60 euro, how much is one?", "7.50 euro"},
        {"if 3 kg cost 12, how much do 5 kg cost?", "20.00"},
        {"if 250 g cost 1.99 how much is 1 kg", "7.96"},
    });
    expect_nothing({"how much per kg are the tomatoes", "price of a kilo of apples", "price per kg",
                    "how much is a ticket", "price per kg of 2 litres at 1.99", "how much are two tickets at the door",
                    "250 g at 12.50 per litre"});
}

TEST(CheaperOffer, compares_like_with_like) {
    expect_answers({
        {"which is cheaper: 500 g for 3.20 or 750 g for 4.50", "750 g for 4.50",
         "6.00 per kg against 6.40 per kg, 6.25% less"},
        {"is 500 g for 3.20 cheaper than 750 g for 4.50", "750 g for 4.50"},
        {"500 g for 3.20 or 750 g for 4.50, which is cheaper?", "750 g for 4.50"},
        {"which is cheaper, 6 eggs for 1.80 or 12 eggs for 3.30?", "12 eggs for 3.30", "0.275 each"},
        {"which is better value: 3 for €5 or 4 for €6.50", "4 for €6.50"},
        {"2 l for 3.00 vs 75 cl for 1.20", "2 l for 3.00"},
        {"1 kg for 4 or 500 g for 2", "the same"},
        {"which is cheaper: 1 l for 1.20, 2 l for 2.20 or 3 l for 3.60", "2 l for 2.20"},
        {"6 for 2.40 vs 10 for 3.50", "10 for 3.50"},
    });
    expect_nothing({"which is cheaper, the train or the bus?", "which is cheaper: 500 g for 3.20 or 2 l for 4.50",
                    "which is cheaper: 500 g for €3.20 or 750 g for $4.50", "which is better: tea or coffee?",
                    "which is cheaper: 6 eggs for 1.80 or 12 rolls for 3.30", "2 for 1",
                    "which is cheaper: 500 g for 3.20"});
}

RC_GTEST_PROP(Bill, shares_differ_by_a_cent_at_most_and_add_up, ()) {
    const int cents = *rc::gen::inRange(1, 1'000'000);
    const int people = *rc::gen::inRange(2, 50);
    const auto answer =
        compute(fmt::format("split {}.{:02} between {} people", cents / 100, cents % 100, people), test_context());
    RC_ASSERT(answer.has_value());
    const int each = cents / people;
    RC_ASSERT(answer->sentence.contains(fmt::format("{}.{:02}", each / 100, each % 100)) || cents >= 1'000'000);
    const int more = cents % people;
    if (more > 0)
        RC_ASSERT(answer->sentence.contains(fmt::format("{} {} ", people - more, people - more == 1 ? "pays" : "pay")));
}

}  // namespace
}  // namespace familiar::answer::computing
