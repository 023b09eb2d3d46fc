#include "converse/second_opinion.h"

#include "converse/judging_test.h"
#include "explain/explain.h"

#include <algorithm>
#include <set>

namespace familiar::converse {
namespace {

using infer::Task;

constexpr const char* k_question = "Where can I get a bicycle fixed?";

class SecondOpinionTest : public JudgingTest {
protected:
    SecondOpinionTest() { write_bicycles(ada_); }

    // In the order of words alone.
    std::string own_order() {
        open({});
        return order_of(search(ada_, k_question));
    }
    static bool is_answer(const std::string& text) { return text.find("two wheels") != std::string::npos; }
    void judge_rightly() {
        server_.score = [](const std::string&, const std::string& text) { return is_answer(text) ? 4.5 : -6.0; };
        server_.vector = [](const std::string& text) {
            const bool near = is_answer(text) || text == k_question;
            return near ? std::vector<float>{1, 0.1F} : std::vector<float>{0.1F, 1};
        };
    }
};

TEST_F(SecondOpinionTest, RerankerPutsFirstWhatAnswersInOtherWords) {
    const std::string own = own_order();
    ASSERT_NE(own.find('4'), std::string::npos);
    ASSERT_NE(own.front(), '4');
    judge_rightly();
    open({engine("judge", {Task::rerank}, server_.url())});
    const auto found = search(ada_, k_question);
    EXPECT_EQ(order_of(found).front(), '4');
    EXPECT_EQ(found.size(), own.size());
    EXPECT_NE(explain::why_found(found[0]).find("reranker “judge” judged that it answers better"), std::string::npos);
    EXPECT_TRUE(counted("rerank", "used"));
    ASSERT_EQ(server_.bodies("/rerank").size(), 1U);
    EXPECT_EQ(text_at(server_.bodies("/rerank")[0], "query"), k_question);
}

TEST_F(SecondOpinionTest, MeaningRaisesWhatAnswersInOtherWords) {
    const std::string own = own_order();
    judge_rightly();
    open({engine("vectors", {Task::embedding}, server_.url())});
    const auto found = search(ada_, k_question);
    EXPECT_LT(order_of(found).find('4'), own.find('4'));
    const auto answer = std::ranges::find(found, "4", [](const Evidence& one) { return one.post.external_id; });
    EXPECT_NE(explain::why_found(*answer).find("its meaning, as “vectors” reads it, is nearer"), std::string::npos);
}

TEST_F(SecondOpinionTest, NoPostIsEmbeddedTwice) {
    open({engine("vectors", {Task::embedding}, server_.url())});
    const auto first = search(ada_, k_question);
    search(ada_, "Which bicycle is broken?");
    const auto bodies = server_.bodies("/embeddings");
    ASSERT_EQ(bodies.size(), 2U);
    EXPECT_EQ(member(bodies[0], "input").size(), first.size() + 1);
    EXPECT_EQ(member(bodies[1], "input").size(), 1U);  // the question alone
}

TEST_F(SecondOpinionTest, VectorsOfOnePersonsPostsServeNobodyElse) {
    write(bo_, "1", "My bicycle is yellow.");  // the same numbers in another file
    write(bo_, "2", "A bicycle needs air.");
    open({engine("vectors", {Task::embedding}, server_.url())});
    search(ada_, "bicycle");
    const auto found = search(bo_, "bicycle");
    EXPECT_EQ(found.size(), 2U);
    const auto bodies = server_.bodies("/embeddings");
    ASSERT_EQ(bodies.size(), 2U);
    EXPECT_EQ(member(bodies[1], "input").size(), 3U);  // all of Bo's, though Ada's have the same numbers
    EXPECT_EQ(json_text(bodies[1]).find("broken"), std::string::npos);
}

TEST_F(SecondOpinionTest, WhoDoesNotAllowItSendsNothing) {
    const std::string own = own_order();
    judge_rightly();
    open({engine("judge", {Task::rerank}, server_.url(true)), engine("vectors", {Task::embedding}, server_.url(true))});
    EXPECT_EQ(order_of(search(ada_, k_question)), own);
    EXPECT_TRUE(server_.bodies("/rerank").empty());
    EXPECT_TRUE(server_.bodies("/embeddings").empty());
    EXPECT_TRUE(counted("rerank", "denied"));
    EXPECT_TRUE(counted("embedding", "denied"));
}

TEST_F(SecondOpinionTest, WhoAllowsItFindsItInTheLedger) {
    judge_rightly();
    const auto store = *archive_->person(ada_.id);
    ASSERT_TRUE(store->set_consent(Purpose::remote_engine, true));
    open({engine("judge", {Task::rerank}, server_.url(true)), engine("vectors", {Task::embedding}, server_.url(true))});
    EXPECT_EQ(order_of(search(ada_, k_question)).front(), '4');
    std::set<std::string> purposes;
    for (const LedgerEntry& entry : *store->ledger(store::k_listing_max)) {
        purposes.insert(entry.purpose);
        EXPECT_TRUE(entry.host.starts_with("0.0.0.0")) << entry.host;
        EXPECT_GT(entry.bytes_sent, 100);
    }
    EXPECT_EQ(purposes,
              (std::set<std::string>{"rank sources with engine judge", "compare meanings with engine vectors"}));
    ASSERT_TRUE(store->set_consent(Purpose::remote_engine, false));
    search(ada_, k_question);
    EXPECT_EQ(server_.bodies("/rerank").size(), 1U);
    EXPECT_EQ(server_.bodies("/embeddings").size(), 1U);
}

// What a server may say instead of scores and vectors.
struct Nonsense {
    std::string name;
    std::function<void(test::Peer& peer, const test::HttpText& request)> says;
};

std::vector<Nonsense> nonsense() {
    const auto body = [](std::string text) {
        return [text](test::Peer& peer, const test::HttpText&) { peer.respond(200, text); };
    };
    const auto many = [](const Json& one) {
        Json list = Json::array();
        for (int i = 0; i < 4; ++i) list.push_back(one);
        return json_text({{"results", list}, {"data", list}});
    };
    return {
        {"no JSON", body("<html>")},
        {"nothing", body("")},
        {"too few", body(R"({"results":[{"index":0,"relevance_score":1}],"data":[{"index":0,"embedding":[1]}]})")},
        {"not numbers", body(many({{"relevance_score", "NaN"}, {"embedding", {"NaN"}}}))},
        {"no numbers at all", body(many({{"relevance_score", nullptr}, {"embedding", nullptr}}))},
        {"one text twice", body(many({{"index", 1}, {"relevance_score", 1}, {"embedding", {1}}}))},
        {"texts that were not asked", body(many({{"index", -7}, {"relevance_score", 1}, {"embedding", {1}}}))},
        {"infinite", body(R"({"results":[{"relevance_score":1e999}],"data":[{"embedding":[1e999]}]})")},
        {"huge", body(std::string(17U << 20U, '['))},
        {"an error", [](test::Peer& peer, const test::HttpText&) { peer.respond(500, "{}"); }},
        {"an end", [](test::Peer& peer, const test::HttpText&) { peer.hang_up(); }},
    };
}

TEST_F(SecondOpinionTest, NonsenseChangesNothingAndIsNotAskedAgain) {
    const std::string own = own_order();
    for (const Nonsense& one : nonsense()) {
        SCOPED_TRACE(one.name);
        server_.says = one.says;
        open({engine("judge", {Task::rerank}, server_.url()), engine("vectors", {Task::embedding}, server_.url())});
        EXPECT_EQ(order_of(search(ada_, k_question)), own);
        const std::size_t asked = server_.bodies("/rerank").size() + server_.bodies("/embeddings").size();
        EXPECT_EQ(order_of(search(ada_, k_question)), own);
        EXPECT_EQ(server_.bodies("/rerank").size() + server_.bodies("/embeddings").size(), asked);  // both rest
    }
    EXPECT_TRUE(counted("rerank", "failed"));
    EXPECT_TRUE(counted("rerank", "resting"));
}

TEST_F(SecondOpinionTest, OneThatIsTooSlowIsNotWaitedFor) {
    const std::string own = own_order();
    server_.says = &JudgeServer::keep_silent;
    times_.opinions = std::chrono::milliseconds(30);
    open({engine("judge", {Task::rerank}, server_.url())});
    EXPECT_EQ(order_of(search(ada_, k_question)), own);
    EXPECT_EQ(order_of(search(ada_, k_question)), own);
    EXPECT_EQ(server_.bodies("/rerank").size(), 1U);
    EXPECT_TRUE(counted("rerank", "late"));
}

TEST_F(SecondOpinionTest, ALiarLosesAndInventsNothing) {
    const std::string own = own_order();
    for (const double score : {1e308, -1e308, 0.0}) {
        server_.score = [score](const std::string&, const std::string& text) {
            return is_answer(text) ? -score : score;
        };
        server_.vector = [](const std::string& text) {
            return std::vector<float>{is_answer(text) ? 3e38F : -3e38F, 0};
        };
        open({engine("judge", {Task::rerank}, server_.url()), engine("vectors", {Task::embedding}, server_.url())});
        const auto found = search(ada_, k_question);
        std::string order = order_of(found);
        EXPECT_TRUE(std::ranges::is_permutation(order, own)) << order;
        EXPECT_TRUE(std::ranges::is_sorted(found, std::greater<>(), &Evidence::score));
    }
}

TEST_F(SecondOpinionTest, AnotherModelBehindTheAddressIsNoticed) {
    open({engine("vectors", {Task::embedding}, server_.url())});
    const std::string own = order_of(search(ada_, k_question));
    server_.vector = [](auto&&) { return std::vector<float>{1, 0, 0}; };
    EXPECT_EQ(order_of(search(ada_, k_question)), own);
    EXPECT_TRUE(counted("embedding", "refused"));
}

TEST_F(SecondOpinionTest, FewAreJudgedAndNoneIsSentWhole) {
    for (int i = 10; i < 60; ++i)
        write(ada_, std::to_string(i), fmt::format("Bicycle {}. ", i) + std::string(6000, 'x') + " wheels.");
    open({engine("judge", {Task::rerank}, server_.url())});
    EXPECT_EQ(search(ada_, "bicycle " + std::string(3000, 'y'), 40).size(), 40U);
    const auto bodies = server_.bodies("/rerank");
    ASSERT_EQ(bodies.size(), 1U);
    EXPECT_EQ(member(bodies[0], "documents").size(), k_judged_max);
    EXPECT_LE(text_at(bodies[0], "query").size(), k_judged_question_bytes_max);
    for (const Json& text : member(bodies[0], "documents")) EXPECT_LT(text.get<std::string>().size(), 1500U);
}

TEST_F(SecondOpinionTest, ATurnSaysWhoOrderedItsSources) {
    judge_rightly();
    open({engine("judge", {Task::rerank}, server_.url())});
    Request request;
    request.words = k_question;
    const auto turn = assistant_->take_turn(call_, ada_.id, request, [](const TurnEvent&) {});
    ASSERT_TRUE(turn) << turn.error().text();
    ASSERT_TRUE(turn->answer);
    EXPECT_EQ(server_.bodies("/rerank").size(), 1U);
    const auto by_judge = [](const SourceNote& note) { return note.because.find("“judge”") != std::string::npos; };
    EXPECT_TRUE(std::ranges::any_of(turn->answer->sources, by_judge));
}

TEST(VectorMemory, IsBoundedAndKeepsWhatIsUsed) {
    VectorMemory memory(6);
    Post post;
    const auto key = [&](int number) {
        post.id = {Shelf::common, number};
        return key_of({7}, post, 0);
    };
    memory.keep(key(1), "a", {1, 1});
    memory.keep(key(2), "b", {2, 2});
    memory.keep(key(3), "c", {3, 3});
    EXPECT_NE(memory.find(key(1), "a"), nullptr);
    memory.keep(key(4), "d", {4, 4});
    EXPECT_EQ(memory.find(key(2), "b"), nullptr);
    EXPECT_NE(memory.find(key(1), "a"), nullptr);
    EXPECT_EQ(memory.numbers(), 6U);
    memory.keep(key(5), "e", std::vector<float>(7));
    EXPECT_EQ(memory.find(key(5), "e"), nullptr);
    memory.keep(key(1), "a", {9, 9});
    EXPECT_EQ(memory.find(key(1), "a")->front(), 9);
    EXPECT_EQ(memory.numbers(), 6U);
}

TEST(VectorMemory, KnowsVersionsTextsAndOwnersApart) {
    VectorMemory memory;
    Post post;
    post.id = {Shelf::person, 3};
    memory.keep(key_of({1}, post, 0), "text", {1});
    EXPECT_EQ(memory.find(key_of({2}, post, 0), "text"), nullptr);
    EXPECT_NE(memory.find(key_of({1}, post, 0), "text"), nullptr);
    EXPECT_EQ(memory.find(key_of({1}, post, 500), "text"), nullptr);
    post.version = 2;
    EXPECT_EQ(memory.find(key_of({1}, post, 0), "text"), nullptr);
    post.version = 1;
    EXPECT_EQ(memory.find(key_of({1}, post, 0), "another"), nullptr);
    EXPECT_EQ(memory.find(key_of({1}, post, 0), "text"), nullptr);  // dropped: the number is another's now
    post.id = {Shelf::common, 3};
    memory.keep(key_of({1}, post, 0), "shared", {1});
    EXPECT_NE(memory.find(key_of({2}, post, 0), "shared"), nullptr);
}

}  // namespace
}  // namespace familiar::converse
