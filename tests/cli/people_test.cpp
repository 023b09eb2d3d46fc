// Accounts: the first one, others, circles, keys, sign-in links, export and erasing.
#include "home.h"

#include <fstream>
#include <gmock/gmock.h>

namespace familiar::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

TEST_F(Home, FirstCommandMakesThePersonOfTheSystem) {
    const auto people = json({"people"});
    ASSERT_THAT(people, SizeIs(1));
    EXPECT_EQ(people[0]["role"], "host");
    EXPECT_EQ(people[0]["time_zone"], "Europe/Dublin");
    EXPECT_FALSE(people[0]["handle"].get<std::string>().empty());
    EXPECT_EQ(json({"people", "list"}), people);
}

TEST_F(Home, OnlyItsOwnerCanEnterTheHome) {
    good({"people"});
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(home()).permissions() & (perms::group_all | perms::others_all), perms::none);
}

TEST_F(Home, PeopleAreAddedAndTheFirstIsTheHost) {
    good({"people", "add", "ana", "--name", "Ana Reis", "--time-zone", "Europe/Lisbon"});
    good({"people", "add", "ben"});
    const auto people = json({"people"});
    ASSERT_THAT(people, SizeIs(2));
    EXPECT_EQ(people[0]["name"], "Ana Reis");
    EXPECT_EQ(people[0]["role"], "host");
    EXPECT_EQ(people[0]["time_zone"], "Europe/Lisbon");
    EXPECT_EQ(people[1]["role"], "member");
    EXPECT_THAT(bad(1, {"people", "add", "ana"}), HasSubstr("taken"));
    EXPECT_THAT(bad(1, {"people", "add", "Ana Reis"}), HasSubstr("a to z"));
    EXPECT_THAT(bad(1, {"people", "add", "eve", "--time-zone", "Europe/Atlantis"}), HasSubstr("time zone"));
}

TEST_F(Home, WhoAsksIsTheHostUnlessSaid) {
    good({"people", "add", "ana"});
    good({"people", "add", "ben"});
    EXPECT_THAT(familiar({"sources"}).err, HasSubstr("as ana"));
    EXPECT_THAT(familiar({"sources", "--as", "ben"}).err, IsEmpty());
    EXPECT_THAT(bad(1, {"sources", "--as", "carla"}), HasSubstr("People: ana, ben"));
}

TEST_F(Home, CirclesLetOthersSee) {
    good({"people", "add", "ana"});
    good({"people", "add", "ben"});
    good({"circles", "add", "rowers", "--as", "ana"});
    EXPECT_THAT(bad(1, {"circles", "add", "rowers", "--as", "ben"}), HasSubstr("rowers"));
    EXPECT_THAT(bad(1, {"circles", "join", "rowers", "ben", "--as", "ben"}), HasSubstr("You are in no circle"));
    const std::string posts =
        folder().file("posts.jsonl", post_line("1", "The boathouse key hangs behind the blue oar."));
    good({"import", posts, "--audience", "circle:rowers", "--as", "ana"});
    EXPECT_THAT(json({"search", "boathouse", "--as", "ben"}), IsEmpty());
    good({"circles", "join", "rowers", "ben", "--as", "ana"});
    EXPECT_THAT(json({"search", "boathouse", "--as", "ben"}), SizeIs(1));
    const auto circles = json({"circles", "--as", "ben"});
    ASSERT_THAT(circles, SizeIs(1));
    EXPECT_EQ(circles[0]["members"], Json({"ana", "ben"}));
    EXPECT_THAT(bad(1, {"import", posts, "--audience", "circle:divers", "--as", "ana"}), HasSubstr("divers"));
    EXPECT_THAT(bad(1, {"import", posts, "--audience", "friends", "--as", "ana"}),
                HasSubstr("private, public or circle:NAME"));
}

TEST_F(Home, KeysAreShownOnceAndRemoved) {
    const std::string key = good({"keys", "add", "phone"});
    EXPECT_THAT(key, StartsWith("fam_"));
    ASSERT_THAT(lines_of(key), SizeIs(1));
    EXPECT_THAT(files_with(lines_of(key)[0]), IsEmpty()) << "only the digest of a key is kept";
    const auto keys = json({"keys"});
    ASSERT_THAT(keys, SizeIs(1));
    EXPECT_EQ(keys[0]["name"], "phone");
    good({"keys", "remove", std::to_string(keys[0]["id"].get<int>())});
    EXPECT_THAT(json({"keys"}), IsEmpty());
    EXPECT_THAT(bad(1, {"keys", "remove", "77"}), HasSubstr("no key 77"));
}

