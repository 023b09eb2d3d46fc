#include "infer/fleet.h"

#include "infer/remote_engine.h"
#include "infer/scripted_engine.h"
#include "tests/support/scripted_server.h"

#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <latch>
#include <thread>

namespace familiar::infer {
namespace {

using std::chrono::seconds;

constexpr std::string_view k_speaks = "places 2\nwhen user is \"hang\"\nsay \"x\"\nhang\nwhen any\nsay \"x y\"\n";

class FleetTest : public ::testing::Test {
protected:
    // A place for each script; the engines are looked at from outside.
    void open(std::initializer_list<std::string_view> scripts) {
        std::vector<std::unique_ptr<HostedEngine>> places;
        for (const std::string_view script : scripts) {
            auto engine = ScriptedEngine::from(script, fmt::format("host-{}", places.size()));
            ASSERT_TRUE(engine) << engine.error().text();
            hosts_.push_back(engine->get());
            places.push_back(std::move(*engine));
        }
        fleet_ = std::move(*Fleet::open({.name = "chat"}, std::move(places)));
    }
    Result<ChatOutcome> chat(const std::string& user = "hello", const std::string& key = "") {
        ChatRequest request;
        request.messages = {{Role::user, user}};
        request.cache_key = key;
        told_ = 0;
        return fleet_->chat(call_, request, [this](const Delta&) {
            ++told_;
            return true;
        });
    }
    // How many chats each host has had.
    std::vector<std::size_t> chats() const {
        std::vector<std::size_t> counts;
        counts.reserve(hosts_.size());
        for (const ScriptedEngine* host : hosts_) counts.push_back(host->requests().size());
        return counts;
    }
    using Counts = std::vector<std::size_t>;

