// What a model on this machine does when it is stopped, killed or broken.
#include "house.h"
#include "infer/llama/house.h"
#include "platform/files.h"

#include <csignal>
#include <fstream>
#include <gmock/gmock.h>
#include <thread>

namespace familiar::tests {
namespace {

using ::testing::HasSubstr;

constexpr std::int64_t k_endless = 3000;  // tokens, as many as the context holds and a little less

// A server of our own, where its own figures are asked for.
class ServerTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        infer::llama::ServerOptions options;
        options.name = "tiny";
        options.model = tiny("tiny").model;
        options.context_tokens = 4096;
        options.run_folder = folder() / "run";
        options.log_folder = folder() / "logs";
        server_ = infer::llama::Server::open(*installation(), std::move(options), clock()).release();
    }

    // A line "name value" of the server's own metrics.
    double figure(const std::string& name) {
        platform::HttpRequest request;
        request.url = "http://engine/metrics";
        request.unix_socket = server_->socket();
        const auto response = http_.get(call(), request);
        EXPECT_TRUE(response) << response.error().text();
        const auto at = response->body.find("\n" + name + " ");
        EXPECT_NE(at, std::string::npos) << response->body;
        return at == std::string::npos ? -1 : std::stod(response->body.substr(at + name.size() + 2));
    }

    // Asks for a long text and goes away after the first bytes.
    void ask_and_go() {
        platform::HttpRequest request;
        request.url = "http://engine/v1/chat/completions";
        request.unix_socket = server_->socket();
        request.method = platform::HttpMethod::post;
        request.body = R"({"messages":[{"role":"user","content":"Hello"}],"max_tokens":3000,"stream":true})";
        const auto stopped = http_.send(call(), request, [](const auto&, std::string_view) { return false; });
        ASSERT_TRUE(stopped) << stopped.error().text();
        EXPECT_TRUE(stopped->stopped);
    }

    platform::CurlClient http_;
    std::unique_ptr<infer::llama::Server> server_;
};

TEST_F(ServerTest, StopsWritingWhenNobodyReads) {
    ASSERT_TRUE(server_->ready(call()));
    ask_and_go();
    const Call patient = call();
    while (figure("llamacpp:requests_processing") > 0 && patient.check()) std::this_thread::yield();
    EXPECT_TRUE(patient.check());
    EXPECT_LT(figure("llamacpp:tokens_predicted_total"), k_endless);
}

TEST_F(ServerTest, IsLoadedForTheNextWhenTheFirstHasGone) {
    std::stop_source gone;
    gone.request_stop();
    const auto nobody = server_->ready(Call(clock(), gone.get_token(), {}, "gone"));
    EXPECT_FALSE(nobody);
    const auto start = server_->ready(call());
    ASSERT_TRUE(start) << start.error().text();
    EXPECT_EQ(*start, 1);
}

TEST_F(EngineTest, StopsWhenTheCallerHasGone) {
    const auto house = tiny_house();
    const auto engine = house->text_engine("tiny").release();
    std::stop_source caller;
    int pieces = 0;
    const auto stopped =
        engine->chat(Call(clock(), caller.get_token(), {}, "gone"), asks("Hello", k_endless), [&](const infer::Delta&) {
            if (++pieces == 5) caller.request_stop();
            return true;
        });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::cancelled);
    EXPECT_LT(pieces, k_endless / 2);
    const auto next = engine->chat(call(), asks("Hello again"), take_all);  // there is one place, and it is free
    ASSERT_TRUE(next) << next.error().text();
    EXPECT_EQ(state_of(*house, "tiny").starts, 1);
    EXPECT_EQ(state_of(*house, "tiny").uses, 0U);
}

TEST_F(EngineTest, EndsEarlyWhenTheSinkHasEnough) {
    const auto house = tiny_house();
    int pieces = 0;
    const auto outcome = house->text_engine("tiny").release()->chat(call(), asks("Hello", k_endless),
                                                                    [&](const infer::Delta&) { return ++pieces < 5; });
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->finish, infer::Finish::ended_early);
}

TEST_F(EngineTest, ACrashInMidStreamIsTheErrorOfOneTurn) {
    const auto house = tiny_house();
    const auto engine = house->text_engine("tiny").release();
    int pieces = 0;
    const auto broken = engine->chat(call(), asks("Hello", k_endless), [&](const infer::Delta&) {
        if (++pieces == 5) ::kill(state_of(*house, "tiny").process, SIGKILL);
        return true;
    });
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::unavailable);
    EXPECT_EQ(broken.error().message,
              "The engine tiny was ended by signal 9 (Killed) while it worked on this. Ask again: it is started anew");
    EXPECT_GE(pieces, 5);
    const auto next = engine->chat(call(), asks("Hello"), take_all);
    ASSERT_TRUE(next) << next.error().text();
    EXPECT_EQ(state_of(*house, "tiny").starts, 2);
    EXPECT_EQ(state_of(*house, "tiny").crashes, 1);
}

TEST_F(EngineTest, ACrashBetweenTurnsIsNotNoticed) {
    const auto house = tiny_house();
    const auto engine = house->text_engine("tiny").release();
    for (int i = 0; i < 3; ++i) {
        const auto outcome = engine->chat(call(), asks("Hello"), take_all);
        ASSERT_TRUE(outcome) << outcome.error().text();
        ::kill(state_of(*house, "tiny").process, SIGKILL);
        while (state_of(*house, "tiny").process > 0) std::this_thread::yield();
    }
    EXPECT_EQ(state_of(*house, "tiny").crashes, 3);
}

TEST_F(EngineTest, ABrokenModelIsLeftToRest) {
    platform::VirtualClock clock{Timestamp{}};
    const auto house = house_on(clock);
    const infer::Tenant tenant = tiny("broken");
    std::filesystem::resize_file(tenant.model, 5000);
    ASSERT_TRUE(house->add(tenant));
    const auto engine = house->text_engine("broken").release();
    const auto ask = [&] { return engine->chat(call(), asks("Hello"), take_all); };
    for (int i = 0; i < 2; ++i) {
        const auto broken = ask();
        ASSERT_FALSE(broken);
        EXPECT_EQ(broken.error().code, ErrorCode::unavailable);
        EXPECT_THAT(broken.error().message, HasSubstr("could not load broken: it ended with code 1: "));
    }
    const auto resting = ask();
    ASSERT_FALSE(resting);
    EXPECT_THAT(resting.error().message, HasSubstr("crashed 2 times in a row and is tried again in 1 s"));
    clock.advance(std::chrono::seconds(1));
    EXPECT_THAT(ask().error().message, HasSubstr("could not load"));
    EXPECT_THAT(ask().error().message, HasSubstr("crashed 3 times in a row and is tried again in 2 s"));
    test::write_tiny_gguf({}, tenant.model);
    clock.advance(std::chrono::seconds(2));
    const auto mended = ask();
    ASSERT_TRUE(mended) << mended.error().text();
}

TEST_F(EngineTest, KeepsToItsMemory) {
    const auto house = this->house();
    infer::Tenant tenant = tiny("hungry", {.context_tokens = 1U << 22U});
    tenant.context_tokens = 1 << 22;  // 4 GB of keys and values, and it may write to 2
    ASSERT_TRUE(house->add(std::move(tenant)));
    const auto refused = house->text_engine("hungry").release()->chat(call(), asks("Hello"), take_all);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    EXPECT_THAT(refused.error().message, HasSubstr("too little memory"));
}

}  // namespace
}  // namespace familiar::tests
