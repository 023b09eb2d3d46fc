// What comes in, and asking and searching it.
#include "home.h"
#include "tests/support/tiny_server.h"

#include <atomic>
#include <fstream>
#include <gmock/gmock.h>

namespace familiar::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::string_view k_ferry = "The ferry to the island costs 14 euro since May.";

TEST_F(Home, ImportsAndSaysWhatItDid) {
    const std::string path =
        folder().file("posts.jsonl", post_line("1", std::string(k_ferry)) + post_line("2", "It rains."));
    const auto first = json({"import", path, "--title", "Harbour"});
    ASSERT_THAT(first, SizeIs(1));
    EXPECT_EQ(first[0]["state"], "done");
    EXPECT_EQ(first[0]["source_title"], "Harbour");
    EXPECT_EQ(first[0]["read"], 2);
    EXPECT_EQ(first[0]["added"], 2);
    const auto second = json({"import", path});
    EXPECT_EQ(second[0]["added"], 0);
    EXPECT_EQ(second[0]["unchanged"], 2);
    EXPECT_THAT(good({"import", path}), HasSubstr("2 known already"));
    const auto sources = json({"sources"});
    ASSERT_THAT(sources, SizeIs(1));
    EXPECT_EQ(sources[0]["posts"], 2);
    EXPECT_EQ(sources[0]["audience"], "private");
}

TEST_F(Home, ImportsFromTheWorkingFolderUnderOneName) {
    folder().file("posts.jsonl", post_line("1", "One."));
    good({"import", "posts.jsonl"});
    good({"import", "./posts.jsonl"});
    good({"import", (folder().path() / "posts.jsonl").string()});
    EXPECT_THAT(json({"sources"}), SizeIs(1));
}

TEST_F(Home, ImportsAFolder) {
    folder().file("export/a.jsonl", post_line("1", "One."));
    folder().file("export/deep/b.jsonl", post_line("2", "Two."));
    EXPECT_THAT(json({"import", "export"}), SizeIs(2));
    EXPECT_THAT(json({"sources"}), SizeIs(2));
}

TEST_F(Home, SaysWhatCannotBeImported) {
    EXPECT_THAT(bad(1, {"import", "missing.jsonl"}), HasSubstr("missing.jsonl"));
    EXPECT_THAT(bad(1, {"import", folder().file("broken.jsonl", "{\"kind\":\"post\",\n{not json}\n")}),
                HasSubstr("broken.jsonl"));
    std::filesystem::create_directories(folder().path() / "empty");
    EXPECT_THAT(bad(1, {"import", "empty"}), HasSubstr("empty"));
    EXPECT_THAT(bad(2, {"import"}), HasSubstr("import --help"));
    EXPECT_THAT(bad(2, {"import", "x", "--kind", "carrier-pigeon"}), HasSubstr("carrier-pigeon"));
}

TEST_F(Home, NamesBrokenRecordsAndTakesTheRest) {
    const std::string path =
        folder().file("posts.jsonl", post_line("1", "One.") + "{broken\n" + post_line("3", "Three."));
    const auto job = json({"import", path});
    ASSERT_THAT(job, SizeIs(1));
    EXPECT_EQ(job[0]["added"], 2);
    EXPECT_EQ(job[0]["broken"], 1);
    EXPECT_THAT(job[0]["broken_first"][0]["where"].get<std::string>(), HasSubstr("line 2"));
    EXPECT_THAT(good({"import", path}), HasSubstr("line 2"));
}

TEST_F(Home, OneMissingFileDoesNotStopTheOthers) {
    const std::string path = folder().file("posts.jsonl", post_line("1", "One."));
    EXPECT_THAT(bad(1, {"import", "missing.jsonl", path}), HasSubstr("missing.jsonl"));
    EXPECT_THAT(json({"sources"}), SizeIs(1));
}

TEST_F(Home, RemovesASourceWithItsPosts) {
    good({"import", folder().file("posts.jsonl", post_line("1", "Grimblewick lives at number nine."))});
    const std::string id = json({"sources"})[0]["id"];
    EXPECT_THAT(bad(1, {"sources", "remove", "nonsense"}), HasSubstr("familiar sources"));
    EXPECT_THAT(bad(1, {"sources", "remove", "p999"}), HasSubstr("p999"));
    good({"sources", "remove", id});
    EXPECT_THAT(json({"sources"}), IsEmpty());
    EXPECT_THAT(json({"search", "Grimblewick"}), IsEmpty());
    EXPECT_THAT(files_with("Grimblewick"), IsEmpty());
}

