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
    // A post that has the token everywhere; its id is none of its neighbours' in any order.
    Post any_post(const Source& source, const std::string& token, unsigned i) {
        std::string text;
        for (auto words = below(80); words > 0; --words) {
            text += "word" + std::to_string(below(5000)) + " ";
            if (below(20) == 0) text += token + std::to_string(below(300)) + " ";
        }
        Post post = World::draft(source, std::to_string(i * 7919 % 100'003) + token, text + token);
        post.author = {"A" + std::to_string(below(500)) + " " + token, "@" + std::to_string(below(500)) + token};
        post.title = below(4) == 0 ? token + " title" : "";
        post.url = "https://example.org/" + token;
        post.thread = std::to_string(below(50)) + token;
        post.reply_to = below(2) == 0 ? std::to_string(below(1000)) + token : "";
        post.attributes = R"({"x":")" + token + "\"}";
        return post;
    }
    // Two sources that grow in turn by small batches with edits of earlier posts: rows and index entries are moved from
    // page to page, and so may what is left of them.
    void grow(PostStore& store, const Source& kept, const Source& removed, unsigned count) {
        for (unsigned i = 0; i < count;) {
            std::vector<Post> some;
            std::vector<Post> others;
            for (auto left = below(60) + 1; left > 0; --left, ++i) {
                some.push_back(any_post(kept, "keepthis", i));
                others.push_back(any_post(removed, k_token, i));
                if (i > 50 && below(5) == 0) others.push_back(any_post(removed, k_token, below(i)));
            }
            World::put(store, others);
            World::put(store, some);
        }
    }
    std::vector<fs::path> holding(const std::string& token) const { return test::files_holding(world.home(), token); }

private:
    unsigned below(unsigned end) { return static_cast<unsigned>(random_() % end); }

    std::mt19937 random_{2};
};
INSTANTIATE_OVER_BACKENDS(Erasure);

TEST_P(Erasure, a_removed_source_leaves_no_byte) {
    for (PostStore* store : {static_cast<PostStore*>(file().get()), static_cast<PostStore*>(&world.common())}) {
        const Audience audience = store->shelf() == Shelf::person ? Audience::only_me() : Audience::everyone();
        const Source kept = World::add_source(*store, mara, "kept", audience);
        Source removed = World::add_source(*store, mara, "about " + k_token, audience);
        grow(*store, kept, removed, 500);
        EXPECT_EQ(World::put(*store, {World::draft(removed, "0" + k_token, k_edited)}).changed, 1);
        ImportJob job = *store->begin_import(removed.id, "fingerprint of " + k_token);
        job.report.broken_first = {{"file " + k_token, "reason " + k_token}};
        job.message = "failed at " + k_token;
        ASSERT_TRUE(store->finish_import(job));
        removed.trouble = "no " + k_token;
        ASSERT_TRUE(store->update_source(removed));
        ASSERT_FALSE(holding(k_token).empty());
        ASSERT_FALSE(holding(k_edited).empty());
        const auto posts_kept = store->source(sees(mara), kept.id)->posts;

        ASSERT_TRUE(store->remove_source(removed.id));
        EXPECT_TRUE(holding(k_token).empty()) << holding(k_token).front();
        EXPECT_TRUE(holding(k_edited).empty()) << holding(k_edited).front();
        EXPECT_EQ(*store->post_count(sees(mara)), posts_kept);
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
    World::put(*file(), {any_post(own, k_token, 1), any_post(own, k_token, 2)});
    const Source of_tom = World::add_source(world.common(), tom, "toms", Audience::everyone());
    grow(world.common(), of_tom, shared, 500);
    const auto posts_of_tom = world.common().source(sees(tom), of_tom.id)->posts;
    ASSERT_TRUE(world.common().add_key(mara, k_token, k_token));
    ASSERT_TRUE(file()->record_egress({world.clock.now(), k_token + ".example", "fetch", 1, 1, "200"}));
    Person person = *world.common().person(mara);
    person.display_name = "Mara " + k_token;
    ASSERT_TRUE(world.common().update_person(person));
    ASSERT_GE(holding(k_token).size(), 2U);

    ASSERT_TRUE(world.archive().erase_person(mara));
    EXPECT_TRUE(holding(k_token).empty()) << holding(k_token).front();
    EXPECT_FALSE(world.archive().person(mara));
    EXPECT_EQ(*world.common().post_count(sees(tom)), posts_of_tom);
    EXPECT_TRUE(world.archive().integrity()->empty());
}

TEST_P(Erasure, does_not_wait_for_who_still_holds_the_file) {
    const auto held = file();
    World::put(*held, {any_post(own, k_token, 1), any_post(own, k_token, 2)});
    ASSERT_TRUE(world.archive().erase_person(mara));
    EXPECT_TRUE(holding(k_token).empty());
    static_cast<void>(held->add_conversation("About " + k_token));  // goes where the file went
    EXPECT_TRUE(holding(k_token).empty());
}

}  // namespace
}  // namespace familiar::store
