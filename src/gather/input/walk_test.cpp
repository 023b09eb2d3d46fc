#include "gather/input/walk.h"

#include "gather/input/packed_test.h"
#include "gather/limits.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const platform::SystemClock g_clock;

// Notes what it is shown.
class Noted final : public InputVisitor {
public:
    Result<> input(Input& input) override {
        names.push_back(input.name);
        locators.push_back(input.locator);
        inside.push_back(input.inside);
        contents.push_back(platform::read_all(input.bytes, 1U << 20U).value_or("unreadable"));
        return {};
    }
    void failed(const std::string& name, const std::string&, const Error& error) override {
        failures.push_back(name + ": " + error.message);
    }

    std::vector<std::string> names;
    std::vector<std::string> locators;
    std::vector<bool> inside;
    std::vector<std::string> contents;
    std::vector<std::string> failures;
};

class WalkTest : public testing::Test {
protected:
    void SetUp() override {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::canonical(testing::TempDir()) / (std::string("familiar_walk_") + test->name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    void put(const std::string& name, std::string_view content) {
        std::filesystem::create_directories((folder_ / name).parent_path());
        ASSERT_TRUE(platform::write_file(folder_ / name, content).has_value());
    }
    Result<> walk(const std::filesystem::path& path) { return Walk(Call(g_clock), noted_).path(path.string()); }

    std::filesystem::path folder_;
    Noted noted_;
};

TEST_F(WalkTest, ShowsOneFileAsItself) {
    put("chat.txt", "hello");
    ASSERT_TRUE(walk(folder_ / "chat.txt").has_value());
    EXPECT_THAT(noted_.names, ElementsAre("chat.txt"));
    EXPECT_THAT(noted_.locators, ElementsAre((folder_ / "chat.txt").string()));
    EXPECT_THAT(noted_.inside, ElementsAre(false));
    EXPECT_THAT(noted_.contents, ElementsAre("hello"));
}

TEST_F(WalkTest, WalksFoldersInTheOrderOfNames) {
    put("b/2.txt", "2");
    put("b/1.txt", "1");
    put("a.txt", "a");
    put(".hidden", "x");
    put(".git/config", "x");
    ASSERT_TRUE(walk(folder_).has_value());
    const std::string root = folder_.filename().string();
    EXPECT_THAT(noted_.names, ElementsAre(root + "/a.txt", root + "/b/1.txt", root + "/b/2.txt"));
    EXPECT_THAT(noted_.inside, ElementsAre(true, true, true));
}

TEST_F(WalkTest, FollowsNoLinksInsideAFolder) {
    put("out/secret.txt", "secret");
    put("in/a.txt", "a");
    std::filesystem::create_symlink(folder_ / "out/secret.txt", folder_ / "in/link.txt");
    std::filesystem::create_directory_symlink(folder_ / "out", folder_ / "in/linked");
    std::filesystem::create_directory_symlink(folder_ / "in", folder_ / "in/loop");
    ASSERT_TRUE(walk(folder_ / "in").has_value());
    EXPECT_THAT(noted_.contents, ElementsAre("a"));
}

TEST_F(WalkTest, StopsAtItsDepth) {
    std::string deep = "d";
    for (int i = 0; i < k_folder_depth_max + 2; ++i) deep += "/d";
    put(deep + "/x.txt", "x");
    put("z.txt", "z");
    ASSERT_TRUE(walk(folder_).has_value());
    EXPECT_THAT(noted_.contents, ElementsAre("z"));
    EXPECT_THAT(noted_.failures, ElementsAre(HasSubstr("the limit")));
}

TEST_F(WalkTest, OpensArchivesAndArchivesInThem) {
    const std::string inner = packed(Packing::zip, {{"_chat.txt", "inner"}});
    put("all.tar.gz",
        packed(Packing::tar_gz, {{"WhatsApp Chat - Ana.zip", inner}, {"__MACOSX/._x", "x"}, {"b.txt", "b"}}));
    ASSERT_TRUE(walk(folder_ / "all.tar.gz").has_value());
    EXPECT_THAT(noted_.names, ElementsAre("all.tar.gz/WhatsApp Chat - Ana.zip/_chat.txt", "all.tar.gz/b.txt"));
    const std::string locator = (folder_ / "all.tar.gz").string();
    EXPECT_THAT(noted_.locators, ElementsAre(locator + "!WhatsApp Chat - Ana.zip!_chat.txt", locator + "!b.txt"));
    EXPECT_THAT(noted_.contents, ElementsAre("inner", "b"));
    EXPECT_THAT(noted_.failures, IsEmpty());
}

TEST_F(WalkTest, OpensNoThirdArchive) {
    const std::string third = packed(Packing::zip, {{"x.txt", "x"}});
    const std::string second = packed(Packing::zip, {{"third.zip", third}, {"y.txt", "y"}});
    put("first.zip", packed(Packing::zip, {{"second.zip", second}, {"z.txt", "z"}}));
    ASSERT_TRUE(walk(folder_ / "first.zip").has_value());
    EXPECT_THAT(noted_.contents, ElementsAre("y", "z"));
    EXPECT_THAT(noted_.failures, ElementsAre(HasSubstr("third.zip is an archive in an archive in an archive")));
}

TEST_F(WalkTest, ShowsACompressedFileUnderItsOwnName) {
    put("posts.jsonl.gz", packed(Packing::gz, {{"x", "{\"text\":\"a\"}"}}));
    ASSERT_TRUE(walk(folder_ / "posts.jsonl.gz").has_value());
    EXPECT_THAT(noted_.names, ElementsAre("posts.jsonl"));
    EXPECT_THAT(noted_.locators, ElementsAre((folder_ / "posts.jsonl.gz").string()));
    EXPECT_THAT(noted_.inside, ElementsAre(false));
}

TEST_F(WalkTest, SaysWhenThereIsNothing) {
    const auto outcome = walk(folder_ / "nowhere");
    ASSERT_FALSE(outcome.has_value());
    EXPECT_EQ(outcome.error().code, ErrorCode::not_found);
    EXPECT_FALSE(Walk(Call(g_clock), noted_).path("/dev/null").has_value());
}

TEST_F(WalkTest, GoesOnAfterADamagedArchiveInAFolder) {
    std::string cut = packed(Packing::tar_gz, {{"a.txt", noise(3000)}});
    cut.resize(cut.size() / 2);
    put("a.tgz", cut);
    put("b.txt", "b");
    ASSERT_TRUE(walk(folder_).has_value());
    EXPECT_EQ(noted_.contents.back(), "b");
    EXPECT_TRUE(noted_.failures.size() == 1 || noted_.contents.front() == "unreadable");
}

}  // namespace
}  // namespace familiar::gather
