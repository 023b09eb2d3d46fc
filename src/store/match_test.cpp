// Finding posts: filters, order, limits, statistics and scores.
#include "store/archive_conformance.h"

#include <atomic>
#include <gmock/gmock.h>
#include <map>

namespace familiar::store {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Matching : public ArchiveTest {
protected:
    std::vector<std::string> found(const MatchQuery& query) { return found_in(*file(), query); }
    std::vector<std::string> found_in(PostStore& store, const MatchQuery& query) {
        std::vector<std::string> ids;
        const auto matches = store.match(call(), sees(mara), query);
        if (!matches)
            ADD_FAILURE() << matches.error().text();
        else
            for (const Match& match : *matches) ids.push_back(store.post(sees(mara), match.number)->external_id);
        return ids;
    }
    Post post(const std::string& id, const std::string& text, int at = 0) const {
        Post made = World::draft(own, id, text);
        made.posted_at = Timestamp(seconds(World::k_start + at));
        return made;
    }
};
INSTANTIATE_OVER_BACKENDS(Matching);

TEST_P(Matching, finds_any_of_the_words) {
    World::put(*file(), {post("1", "apple pear"), post("2", "apples and plums"), post("3", "kiwi")});
    EXPECT_THAT(found(query_for({"apple", "plum"})), UnorderedElementsAre("1", "2"));
    EXPECT_THAT(found(query_for({"fig"})), IsEmpty());
    EXPECT_THAT(found(query_for({"kiwi"})), ElementsAre("3"));
}

TEST_P(Matching, finds_titles_authors_and_other_spellings) {
    Post titled = post("1", "something else");
    titled.title = "Gardening";
    World::put(*file(), {titled, post("2", "Größe und Straße, die wir für den Garten brauchen"),
                         post("3", "#GardenParty by @bo@x.org")});
    EXPECT_THAT(found(query_for({"gardens"})), ElementsAre("1"));
    EXPECT_THAT(found(query_for({"núñez"})), UnorderedElementsAre("1", "2", "3"));
    MatchQuery forms;
    forms.terms = {{{"garden", stem_of("garten", "de")}}};
    forms.idf = {1};
    EXPECT_THAT(found(forms), UnorderedElementsAre("1", "2"));
    MatchQuery tag;
    tag.terms = {{{"#gardenparty"}}};
    tag.idf = {1};
    EXPECT_THAT(found(tag), ElementsAre("3"));
    tag.terms = {{{stem_of("gardenparty", "en")}}};
    EXPECT_THAT(found(tag), ElementsAre("3"));
    tag.terms = {{{"@bo@x.org"}}};
    EXPECT_THAT(found(tag), ElementsAre("3"));
}

TEST_P(Matching, takes_words_as_words_whatever_they_hold) {
    World::put(*file(), {post("1", "apple AND pear OR NOT plum")});
    for (const char* odd :
         {"\"", "a\"b", "*", "apple*", "title:apple", "(", "AND", "'; DROP TABLE post; --", "", "{}", "^", "-"}) {
        MatchQuery query;
        query.terms = {{{odd}}};
        query.idf = {1};
        EXPECT_THAT(found(query), IsEmpty()) << odd;
    }
    MatchQuery query;
    query.terms = {{{std::string("ap\0ple", 6)}}, {{"appl"}}};
    query.idf = {1, 1};
    EXPECT_THAT(found(query), ElementsAre("1"));
    query.terms = {{{"and"}}};
    EXPECT_THAT(found(query), ElementsAre("1"));
}

TEST_P(Matching, without_words_lists_newest_first) {
    Post undated = post("undated", "x");
    undated.posted_at.reset();
    World::put(*file(), {post("old", "x", 0), undated, post("new", "x", 100), post("middle", "x", 50)});
    MatchQuery query;
    EXPECT_THAT(found(query), ElementsAre("new", "middle", "old", "undated"));
    query.order = QueryOrder::oldest;
    EXPECT_THAT(found(query), ElementsAre("old", "middle", "new", "undated"));
    query.limit = 2;
    EXPECT_THAT(found(query), ElementsAre("old", "middle"));
    query.limit = 0;
    EXPECT_THAT(found(query), IsEmpty());
}

TEST_P(Matching, orders_by_time_when_asked) {
    World::put(*file(), {post("1", "apple apple apple", 0), post("2", "apple", 100), post("3", "pear apple", 50)});
    MatchQuery query = query_for({"apple"});
    EXPECT_EQ(found(query).front(), "1");
    query.order = QueryOrder::newest;
    EXPECT_THAT(found(query), ElementsAre("2", "3", "1"));
    query.order = QueryOrder::oldest;
    EXPECT_THAT(found(query), ElementsAre("1", "3", "2"));
}

TEST_P(Matching, filters) {
    Post bo = post("bo", "apple", 10);
    bo.author = {"Bo O'Brien", "@bo_b"};
    bo.app = "whatsapp";
    bo.kind = PostKind::message;
    bo.thread = "t-1";
    World::put(*file(), {post("ana", "apple", 0), bo, post("late", "apple", 20)});
    for (const bool words : {false, true}) {
        const auto with = [&](const std::function<void(QueryFilter&)>& narrow) {
            MatchQuery query = words ? query_for({"apple"}) : MatchQuery();
            query.order = QueryOrder::oldest;
            narrow(query.filter);
            return found(query);
        };
        const auto author = [](const char* name) { return [=](QueryFilter& filter) { filter.author = name; }; };
        const auto thread = [](const char* name) { return [=](QueryFilter& filter) { filter.thread = name; }; };
        const auto time = [](int from, int to) {
            const Timestamp start{seconds(World::k_start)};
            return [=](QueryFilter& filter) { filter.time = TimeRange{start + seconds(from), start + seconds(to)}; };
        };
        EXPECT_THAT(with([](QueryFilter&) {}), ElementsAre("ana", "bo", "late"));
        EXPECT_THAT(with(author("bo")), ElementsAre("bo"));
        EXPECT_THAT(with(author("@bo_b")), ElementsAre("bo"));
        EXPECT_THAT(with(author("O’BRIEN")), ElementsAre("bo"));
        EXPECT_THAT(with(author("ANA nunez")), ElementsAre("ana", "late"));
        EXPECT_THAT(with(author("an")), IsEmpty());
        EXPECT_THAT(with(author("%")), IsEmpty());
        EXPECT_THAT(with([](QueryFilter& filter) { filter.app = "whatsapp"; }), ElementsAre("bo"));
        EXPECT_THAT(with(thread("t-1")), ElementsAre("bo"));
        EXPECT_THAT(with(thread("OWN source")), ElementsAre("ana", "bo", "late"));
        EXPECT_THAT(with(thread("other")), IsEmpty());
        EXPECT_THAT(with([](QueryFilter& filter) { filter.kind = PostKind::message; }), ElementsAre("bo"));
        EXPECT_THAT(with(time(0, 10)), ElementsAre("ana"));
        EXPECT_THAT(with(time(10, 21)), ElementsAre("bo", "late"));
        EXPECT_THAT(with([](QueryFilter& filter) { filter.author = "ana", filter.app = "whatsapp"; }), IsEmpty());
        EXPECT_THAT(with([](QueryFilter& filter) { filter.author = "bo", filter.thread = "t-1"; }), ElementsAre("bo"));
    }
}

TEST_P(Matching, counts_how_common_words_are) {
    World::put(*file(), {post("1", "apple apple pear"), post("2", "apples"), post("3", "plum")});
    const auto statistics =
        *file()->statistics(sees(mara), {term("apple"), term("pear"), term("kiwi"), {{"appl", "pear", "plum"}}, {}});
    EXPECT_EQ(statistics.posts, 3);
    EXPECT_EQ(statistics.words, 5);
    EXPECT_THAT(statistics.with_term, ElementsAre(2, 1, 0, 3, 0));

    World::put(*file(), {post("3", "plum and apple pie")});
    EXPECT_THAT(file()->statistics(sees(mara), {term("apple"), term("plum")})->with_term, ElementsAre(3, 1));
    EXPECT_EQ(file()->statistics(sees(mara), {})->words, 8);
    ASSERT_TRUE(file()->remove_source(own.id));
    const auto empty = *file()->statistics(sees(mara), {term("apple")});
    EXPECT_EQ(empty.posts, 0);
    EXPECT_EQ(empty.words, 0);
    EXPECT_THAT(empty.with_term, ElementsAre(0));
}

// One batch for all audiences, then posts that move from one to another.
TEST_P(Matching, counts_only_what_may_be_seen) {
    CommonStore& common = world.common();
    const CircleId family = common.ensure_circle("family", mara)->id;
    const auto shared_post = [&](const std::string& id, const std::string& text, Audience audience) {
        Post made = World::draft(shared, id, text);
        made.audience = audience;
        return made;
    };
    World::put(common, {shared_post("1", "apple pear", Audience::everyone()),
                        shared_post("2", "apple plum kiwi", Audience::of(family))});
    const auto seen_by = [&](PersonId person) {
        const auto seen = *common.statistics(sees(person), {term("apple"), term("plum")});
        return std::vector{seen.posts, seen.words, seen.with_term[0], seen.with_term[1]};
    };
    EXPECT_THAT(seen_by(mara), ElementsAre(2, 5, 2, 1));
    EXPECT_THAT(seen_by(tom), ElementsAre(1, 2, 1, 0));

    World::put(common, {shared_post("2", "apple plum kiwi", Audience::everyone())});
    EXPECT_THAT(seen_by(tom), ElementsAre(2, 5, 2, 1));
    World::put(common, {shared_post("1", "plum", Audience::of(family)), shared_post("3", "plum", Audience::of(family)),
                        shared_post("3", "plum", Audience::everyone())});
    EXPECT_THAT(seen_by(mara), ElementsAre(3, 5, 1, 3));
    EXPECT_THAT(seen_by(tom), ElementsAre(2, 4, 1, 2));
    EXPECT_THAT(*world.archive().integrity(), IsEmpty());
    ASSERT_TRUE(common.remove_source(shared.id));
    EXPECT_THAT(seen_by(mara), ElementsAre(0, 0, 0, 0));
}

// BM25F with k1 = 1.2, b = 0.75, weights 2.5, 1, 1 for title, text and author, and 12 words as the usual length of a
// message, worked out by hand; up to the step of 2.2 / 255 in which a word's share is kept.
TEST_P(Matching, scores_as_worked_out_by_hand) {
    Post titled = post("1", "apple pear");
    titled.title = "Apples";
    Post written = post("2", "pear plum plum plum");
    written.author = {"Plum Jones", ""};
    std::vector<Post> posts = {titled, written, post("3", "kiwi")};
    for (Post& one : posts) one.kind = PostKind::message;
    World::put(*file(), posts);
    const auto score = [&](const std::vector<MatchTerm>& terms, const std::vector<double>& idf) {
        MatchQuery query;
        query.terms = terms;
        query.idf = idf;
        return file()->match(call(), sees(mara), query)->at(0).score;
    };
    const auto saturated = [](double frequency) { return frequency * 2.2 / (1.2 + frequency); };
    constexpr double k_two_words = 0.25 + 0.75 * 2 / 12;
    constexpr double k_four_words = 0.25 + 0.75 * 4 / 12;
    constexpr double k_step = 2.2 / 255;
    EXPECT_NEAR(score({term("apple")}, {1}), saturated(2.5 + 1 / k_two_words), k_step);
    EXPECT_NEAR(score({term("plum")}, {2}), 2 * saturated(3 / k_four_words + 1), 2 * k_step);
    EXPECT_NEAR(score({term("apple"), term("pear")}, {1, 0.5}),
                saturated(2.5 + 1 / k_two_words) + 0.5 * saturated(1 / k_two_words), 2 * k_step);
}

TEST_P(Matching, scores_are_the_same_in_every_file) {
    const std::vector<std::string> texts = {"apple pear plum",
                                            "apple apple and a long tail of other words about nothing at all", "pear"};
    std::vector<Post> mine;
    std::vector<Post> everyones;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        mine.push_back(post(std::to_string(i), texts[i]));
        everyones.push_back(World::draft(shared, std::to_string(i), texts[i]));
    }
    for (int i = 0; i < 20; ++i)
        everyones.push_back(World::draft(shared, "more-" + std::to_string(i), "apple in other files"));
    World::put(*file(), mine);
    World::put(world.common(), everyones);
    MatchQuery query = query_for({"apple", "pear", "plum"});
    query.idf = {0.5, 1.5, 2.25};
    const auto scores = [&](PostStore& store) {
        std::map<std::string, double> by_id;
        for (const Match& match : *store.match(call(), sees(mara), query)) {
            by_id[store.post(sees(mara), match.number)->external_id] = match.score;
        }
        return by_id;
    };
    const auto mine_scored = scores(*file());
    const auto all_scored = scores(world.common());
    ASSERT_EQ(mine_scored.size(), 3U);
    for (const auto& [id, score] : mine_scored) EXPECT_EQ(score, all_scored.at(id)) << id;
}

