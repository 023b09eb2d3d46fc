// Turns over the wire: streams, resuming, cancelling, conversations, and a server that stops.
#include "base/utf8.h"
#include "tests/api/world.h"

#include <gtest/gtest.h>
#include <thread>

namespace familiar::test {
namespace {

using namespace std::chrono_literals;

class Turns : public testing::Test {
protected:
    Reply start(const std::string& words) const {
        return world.ask(world.ana_key, "POST", "/api/v1/turns", json_text({{"words", words}}));
    }
    std::vector<ServerSent> follow(const std::string& turn, const std::string& query,
                                   std::map<std::string, std::string> headers = {}) const {
        const Reply reply =
            world.ask(world.ana_key, "GET", "/api/v1/turns/" + turn + "/events" + query, {}, std::move(headers));
        EXPECT_EQ(reply.status, 200) << reply.body;
        return events_in(reply.body);
    }
    const std::string question = "Where is the secret of the " + std::string(k_private_word) + " buried?";
    World world;
};

// A stored turn's duration is rounded to seconds; everything else is the same on each reading.
std::vector<ServerSent> without_duration(std::vector<ServerSent> events) {
    for (ServerSent& event : events) {
        if (event.kind != "done") continue;
        Json json = event.json();
        json.erase("duration_ms");
        event.data = json_text(json);
    }
    return events;
}

TEST_F(Turns, TellWhatHappens) {
    const Reply reply = start(question);
    ASSERT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(reply.header("content-type"), "text/event-stream");
    const auto events = events_in(reply.body);
    ASSERT_GE(events.size(), 4U);
    EXPECT_EQ(events.front().kind, "status");
    EXPECT_EQ(events.back().kind, "done");
    std::string text;  // put together as a browser would, in UTF-16 units
    bool cited = false;
    for (std::size_t i = 0; i < events.size(); ++i) {
        EXPECT_EQ(events[i].id, static_cast<std::int64_t>(i) + 1);
        const Json data = events[i].json();
        if (events[i].kind == "text") {
            EXPECT_EQ(data["offset"].get<std::size_t>(), utf8::utf16_length(text));
            text += text_at(data, "text");
        }
        if (events[i].kind == "citation") {
            cited = true;
            EXPECT_NE(text_at(data, "quote").find(k_private_word), std::string::npos);
            EXPECT_LE(data["anchor"]["end"].get<std::size_t>(), utf8::utf16_length(text));
            EXPECT_EQ(data["quote_end"].get<std::size_t>() - data["quote_start"].get<std::size_t>(),
                      utf8::utf16_length(text_at(data, "quote")));
        }
    }
    EXPECT_TRUE(cited);
    EXPECT_EQ(text_at(events.back().json(), "text"), text);
}

TEST_F(Turns, ResumeWithExactlyTheRest) {
    const auto all = without_duration(events_in(start(question).body));
    ASSERT_GE(all.size(), 3U);
    const std::string turn = text_at(all.front().json(), "turn");
    for (std::size_t read = 0; read <= all.size(); ++read) {
        const std::vector<ServerSent> rest(all.begin() + static_cast<std::ptrdiff_t>(read), all.end());
        EXPECT_EQ(without_duration(follow(turn, "?after=" + std::to_string(read))), rest) << read;
        EXPECT_EQ(without_duration(follow(turn, "", {{"last-event-id", std::to_string(read)}})), rest) << read;
    }
    EXPECT_TRUE(follow(turn, "?after=999999").empty());
}

// The program may have been started again since; the store has the answer, not how it came to be.
TEST_F(Turns, OfLongAgoResumeWithTheirAnswer) {
    const auto store = *world.archive->person(world.ana);
    const auto conversation = store->add_conversation("Long ago");
    const auto stored = [&](Mode mode) {
        Turn turn = *store->begin_turn(conversation->id, "What?");
        turn.state = TurnState::done;
        turn.answer.emplace();
        turn.answer->mode = mode;
        turn.answer->sentences.resize(2);
        turn.answer->sentences[0].text = "That.";
        turn.answer->sentences[1].text = "And this.";
        EXPECT_TRUE(store->finish_turn(turn));
        return std::to_string(turn.id.value);
    };
    const std::string fast = stored(Mode::fast);
    const auto all = follow(fast, "");
    EXPECT_EQ(follow(fast, "?after=2"), std::vector<ServerSent>(all.begin() + 2, all.end()));

    const std::string thought = stored(Mode::thinking);
    EXPECT_GT(follow(thought, "").size(), 4U);
    for (const std::int64_t read : {1, 40}) {
        const auto rest = follow(thought, "?after=" + std::to_string(read));
        ASSERT_EQ(rest.size(), 1U);
        EXPECT_GT(rest.front().id, read);
        EXPECT_EQ(rest.front().kind, "done");
        EXPECT_EQ(text_at(rest.front().json(), "text"), "That. And this.");
    }
}

TEST_F(Turns, GoOnWhenTheirClientGoes) {
    std::string turn;
    {
        Connection connection(world.port());
        connection.send({"POST",
                         "/api/v1/turns",
                         {{"authorization", "Bearer " + world.ana_key}, {"content-type", "application/json"}},
                         json_text({{"words", question}})});
        EXPECT_EQ(connection.read_head().status, 200);
        turn = text_at(connection.read_event().json(), "turn");
    }
    EXPECT_EQ(follow(turn, "?after=1").back().kind, "done");
}

TEST_F(Turns, MayBeHadAtOnce) {
    const Json turn = world.turn(world.ana_key, question);
    EXPECT_EQ(text_at(turn, "state"), "done");
    EXPECT_NE(text_at(turn["answer"], "text").find(k_private_word), std::string::npos);
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/api/v1/turns/" + text_at(turn, "id")).json(), turn);
    const std::size_t end = utf8::utf16_length(text_at(turn["answer"], "text"));
    EXPECT_EQ(turn["answer"]["sentences"].back()["end"].get<std::size_t>(), end);
}

TEST_F(Turns, MakeAConversation) {
    const Json first = world.turn(world.ana_key, question);
    const Json body = {{"words", "And when was that?"}, {"conversation", first["conversation"]}};
    const Reply second =
        world.ask(world.ana_key, "POST", "/api/v1/turns", json_text(body), {{"accept", "application/json"}});
    ASSERT_EQ(second.status, 200) << second.body;
    const std::string path = "/api/v1/conversations/" + text_at(first, "conversation");
    const Json conversation = world.ask(world.ana_key, "GET", path).json();
    ASSERT_EQ(conversation["turns"].size(), 2U);
    EXPECT_EQ(text_at(conversation["turns"][1], "question"), "And when was that?");
    const Json list = world.ask(world.ana_key, "GET", "/api/v1/conversations").json();
    EXPECT_EQ(list["conversations"][0]["turns"], 2);
    EXPECT_EQ(world.ask(world.ana_key, "DELETE", path).status, 204);
    EXPECT_EQ(world.ask(world.ana_key, "GET", path).status, 404);
    EXPECT_EQ(world.ask(world.ana_key, "DELETE", path).status, 404);
}

TEST_F(Turns, TemporaryOnesLeaveNothing) {
    const Reply reply =
        world.ask(world.ana_key, "POST", "/api/v1/turns", json_text({{"words", question}, {"temporary", true}}));
    const auto events = events_in(reply.body);
    ASSERT_FALSE(events.empty());
    EXPECT_EQ(events.front().json()["turn"], 0);
    EXPECT_EQ(events.back().kind, "done");
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/api/v1/conversations").json()["conversations"].size(), 0U);
}

TEST_F(Turns, AFinishedOneMayBeCancelledInVain) {
    const Json turn = world.turn(world.ana_key, "1+1");
    EXPECT_EQ(world.ask(world.ana_key, "POST", "/api/v1/turns/" + text_at(turn, "id") + "/cancel").status, 204);
    EXPECT_EQ(world.ask(world.ana_key, "POST", "/api/v1/turns/12345/cancel").status, 404);
}

TEST_F(Turns, ManyAtOnceAreAnsweredOrToldToWait) {
    std::atomic<int> done = 0;
    std::atomic<int> busy = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < 12; ++i) {
        clients.emplace_back([&] {
            for (int k = 0; k < 3; ++k) {
                const Reply reply = start("1 + " + std::to_string(k));
                if (reply.status == 200 && events_in(reply.body).back().kind == "done") ++done;
                if (reply.status == 503 && !reply.header("retry-after").empty()) ++busy;
            }
        });
    }
    for (std::thread& client : clients) client.join();
    EXPECT_EQ(done + busy, 36);
    EXPECT_GT(done, 0);
}

TEST_F(Turns, AServerThatStopsLetsThemFinish) {
    Connection connection(world.port());
    connection.send({"POST",
                     "/api/v1/turns",
                     {{"authorization", "Bearer " + world.ana_key}, {"content-type", "application/json"}},
                     json_text({{"words", question}})});
    EXPECT_EQ(connection.read_head().status, 200);
    std::string last = connection.read_event().kind;
    std::thread stopping([this] { world.server->stop(20s); });
    for (std::string kind = last; !kind.empty(); kind = connection.read_event().kind) last = kind;
    EXPECT_EQ(last, "done");
    stopping.join();
}

}  // namespace
}  // namespace familiar::test
