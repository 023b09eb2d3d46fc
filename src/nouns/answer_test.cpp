#include "nouns/answer.h"

#include "nouns/answer_json.h"
#include "nouns/event.h"
#include "tests/support/texts.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar {
namespace {

using test::short_text;

Sentence sentence(std::string text, SentenceRole role) {
    Sentence made;
    made.text = std::move(text);
    made.role = role;
    return made;
}

Citation citation_of(PostId post, int version, std::string quote) {
    Citation citation;
    citation.post = post;
    citation.version = version;
    citation.span = {0, quote.size()};
    citation.quote = std::move(quote);
    return citation;
}

SourceNote note_of(PostId post, int version, std::string title) {
    SourceNote note;
    note.evidence.post.id = post;
    note.evidence.post.version = version;
    note.evidence.source_title = std::move(title);
    return note;
}

TEST(Joined, puts_items_and_working_on_their_own_lines) {
    const std::vector<Sentence> sentences = {
        sentence("Two things.", SentenceRole::lead),  sentence("They matter.", SentenceRole::detail),
        sentence("One", SentenceRole::item),          sentence("Other", SentenceRole::item),
        sentence("2 + 3 = 5", SentenceRole::working), sentence("So five.", SentenceRole::detail),
        sentence("Ask again.", SentenceRole::note)};
    std::vector<Span> places;
    const std::string text = joined(sentences, places);
    EXPECT_EQ(text, "Two things. They matter.\n- One\n- Other\n2 + 3 = 5\nSo five. Ask again.");
    ASSERT_EQ(places.size(), sentences.size());
    for (std::size_t i = 0; i < places.size(); ++i) EXPECT_EQ(places[i].of(text), sentences[i].text);
    EXPECT_EQ(joined({}, places), "");
    EXPECT_TRUE(places.empty());
}

rc::Gen<SentenceRole> any_role() {
    return rc::gen::element(SentenceRole::lead, SentenceRole::detail, SentenceRole::item, SentenceRole::working,
                            SentenceRole::note);
}

rc::Gen<Support> any_support() {
    return rc::gen::element(Support::quoted, Support::entailed, Support::computed, Support::own_knowledge,
                            Support::none);
}

rc::Gen<PostId> any_post_id() {
    return rc::gen::construct<PostId>(rc::gen::element(Shelf::common, Shelf::person),
                                      rc::gen::inRange<std::int64_t>(1, 6));
}

rc::Gen<Span> any_span() {
    return rc::gen::map(rc::gen::pair(rc::gen::inRange<std::size_t>(0, 50), rc::gen::inRange<std::size_t>(0, 50)),
                        [](const auto& pair) { return Span{pair.first, pair.first + pair.second}; });
}

Citation any_citation() {
    Citation citation;
    citation.post = *any_post_id();
    citation.version = *rc::gen::inRange(1, 4);
    citation.span = *any_span();
    citation.in_title = *rc::gen::arbitrary<bool>();
    citation.quote = *short_text();
    citation.support = *any_support();
    citation.anchor = *any_span();
    return citation;
}

Post any_post() {
    Post post;
    post.id = *any_post_id();
    post.version = *rc::gen::inRange(1, 4);
    post.source = {post.id.shelf, *rc::gen::inRange<std::int64_t>(1, 9)};
    post.external_id = *short_text();
    post.kind = *rc::gen::element(PostKind::post, PostKind::message, PostKind::article, PostKind::product);
    post.app = *short_text();
    post.author = {*short_text(), *short_text()};
    post.title = *short_text();
    post.text = *short_text();
    post.url = *short_text();
    if (*rc::gen::arbitrary<bool>())
        post.posted_at = Timestamp(std::chrono::seconds(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000)));
    post.reply_to = *short_text();
    post.thread = *short_text();
    post.language = *rc::gen::element<std::string>("", "en", "de");
    post.likes = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
    post.shares = *rc::gen::inRange<std::int64_t>(0, 1000);
    if (*rc::gen::arbitrary<bool>()) post.links = {{*short_text(), *short_text()}};
    return post;
}

Answer any_answer() {
    Answer answer;
    answer.kind = *rc::gen::element(AnswerKind::quoted, AnswerKind::gathered, AnswerKind::computed, AnswerKind::about,
                                    AnswerKind::nothing);
    answer.mode = *rc::gen::element(Mode::automatic, Mode::fast, Mode::thinking, Mode::contemplating, Mode::shopping);
    for (int left = *rc::gen::inRange(0, 5); left > 0; --left) {
        Sentence made = sentence(*short_text(), *any_role());
        made.support = *any_support();
        for (int more = *rc::gen::inRange(0, 3); more > 0; --more) made.citations.push_back(any_citation());
        answer.sentences.push_back(std::move(made));
    }
    for (int left = *rc::gen::inRange(0, 4); left > 0; --left) {
        SourceNote note;
        note.evidence.post = any_post();
        note.evidence.source_title = *short_text();
        note.evidence.best = *any_span();
        note.evidence.score = *rc::gen::inRange(0, 1000) / 8.0;
        note.cited = *rc::gen::arbitrary<bool>();
        note.because = *short_text();
        answer.sources.push_back(std::move(note));
    }
    answer.confidence = *rc::gen::inRange(0, 17) / 16.0;
    answer.degraded = *rc::gen::container<std::vector<std::string>>(short_text());
    answer.suggestions = *rc::gen::container<std::vector<std::string>>(short_text());
    return answer;
}

