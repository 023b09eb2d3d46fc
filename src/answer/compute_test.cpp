#include "answer/compute.h"

#include "answer/compute/cases_test.h"

#include <gtest/gtest.h>

namespace familiar::answer {
namespace {

using computing::expect_answers;
using computing::expect_nothing;
using computing::test_context;

TEST(Compute, shows_what_it_did) {
    const auto answer = compute("what is 15% of 84.50?", test_context());
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->result, "12.68");
    EXPECT_EQ(answer->sentence, "15% of 84.50 is 12.675, or 12.68 to two decimals.");
    EXPECT_EQ(answer->working, std::vector<std::string>{"84.50 × 15 / 100 = 12.675"});
    EXPECT_EQ(answer->certainty, 1);
}

TEST(Compute, sees_through_politeness) {
    expect_answers({
        {"Hey Familiar, can you please tell me what 15% of 80 is? Thanks!", "12"},
        {"please calculate 12 times 7", "84"},
        {"could you tell me how many seconds are in a day", "86,400 seconds"},
        {"Hi! What's 7 x 8?", "56"},
        {"And what is 1180 minus 300?", "880"},
        {"do you know how many days until Christmas?", "207 days"},
        {"5 + 5 = ?", "10"},
        {"I'd like to know the square root of 144, please", "12"},
    });
}

TEST(Compute, leaves_the_world_of_the_person_alone) {
    expect_nothing({
        "who recommended a plumber",
        "how many people are coming to the beach cleanup",
        "how much did the boat trip cost",
        "how much is the boat trip?",
        "what happened in the garden group last week?",
        "when did my sister last mention the trip?",
        "what do people say about the new bakery?",
        "who is coming on Friday?",
        "when is the beach cleanup?",
        "what time is the concert?",
        "what time does the bakery open?",
        "what day is the market?",
        "how long is the film?",
        "how many days until Ana's birthday",
        "how old is Ana?",
        "when was Bruno born",
        "how far is it to the beach?",
        "how many kilometres is the hike",
        "what is the price of the sofa",
        "who owes me 20 euros",
        "how much does Ana owe",
        "which is cheaper, the train or the bus?",
        "price of a kilo of apples",
        "how much per kg are the tomatoes",
        "how many cups are in the cupboard",
        "how many pounds did Ana lose",
        "how many minutes late was the bus",
        "how many grams of sugar are in a can of cola",
        "how many ounces in a cup of flour",
        "how many members are in the group",
        "how many photos in 2024",
        "who posted 3 days ago",
        "what did Ana say yesterday",
        "what is on Friday",
        "what is Easter",
        "what time is it at the party",
        "what is the date of the party",
        "what week is the fair",
        "how hot is it in Lisbon",
        "news in London",
        "average age of members",
        "the sum of all fears",
        "20% of the members",
        "10% off everything",
        "split the bill",
        "tips for growing tomatoes",
        "is Ana coming at 3",
        "how many smoots are in the group",
        "I ran 5 km in 25 minutes",
        "meet at 3pm in Berlin",
    });
}

TEST(Compute, leaves_alone_what_only_looks_like_a_sum) {
    expect_nothing({
        "in 2024",
        "2024",
        "route 66",
        "what is 15 Main Street",
        "24/7",
        "what is 24/7",
        "9/11",
        "50/50",
        "3/4",
        "10-12",
        "2020-2024",
        "555-1234",
        "0171 2345678",
        "192.168.1.1",
        "version 1.2.3",
        "4x4",
        "iPhone 15",
        "John 3:16",
        "Benfica 3 - 2 Porto",
        "what was the score, 3-1?",
        "5 stars",
        "rated 4 out of 5",
        "chapter 5 of 12",
        "100 euros",
        "5 km",
        "15%",
        "a dozen eggs",
        "half of it",
        "1, 2, 3",
        "miles davis",
        "what about Friday",
        "3pm on Friday",
        "table for 2 at 8pm",
        "remind me in 90 minutes",
        "London",
        "next Friday",
        "3 weeks ago",
        "how many people are in two groups",
        "what is pi",
        "2 + 2 is 4, right?",
        "why is 2 + 2 4",
    });
}

TEST(Compute, is_not_troubled_by_what_is_no_text) {
    expect_nothing(
        {"", " ", "?", "???", "()", "((", "5 +", "(1 + 2", "\xff\xfe", "5 \xc3 + 5", "what is", "how many", "\n\n"});
    EXPECT_FALSE(compute(std::string(10'000, '1'), test_context()));
    EXPECT_FALSE(compute(std::string(300, '('), test_context()));
    EXPECT_FALSE(compute("1" + std::string(200, '+') + "1", test_context()));
}

TEST(Compute, understands_sums_in_other_languages) {
    expect_answers({
        {"wie viele Meter sind 3 Meilen", "4828.032 metres"},
        {"Wie viel sind 20 Prozent von 150?", "30"},
        {"was ist die Wurzel aus 144", "12"},
        {"1.234,50 geteilt durch 2", "617.25"},
        {"wie viele Sekunden hat ein Tag", "86,400 seconds"},
        {"wie viele Tage bis Weihnachten", "207 days"},
        {"wie spät ist es in Tokio", "21:30"},
        {"welcher Tag ist der 14. Juli 2026", "Tuesday"},
        {"15 % Trinkgeld auf 80", "12.00"},
        {"cuánto es 15 % de 80", "12"},
        {"¿cuánto es 7 por 8?", "56"},
        {"¿Cuántos metros hay en una milla?", "1609.344 metres"},
        {"cuántos días faltan para Navidad", "207 days"},
        {"¿Qué hora es en Madrid?", "14:30"},
        {"dividir 240 entre 5 personas", "48.00"},
        {"quanto é 15% de 80", "12"},
        {"Quanto é 20 mais 15?", "35"},
        {"quantos metros há numa milha", "1609.344 metres"},
        {"quantos dias faltam para o Natal", "207 days"},
        {"que horas são em Tóquio", "21:30"},
        {"que dia é 14 de julho de 2026", "Tuesday"},
        {"combien font 15 % de 80", "12"},
        {"combien font 7 fois 8", "56"},
        {"combien de secondes dans une heure", "3600 seconds"},
        {"combien de jours jusqu'à Noël", "207 days"},
        {"quel jour est le 14 juillet 2026", "Tuesday"},
    });
    expect_nothing({"wie viele Leute kommen", "cuánto cuesta el viaje", "quanto custa o bilhete",
                    "combien coûte le billet", "wer hat einen Klempner empfohlen", "wann ist das Fest"});
}

TEST(Compute, says_so_when_the_definitions_of_units_are_missing) {
    ComputeContext context = test_context();
    context.units = read_units("/nowhere/definitions.units");
    const auto answer = compute("convert 5 km to miles", context);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->sentence.contains("Install the package 'units'")) << answer->sentence;
    EXPECT_FALSE(compute("how many people are in two groups", context));
    EXPECT_FALSE(compute("convert 5 smoots to blobs", context));
    EXPECT_TRUE(compute("which is cheaper: 500 g for 3 or 1 kg for 5", context)->sentence.contains("units"));
    EXPECT_EQ(compute("which is cheaper: 5 for 3 or 10 for 5", context)->result, "10 for 5.00");
    EXPECT_EQ(compute("12 × 7", context)->result, "84");
}

TEST(Compute, answers_the_same_question_the_same_way) {
    for (const std::string_view question :
         {"what is 15% of 84.50", "2 pounds in kg", "days until Christmas", "√2 + π"}) {
        const auto first = compute(question, test_context());
        const auto second = compute(question, test_context());
        ASSERT_TRUE(first && second) << question;
        EXPECT_EQ(first->sentence, second->sentence);
        EXPECT_EQ(first->working, second->working);
    }
}

}  // namespace
}  // namespace familiar::answer