TEST_F(Home, ConsentsAreOffBeyondAnsweringAndCanBeTakenBack) {
    good({"people", "add", "ana"});
    const auto given = [&] {
        std::vector<std::string> names;
        for (const auto& consent : json({"consents"})) {
            if (consent["given"].get<bool>()) names.push_back(consent["purpose"]);
        }
        return names;
    };
    EXPECT_EQ(given(), std::vector<std::string>{"answer"});
    good({"consents", "allow", "remote_engine"});
    EXPECT_EQ(given(), (std::vector<std::string>{"answer", "remote_engine"}));
    good({"consents", "withdraw", "remote_engine"});
    EXPECT_EQ(given(), std::vector<std::string>{"answer"});
    EXPECT_THAT(bad(1, {"consents", "allow", "advertising"}), HasSubstr("remote_engine"));
    EXPECT_THAT(good({"ledger"}), HasSubstr("Nothing has left"));
}

TEST_F(Home, LinkLeadsToTheConfiguredAddress) {
    EXPECT_THAT(good({"link"}), StartsWith("http://127.0.0.1:8484/sign-in?token="));
    EXPECT_THAT(good({"link", "--listen", "[::1]:9000"}), StartsWith("http://[::1]:9000/sign-in?token="));
    std::ofstream(home() + "/familiar.toml") << "[serve]\nlisten = \"0.0.0.0:8500\"\n";
    EXPECT_THAT(good({"link"}), StartsWith("http://127.0.0.1:8500/sign-in?token="));
}

TEST_F(Home, ExportIsASqliteFileOfThePerson) {
    good({"people", "add", "ana"});
    const std::string posts = folder().file("posts.jsonl", post_line("1", "Zanzibarquartz is my favourite word."));
    good({"import", posts});
    const auto told = json({"export"});
    ASSERT_THAT(told, SizeIs(1));
    const std::filesystem::path file = folder().path() / "ana.familiar.db";
    ASSERT_TRUE(std::filesystem::exists(file));
    std::ifstream stream(file, std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    EXPECT_THAT(content, StartsWith("SQLite format 3"));
    EXPECT_THAT(content, HasSubstr("Zanzibarquartz"));
    EXPECT_EQ(std::filesystem::status(file).permissions() & std::filesystem::perms::others_all,
              std::filesystem::perms::none);
    EXPECT_THAT(bad(1, {"export"}), HasSubstr("exists already"));
    EXPECT_THAT(bad(1, {"export", "/nowhere/at/all.db"}), HasSubstr("/nowhere"));
}

TEST_F(Home, ErasingLeavesNoByte) {
    const std::string secret = "Quibblethwaite";
    good({"people", "add", "ana"});
    good({"people", "add", "ben"});
    good({"import", "--as", "ana", folder().file("private.jsonl", post_line("1", secret + " keeps the spare key."))});
    good({"import", "--as", "ana", "--audience", "public",
          folder().file("public.jsonl", post_line("2", secret + " sells eggs."))});
    good({"ask", "--as", "ana", "Where does " + secret + " keep the key?"});
    ASSERT_FALSE(files_with(secret).empty());
    EXPECT_THAT(bad(1, {"erase"}), HasSubstr("--as"));
    EXPECT_THAT(bad(1, {"erase", "--as", "ana"}), HasSubstr("--yes"));
    ASSERT_FALSE(files_with(secret).empty());
    good({"erase", "--as", "ana", "--yes"});
    EXPECT_THAT(files_with(secret), IsEmpty());
    EXPECT_THAT(files_with("quibblethwait"), IsEmpty()) << "neither in the index";
    EXPECT_THAT(json({"people"}), SizeIs(1));
    EXPECT_TRUE(json({"doctor"})[0]["ok"]);
    EXPECT_THAT(bad(1, {"erase", "--as", "ana", "--yes"}), HasSubstr("nobody called"));
}

TEST_F(Home, RemovingAPersonErasesToo) {
    good({"people", "add", "ana"});
    good({"people", "add", "ben"});
    EXPECT_THAT(bad(1, {"people", "remove", "ben"}), HasSubstr("--yes"));
    good({"people", "remove", "ben", "--yes"});
    EXPECT_THAT(json({"people"}), SizeIs(1));
    EXPECT_THAT(bad(1, {"people", "remove", "ben", "--yes"}), HasSubstr("nobody called"));
}

}  // namespace
}  // namespace familiar::tests
