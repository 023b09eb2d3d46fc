// Sources, imports, posts and their versions and threads, in both kinds of files.
#include "store/archive_conformance.h"

namespace familiar::store {
namespace {

using std::chrono::seconds;

class Posts : public ArchiveTest {
protected:
    // What a post is now, by its id outside.
    static Post found(PostStore& store, const Viewer& viewer, const std::string& external_id) {
        const auto all = *store.match(Call(clock()), viewer, {});
        for (const Match& match : all) {
            Post post = *store.post(viewer, match.number);
            if (post.external_id == external_id) return post;
        }
        ADD_FAILURE() << "no post " << external_id;
        return {};
    }
    static std::vector<std::string> ids(const Result<std::vector<Post>>& posts) {
        std::vector<std::string> ids;
        for (const Post& post : *posts) ids.push_back(post.external_id);
        return ids;
    }

private:
    static const platform::Clock& clock() {
        static const platform::SystemClock k_clock;
        return k_clock;
    }
};
INSTANTIATE_OVER_BACKENDS(Posts);

TEST_P(Posts, a_source_is_added_once) {
    Source again = shared;
    again.id = {};
    again.title = "Another title";
    again.audience = Audience::only_me();
    const Source found_again = *world.common().ensure_source(again);
    EXPECT_EQ(found_again.id, shared.id);
    EXPECT_EQ(found_again.title, shared.title);
    EXPECT_EQ(found_again.audience, Audience::everyone());
    again.owner = tom;
    EXPECT_NE(world.common().ensure_source(again)->id, shared.id);
    EXPECT_EQ(own.id.shelf, Shelf::person);
    EXPECT_EQ(shared.id.shelf, Shelf::common);
}

TEST_P(Posts, a_source_keeps_its_state) {
    Source changed = shared;
    changed.title = "New title";
    changed.etag = "\"v2\"";
    changed.last_modified = "Sun, 01 Mar 2026 09:30:00 GMT";
    changed.checked_at = world.clock.now();
    changed.retry_after = world.clock.now() + seconds(60);
    changed.failures_in_a_row = 3;
    changed.trouble = "cannot be reached";
    ASSERT_TRUE(world.common().update_source(changed));
    const Source read = *world.common().source(sees(tom), shared.id);
    EXPECT_EQ(read.title, "New title");
    EXPECT_EQ(read.etag, "\"v2\"");
    EXPECT_EQ(read.last_modified, changed.last_modified);
    EXPECT_EQ(read.checked_at, changed.checked_at);
    EXPECT_EQ(read.retry_after, changed.retry_after);
    EXPECT_EQ(read.failures_in_a_row, 3);
    EXPECT_EQ(read.trouble, "cannot be reached");
    EXPECT_EQ(read.owner, mara);
    EXPECT_EQ(read.added_at, world.clock.now());
}

TEST_P(Posts, sources_are_not_found_on_the_other_shelf) {
    const SourceId elsewhere{Shelf::person, shared.id.number};
    EXPECT_EQ(world.common().source(sees(mara), elsewhere).error().code, ErrorCode::not_found);
    EXPECT_EQ(world.common().remove_source(elsewhere).error().code, ErrorCode::not_found);
    EXPECT_EQ(world.common().begin_import(elsewhere, "f").error().code, ErrorCode::not_found);
    Source moved = shared;
    moved.id = elsewhere;
    EXPECT_EQ(world.common().update_source(moved).error().code, ErrorCode::not_found);
    EXPECT_EQ(world.common().source(sees(mara), {Shelf::common, 999}).error().code, ErrorCode::not_found);
}

TEST_P(Posts, come_back_as_they_were_stored) {
    Post post = World::draft(own, "ext-1", "Straße “quoted” 🎉\nand a zero \0 byte");
    post.kind = PostKind::message;
    post.title = "Title";
    post.url = "https://example.org/1";
    post.reply_to = "ext-0";
    post.thread = "t-1";
    post.language = "de";
    post.likes = 3;
    post.shares = 2;
    post.links = {{"https://example.org", "a \"label\""}};
    post.attributes = R"({"colour":"red"})";
    EXPECT_EQ(World::put(*file(), {post}).added, 1);
    const Post read = found(*file(), sees(mara), "ext-1");
    EXPECT_EQ(read.text, post.text);
    EXPECT_EQ(read.title, post.title);
    EXPECT_EQ(read.kind, post.kind);
    EXPECT_EQ(read.app, post.app);
    EXPECT_EQ(read.author, post.author);
    EXPECT_EQ(read.url, post.url);
    EXPECT_EQ(read.posted_at, post.posted_at);
    EXPECT_EQ(read.reply_to, post.reply_to);
    EXPECT_EQ(read.thread, post.thread);
    EXPECT_EQ(read.language, post.language);
    EXPECT_EQ(read.likes, post.likes);
    EXPECT_EQ(read.shares, post.shares);
    EXPECT_EQ(read.links, post.links);
    EXPECT_EQ(read.attributes, post.attributes);
    EXPECT_EQ(read.audience, Audience::only_me());
    EXPECT_EQ(read.source, own.id);
    EXPECT_EQ(read.id.shelf, Shelf::person);
    EXPECT_EQ(read.version, 1);
}

TEST_P(Posts, a_batch_is_counted_and_changes_are_versions) {
    Post one = World::draft(own, "1", "first words");
    const Post two = World::draft(own, "2", "second words");
    BatchOutcome outcome = World::put(*file(), {one, two, one});
    EXPECT_EQ(outcome.added, 2);
    EXPECT_EQ(outcome.unchanged, 1);
    one.text = "changed words";
    one.url = "https://example.org/new";
    outcome = World::put(*file(), {one, two});
    EXPECT_EQ(outcome.changed, 1);
    EXPECT_EQ(outcome.unchanged, 1);

    const Post newest = found(*file(), sees(mara), "1");
    EXPECT_EQ(newest.version, 2);
    EXPECT_EQ(newest.text, "changed words");
    const Post old = *file()->post_version(sees(mara), newest.id.number, 1);
    EXPECT_EQ(old.text, "first words");
    EXPECT_EQ(old.url, "");
    EXPECT_EQ(old.version, 1);
    EXPECT_EQ(file()->post_version(sees(mara), newest.id.number, 2)->text, "changed words");
    EXPECT_EQ(file()->post_version(sees(mara), newest.id.number, 3).error().code, ErrorCode::not_found);
    EXPECT_EQ(*file()->post_count(sees(mara)), 2);
    EXPECT_EQ(file()->source(sees(mara), own.id)->posts, 2);
    EXPECT_TRUE(file()->match(call(), sees(mara), query_for({"first"}))->empty());
    EXPECT_EQ(file()->match(call(), sees(mara), query_for({"changed"}))->size(), 1U);
    EXPECT_TRUE(file()->integrity()->empty());
}

TEST_P(Posts, likes_are_refreshed_without_a_version) {
    Post post = World::draft(own, "1", "words");
    World::put(*file(), {post});
    post.likes = 7;
    post.shares = 1;
    EXPECT_EQ(World::put(*file(), {post}).unchanged, 1);
    const Post read = found(*file(), sees(mara), "1");
    EXPECT_EQ(read.likes, 7);
    EXPECT_EQ(read.shares, 1);
    EXPECT_EQ(read.version, 1);
}

TEST_P(Posts, a_narrower_audience_holds_from_the_next_import) {
    const CircleId family = world.common().ensure_circle("family", mara)->id;
    Post kept = World::draft(shared, "1", "words");
    Post edited = World::draft(shared, "2", "words");
    World::put(world.common(), {kept, edited});
    EXPECT_EQ(*world.common().post_count(sees(tom)), 2);
    kept.audience = edited.audience = Audience::of(family);
    edited.text = "other words";
    World::put(world.common(), {kept, edited});
    EXPECT_EQ(*world.common().post_count(sees(tom)), 0);
    EXPECT_EQ(*world.common().post_count(sees(mara)), 2);
}

TEST_P(Posts, the_same_id_in_two_sources_is_two_posts) {
    const Source other = World::add_source(*file(), mara, "other", Audience::only_me());
    World::put(*file(), {World::draft(own, "1", "here")});
    World::put(*file(), {World::draft(other, "1", "there")});
    EXPECT_EQ(*file()->post_count(sees(mara)), 2);
}

TEST_P(Posts, an_import_resumes_where_it_stopped) {
    ImportJob job = *file()->begin_import(own.id, "fingerprint");
    EXPECT_EQ(job.state, ImportState::running);
    EXPECT_EQ(job.started_at, world.clock.now());
    job.position = 2;
    job.bytes_read = 100;
    job.bytes = 300;
    job.report.read = 3;
    job.report.broken = 1;
    job.report.broken_first = {{"chat.txt: line 12", "no date"}};
    ASSERT_TRUE(file()->store_batch({World::draft(own, "1", "a"), World::draft(own, "2", "b")}, job));
    world.reopen();
    ASSERT_TRUE(file()->mark_interrupted());
    EXPECT_EQ(file()->import_job(sees(mara), job.id)->state, ImportState::interrupted);

    ImportJob resumed = *file()->begin_import(own.id, "fingerprint");
    EXPECT_EQ(resumed.id, job.id);
    EXPECT_EQ(resumed.state, ImportState::running);
    EXPECT_EQ(resumed.position, 2);
    EXPECT_EQ(resumed.bytes_read, 100);
    EXPECT_EQ(resumed.bytes, 300);
    EXPECT_EQ(resumed.report.added, 2);
    EXPECT_EQ(resumed.report.broken, 1);
    EXPECT_EQ(resumed.report.broken_first.at(0).where, "chat.txt: line 12");
    EXPECT_NE(file()->begin_import(own.id, "other input")->id, job.id);

    resumed.state = ImportState::failed;
    resumed.message = "The disk is full.";
    resumed.ended_at = world.clock.now();
    ASSERT_TRUE(file()->finish_import(resumed));
    EXPECT_EQ(file()->import_job(sees(mara), job.id)->message, "The disk is full.");
    resumed = *file()->begin_import(own.id, "fingerprint");
    EXPECT_EQ(resumed.id, job.id);
    EXPECT_EQ(resumed.message, "");
    EXPECT_EQ(resumed.ended_at, std::nullopt);
    resumed.state = ImportState::done;
    ASSERT_TRUE(file()->finish_import(resumed));
    EXPECT_NE(file()->begin_import(own.id, "fingerprint")->id, job.id) << "what is done is not resumed";
}

TEST_P(Posts, imports_are_seen_by_who_runs_them) {
    const ImportJob job = *world.common().begin_import(shared.id, "f");
    EXPECT_EQ(world.common().import_job(sees(tom), job.id).error().code, ErrorCode::not_found);
    EXPECT_TRUE(world.common().import_jobs(sees(tom), 10)->empty());
    const ImportJob later = *world.common().begin_import(shared.id, "g");
    const auto jobs = *world.common().import_jobs(sees(mara), 10);
    ASSERT_EQ(jobs.size(), 2U);
    EXPECT_EQ(jobs[0].id, later.id);
    EXPECT_EQ(world.common().import_jobs(sees(mara), 1)->size(), 1U);
    EXPECT_EQ(world.common().import_job(sees(mara), {Shelf::person, job.id.number}).error().code, ErrorCode::not_found);
}

TEST_P(Posts, are_given_in_the_order_asked_for) {
    World::put(*file(), {World::draft(own, "1", "a"), World::draft(own, "2", "b"), World::draft(own, "3", "c")});
    const auto a = found(*file(), sees(mara), "1").id.number;
    const auto b = found(*file(), sees(mara), "2").id.number;
    const auto c = found(*file(), sees(mara), "3").id.number;
    EXPECT_EQ(ids(file()->posts(sees(mara), {c, 999, a, b})), (std::vector<std::string>{"3", "1", "2"}));
    EXPECT_TRUE(ids(file()->posts(sees(mara), {})).empty());
    EXPECT_EQ(file()->post(sees(mara), 999).error().code, ErrorCode::not_found);
}

TEST_P(Posts, of_a_thread_are_found_around_one_of_them) {
    std::vector<Post> chat;
    for (int i = 0; i < 6; ++i) {
        Post post = World::draft(own, std::to_string(i), "message");
        post.kind = PostKind::message;
        post.thread = i == 3 ? "elsewhere" : "chat";
        post.posted_at = Timestamp(seconds(World::k_start + i / 2));
        chat.push_back(post);
    }
    chat[5].reply_to = "1";
    World::put(*file(), chat);
    const Post middle = found(*file(), sees(mara), "2");
    EXPECT_EQ(ids(file()->after_in_thread(sees(mara), middle, 10)), (std::vector<std::string>{"4", "5"}));
    EXPECT_EQ(ids(file()->before_in_thread(sees(mara), middle, 10)), (std::vector<std::string>{"1", "0"}));
    EXPECT_EQ(ids(file()->after_in_thread(sees(mara), middle, 1)), (std::vector<std::string>{"4"}));
    EXPECT_EQ(ids(file()->opening_of_thread(sees(mara), middle)), (std::vector<std::string>{"0"}));
    EXPECT_TRUE(file()->opening_of_thread(sees(mara), found(*file(), sees(mara), "0"))->empty());
    EXPECT_TRUE(file()->opening_of_thread(sees(mara), found(*file(), sees(mara), "3"))->empty());
    const Post reply = found(*file(), sees(mara), "5");
    EXPECT_EQ(ids(file()->before_in_thread(sees(mara), reply, 2)), (std::vector<std::string>{"1", "4"}));
    EXPECT_EQ(ids(file()->opening_of_thread(sees(mara), reply)), (std::vector<std::string>{"0"}));
    const Post asked = found(*file(), sees(mara), "1");
    EXPECT_EQ(ids(file()->after_in_thread(sees(mara), asked, 10)), (std::vector<std::string>{"2", "4", "5"}));
    Post answer = chat[4];
    answer.external_id = "6";
    answer.reply_to = "0";
    World::put(*file(), {answer});
    EXPECT_EQ(ids(file()->opening_of_thread(sees(mara), found(*file(), sees(mara), "6"))),
              (std::vector<std::string>{"1"}));
}

TEST_P(Posts, of_a_feed_are_no_thread) {
    Post one = World::draft(own, "1", "news");
    one.kind = PostKind::article;
    one.thread = "feed";
    Post two = one;
    two.external_id = "2";
    World::put(*file(), {one, two});
    EXPECT_TRUE(file()->after_in_thread(sees(mara), found(*file(), sees(mara), "1"), 10)->empty());
    EXPECT_TRUE(file()->before_in_thread(sees(mara), found(*file(), sees(mara), "2"), 10)->empty());
    EXPECT_TRUE(file()->opening_of_thread(sees(mara), found(*file(), sees(mara), "2"))->empty());
}

TEST_P(Posts, without_thread_or_reply_stand_alone) {
    World::put(*file(), {World::draft(own, "1", "a"), World::draft(own, "2", "b")});
    EXPECT_TRUE(file()->after_in_thread(sees(mara), found(*file(), sees(mara), "1"), 10)->empty());
    EXPECT_TRUE(file()->before_in_thread(sees(mara), found(*file(), sees(mara), "2"), 10)->empty());
}

TEST_P(Posts, tell_their_authors) {
    Post other = World::draft(own, "3", "c");
    other.author = {"Bo", "@bo"};
    World::put(*file(), {World::draft(own, "1", "a"), World::draft(own, "2", "b"), other});
    const auto authors = *file()->authors(sees(mara), 10);
    ASSERT_EQ(authors.size(), 2U);
    EXPECT_EQ(authors[0].first.name, "Ana Núñez");
    EXPECT_EQ(authors[0].second, 2);
    EXPECT_EQ(authors[1].first.handle, "@bo");
    EXPECT_EQ(file()->authors(sees(mara), 1)->size(), 1U);
    EXPECT_EQ(file()->authors_named(sees(mara), "nunez", 10)->at(0).second, 2);
    EXPECT_EQ(file()->authors_named(sees(mara), "Núñez ANA", 10)->size(), 1U);
    EXPECT_TRUE(file()->authors_named(sees(mara), "nun", 10)->empty());
    EXPECT_TRUE(file()->authors_named(sees(mara), "?!", 10)->empty());
}

TEST_P(Posts, survive_a_restart) {
    World::put(*file(), {World::draft(own, "1", "words that stay")});
    world.reopen();
    EXPECT_EQ(found(*file(), sees(mara), "1").text, "words that stay");
    EXPECT_EQ(file()->match(call(), sees(mara), query_for({"stay"}))->size(), 1U);
}

}  // namespace
}  // namespace familiar::store
