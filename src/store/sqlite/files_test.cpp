// The files under an archive: damaged, foreign, full, locked, copied, and used by many threads at once.
#include "platform/files.h"

#include "store/archive_conformance.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fstream>
#include <latch>
#include <thread>

namespace familiar::store::sqlite {
namespace {

namespace fs = std::filesystem;

class SqliteFiles : public testing::Test {
protected:
    SqliteFiles() : mara_(world_.add_person("mara")) {
        own_ = World::add_source(*world_.file_of(mara_), mara_, "own", Audience::only_me());
    }

    fs::path file() const { return world_.home() / "people" / (std::to_string(mara_.value) + ".db"); }
    std::vector<Post> batch(int from, int count, const std::string& words = "apple pear plum") const {
        std::vector<Post> posts;
        for (int i = from; i < from + count; ++i) posts.push_back(World::draft(own_, std::to_string(i), words));
        return posts;
    }
    Result<std::unique_ptr<Archive>> open(ArchiveOptions options) const {
        return open_sqlite_archive(std::move(options), world_.clock);
    }
    Call call() const { return Call(world_.clock); }

    World world_{backends().front()};
    PersonId mara_;
    Source own_;
};

// Replaces bytes of a file that nobody has open.
void overwrite(const fs::path& path, std::size_t at, std::string_view bytes) {
    std::fstream stream(path, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(static_cast<std::streamoff>(at));
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

TEST_F(SqliteFiles, that_are_sound_have_no_trouble) {
    World::put(*world_.file_of(mara_), batch(0, 20));
    EXPECT_TRUE(world_.archive().integrity()->empty());
    const auto owner_alone = fs::perms::owner_read | fs::perms::owner_write;
    EXPECT_EQ(fs::status(file()).permissions(), owner_alone);
    EXPECT_EQ(fs::status(world_.home() / "common.db").permissions(), owner_alone);
    EXPECT_EQ(fs::status(world_.home()).permissions(), fs::perms::owner_all);
}

TEST_F(SqliteFiles, that_are_damaged_are_told_and_not_tripped_over) {
    World::put(*world_.file_of(mara_), batch(0, 400, "apple pear plum and a few more words to fill pages"));
    world_.reopen();
    SQLite::Database(file().string(), SQLite::OPEN_READWRITE).exec("VACUUM");  // leaves no page that nobody would miss
    const std::string sound = *platform::read_file(file(), 1U << 24U);
    constexpr std::size_t k_page = 4096;
    ASSERT_GT(sound.size(), 20 * k_page);
    int damaged = 0;
    int told = 0;
    for (std::size_t page = 0; page < sound.size() / k_page; page += 3) {
        for (const std::string& bytes : {std::string(k_page, '\0'), std::string(200, '\xA5')}) {
            world_.reopen();
            ASSERT_TRUE(platform::write_file(file(), sound));
            overwrite(file(), page * k_page + (bytes.size() < k_page ? 8 : 0), bytes);
            const auto troubles = world_.archive().integrity();
            ASSERT_TRUE(troubles);
            ++damaged;
            told += troubles->empty() ? 0 : 1;
            if (const auto store = world_.archive().person(mara_)) {
                static_cast<void>((*store)->match(call(), world_.viewer(mara_), query_for({"apple"})));
                static_cast<void>((*store)->posts(world_.viewer(mara_), {1, 200, 400}));
            }
        }
    }
    // SQLite keeps no checksums: damage inside a text or on a free page can go unseen, lost structure cannot.
    EXPECT_GE(told * 10, damaged * 8) << told << " of " << damaged;
}

TEST_F(SqliteFiles, that_are_something_else_are_refused) {
    world_.reopen();
    ASSERT_TRUE(platform::write_file(file(), std::string(8192, 'x')));
    EXPECT_EQ(world_.archive().person(mara_).error().code, ErrorCode::corrupt);
    EXPECT_EQ(world_.archive().integrity()->size(), 1U);
    const test::TempFolder other;
    ASSERT_TRUE(platform::write_file(other / "common.db", "this is no database, but a text that somebody put here"));
    EXPECT_EQ(open({.home = other.path()}).error().code, ErrorCode::corrupt);
}

TEST_F(SqliteFiles, of_a_newer_familiar_are_left_alone) {
    world_.reopen();
    SQLite::Database(file().string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
    const auto refused = world_.archive().person(mara_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::corrupt);
    EXPECT_NE(refused.error().message.find("newer Familiar"), std::string::npos);
}

// As the version before left them: one segment for all audiences, totals of the whole file.
TEST_F(SqliteFiles, of_before_audiences_in_the_index_get_it_anew) {
    const CircleId family = world_.common().ensure_circle("family", mara_)->id;
    const PersonId tom = world_.add_person("tom");
    const Source shared = World::add_source(world_.common(), mara_, "shared", Audience::everyone());
    std::vector<Post> posts = {World::draft(shared, "1", "apple pear"), World::draft(shared, "2", "apple plum kiwi")};
    posts[1].audience = Audience::of(family);
    World::put(world_.common(), posts);
    const test::TempFolder former;
    fs::copy(world_.home(), former / "home", fs::copy_options::recursive);
    SQLite::Database((former / "home/common.db").string(), SQLite::OPEN_READWRITE)
        .exec(
            "DROP INDEX index_segment_by_audience; ALTER TABLE index_segment DROP COLUMN audience;"
            "DELETE FROM index_segment WHERE id > 1; DROP TABLE total;"
            "CREATE TABLE total (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
            "INSERT INTO total VALUES ('posts', 2), ('words', 5); PRAGMA user_version = 3");
    const auto opened = open({.home = former / "home"});
    ASSERT_TRUE(opened) << opened.error().text();
    CommonStore& common = (*opened)->common();
    EXPECT_TRUE((*opened)->integrity()->empty());
    EXPECT_EQ(common.statistics(*common.viewer(mara_), {term("apple")})->with_term.front(), 2);
    EXPECT_EQ(common.statistics(*common.viewer(tom), {term("apple")})->with_term.front(), 1);
    EXPECT_EQ(common.statistics(*common.viewer(tom), {})->words, 2);
    EXPECT_EQ(common.match(call(), *common.viewer(mara_), query_for({"plum"}))->size(), 1U);
}

TEST_F(SqliteFiles, need_a_folder_that_can_be_used) {
    const test::TempFolder folder;
    ASSERT_TRUE(platform::write_file(folder / "file", "x"));
    for (const fs::path& home : {folder / "file", folder / "file/home", fs::path("/proc/no-such-home")}) {
        const auto refused = open({.home = home});
        ASSERT_FALSE(refused) << home;
        EXPECT_NE(refused.error().message.find(home.string()), std::string::npos) << refused.error().text();
    }
    fs::create_directories(folder / "odd/common.db");
    EXPECT_EQ(open({.home = folder / "odd"}).error().code, ErrorCode::unavailable);
}

TEST_F(SqliteFiles, that_are_full_hold_whole_batches_alone) {
    constexpr std::int64_t k_limit = 400'000;
    world_.reopen({.home = {}, .file_bytes_max = k_limit});
    const auto store = world_.file_of(mara_);
    const ImportJob job = *store->begin_import(own_.id, "f");
    std::int64_t stored = 0;
    Error error;
    for (int from = 0; from < 4000; from += 20) {
        const auto outcome = store->store_batch(batch(from, 20, std::string(300, 'x') + std::to_string(from)), job);
        if (!outcome) {
            error = outcome.error();
            break;
        }
        stored += outcome->added;
    }
    EXPECT_EQ(error.code, ErrorCode::exhausted) << error.text();
    EXPECT_GT(stored, 100);
    EXPECT_EQ(*store->post_count(world_.viewer(mara_)), stored);
    EXPECT_EQ(store->statistics(world_.viewer(mara_), {})->posts, stored);
    EXPECT_TRUE(store->integrity()->empty());
    EXPECT_LE(static_cast<std::int64_t>(fs::file_size(file())), k_limit);
    EXPECT_FALSE(open({.home = world_.folder / "tiny", .file_bytes_max = 8192}));
}

TEST_F(SqliteFiles, that_another_process_writes_are_read_and_waited_for) {
    using std::chrono::milliseconds;
    world_.reopen({.home = {}, .busy_timeout = milliseconds(20)});
    SQLite::Database other(file().string(), SQLite::OPEN_READWRITE);
    const auto store = world_.file_of(mara_);
    other.exec("BEGIN EXCLUSIVE");
    EXPECT_EQ(store->add_conversation("x").error().code, ErrorCode::unavailable);
    EXPECT_TRUE(store->conversations(10)) << "readers never wait";
    other.exec("ROLLBACK");
    EXPECT_TRUE(store->add_conversation("x"));

    world_.reopen();
    const auto patient = world_.file_of(mara_);
    other.exec("BEGIN EXCLUSIVE");
    std::latch begun(1);
    bool written = false;
    std::jthread writer([&] {
        begun.count_down();
        written = patient->add_conversation("y").has_value();
    });
    begun.wait();
    other.exec("ROLLBACK");
    writer.join();
    EXPECT_TRUE(written);
}

TEST_F(SqliteFiles, that_are_being_read_are_not_called_clean) {
    world_.reopen({.home = {}, .busy_timeout = std::chrono::milliseconds(20)});
    const auto store = world_.file_of(mara_);
    World::put(*store, batch(0, 10));
    SQLite::Database other(file().string(), SQLite::OPEN_READWRITE);
    {
        SQLite::Statement reading(other, "SELECT * FROM post");
        ASSERT_TRUE(reading.executeStep());
        EXPECT_EQ(store->remove_source(own_.id).error().code, ErrorCode::unavailable);
    }
    own_ = World::add_source(*store, mara_, "again", Audience::only_me());
    EXPECT_TRUE(store->remove_source(own_.id));
    EXPECT_TRUE(test::files_holding(world_.home(), "plum").empty());
}

TEST_F(SqliteFiles, that_cannot_be_opened_for_reading_block_nobody) {
    world_.reopen();
    const auto store = world_.file_of(mara_);  // open for writing; readers come with the first reading
    fs::rename(file(), world_.folder / "away.db");
    for (std::size_t i = 0; i < 3 * k_readers_per_file; ++i) EXPECT_FALSE(store->conversations(10));
    fs::rename(world_.folder / "away.db", file());
    EXPECT_TRUE(store->conversations(10));
}

TEST_F(SqliteFiles, are_made_once_by_many_at_once) {
    for (int round = 0; round < 3; ++round) {
        const fs::path home = world_.folder / ("new-" + std::to_string(round));
        std::latch together(4);
        std::atomic<int> opened = 0;
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                together.arrive_and_wait();
                const auto archive = open({.home = home});
                if (archive)
                    ++opened;
                else
                    ADD_FAILURE() << archive.error().text();
            });
        }
        threads.clear();
        EXPECT_EQ(opened, 4);
    }
}

TEST_F(SqliteFiles, serve_many_threads_at_once) {
    const auto store = world_.file_of(mara_);
    const ImportJob job = *store->begin_import(own_.id, "f");
    constexpr int k_batches = 12;
    std::atomic<bool> done = false;
    std::vector<std::jthread> readers;
    for (int i = 0; i < 4; ++i) {
        readers.emplace_back([&] {
            std::int64_t last = 0;
            do {
                const Viewer viewer{mara_, {}};
                const auto count = store->post_count(viewer);
                const auto found = store->match(call(), viewer, query_for({"apple"}));
                ASSERT_TRUE(count && found);
                EXPECT_GE(*count, last);
                EXPECT_EQ(*count % 5, 0) << "a batch is seen whole or not at all";
                last = *count;
            } while (!done);
        });
    }
    std::vector<std::jthread> writers;
    for (int w = 0; w < 2; ++w) {
        writers.emplace_back([&, w] {
            for (int i = 0; i < k_batches; ++i) EXPECT_TRUE(store->store_batch(batch(w * 1000 + i * 5, 5), job));
        });
    }
    writers.clear();
    done = true;
    readers.clear();
    EXPECT_EQ(*store->post_count(world_.viewer(mara_)), 2 * k_batches * 5);
    EXPECT_TRUE(store->integrity()->empty());
}

TEST_F(SqliteFiles, of_more_people_than_stay_open_are_all_served) {
    std::vector<PersonId> people;
    for (std::size_t i = 0; i < k_open_people_max + 3; ++i)
        people.push_back(world_.add_person("p" + std::to_string(i)));
    for (const PersonId person : people) ASSERT_TRUE(world_.file_of(person)->add_conversation("x"));
    for (const PersonId person : people) EXPECT_EQ(world_.file_of(person)->conversations(10)->size(), 1U);
}

TEST_F(SqliteFiles, an_export_is_a_whole_copy) {
    World::put(*world_.file_of(mara_), batch(0, 50));
    const Conversation conversation = *world_.file_of(mara_)->add_conversation("Opening hours");
    const fs::path copy = world_.folder / "copy.db";
    ASSERT_TRUE(world_.archive().export_person(mara_, copy));
    EXPECT_EQ(fs::status(copy).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(world_.archive().export_person(mara_, copy).error().code, ErrorCode::conflict);
    EXPECT_FALSE(world_.archive().export_person(mara_, world_.folder / "missing/copy.db"));

    // The copy is what another home can begin with.
    const PersonId other = world_.add_person("another");
    fs::copy_file(copy, world_.home() / "people" / (std::to_string(other.value) + ".db"));
    const auto store = world_.file_of(other);
    EXPECT_EQ(*store->post_count(world_.viewer(other)), 50);
    EXPECT_EQ(store->conversation(conversation.id)->title, "Opening hours");
    EXPECT_EQ(store->match(call(), world_.viewer(other), query_for({"apple"}))->size(), 50U);
    EXPECT_TRUE(store->integrity()->empty());
}

}  // namespace
}  // namespace familiar::store::sqlite