TEST_F(Home, RefreshWithoutFeedsIsNoError) { EXPECT_THAT(json({"sources", "refresh"}), IsEmpty()); }

// A feed with one item.
std::string feed_of(std::string_view text) {
    return test::response(200, "<rss version=\"2.0\"><channel><title>Harbour news</title><item><guid>" +
                                   std::string(text.substr(0, 5)) + "</guid><description>" + std::string(text) +
                                   "</description></item></channel></rss>");
}

TEST_F(Home, AServerFetchesWhatItsPeopleFollow) {
    std::atomic<int> asked = 0;
    const test::TinyServer site([&asked](const std::string&) {
        return feed_of(++asked == 1 ? "First the fog horn was tested." : "Later the Zanzibar moored here.");
    });
    good({"people"});
    std::ofstream(home() + "/familiar.toml") << "[fetch]\nprivate_addresses = true\n";
    good({"import", site.url("/feed.xml")});
    EXPECT_THAT(json({"search", "Zanzibar"}), IsEmpty());
    Child server({"serve", "--listen", "127.0.0.1:0", "--home", home()});
    ASSERT_THAT(server.wait_for_line("Familiar is ready: ", std::chrono::seconds(60)), HasSubstr("token="));
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (json({"search", "Zanzibar"}).empty() && std::chrono::steady_clock::now() < until) {}
    EXPECT_THAT(json({"search", "Zanzibar"}), SizeIs(1));
}

TEST_F(Home, AsksWithSources) {
    good({"import", folder().file("posts.jsonl", post_line("1", std::string(k_ferry)))});
    const std::string answer = good({"ask", "How much does the ferry cost?"});
    EXPECT_THAT(answer, HasSubstr("14 euro"));
    EXPECT_THAT(answer, HasSubstr("[1] Ines, mastodon, 1 March 2026: “"));
    EXPECT_THAT(answer, HasSubstr("https://example.org/1"));
    EXPECT_THAT(answer, Not(HasSubstr("\033"))) << "no colours where there is no terminal";

    const auto turn = json({"ask", "How much does the ferry cost?"});
    ASSERT_THAT(turn, SizeIs(1));
    EXPECT_EQ(turn[0]["state"], "done");
    EXPECT_EQ(turn[0]["answer"]["kind"], "quoted");
    EXPECT_THAT(turn[0]["answer"]["text"].get<std::string>(), HasSubstr("14 euro"));
}

TEST_F(Home, GoesOnInAConversation) {
    const auto turn = json({"ask", "What is 2 + 3?"});
    const std::string conversation = std::to_string(turn[0]["conversation"].get<int>());
    const auto next = json({"ask", "--conversation", conversation, "What is 20% of 50?"});
    EXPECT_EQ(next[0]["conversation"], turn[0]["conversation"]);
    const auto list = json({"conversations"});
    ASSERT_THAT(list, SizeIs(1));
    EXPECT_EQ(list[0]["turns"], 2);
    good({"conversations", "remove", conversation});
    EXPECT_THAT(json({"conversations"}), IsEmpty());
    EXPECT_THAT(bad(1, {"conversations", "remove", conversation}), HasSubstr("no conversation"));
    EXPECT_THAT(bad(1, {"ask", "--conversation", "99", "Hello?"}), HasSubstr("99"));
}

TEST_F(Home, TemporaryQuestionsLeaveNothing) {
    good({"ask", "--temporary", "Who is Wobblesworth?"});
    EXPECT_THAT(json({"conversations"}), IsEmpty());
    EXPECT_THAT(files_with("Wobblesworth"), IsEmpty());
}

TEST_F(Home, Searches) {
    good({"import",
          folder().file("posts.jsonl", post_line("1", std::string(k_ferry)) + post_line("2", "The ferry is late."))});
    const auto results = json({"search", "ferry", "costs"});
    ASSERT_FALSE(results.empty());
    EXPECT_EQ(results[0]["external_id"], "1");
    EXPECT_GT(results[0]["quote"]["end"], results[0]["quote"]["start"]);
    EXPECT_THAT(json({"search", "-k", "1", "ferry"}), SizeIs(1));
    EXPECT_THAT(good({"search", "zeppelin"}), HasSubstr("Nothing was found"));
    EXPECT_THAT(bad(2, {"search", "-k", "0", "ferry"}), HasSubstr("search --help"));
}

}  // namespace
}  // namespace familiar::tests
