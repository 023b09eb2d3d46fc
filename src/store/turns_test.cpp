// Conversations, turns and the ledger of one person.
#include "nouns/answer_json.h"
#include "store/archive_conformance.h"

namespace familiar::store {
namespace {

using std::chrono::seconds;

class Turns : public ArchiveTest {};
INSTANTIATE_OVER_BACKENDS(Turns);

Answer some_answer() {
    Answer answer;
    answer.kind = AnswerKind::quoted;
    Sentence sentence;
    sentence.text = "It opens at “nine”.\n🎉";
    sentence.support = Support::quoted;
    Citation citation;
    citation.post = {Shelf::person, 3};
    citation.span = {0, 4};
    citation.quote = "nine";
    sentence.citations = {citation};
    answer.sentences = {sentence};
    return answer;
}

TEST_P(Turns, conversations_are_listed_by_their_last_activity) {
    const auto store = file();
    const Conversation first = *store->add_conversation("First");
    world.clock.advance(seconds(10));
    const Conversation second = *store->add_conversation("Second");
    EXPECT_EQ(store->conversations(10)->front().id, second.id);
    world.clock.advance(seconds(10));
    ASSERT_TRUE(store->begin_turn(first.id, "Hello?"));
    const auto listed = *store->conversations(10);
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_EQ(listed[0].id, first.id);
    EXPECT_EQ(listed[0].turns, 1);
    EXPECT_EQ(listed[0].started_at + seconds(20), listed[0].active_at);
    EXPECT_EQ(listed[1].turns, 0);
    EXPECT_EQ(store->conversations(1)->size(), 1U);
    EXPECT_EQ(store->conversation(second.id)->title, "Second");
    EXPECT_EQ(store->conversation({999}).error().code, ErrorCode::not_found);
}

TEST_P(Turns, a_question_is_safe_before_it_is_answered) {
    const Conversation conversation = *file()->add_conversation("Opening hours");
    const Turn begun = *file()->begin_turn(conversation.id, "When does it open?");
    world.reopen();
    Turn turn = *file()->turn(begun.id);
    EXPECT_EQ(turn.question, "When does it open?");
    EXPECT_EQ(turn.state, TurnState::running);
    EXPECT_FALSE(turn.answer);
    EXPECT_EQ(turn.asked_at, world.clock.now());
    EXPECT_FALSE(turn.answered_at);

    turn.state = TurnState::done;
    turn.answer = some_answer();
    turn.answered_at = world.clock.now() + seconds(2);
    ASSERT_TRUE(file()->finish_turn(turn));
    world.reopen();
    const Turn read = *file()->turn(begun.id);
    EXPECT_EQ(read.state, TurnState::done);
    EXPECT_EQ(read.answered_at, world.clock.now() + seconds(2));
    ASSERT_TRUE(read.answer);
    EXPECT_EQ(to_json(*read.answer), to_json(some_answer()));
}

TEST_P(Turns, a_failed_turn_says_why) {
    const Conversation conversation = *file()->add_conversation("x");
    Turn turn = *file()->begin_turn(conversation.id, "?");
    turn.state = TurnState::failed;
    turn.failure = "The engine is not there.";
    ASSERT_TRUE(file()->finish_turn(turn));
    EXPECT_EQ(file()->turn(turn.id)->failure, "The engine is not there.");
    EXPECT_FALSE(file()->turn(turn.id)->answer);
}

TEST_P(Turns, the_last_ones_are_given_oldest_first) {
    const Conversation conversation = *file()->add_conversation("x");
    for (const char* question : {"one", "two", "three"}) ASSERT_TRUE(file()->begin_turn(conversation.id, question));
    const auto turns = *file()->turns(conversation.id, 2);
    ASSERT_EQ(turns.size(), 2U);
    EXPECT_EQ(turns[0].question, "two");
    EXPECT_EQ(turns[1].question, "three");
    EXPECT_TRUE(file()->turns({999}, 2)->empty());
}

TEST_P(Turns, go_with_their_conversation) {
    const Conversation conversation = *file()->add_conversation("x");
    Turn turn = *file()->begin_turn(conversation.id, "?");
    ASSERT_TRUE(file()->remove_conversation(conversation.id));
    EXPECT_EQ(file()->turn(turn.id).error().code, ErrorCode::not_found);
    EXPECT_EQ(file()->finish_turn(turn).error().code, ErrorCode::not_found);
    EXPECT_EQ(file()->begin_turn(conversation.id, "?").error().code, ErrorCode::not_found);
    EXPECT_EQ(file()->remove_conversation(conversation.id).error().code, ErrorCode::not_found);
}

TEST_P(Turns, are_in_one_persons_file_alone) {
    ASSERT_TRUE(file()->add_conversation("mine"));
    EXPECT_TRUE(world.file_of(tom)->conversations(10)->empty());
}

TEST_P(Turns, the_ledger_keeps_what_left_the_machine) {
    const Timestamp now = world.clock.now();
    ASSERT_TRUE(file()->record_egress({now, "a.example", "fetch feed", 120, 4567, "200"}));
    ASSERT_TRUE(file()->record_egress({now + seconds(1), "b.example", "fetch feed", 80, 0, "cannot reach b.example"}));
    const auto entries = *file()->ledger(10);
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].host, "b.example");
    EXPECT_EQ(entries[0].outcome, "cannot reach b.example");
    EXPECT_EQ(entries[1].at, now);
    EXPECT_EQ(entries[1].bytes_sent, 120);
    EXPECT_EQ(entries[1].bytes_received, 4567);
    EXPECT_EQ(entries[1].purpose, "fetch feed");
    EXPECT_EQ(file()->ledger(1)->size(), 1U);
    EXPECT_TRUE(world.file_of(tom)->ledger(10)->empty());
}

TEST_P(Turns, what_was_said_of_a_purpose_is_kept_with_its_time) {
    EXPECT_TRUE(file()->consents()->empty());
    ASSERT_TRUE(file()->set_consent(Purpose::remote_engine, true));
    world.clock.advance(seconds(60));
    ASSERT_TRUE(file()->set_consent(Purpose::remote_engine, false));
    ASSERT_TRUE(file()->set_consent(Purpose::shop, true));
    world.reopen();
    const auto consents = *file()->consents();
    ASSERT_EQ(consents.size(), 2U);
    EXPECT_EQ(consents[0].purpose, Purpose::remote_engine);
    EXPECT_FALSE(consents[0].given);
    EXPECT_EQ(consents[0].since, world.clock.now());
    EXPECT_TRUE(consents[1].given);
    EXPECT_TRUE(world.file_of(tom)->consents()->empty());
}

}  // namespace
}  // namespace familiar::store
