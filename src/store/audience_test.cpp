// Nobody is given what they may not see, whichever way they ask: random worlds against a model that is easy to read.
#include "store/archive_conformance.h"

#include <algorithm>
#include <rapidcheck/gtest.h>
#include <set>

namespace familiar::store {
namespace {

const std::vector<std::string> k_words = {"apple", "pear", "plum", "kiwi"};

class Audiences : public ArchiveTest {};
INSTANTIATE_OVER_BACKENDS(Audiences);

// Who is in which circle, and what was shared with whom.
struct Shared {
    Post post;
    std::int64_t number = 0;
};

class RandomWorld {
public:
    explicit RandomWorld(const Backend& backend) : world_(backend) {
        for (const char* handle : {"mara", "tom", "nuala"}) people_.push_back(world_.add_person(handle));
        for (const char* name : {"family", "club"}) add_circle(name);
        for (int left = *rc::gen::inRange(1, 4); left > 0; --left) add_source(left);
    }

    void check_everybody() {
        for (const PersonId person : people_) check(person);
    }
    // Somebody leaves a circle or joins one; what they see follows at once.
    void change_membership() {
        const PersonId person = *rc::gen::elementOf(people_);
        const CircleId circle = *rc::gen::elementOf(circles_);
        if (members_[circle].erase(person) > 0)
            RC_ASSERT(world_.common().remove_from_circle(circle, person).has_value());
        else {
            members_[circle].insert(person);
            RC_ASSERT(world_.common().add_to_circle(circle, person).has_value());
        }
    }

private:
    void add_circle(const std::string& name) {
        const CircleId circle = world_.common().ensure_circle(name, people_[0])->id;
        circles_.push_back(circle);
        members_[circle] = {people_[0]};
        for (const PersonId person : {people_[1], people_[2]}) {
            if (!*rc::gen::arbitrary<bool>()) continue;
            members_[circle].insert(person);
            RC_ASSERT(world_.common().add_to_circle(circle, person).has_value());
        }
    }
    Audience any_audience() {
        const int choice = *rc::gen::inRange(0, 4);
        if (choice == 0) return Audience::everyone();
        if (choice == 1) return Audience::only_me();  // in the common file: nobody
        return Audience::of(circles_[static_cast<std::size_t>(choice) - 2]);
    }
    void add_source(int name) {
        const Source source =
            World::add_source(world_.common(), *rc::gen::elementOf(people_), std::to_string(name), any_audience());
        sources_.push_back(source);
        std::vector<Post> posts;
        for (int left = *rc::gen::inRange(1, 6); left > 0; --left) {
            std::string text;
            for (const auto& word : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(k_words)))
                text += word + " ";
            Post post = World::draft(source, std::to_string(left), text);
            post.audience = any_audience();
            post.kind = PostKind::message;
            post.thread = "thread";
            post.reply_to = *rc::gen::element<std::string>("", "1", "2");
            post.posted_at = Timestamp(std::chrono::seconds(World::k_start + *rc::gen::inRange(0, 3)));
            posts.push_back(post);
        }
        World::put(world_.common(), posts);
        for (const Post& post : posts) shared_.push_back({post, ++last_number_});
    }

    bool may_see(PersonId person, const Audience& audience) const {
        if (audience.kind == AudienceKind::everyone) return true;
        return audience.kind == AudienceKind::circle && members_.at(audience.circle).contains(person);
    }

    void check(PersonId person) {
        CommonStore& store = world_.common();
        const Viewer viewer = world_.viewer(person);
        std::set<std::int64_t> expected;
        for (const Shared& each : shared_) {
            if (may_see(person, each.post.audience)) expected.insert(each.number);
        }
        check_posts(store, viewer, expected);
        check_searches(store, viewer, expected);
        std::set<std::int64_t> seen_sources;
        for (const Source& source : *store.sources(viewer)) seen_sources.insert(source.id.number);
        for (const Source& source : sources_) {
            RC_ASSERT(seen_sources.contains(source.id.number) == may_see(person, source.audience));
            RC_ASSERT(store.source(viewer, source.id).has_value() == may_see(person, source.audience));
        }
    }