TEST_P(Matching, has_limits) {
    std::vector<Post> many;
    for (int i = 0; i < 1100; ++i) many.push_back(post(std::to_string(i), "apple", i));
    World::put(*file(), many);
    MatchQuery query = query_for({"apple"});
    query.limit = 1'000'000;
    EXPECT_EQ(file()->match(call(), sees(mara), query)->size(), k_candidates_max);
    query.limit = 3;
    EXPECT_THAT(found(query), ElementsAre("1099", "1098", "1097")) << "of equal scores the newest come first";

    MatchQuery wide;
    for (std::size_t i = 0; i < 3 * k_match_terms_max; ++i) {
        MatchTerm term;
        for (std::size_t f = 0; f < 3 * k_forms_max; ++f) term.forms.push_back("form" + std::to_string(i * 100 + f));
        wide.terms.push_back(term);
        wide.idf.push_back(1);
    }
    wide.terms[0].forms[0] = "appl";
    EXPECT_EQ(file()->match(call(), sees(mara), wide)->size(), wide.limit);
    wide.idf.resize(1);
    EXPECT_EQ(file()->match(call(), sees(mara), wide)->size(), wide.limit);
}

// Each look at the stopwatch takes a millisecond.
class SlowClock final : public platform::Clock {
public:
    Timestamp now() const override { return Timestamp(seconds(World::k_start)); }
    platform::Elapsed steady() const override { return milliseconds(++looks_); }

private:
    mutable std::atomic<int> looks_ = 0;
};

TEST_P(Matching, stops_when_the_caller_has_gone_or_time_is_up) {
    std::vector<Post> many;
    for (int i = 0; i < 1500; ++i) many.push_back(post(std::to_string(i), "apple pear plum", i));
    World::put(*file(), many);
    const MatchQuery query = query_for({"apple", "pear", "plum"});
    std::stop_source gone;
    gone.request_stop();
    const Call stopped(world.clock, gone.get_token(), {}, "r");
    EXPECT_EQ(file()->match(stopped, sees(mara), query).error().code, ErrorCode::cancelled);
    const SlowClock slow;
    const Call in_the_middle(slow, {}, milliseconds(2), "r");  // the first look is in time, a later one is not
    const auto late = file()->match(in_the_middle, sees(mara), query);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, ErrorCode::deadline);
    EXPECT_TRUE(file()->match(call(), sees(mara), query)) << "the connection serves the next one";
}

}  // namespace
}  // namespace familiar::store
