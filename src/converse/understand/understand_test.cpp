#include "converse/understand/understand.h"

#include "base/words.h"

#include <gtest/gtest.h>

namespace familiar::converse {
namespace {

World world() {
    World world;
    world.now = *time::parse_rfc3339("2026-05-31T18:00:00Z");
    world.zone = "Europe/Dublin";
    world.author_named = [](std::string_view part) -> std::string {
        for (const char* name : {"Ines Carvalho", "Walter Byrne", "Fintan Hale"}) {
            if (folded(name).find(folded(part)) != std::string::npos) return name;
        }
        return {};
    };
    world.group_named = [](std::string_view part) {
        const std::string name = folded(part);
        return name == "garden" || name == "parents" ? std::string(part) : std::string();
    };
    world.relative = [](std::string_view relation) {
        return relation == "brother" ? std::string("Fintan") : std::string();
    };
    return world;
}

Question read(std::string_view words, std::vector<std::string> earlier = {}) {
    std::vector<Exchange> exchanges;
    for (std::string& question : earlier) exchanges.push_back({std::move(question), std::nullopt});
    return understand(words, exchanges, world());
}

TEST(Understand, Intents) {
    EXPECT_EQ(read("Who recommended a plumber?").intent, Intent::voices);
    EXPECT_EQ(read("Can you recommend a dentist?").intent, Intent::voices);
    EXPECT_EQ(read("Which dentist would you trust?").intent, Intent::voices);
    EXPECT_EQ(read("What do people think about the new bakery?").intent, Intent::opinions);
    EXPECT_EQ(read("What did Ines say about the pier?").intent, Intent::said);
    EXPECT_EQ(read("When did Walter last mention the beans?").intent, Intent::last_mention);
    EXPECT_EQ(read("What did we decide about slug pellets?").intent, Intent::decision);
    EXPECT_EQ(read("What happened in the garden group last week?").intent, Intent::digest);
    EXPECT_EQ(read("How many people are coming to the beach cleanup?").intent, Intent::head_count);
    EXPECT_EQ(read("How many days until the fair?").intent, Intent::countdown);
    EXPECT_EQ(read("What can you do?").intent, Intent::about_self);
    EXPECT_EQ(read("Where is the shed key?").intent, Intent::find);
    EXPECT_EQ(read("Please, can you tell me who recommended a plumber?").intent, Intent::voices);
}

TEST(Understand, WhoIsAskedAbout) {
    const Question work = read("Where does Walter work now?");
    EXPECT_EQ(work.about, "Walter Byrne");
    EXPECT_TRUE(work.latest);
    EXPECT_EQ(read("Where is the shed key?").about, "");
    EXPECT_TRUE(read("Where is Walter working these days?").latest);
    EXPECT_EQ(read("Where is Walter working these days?").topic, "Walter working");
    EXPECT_EQ(read("In which town does Ines live now?").wanted, Wanted::place);
    EXPECT_EQ(read("In which town does Ines live now?").topic, "Ines live");
}

TEST(Understand, WhenSomethingWasSaid) {
    const Question said = read("When did Ines say that the pier is closed?");
    EXPECT_EQ(said.intent, Intent::said);
    EXPECT_EQ(said.author, "Ines Carvalho");
    EXPECT_EQ(said.topic, "pier closed");
    EXPECT_EQ(read("When did Walter tell us about the beans?").topic, "beans");
    EXPECT_EQ(read("When did Walter last mention the beans?").intent, Intent::last_mention);
}

TEST(Understand, DecisionsInManyWords) {
    EXPECT_EQ(read("Where did we decide to go for the ski weekend?").intent, Intent::decision);
    EXPECT_EQ(read("Which day did we agree on for the fair?").topic, "fair");
    EXPECT_EQ(read("What was decided about the old boat?").intent, Intent::decision);
    EXPECT_EQ(read("What did we decide about the food for the fair?").topic, "fair");
    EXPECT_EQ(read("What did we decide about the date?").topic, "date");
}

TEST(Understand, GatheredIntents) {
    EXPECT_EQ(read("Has the garden meeting been moved?").intent, Intent::changes);
    EXPECT_EQ(read("Did anything change about the quiz night?").topic, "quiz night");
    EXPECT_EQ(read("Have the opening hours of the bakery changed?").topic, "bakery");
    EXPECT_EQ(read("When was the trip moved?").intent, Intent::find);
    const Question against = read("Who is against the wind turbines?");
    EXPECT_EQ(against.intent, Intent::opinions);
    EXPECT_EQ(against.side, Side::opponents);
    EXPECT_EQ(read("Who is in favour of the ban?").side, Side::supporters);
    EXPECT_EQ(read("Is the new bakery any good?").intent, Intent::opinions);
    const Question sum = read("How much money did the quiz nights raise in total?");
    EXPECT_EQ(sum.intent, Intent::sum);
    EXPECT_EQ(sum.topic, "quiz nights");
    const Question run = read("How many kilometres did Ines run last week in total?");
    EXPECT_EQ(run.unit, "kilometre");
    EXPECT_EQ(run.author, "Ines Carvalho");
    EXPECT_EQ(read("What happened in my groups last week?").kind, PostKind::message);
}

TEST(Understand, WhatIsWanted) {
    EXPECT_EQ(read("How much is kayak hire?").wanted, Wanted::amount);
    EXPECT_EQ(read("What does the ferry cost?").wanted, Wanted::amount);
    EXPECT_EQ(read("When is the raft race?").wanted, Wanted::time);
    EXPECT_EQ(read("Where is the quiz night now?").wanted, Wanted::place);
    EXPECT_TRUE(read("Where is the quiz night now?").latest);
    EXPECT_EQ(read("Why was it moved?").wanted, Wanted::reason);
    EXPECT_EQ(read("Who found Pilot?").wanted, Wanted::person);
    EXPECT_EQ(read("Wann wurde Lotte geboren?").wanted, Wanted::time);
    EXPECT_EQ(read("¿Cuánto cuestan las croquetas?").wanted, Wanted::amount);
    EXPECT_EQ(read("Onde se compra bacalhau?").wanted, Wanted::place);
}

TEST(Understand, SlotsAreFilled) {
    const Question said = read("What did Ines say about the pier?");
    EXPECT_EQ(said.author, "Ines Carvalho");
    EXPECT_EQ(said.topic, "pier");
    const Question digest = read("What happened in the garden group last week?");
    EXPECT_EQ(digest.group, "garden");
    EXPECT_EQ(digest.time_said, "last week");
    ASSERT_TRUE(digest.time);
    EXPECT_EQ(read("When did my brother last mention the tent?").author, "Fintan Hale");
    EXPECT_EQ(read("What did Zelda say about the bakery?").author, "Zelda");
}

TEST(Understand, FollowUps) {
    EXPECT_EQ(read("When is it?", {"How many people are coming to the beach cleanup?"}).topic, "beach cleanup");
    EXPECT_EQ(read("What did Ines say about him?", {"Who recommended a plumber?"}).topic, "plumber");
    const Question period = read("And yesterday?", {"What happened in the garden group last week?"});
    EXPECT_EQ(period.intent, Intent::digest);
    EXPECT_EQ(period.group, "garden");
    EXPECT_EQ(period.time_said, "yesterday");
    const Question other = read("And Walter?", {"What did Ines say about the pier?"});
    EXPECT_EQ(other.intent, Intent::said);
    EXPECT_EQ(other.author, "Walter Byrne");
    EXPECT_EQ(other.topic, "pier");
    EXPECT_FALSE(read("Where is the shed key of Jonas Weidel?", {"Who recommended a plumber?"}).follow_up);
}

TEST(Understand, NothingAtAllIsStillAQuestion) {
    EXPECT_EQ(read("???").intent, Intent::find);
    EXPECT_EQ(read("the of and").intent, Intent::find);
}

}  // namespace
}  // namespace familiar::converse