    void check_posts(CommonStore& store, const Viewer& viewer, const std::set<std::int64_t>& expected) {
        std::vector<std::int64_t> all;
        for (const Shared& each : shared_) all.push_back(each.number);
        RC_ASSERT(numbers(*store.posts(viewer, all)) == expected);
        RC_ASSERT(*store.post_count(viewer) == static_cast<std::int64_t>(expected.size()));
        std::int64_t by_authors = 0;
        for (const auto& [author, posts] : *store.authors(viewer, 10)) by_authors += posts;
        RC_ASSERT(by_authors == static_cast<std::int64_t>(expected.size()));
        for (const Shared& each : shared_) {
            RC_ASSERT(store.post(viewer, each.number).has_value() == expected.contains(each.number));
            RC_ASSERT(store.post_version(viewer, each.number, 1).has_value() == expected.contains(each.number));
            Post around = each.post;
            around.id = {Shelf::common, each.number};
            RC_ASSERT(is_part(numbers(*store.after_in_thread(viewer, around, 100)), expected));
            RC_ASSERT(is_part(numbers(*store.before_in_thread(viewer, around, 100)), expected));
            RC_ASSERT(is_part(numbers(*store.opening_of_thread(viewer, around)), expected));
        }
    }

    void check_searches(CommonStore& store, const Viewer& viewer, const std::set<std::int64_t>& visible) {
        MatchQuery query;
        const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(k_words));
        query = query_for(words);
        query.order = *rc::gen::element(QueryOrder::relevance, QueryOrder::newest, QueryOrder::oldest);
        std::set<std::int64_t> expected;
        for (const Shared& each : shared_) {
            const bool holds = words.empty() || std::ranges::any_of(words, [&](const std::string& word) {
                                   return each.post.text.find(word) != std::string::npos;
                               });
            if (holds && visible.contains(each.number)) expected.insert(each.number);
        }
        const Call call(world_.clock);
        RC_ASSERT(numbers(*store.match(call, viewer, query)) == expected);
        query.limit = *rc::gen::inRange<std::size_t>(0, 6);
        const auto few = *store.match(call, viewer, query);
        RC_ASSERT(few.size() == std::min(query.limit, expected.size()));
        RC_ASSERT(is_part(numbers(few), expected));
    }

    static std::set<std::int64_t> numbers(const std::vector<Post>& posts) {
        std::set<std::int64_t> numbers;
        for (const Post& post : posts) numbers.insert(post.id.number);
        return numbers;
    }
    static std::set<std::int64_t> numbers(const std::vector<Match>& matches) {
        std::set<std::int64_t> numbers;
        for (const Match& match : matches) numbers.insert(match.number);
        return numbers;
    }
    static bool is_part(const std::set<std::int64_t>& part, const std::set<std::int64_t>& whole) {
        return std::ranges::includes(whole, part);
    }

    World world_;
    std::vector<PersonId> people_;
    std::vector<CircleId> circles_;
    std::map<CircleId, std::set<PersonId>> members_;
    std::vector<Source> sources_;
    std::vector<Shared> shared_;
    std::int64_t last_number_ = 0;
};

TEST_P(Audiences, are_held_to_in_every_reading) {
    EXPECT_TRUE(rc::check("nobody sees what was not shared with them", [] {
        RandomWorld random(GetParam());
        random.check_everybody();
        random.change_membership();
        random.check_everybody();
    }));
}

TEST_P(Audiences, one_persons_file_is_no_others) {
    World::put(*file(), {World::draft(own, "1", "apple")});
    EXPECT_EQ(*world.file_of(tom)->post_count(sees(tom)), 0);
    EXPECT_TRUE(world.file_of(tom)->match(call(), sees(tom), query_for({"apple"}))->empty());
    EXPECT_TRUE(world.common().match(call(), sees(mara), query_for({"apple"}))->empty());
    EXPECT_EQ((*world.archive().shelf(mara, Shelf::person))->shelf(), Shelf::person);
    EXPECT_EQ((*world.archive().shelf(tom, Shelf::common))->shelf(), Shelf::common);
    EXPECT_FALSE(world.archive().shelf({999}, Shelf::person));
}

TEST_P(Audiences, a_circle_one_has_left_shows_nothing_more) {
    const CircleId club = world.common().ensure_circle("club", mara)->id;
    ASSERT_TRUE(world.common().add_to_circle(club, tom));
    const Source source = World::add_source(world.common(), mara, "club", Audience::of(club));
    World::put(world.common(), {World::draft(source, "1", "apple")});
    EXPECT_EQ(world.common().match(call(), sees(tom), query_for({"apple"}))->size(), 1U);
    ASSERT_TRUE(world.common().remove_from_circle(club, tom));
    EXPECT_TRUE(world.common().match(call(), sees(tom), query_for({"apple"}))->empty());
    EXPECT_FALSE(world.common().source(sees(tom), source.id));
}

}  // namespace
}  // namespace familiar::store
