// What is removed is gone from every file.
#include "store/archive_conformance.h"

#include <random>

namespace familiar::store {
namespace {

namespace fs = std::filesystem;

// Words that stand nowhere else, in any case and spelling that a file might keep them.
const std::string k_token = "xqzvwkj";
const std::string k_edited = "jkwvzqx";

class Erasure : public ArchiveTest {
protected:
    // Many posts, so that tables and index have inner pages that are split, merged and moved.
    void fill(PostStore& store, const Source& source, const std::string& token, int count) {
        std::mt19937 random(7);
        std::vector<Post> posts;
        for (int i = 0; i < count; ++i) {
            std::string text = token + " ";
            for (auto words = random() % 60; words > 0; --words) text += "word" + std::to_string(random() % 2000) + " ";
            Post post = World::draft(source, std::to_string(i) + "-" + token, text + token + std::to_string(i));
            post.title = i % 3 == 0 ? "About " + token : "";
            post.author = {i % 2 == 0 ? "Author " + token : "Somebody", "@" + token};
            post.url = "https://example.org/" + token;
            post.thread = token;
            post.attributes = R"({"x":")" + token + "\"}";
            posts.push_back(std::move(post));
            if (posts.size() == 100 || i + 1 == count) World::put(store, posts), posts.clear();
        }
    }
    std::vector<fs::path> holding(const std::string& token) const { return test::files_holding(world.home(), token); }
};
INSTANTIATE_OVER_BACKENDS(Erasure);

TEST_P(Erasure, a_removed_source_leaves_no_byte) {
    for (PostStore* store : {static_cast<PostStore*>(file().get()), static_cast<PostStore*>(&world.common())}) {
        const Audience audience = store->shelf() == Shelf::person ? Audience::only_me() : Audience::everyone();
        const Source kept = World::add_source(*store, mara, "kept", audience);
        Source removed = World::add_source(*store, mara, "about " + k_token, audience);
        fill(*store, kept, "keepthis", 400);
        fill(*store, removed, k_token, 400);
        std::vector<Post> edited;
        for (int i = 0; i < 100; ++i) {
            edited.push_back(
                World::draft(removed, std::to_string(3 * i) + "-" + k_token, k_edited + " now " + std::to_string(i)));
        }
        EXPECT_EQ(World::put(*store, edited).changed, 100);
        fill(*store, kept, "keepthistoo", 200);
        ImportJob job = *store->begin_import(removed.id, "fingerprint of " + k_token);
        job.report.broken_first = {{"file " + k_token, "reason " + k_token}};
        job.message = "failed at " + k_token;
        ASSERT_TRUE(store->finish_import(job));
        removed.trouble = "no " + k_token;
        ASSERT_TRUE(store->update_source(removed));
        ASSERT_FALSE(holding(k_token).empty());
        ASSERT_FALSE(holding(k_edited).empty());

        ASSERT_TRUE(store->remove_source(removed.id));
        EXPECT_TRUE(holding(k_token).empty()) << holding(k_token).front();
        EXPECT_TRUE(holding(k_edited).empty()) << holding(k_edited).front();
        EXPECT_EQ(*store->post_count(sees(mara)), 600);
        EXPECT_EQ(store->match(call(), sees(mara), query_for({"keepthis"}))->size(), 100U);
        EXPECT_TRUE(store->match(call(), sees(mara), query_for({k_token}))->empty());
        EXPECT_TRUE(store->integrity()->empty());
    }
}

TEST_P(Erasure, a_removed_conversation_leaves_no_byte) {
    const auto store = file();
    const Conversation kept = *store->add_conversation("kept");
    const Conversation removed = *store->add_conversation("About " + k_token);
    for (int i = 0; i < 200; ++i) {
        Turn turn = *store->begin_turn(removed.id, k_token + std::string(static_cast<std::size_t>(i * 13 % 900), 'x'));
        turn.failure = "no " + k_token;
        ASSERT_TRUE(store->finish_turn(turn));
        ASSERT_TRUE(store->begin_turn(kept.id, "other words"));
    }
    ASSERT_FALSE(holding(k_token).empty());
    ASSERT_TRUE(store->remove_conversation(removed.id));
    EXPECT_TRUE(holding(k_token).empty());
    EXPECT_EQ(store->turns(kept.id, 1000)->size(), 200U);
}

TEST_P(Erasure, an_erased_person_leaves_no_byte) {
    fill(*file(), own, k_token, 150);
    fill(world.common(), shared, k_token, 150);
    const Source of_tom = World::add_source(world.common(), tom, "toms", Audience::everyone());
    fill(world.common(), of_tom, "keepthis", 100);
    ASSERT_TRUE(world.common().add_key(mara, k_token, k_token));
    ASSERT_TRUE(file()->record_egress({world.clock.now(), k_token + ".example", "fetch", 1, 1, "200"}));
    Person person = *world.common().person(mara);
    person.display_name = "Mara " + k_token;
    ASSERT_TRUE(world.common().update_person(person));
    ASSERT_GE(holding(k_token).size(), 2U);

    ASSERT_TRUE(world.archive().erase_person(mara));
    EXPECT_TRUE(holding(k_token).empty()) << holding(k_token).front();
    EXPECT_FALSE(world.archive().person(mara));
    EXPECT_EQ(*world.common().post_count(sees(tom)), 100);
    EXPECT_TRUE(world.archive().integrity()->empty());
}

TEST_P(Erasure, does_not_wait_for_who_still_holds_the_file) {
    const auto held = file();
    fill(*held, own, k_token, 20);
    ASSERT_TRUE(world.archive().erase_person(mara));
    EXPECT_TRUE(holding(k_token).empty());
    static_cast<void>(held->add_conversation("About " + k_token));  // goes where the file went
    EXPECT_TRUE(holding(k_token).empty());
}

}  // namespace
}  // namespace familiar::store
