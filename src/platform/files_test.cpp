#include "platform/files.h"

#include "tests/support/temp_folder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace familiar::platform {
namespace {

namespace fs = std::filesystem;

class Files : public ::testing::Test {
protected:
    // The folder holds nothing but `names`: no draft was left behind.
    void expect_names(const std::vector<fs::path>& names) const { EXPECT_EQ(*list_folder(folder_.path()), names); }

    test::TempFolder folder_;
};

TEST_F(Files, are_written_and_read_back) {
    const std::string content("line\n\0binary\xFF", 13);
    ASSERT_TRUE(write_file(folder_ / "a", content));
    EXPECT_EQ(*read_file(folder_ / "a", 100), content);
    ASSERT_TRUE(write_file(folder_ / "a", "shorter"));
    EXPECT_EQ(*read_file(folder_ / "a", 100), "shorter");
    ASSERT_TRUE(write_file(folder_ / "empty", ""));
    EXPECT_EQ(*read_file(folder_ / "empty", 0), "");
    expect_names({"a", "empty"});
    EXPECT_EQ(fs::status(folder_ / "a").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Files, that_cannot_be_written_stay_as_they_were) {
    ASSERT_TRUE(fs::create_directory(folder_ / "folder"));
    EXPECT_FALSE(write_file(folder_ / "folder", "x"));
    EXPECT_EQ(write_file(folder_ / "missing/file", "x").error().code, ErrorCode::not_found);
    expect_names({"folder"});
}

TEST_F(Files, are_whole_for_every_reader) {
    const std::string one(20'000, '1');
    const std::string two(30'000, '2');
    ASSERT_TRUE(write_file(folder_ / "a", one));
    const auto write_both = [&] {
        for (int i = 0; i < 25; ++i) {
            EXPECT_TRUE(write_file(folder_ / "a", two));
            EXPECT_TRUE(write_file(folder_ / "a", one));
        }
    };
    {
        const std::jthread writer(write_both);
        const std::jthread other_writer(write_both);
        for (int i = 0; i < 100; ++i) {
            const auto content = read_file(folder_ / "a", 100'000);
            ASSERT_TRUE(content);
            EXPECT_TRUE(*content == one || *content == two);
        }
    }
    expect_names({"a"});
}

TEST_F(Files, are_read_up_to_a_limit) {
    ASSERT_TRUE(write_file(folder_ / "a", std::string(70'000, 'x')));
    EXPECT_EQ(read_file(folder_ / "a", 70'000)->size(), 70'000U);
    const auto cut = read_file(folder_ / "a", 69'999);
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().code, ErrorCode::exhausted);
    EXPECT_EQ(cut.error().where, (folder_ / "a").string());
}

TEST_F(Files, that_are_none_are_refused) {
    EXPECT_EQ(read_file(folder_ / "none", 10).error().code, ErrorCode::not_found);
    EXPECT_EQ(read_file(folder_.path(), 10).error().code, ErrorCode::invalid_argument);
    ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(read_file(folder_ / "pipe", 10).error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(read_file("/dev/zero", 10).error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(list_folder(folder_ / "none").error().code, ErrorCode::not_found);
}

TEST_F(Files, that_may_not_be_read_say_so) {
    if (::geteuid() == 0) GTEST_SKIP() << "NOT TESTED: root may read everything";
    ASSERT_TRUE(write_file(folder_ / "a", "x"));
    fs::permissions(folder_ / "a", fs::perms::none);
    EXPECT_EQ(read_file(folder_ / "a", 10).error().code, ErrorCode::denied);
}

TEST_F(Files, folders_are_private_and_made_with_their_parents) {
    ASSERT_TRUE(make_private_folder(folder_ / "a/b"));
    EXPECT_EQ(fs::status(folder_ / "a/b").permissions(), fs::perms::owner_all);
    EXPECT_TRUE(make_private_folder(folder_ / "a/b"));
    ASSERT_TRUE(write_file(folder_ / "file", "x"));
    const auto inside_a_file = make_private_folder(folder_ / "file/b");
    ASSERT_FALSE(inside_a_file);
    EXPECT_NE(inside_a_file.error().message.find("cannot make the folder"), std::string::npos)
        << inside_a_file.error().text();
    EXPECT_FALSE(make_private_folder(folder_ / "file"));
}

TEST_F(Files, names_are_listed_in_byte_order) {
    for (const char* name : {"b", "a", "Z", ".hidden"}) ASSERT_TRUE(write_file(folder_ / name, ""));
    expect_names({".hidden", "Z", "a", "b"});
}

TEST_F(Files, are_streamed_in_pieces) {
    ASSERT_TRUE(write_file(folder_ / "a", "0123456789"));
    const auto stream = open_stream(folder_ / "a");
    ASSERT_TRUE(stream);
    EXPECT_EQ((*stream)->size(), 10);
    char piece[4];
    EXPECT_EQ(*(*stream)->read(piece, 4), 4U);
    EXPECT_EQ(std::string_view(piece, 4), "0123");
    EXPECT_EQ(*read_all(**stream, 100), "456789");
    EXPECT_EQ(*(*stream)->read(piece, 4), 0U);
}

TEST_F(Files, memory_is_a_stream_too) {
    const auto stream = stream_of("abc");
    EXPECT_EQ(stream->size(), 3);
    EXPECT_EQ(*read_all(*stream, 3), "abc");
    EXPECT_EQ(*read_all(*stream, 3), "");
    EXPECT_EQ(read_all(*stream_of("abcd"), 3).error().code, ErrorCode::exhausted);
}

TEST(Process, knows_its_memory) { EXPECT_GT(resident_bytes(), 1'000'000); }

}  // namespace
}  // namespace familiar::platform