    platform::VirtualClock clock_{Timestamp(seconds(1'772'357'400))};
    Call call_{clock_};
    std::vector<ScriptedEngine*> hosts_;
    std::unique_ptr<Fleet> fleet_;
    int told_ = 0;
};

TEST_F(FleetTest, needs_places) {
    EXPECT_FALSE(Fleet::open({.name = "chat"}, {}));
    std::vector<std::unique_ptr<HostedEngine>> many;
    for (std::size_t i = 0; i <= k_fleet_hosts_max; ++i) many.push_back(std::move(*ScriptedEngine::from("when any\n")));
    EXPECT_FALSE(Fleet::open({.name = "chat"}, std::move(many)));
}

TEST_F(FleetTest, is_what_all_its_places_are) {
    open({"places 2\ncontext 4000\nsees pictures\nreasons\n", "places 3\ncontext 2000\n"});
    const EngineCard card = fleet_->card();
    EXPECT_EQ(card.name, "chat");
    EXPECT_EQ(card.places, 5U);
    EXPECT_EQ(card.context_tokens, 2000);
    EXPECT_FALSE(card.sees_pictures);
    EXPECT_TRUE(card.reasons);
}

TEST_F(FleetTest, spreads_chats_and_keeps_conversations_together) {
    open({k_speaks, k_speaks, k_speaks});
    for (int i = 0; i < 6; ++i) ASSERT_TRUE(chat());
    EXPECT_EQ(chats(), (Counts{2, 2, 2}));
    for (int i = 0; i < 4; ++i) ASSERT_TRUE(chat("hello", "one"));
    EXPECT_EQ(chats(), (Counts{6, 2, 2}));
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(chat("hello", "two"));
    EXPECT_EQ(chats(), (Counts{6, 5, 2}));
}

TEST_F(FleetTest, goes_where_there_is_room) {
    open({k_speaks, k_speaks});
    std::stop_source source;
    std::latch speaking(3);
    const auto hang = [&](const std::string& key) {
        ChatRequest request;
        request.messages = {{Role::user, "hang"}};
        request.cache_key = key;
        EXPECT_FALSE(fleet_->chat(Call(clock_, source.get_token(), {}, "r"), request, [&](const Delta&) {
            speaking.count_down();
            return true;
        }));
    };
    ASSERT_TRUE(chat("hello", "one"));  // host 0
    const std::jthread a(hang, "one");
    while (hosts_[0]->running() < 1) std::this_thread::yield();
    const std::jthread b(hang, "one");
    while (hosts_[0]->running() < 2) std::this_thread::yield();
    const std::jthread c(hang, "one");  // no room there any more
    speaking.wait();
    EXPECT_EQ(hosts_[0]->running(), 2U);
    EXPECT_EQ(hosts_[1]->running(), 1U);
    ASSERT_TRUE(chat("hello"));
    EXPECT_EQ(chats(), (Counts{3, 2}));
    const auto standings = fleet_->standings(call_);
    EXPECT_EQ(standings[0].running, 2U);
    EXPECT_EQ(standings[1].chats, 2);
    source.request_stop();
}

TEST_F(FleetTest, goes_elsewhere_before_the_first_delta) {
    open({"when any\nfail unavailable \"dead\"\n", "when any\nfail denied \"no\"\n", k_speaks});
    const auto outcome = chat();
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->text, "x y");
    EXPECT_EQ(told_, 2);
    EXPECT_EQ(chats(), (Counts{1, 1, 1}));
    const auto standings = fleet_->standings(call_);
    EXPECT_FALSE(standings[0].healthy);
    EXPECT_EQ(standings[0].trouble, "dead");
    EXPECT_EQ(standings[0].rests, seconds(1));
    EXPECT_TRUE(standings[2].healthy);
}

TEST_F(FleetTest, says_nothing_twice) {
    open({"when any\nsay \"half an\"\ncut\n", k_speaks});
    const auto outcome = chat();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::unavailable);
    EXPECT_EQ(told_, 2);
    EXPECT_EQ(chats(), (Counts{1, 0}));
    ASSERT_TRUE(chat());  // the next goes elsewhere
    EXPECT_EQ(chats(), (Counts{1, 1}));
}

TEST_F(FleetTest, does_not_blame_a_place_for_the_request) {
    open({"when any\nfail exhausted \"too long\"\n", k_speaks});
    EXPECT_EQ(chat().error().code, ErrorCode::exhausted);
    EXPECT_EQ(chats(), (Counts{1, 0}));
    EXPECT_TRUE(fleet_->standings(call_)[0].healthy);
    const Call stopped = [&] {
        std::stop_source source;
        source.request_stop();
        return Call(clock_, source.get_token(), {}, "r");
    }();
    EXPECT_EQ(fleet_->chat(stopped, {}, {}).error().code, ErrorCode::cancelled);
}

TEST_F(FleetTest, leaves_a_failing_place_alone_for_longer_and_longer) {
    open({"when any\nsay \"x\"\n", k_speaks});
    hosts_[0]->set_down(true);
    std::vector<int> tried_at;
    std::int64_t failures = 0;
    for (int second = 0; second < 40; ++second) {
        ASSERT_TRUE(chat());
        const std::int64_t now = fleet_->standings(call_)[0].failures;
        if (now > failures) tried_at.push_back(second);
        failures = now;
        clock_.advance(seconds(1));
    }
    EXPECT_EQ(tried_at, (std::vector<int>{0, 1, 3, 7, 15, 31}));
    EXPECT_TRUE(hosts_[0]->requests().empty());  // probes alone
    hosts_[0]->set_down(false);
    clock_.advance(k_host_back_off_max);
    ASSERT_TRUE(chat());
    EXPECT_EQ(hosts_[0]->requests().size(), 1U);
    EXPECT_TRUE(fleet_->standings(call_)[0].healthy);
}

TEST_F(FleetTest, comes_back_when_it_was_asked_to) {
    open({"when any\ntimes 1\nfail unavailable retry=60s \"busy\"\nwhen any\nsay \"x\"\n", k_speaks});
    ASSERT_TRUE(chat());
    for (int i = 0; i < 59; ++i) {
        clock_.advance(seconds(1));
        ASSERT_TRUE(chat());
    }
    EXPECT_EQ(hosts_[0]->requests().size(), 1U);
    EXPECT_EQ(fleet_->standings(call_)[0].rests, seconds(1));
    clock_.advance(seconds(1));
    ASSERT_TRUE(chat());
    EXPECT_EQ(hosts_[0]->requests().size(), 2U);
}

TEST_F(FleetTest, says_when_nobody_is_left) {
    open({"when any\nfail unavailable retry=60s \"busy\"\n", "when any\nfail unavailable retry=90s \"busy too\"\n"});
    const auto both = chat();
    EXPECT_EQ(both.error().code, ErrorCode::unavailable);
    EXPECT_NE(both.error().text().find("busy too"), std::string::npos) << both.error().text();
    EXPECT_NE(both.error().text().find("try again in 60 s"), std::string::npos) << both.error().text();
    EXPECT_FALSE(chat());
    EXPECT_EQ(chats(), (Counts{1, 1}));  // they are not asked while they rest
}

TEST_F(FleetTest, asks_one_that_just_failed_rather_than_nobody) {
    open({"when any\ntimes 1\nfail unavailable \"crashed\"\nwhen any\nsay \"back\"\n"});
    EXPECT_FALSE(chat());
    EXPECT_EQ(chat().value_or(ChatOutcome{}).text, "back");
}

TEST_F(FleetTest, probes_what_was_silent_for_a_while) {
    open({k_speaks, k_speaks});
    ASSERT_TRUE(chat("hello", "one"));
    hosts_[0]->set_down(true);
    clock_.advance(k_probe_interval);
    ASSERT_TRUE(chat("hello", "one"));
    EXPECT_EQ(chats(), (Counts{1, 1}));
    EXPECT_EQ(fleet_->standings(call_)[0].failures, 1);
    ASSERT_TRUE(chat("hello", "one"));  // it lives there now
    EXPECT_EQ(chats(), (Counts{1, 2}));
}

TEST(FleetOverSockets, outlives_the_crash_of_a_server) {
    for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
    const platform::SystemClock clock;
    platform::CurlClient http;
    const auto model =
        std::move(*ScriptedEngine::from("places 8\nwhen user is \"slow\"\nsay \"one\"\nhang\nwhen any\nsay \"x\"\n"));
    auto first = std::make_unique<test::ScriptedServer>(*model);
    const test::ScriptedServer second(*model);
    std::vector<std::unique_ptr<HostedEngine>> places;
    for (const std::string& url : {first->base_url(), second.base_url()}) {
        RemoteOptions options{.name = url, .base_url = url};
        options.addresses = platform::AddressPolicy::any;
        places.push_back(std::move(*RemoteEngine::open(std::move(options), http)));
    }
    const auto fleet = std::move(*Fleet::open({.name = "chat"}, std::move(places)));
    ChatRequest request;
    request.messages = {{Role::user, "slow"}};
    const auto cut = fleet->chat(Call(clock), request, [&](const Delta&) {
        first.reset();  // in the middle of its answer
        return true;
    });
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().code, ErrorCode::unavailable);
    EXPECT_NE(cut.error().text().find("broke off"), std::string::npos) << cut.error().text();
    request.messages[0].text = "hello";
    for (int i = 0; i < 3; ++i) EXPECT_EQ(fleet->chat(Call(clock), request, {}).value_or(ChatOutcome{}).text, "x");
}

}  // namespace
}  // namespace familiar::infer
