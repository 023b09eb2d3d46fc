#include "gather/input/archive.h"

#include "gather/input/packed_test.h"
#include "gather/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

const platform::SystemClock g_clock;

struct Unpacked {
    Files files;
    std::optional<Error> error;
};

Unpacked unpack(std::string bytes, bool read_them = true) {
    const Call call(g_clock);
    const auto input = platform::stream_of(std::move(bytes));
    ArchiveBudget budget;
    Unpacked out;
    auto reader = ArchiveReader::open(*input, budget);
    if (!reader) return {.files = {}, .error = reader.error()};
    while (true) {
        auto member = (*reader)->next(call);
        if (!member) out.error = member.error();
        if (!member || !*member) return out;
        out.files.emplace_back((*member)->name, "");
        if (!read_them) continue;
        MemberStream stream(**reader, (*member)->size);
        auto content = platform::read_all(stream, 256U << 20U);
        if (!content) {
            out.error = content.error();
            return out;
        }
        out.files.back().second = std::move(*content);
    }
}

TEST(Archive, ReadsEveryPacking) {
    const Files files = {{"WhatsApp Chat – Ana 🤓.txt", "hello"}, {"b/c.txt", std::string(200'000, 'x')}};
    for (const Packing packing : {Packing::zip, Packing::tar, Packing::tar_gz}) {
        const Unpacked out = unpack(packed(packing, files));
        EXPECT_FALSE(out.error.has_value());
        EXPECT_EQ(out.files, files);
    }
    EXPECT_THAT(unpack(packed(Packing::gz, {{"x", "hello"}})).files, ElementsAre(Pair("", "hello")));
    EXPECT_THAT(unpack(packed(Packing::zip, {})).files, ElementsAre());
}

TEST(Archive, ReadsZipsThatWereWrittenAsStreams) {
    const std::string stored = packed(Packing::zip, {{"a.txt", "one"}, {"b.txt", "two"}}, "zip:compression=store");
    EXPECT_THAT(unpack(stored).files, ElementsAre(Pair("a.txt", "one"), Pair("b.txt", "two")));
    EXPECT_THAT(unpack(stored, false).files, ElementsAre(Pair("a.txt", ""), Pair("b.txt", "")));
}

TEST(Archive, TakesNamesAsNamesOnly) {
    const Files hostile = {{"../../etc/passwd", "a"}, {"/abs/x.txt", "b"}, {"a//./b.txt", "c"}, {"caf\xE9.txt", "d"}};
    const Unpacked out = unpack(packed(Packing::tar, hostile));
    EXPECT_THAT(out.files, ElementsAre(Pair("etc/passwd", "a"), Pair("abs/x.txt", "b"), Pair("a/b.txt", "c"),
                                       Pair("caf\xEF\xBF\xBD.txt", "d")));
}

TEST(Archive, HandsOutWhatCameBeforeTheEndWasCutOff) {
    const std::string content = noise(1'000'000);
    for (const Packing packing : {Packing::zip, Packing::tar, Packing::tar_gz}) {
        std::string bytes = packed(packing, {{"a.txt", "whole"}, {"b.txt", content}});
        bytes.resize(bytes.size() / 2);
        const Unpacked out = unpack(bytes);
        ASSERT_TRUE(out.error.has_value());
        EXPECT_EQ(out.error->code, ErrorCode::corrupt);
        EXPECT_THAT(out.error->message, HasSubstr("damaged or was cut short"));
        ASSERT_FALSE(out.files.empty());
        EXPECT_EQ(out.files.front(), std::pair(std::string("a.txt"), std::string("whole")));
    }
}

TEST(Archive, StopsBombs) {
    const std::string content(40U << 20U, 'x');
    for (const Packing packing : {Packing::zip, Packing::tar_gz, Packing::gz}) {
        const std::string bomb = packed(packing, {{"a.txt", content}});
        for (const bool read_them : {true, false}) {
            const Unpacked out = unpack(bomb, read_them);
            if (!read_them && packing == Packing::zip && !out.error) continue;  // passed over without unpacking it
            ASSERT_TRUE(out.error.has_value());
            EXPECT_EQ(out.error->code, ErrorCode::exhausted);
            EXPECT_THAT(out.error->message, HasSubstr(std::to_string(k_archive_ratio_max) + " times its size"));
        }
    }
}

TEST(Archive, SaysWhenItIsLocked) {
    // A stored member whose general purpose bit 0 says that it is encrypted.
    std::string locked = packed(Packing::zip, {{"a.txt", "hello"}}, "zip:compression=store");
    locked[6] = static_cast<char>(locked[6] | 1);
    const Unpacked out = unpack(locked);
    ASSERT_TRUE(out.error.has_value());
    EXPECT_EQ(out.error->code, ErrorCode::denied);
    EXPECT_THAT(out.error->message, HasSubstr("password"));
}

TEST(Archive, RefusesWhatIsNone) {
    for (const char* bytes : {"PK\x03\x04 and then nothing", "\x1F\x8B\x08garbage"}) {
        EXPECT_TRUE(unpack(bytes).error.has_value());
    }
}

TEST(Archive, PassesOnErrorsOfTheStreamBehind) {
    class Broken final : public platform::ByteStream {
        Result<std::size_t> read(char*, std::size_t) override {
            return fail(ErrorCode::unavailable, "the disk is gone");
        }
    };
    Broken broken;
    ArchiveBudget budget;
    const auto reader = ArchiveReader::open(broken, budget);
    ASSERT_FALSE(reader.has_value());
    EXPECT_EQ(reader.error().message, "the disk is gone");
}

}  // namespace
}  // namespace familiar::gather