RC_GTEST_PROP(Joined, places_show_every_sentence, ()) {
    const Answer answer = any_answer();
    std::vector<Span> places;
    const std::string text = joined(answer.sentences, places);
    RC_ASSERT(text == answer.text());
    RC_ASSERT(places.size() == answer.sentences.size());
    for (std::size_t i = 0; i < places.size(); ++i) RC_ASSERT(places[i].of(text) == answer.sentences[i].text);
}

RC_GTEST_PROP(AnswerJson, comes_back_as_it_was_written, ()) {
    const Answer answer = any_answer();
    const std::string written = json_text(to_json(answer));
    const auto read = answer_from_json(*parse_json(written));
    RC_ASSERT(read.has_value());
    RC_ASSERT(json_text(to_json(*read)) == written);
    RC_ASSERT(read->text() == answer.text());
    RC_ASSERT(read->sources.size() == answer.sources.size());
}

RC_GTEST_PROP(PostJson, comes_back_as_it_was_written, ()) {
    const Post post = any_post();
    const auto read = post_from_json(*parse_json(json_text(to_json(post))));
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->id == post.id && read->version == post.version && read->source == post.source);
    RC_ASSERT(read->external_id == post.external_id && read->kind == post.kind && read->app == post.app);
    RC_ASSERT(read->author == post.author && read->title == post.title && read->text == post.text);
    RC_ASSERT(read->url == post.url && read->posted_at == post.posted_at && read->reply_to == post.reply_to);
    RC_ASSERT(read->thread == post.thread && read->language == post.language && read->links == post.links);
    RC_ASSERT(read->likes == post.likes && read->shares == post.shares);
}

TEST(AnswerJson, that_is_something_else_is_refused_or_read_as_little) {
    EXPECT_EQ(answer_from_json(Json::array()).error().code, ErrorCode::corrupt);
    EXPECT_EQ(answer_from_json(*parse_json(R"({"sources":[{"post":{}}]})")).error().code, ErrorCode::corrupt);
    EXPECT_EQ(post_from_json(*parse_json(R"({"id":"x1"})")).error().code, ErrorCode::corrupt);
    const auto odd = answer_from_json(
        *parse_json(R"({"kind":7,"mode":"?","confidence":"much","sentences":{"a":1},"suggestions":[1,null,"ok"],)"
                    R"("degraded":"no"})"));
    ASSERT_TRUE(odd);
    EXPECT_EQ(odd->kind, AnswerKind::nothing);
    EXPECT_EQ(odd->mode, Mode::fast);
    EXPECT_EQ(odd->suggestions, std::vector<std::string>{"ok"});
    const auto backwards = answer_from_json(
        *parse_json(R"({"sentences":[{"text":"x","citations":[{"post":"c1","quote_begin":9,"quote_end":3,)"
                    R"("begin":-4,"end":2}]}]})"));
    ASSERT_TRUE(backwards);
    EXPECT_EQ(backwards->sentences[0].citations[0].span, Span{});
    EXPECT_EQ(backwards->sentences[0].citations[0].anchor, Span{});
}

TEST(Events, tell_a_finished_answer) {
    const PostId garden{Shelf::common, 1};
    const PostId chat{Shelf::person, 1};
    Answer answer;
    answer.sentences = {sentence("It opens at nine.", SentenceRole::lead), sentence("Bring bags.", SentenceRole::item),
                        sentence("Ask Ana.", SentenceRole::note)};
    answer.sentences[0].citations = {citation_of(chat, 2, "opens at nine")};
    answer.sentences[1].citations = {citation_of(garden, 1, "Bring bags"), citation_of(chat, 2, "bags")};
    answer.sentences[2].citations = {citation_of({Shelf::common, 99}, 1, "not among the sources"),
                                     citation_of(chat, 1, "old version")};
    answer.sources = {note_of(chat, 2, "Chat"), note_of(garden, 1, "Garden Group")};

    const auto events = events_of(answer);
    std::string text;
    std::vector<std::pair<int, std::string>> citations;
    std::vector<std::string> order;
    for (const TurnEvent& event : events) {
        if (const auto* told = std::get_if<TextEvent>(&event)) {
            EXPECT_EQ(told->offset, text.size());
            text += told->text;
            order.emplace_back("text");
        } else if (const auto* cited = std::get_if<CitationEvent>(&event)) {
            citations.emplace_back(cited->number, cited->source_title);
            order.emplace_back("citation");
        } else {
            order.emplace_back(std::holds_alternative<EvidenceEvent>(event) ? "evidence" : "why");
        }
    }
    EXPECT_EQ(text, answer.text());
    EXPECT_EQ(order, (std::vector<std::string>{"evidence", "evidence", "text", "citation", "text", "citation",
                                               "citation", "text", "why"}));
    EXPECT_EQ(citations, (std::vector<std::pair<int, std::string>>{{1, "Chat"}, {2, "Garden Group"}, {1, "Chat"}}));
    EXPECT_EQ(std::get<WhyEvent>(events.back()).sources.size(), 2U);
}

RC_GTEST_PROP(Events, give_the_text_in_order_and_are_the_same_again, ()) {
    const Answer answer = any_answer();
    const auto events = events_of(answer);
    std::string text;
    int highest = 0;
    for (const TurnEvent& event : events) {
        if (const auto* told = std::get_if<TextEvent>(&event)) {
            RC_ASSERT(told->offset == text.size());
            text += told->text;
        } else if (const auto* cited = std::get_if<CitationEvent>(&event)) {
            RC_ASSERT(cited->number >= 1 && cited->number <= highest + 1);
            RC_ASSERT(cited->post.id == cited->citation.post && cited->post.version == cited->citation.version);
            highest = std::max(highest, cited->number);
        }
    }
    RC_ASSERT(text == answer.text());
    RC_ASSERT(events_of(answer).size() == events.size());
}

}  // namespace
}  // namespace familiar
