// The process is killed at any moment. Afterwards what was acknowledged is there, nothing is there by halves, and the
// next process goes on. The moments come from a fixed seed; what the machine does until then does not.
#include "letters.h"
#include "store/archive.h"

#include <csignal>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <random>

namespace familiar::tests {
namespace {

constexpr std::uint32_t k_seed = 20260531;
constexpr int k_rounds = 10;

std::chrono::microseconds moment(std::mt19937& random, std::chrono::milliseconds at_most) {
    std::uniform_int_distribution<std::int64_t> any(0, std::chrono::microseconds(at_most).count());
    return std::chrono::microseconds(any(random));
}

TEST_F(Fault, KilledImportsGoOnWhereTheyStopped) {
    constexpr std::int64_t k_letters = 12'000;
    const std::string path = folder().file("letters.jsonl", letters(k_letters));
    good({"people", "add", "ana"});
    std::mt19937 random(k_seed);
    std::int64_t before = 0;
    int killed = 0;
    for (int round = 0; round < k_rounds; ++round) {
        SCOPED_TRACE(fmt::format("round {}, {} letters before it", round, before));
        {
            Child import({"import", path, "--home", home()});
            if (!import.ended_within(moment(random, std::chrono::milliseconds(1500)))) ++killed;
            import.signal(SIGKILL);
            import.finish();
        }
        const Kept kept = look_into(home());
        EXPECT_EQ(kept.posts, kept.acknowledged) << "posts and progress are one transaction";
        EXPECT_GE(kept.posts, before) << "what was stored stays";
        expect_sound();
        if (kept.posts != before && kept.posts < k_letters) expect_indexed(kept.posts);
        before = kept.posts;
        if (HasFailure()) return;
    }
    EXPECT_GT(killed, 0) << "every import ended before it could be killed: more letters are needed";
    const auto job = json({"import", path});
    ASSERT_EQ(job.size(), 1U);
    EXPECT_EQ(job[0]["state"], "done");
    const Kept kept = look_into(home());
    EXPECT_EQ(kept.posts, k_letters);
    EXPECT_EQ(kept.state, "done");
    EXPECT_EQ(json({"sources"}).size(), 1U);
    expect_indexed(k_letters);
}

// The turns of the only person, oldest first.
std::vector<Turn> turns_in(const std::filesystem::path& home) {
    const platform::SystemClock clock;
    std::vector<Turn> turns;
    const auto read = [&]() -> Result<> {
        const auto archive = TRY(store::open_sqlite_archive({home, 0}, clock));
        const auto store = TRY(archive->person(TRY(archive->common().people()).front().id));
        for (const Conversation& conversation : TRY(store->conversations(store::k_listing_max))) {
            for (Turn& turn : TRY(store->turns(conversation.id, store::k_listing_max)))
                turns.push_back(std::move(turn));
        }
        return {};
    };
    const auto done = read();
    EXPECT_TRUE(done.has_value()) << done.error().text();
    return turns;
}

TEST_F(Fault, KilledTurnsKeepEveryQuestionThatWasTaken) {
    good({"import", folder().file("letters.jsonl", letters(200))});
    std::mt19937 random(k_seed);
    std::size_t before = 0;
    for (int round = 0; round < k_rounds; ++round) {
        const std::string question = fmt::format("Who has seen marker{}?", round + 1);
        SCOPED_TRACE(question);
        Outcome outcome;
        {
            Child ask({"ask", "--json", question, "--home", home()});
            ask.ended_within(moment(random, std::chrono::milliseconds(900)));
            ask.signal(SIGKILL);
            outcome = ask.finish();
        }
        const auto turns = turns_in(home());
        EXPECT_GE(turns.size(), before);
        EXPECT_LE(turns.size(), before + 1);
        for (const Turn& turn : turns) {
            EXPECT_FALSE(turn.question.empty());
            EXPECT_EQ(turn.answer.has_value(), turn.state == TurnState::done);
        }
        const bool answered = outcome.out.ends_with('\n');
        const auto kept = std::ranges::find(turns, question, &Turn::question);
        if (answered) {
            ASSERT_NE(kept, turns.end()) << "an answer was given";
            EXPECT_EQ(kept->state, TurnState::done);
        }
        expect_sound();
        before = turns.size();
        if (HasFailure()) return;
    }
    const auto turn = json({"ask", "Who has seen marker77?"});
    ASSERT_EQ(turn.size(), 1U);
    EXPECT_EQ(turn[0]["state"], "done");
}

TEST_F(Fault, AKilledFirstStartIsStartedAgain) {
    std::mt19937 random(k_seed);
    for (int round = 0; round < k_rounds; ++round) {
        Child first({"serve", "--sample", "--listen", "127.0.0.1:0", "--home", home()});
        first.ended_within(moment(random, std::chrono::milliseconds(2500)));
        first.signal(SIGKILL);
        first.finish();
        expect_sound();
    }
    Child server({"serve", "--sample", "--listen", "127.0.0.1:0", "--home", home()});
    EXPECT_FALSE(server.wait_for_line("Familiar is ready: ", std::chrono::minutes(2)).empty());
    server.signal(SIGTERM);
    EXPECT_EQ(server.finish().exit_code, 0);
    for (const Json& source : json({"sources", "--as", "mara"}))
        EXPECT_GT(source["posts"].get<int>(), 0) << source.dump();
    EXPECT_EQ(json({"sources", "--as", "mara"}).size(), 16U);
}

}  // namespace
}  // namespace familiar::tests
