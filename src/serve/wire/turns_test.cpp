#include "serve/wire/turns.h"

#include "serve/wire/errors.h"
#include "serve/wire/offsets.h"

#include <gtest/gtest.h>

namespace familiar::serve::wire {
namespace {

// An answer whose text and source hold characters of one, two and four bytes before what is cited.
Answer emoji_answer() {
    SourceNote note;
    note.evidence.post.id = {Shelf::common, 12};
    note.evidence.post.text = "🌱 Grüße: the fair opens at nine.";
    note.evidence.post.author = {"Ana", "@ana"};
    note.evidence.source_title = "Garden";
    note.evidence.best = {14, note.evidence.post.text.size()};
    note.cited = true;
    note.because = "says when";
    Citation citation;
    citation.post = note.evidence.post.id;
    citation.span = note.evidence.best;
    citation.quote = std::string(citation.span.of(note.evidence.post.text));
    Answer answer;
    answer.kind = AnswerKind::quoted;
    answer.sentences = {{"😀 Yes.", Support::none, SentenceRole::lead, {}},
                        {"At nine.", Support::quoted, SentenceRole::detail, {citation}}};
    std::vector<Span> places;
    (void)joined(answer.sentences, places);
    answer.sentences[1].citations[0].anchor = places[1];
    answer.sources = {note};
    return answer;
}

Json data_of(const std::string& event) {
    const std::size_t begin = event.find("data: ") + 6;
    return *parse_json(event.substr(begin, event.size() - begin - 2));
}

TEST(Offsets, CountAsOtherProgramsDo) {
    const std::string_view text = "a😀é";
    EXPECT_EQ(counted(text, 5, Unit::utf16), 3U);
    EXPECT_EQ(counted(text, 5, Unit::code_point), 2U);
    EXPECT_EQ(counted(text, 100, Unit::utf16), 4U);
}

TEST(TurnEvents, OffsetsCountUtf16Units) {
    const Answer answer = emoji_answer();
    TurnEventWriter writer;
    std::int64_t number = 0;
    Json citation;
    Json second_text;
    for (const TurnEvent& event : events_of(answer)) {
        const std::string written = writer.write({++number, event}, std::nullopt);
        EXPECT_TRUE(written.starts_with("id: " + std::to_string(number) + "\nevent: ")) << written;
        EXPECT_TRUE(written.ends_with("\n\n"));
        if (written.find("event: citation") != std::string::npos) citation = data_of(written);
        if (written.find("event: text") != std::string::npos) second_text = data_of(written);
    }
    ASSERT_TRUE(citation.is_object());
    const auto anchor = citation["anchor"];
    EXPECT_EQ(anchor["start"], 8);  // "😀 Yes. " is two units for the emoji and six more
    EXPECT_EQ(anchor["end"], 16);
    EXPECT_EQ(citation["quote_start"], 10);  // "🌱 Grüße: "
    EXPECT_EQ(citation["post"], "c12");
    EXPECT_EQ(citation["number"], 1);
    EXPECT_EQ(second_text["offset"], 7);
}

TEST(TurnJson, StoredAnswersCarryTheSameCitations) {
    Turn turn;
    turn.id = {5};
    turn.conversation = {7};
    turn.state = TurnState::done;
    turn.answer = emoji_answer();
    const Json json = turn_json(turn);
    EXPECT_EQ(json["state"], "done");
    EXPECT_EQ(json["failure"], nullptr);
    const Json& sentence = json["answer"]["sentences"][1];
    EXPECT_EQ(sentence["start"], 8);
    EXPECT_EQ(sentence["end"], 16);
    ASSERT_EQ(sentence["citations"].size(), 1U);
    EXPECT_EQ(sentence["citations"][0]["quote_start"], 10);
    EXPECT_EQ(json["answer"]["sources"][0]["post"]["quote"]["start"], 10);
    EXPECT_EQ(json["answer"]["sentences"][0]["citations"].size(), 0U);
}

TEST(TurnRequest, ReadsWhatIsAsked) {
    const auto request = turn_request(*parse_json(R"({"words":"Who?","conversation":7,"mode":"fast"})"));
    ASSERT_TRUE(request.has_value());
    EXPECT_EQ(request->words, "Who?");
    EXPECT_EQ(request->conversation, Id<Conversation>{7});
    EXPECT_EQ(request->mode, Mode::fast);
    EXPECT_FALSE(request->temporary);
}

TEST(TurnRequest, RefusesWithTheMembersName) {
    for (const char* bad : {"[]", "{}", R"({"words":1})", R"({"words":"  "})", R"({"words":"a","conversation":-1})",
                            R"({"words":"a","conversation":"7"})",
                            R"({"words":"a","conversation":18446744073709551615})", R"({"words":"a","mode":"quick"})",
                            R"({"words":"a","temporary":1})", R"({"words":"a","temporary":true,"conversation":1})"}) {
        const auto request = turn_request(*parse_json(bad));
        ASSERT_FALSE(request.has_value()) << bad;
        EXPECT_EQ(request.error().code, ErrorCode::invalid_argument) << bad;
    }
    EXPECT_FALSE(turn_request({{"words", std::string(20'000, 'a')}}).has_value());
}

TEST(Errors, HaveAStatusAndTwoShapes) {
    EXPECT_EQ(status_of(ErrorCode::not_found), 404);
    EXPECT_EQ(status_of(ErrorCode::denied), 403);
    EXPECT_EQ(status_of(ErrorCode::unavailable), 503);
    const Complaint complaint{404, "model_not_found", "no", "model"};
    const Json openai = *parse_json(complaint_json(complaint, Shape::openai, "r1"));
    EXPECT_EQ(openai["error"]["type"], "invalid_request_error");
    EXPECT_EQ(openai["error"]["param"], "model");
    const Json own = *parse_json(complaint_json(complaint, Shape::own, "r1"));
    EXPECT_EQ(own["error"]["request_id"], "r1");
}

}  // namespace
}  // namespace familiar::serve::wire
