// The disk is full. The person is told so in one line, what was there stays, and with room again the work goes on.
#include "gather/importer.h"
#include "letters.h"
#include "store/archive.h"

#include <gmock/gmock.h>
#include <sys/mount.h>

namespace familiar::tests {
namespace {

using ::testing::HasSubstr;

constexpr std::int64_t k_letters = 8000;
constexpr std::int64_t k_letters_before = 500;

class FullDisk : public Fault {
protected:
    // Some letters are there already when the many come that do not fit.
    void begin() {
        path_ = folder().file("letters.jsonl", letters(k_letters_before));
        good({"import", path_});
        folder().file("letters.jsonl", letters(k_letters));
    }
    void expect_nothing_lost() const {
        const Kept kept = look_into(home());
        EXPECT_GE(kept.posts, k_letters_before);
        EXPECT_LT(kept.posts, k_letters) << "everything has fitted: less room is needed";
        EXPECT_GE(kept.posts, kept.acknowledged);
        EXPECT_EQ(kept.state, "failed");
    }
    void expect_goes_on() const {
        const auto job = json({"import", path_});
        ASSERT_EQ(job.size(), 1U);
        EXPECT_EQ(job[0]["state"], "done");
        EXPECT_EQ(look_into(home()).posts, k_letters);
        EXPECT_EQ(json({"sources"}).size(), 1U);
        expect_indexed(k_letters);
        expect_sound();
    }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

TEST_F(FullDisk, AFileThatMayNotGrow) {
    constexpr std::int64_t k_room = 1'500'000;
    begin();
    const platform::SystemClock clock;
    platform::CurlClient http;
    {
        auto archive = store::open_sqlite_archive({home(), k_room}, clock);
        ASSERT_TRUE(archive.has_value()) << archive.error().text();
        gather::Importer importer(**archive, http, clock);
        gather::ImportRequest request;
        request.owner = (*archive)->common().people()->front().id;
        request.location = path();
        const auto jobs = importer.import(Call(clock), request, [](const ImportJob&, const Source&) {});
        ASSERT_TRUE(jobs.has_value()) << jobs.error().text();
        ASSERT_EQ(jobs->size(), 1U);
        EXPECT_EQ(jobs->front().state, ImportState::failed);
        EXPECT_THAT(jobs->front().message, HasSubstr("Free some space"));
    }
    expect_nothing_lost();
    expect_goes_on();
}

TEST_F(FullDisk, AProcessThatMayNotWriteMore) {
    constexpr std::uint64_t k_file_bytes_max = 1'500'000;
    begin();
    const Outcome outcome =
        run({"import", path(), "--home", home()}, {.variables = {}, .folder = {}, .file_bytes_max = k_file_bytes_max});
    EXPECT_EQ(outcome.exit_code, 1) << outcome.out;
    EXPECT_EQ(lines_of(outcome.err).size(), 1U) << outcome.err;
    const Kept kept = look_into(home());
    EXPECT_GE(kept.posts, k_letters_before);
    EXPECT_LT(kept.posts, k_letters);
    expect_goes_on();
}

// A file system of a few megabytes in memory. Only root can make one.
class SmallDisk {
public:
    explicit SmallDisk(std::string folder) : folder_(std::move(folder)) {
        std::filesystem::create_directories(folder_);
        mounted_ = ::mount("familiar-test", folder_.c_str(), "tmpfs", 0, "size=3m,mode=0700") == 0;
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    bool mounted() const { return mounted_; }
    bool grow() const {
        return ::mount("familiar-test", folder_.c_str(), "tmpfs", MS_REMOUNT, "size=256m,mode=0700") == 0;
    }

private:
    std::string folder_;
    bool mounted_ = false;
};

TEST_F(FullDisk, ADiskWithoutRoom) {
    const SmallDisk disk(home());
    if (!disk.mounted()) GTEST_SKIP() << "only root can mount a small file system";
    begin();
    const Outcome outcome = familiar({"import", path()});
    EXPECT_EQ(outcome.exit_code, 1) << outcome.out;
    EXPECT_EQ(lines_of(outcome.err).size(), 1U) << outcome.err;
    EXPECT_THAT(outcome.out + outcome.err, HasSubstr("Free some space"));
    ASSERT_TRUE(disk.grow());
    expect_nothing_lost();
    expect_goes_on();
}

}  // namespace
}  // namespace familiar::tests
