#include "converse/tools.h"

#include "converse/world.h"
#include "tests/support/temp_folder.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <thread>

namespace familiar::converse {
namespace {

Query looking_for(const std::string& words) {
    Query query;
    query.words = words;
    return query;
}

class WorldToolsTest : public testing::Test {
protected:
    WorldToolsTest() : archive_(*store::open_sqlite_archive({folder_ / "home", 0}, clock_)), retriever_(*archive_) {
        ada_ = add_person("ada", "Ada Lind");
        bo_ = add_person("bo", "Bo Vos");
        write(ada_, "1", "Ada Lind", "The chess club moved to the Golden Hare.", {});
        write(ada_, "2", "Bo Vos", "The Golden Hare opens at 17:00.", {});
        write(ada_, "3", "Ada Lind", "And what does the beer cost there?", "2");
        secret_ = write(bo_, "4", "Bo Vos", "The party for Ada is in the boathouse.", {});
    }

    Person add_person(const std::string& handle, const std::string& name) {
        Person person;
        person.handle = handle;
        person.display_name = name;
        return *archive_->common().add_person(person);
    }

    // A private post of `owner`.
    PostId write(const Person& owner, const std::string& id, const std::string& author, const std::string& text,
                 const std::string& reply_to) {
        const auto store = *archive_->person(owner.id);
        Source source;
        source.owner = owner.id;
        source.kind = "jsonl";
        source.locator = "notes";
        source.title = "Notes";
        source.audience = Audience::only_me();
        source = *store->ensure_source(source);
        Post post;
        post.source = source.id;
        post.external_id = id;
        post.author.name = author;
        post.text = text;
        post.thread = "t";
        post.reply_to = reply_to;
        post.posted_at = Timestamp(std::chrono::seconds(1'770'000'000 + std::stoi(id)));
        ImportJob job = *store->begin_import(source.id, "notes" + id);
        EXPECT_TRUE(store->store_batch({post}, job));
        EXPECT_TRUE(store->finish_import(job));
        const Viewer viewer = *archive_->common().viewer(owner.id);
        for (const store::Match& match : *store->match(Call(clock_), viewer, {})) {
            if (store->post(viewer, match.number)->external_id == id) return {Shelf::person, match.number};
        }
        ADD_FAILURE() << "the post was not stored";
        return {};
    }

    // Tools of one person, for as long as `use` runs.
    void as(const Person& person, const std::function<void(WorldTools&, const Call&)>& use) {
        const Call call(clock_);
        const Viewer viewer = *archive_->common().viewer(person.id);
        const World world = world_of(call, *archive_, retriever_, viewer, person);
        WorldTools tools(*archive_, retriever_, {person, viewer, world});
        use(tools, call);
    }

    test::TempFolder folder_;
    platform::SystemClock clock_;
    std::unique_ptr<store::Archive> archive_;
    retrieve::Retriever retriever_;
    Person ada_;
    Person bo_;
    PostId secret_;
};

TEST_F(WorldToolsTest, answers_as_if_asked_alone) {
    as(ada_, [](WorldTools& tools, const Call& call) {
        const auto instant = *tools.ask(call, "When does the Golden Hare open?");
        EXPECT_EQ(instant.answer.kind, AnswerKind::quoted);
        EXPECT_NE(instant.answer.text().find("17:00"), std::string::npos);
        EXPECT_FALSE(instant.evidence.empty());
        EXPECT_EQ(tools.ask(call, "What is 2 + 3?")->answer.kind, AnswerKind::computed);
        EXPECT_EQ(tools.ask(call, "Who are you?")->answer.kind, AnswerKind::nothing);
    });
}

TEST_F(WorldToolsTest, sees_only_what_the_person_may_see) {
    as(ada_, [&](WorldTools& tools, const Call& call) {
        EXPECT_EQ(tools.ask(call, "Where is the party?")->answer.kind, AnswerKind::nothing);
        EXPECT_TRUE(tools.search(call, looking_for("boathouse"))->empty());
    });
    as(bo_, [&](WorldTools& tools, const Call& call) {
        EXPECT_EQ(tools.open(call, secret_)->text, "The party for Ada is in the boathouse.");
        EXPECT_NE(tools.ask(call, "Where is the party?")->answer.kind, AnswerKind::nothing);
    });
}

TEST_F(WorldToolsTest, reads_a_discussion_in_the_order_of_time) {
    as(ada_, [](WorldTools& tools, const Call& call) {
        const auto found = *tools.search(call, looking_for("beer cost"));
        ASSERT_FALSE(found.empty());
        const auto thread = *tools.thread(call, found.front().post.id);
        ASSERT_GE(thread.size(), 2U);
        EXPECT_TRUE(std::ranges::is_sorted(thread, {}, [](const Post& post) { return *post.posted_at; }));
        EXPECT_EQ(thread.back().external_id, "3");
    });
}

TEST_F(WorldToolsTest, gives_the_same_to_all_who_ask_at_once) {
    as(ada_, [](WorldTools& tools, const Call& call) {
        std::vector<std::string> texts(4);
        {
            std::vector<std::jthread> threads;
            threads.reserve(texts.size());
            for (std::string& text : texts) {
                threads.emplace_back([&] { text = tools.ask(call, "When does the Golden Hare open?")->answer.text(); });
            }
        }
        for (const std::string& text : texts) EXPECT_EQ(text, texts.front());
    });
}

TEST_F(WorldToolsTest, refuses_a_question_without_end) {
    as(ada_, [](WorldTools& tools, const Call& call) {
        const auto refused = tools.ask(call, std::string(1U << 20U, 'a'));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::exhausted);
    });
}

}  // namespace
}  // namespace familiar::converse
