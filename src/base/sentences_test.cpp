#include "base/utf8.h"
#include "base/words.h"
#include "tests/support/texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> read(std::string_view text) {
    std::vector<std::string> sentences;
    for (const Span span : sentences_of(text)) sentences.emplace_back(span.of(text));
    return sentences;
}

TEST(Sentences, end_at_points_and_line_breaks) {
    EXPECT_THAT(read("One. Two! Three? Four"), ElementsAre("One.", "Two!", "Three?", "Four"));
    EXPECT_THAT(read("  First line\nsecond line\r\n\r\n third "), ElementsAre("First line", "second line", "third"));
    EXPECT_THAT(read("with\u2028separators\u2029here\u0085now"), ElementsAre("with", "separators", "here", "now"));
    EXPECT_THAT(read("\u00A0\u3000around\u00A0\u200B"), ElementsAre("around"));
    EXPECT_THAT(read(""), ElementsAre());
    EXPECT_THAT(read(" \n\t "), ElementsAre());
}

TEST(Sentences, do_not_end_in_numbers_and_links) {
    EXPECT_THAT(read("It is 3.5 km. Next to it 1.000 trees."), ElementsAre("It is 3.5 km.", "Next to it 1.000 trees."));
    EXPECT_THAT(read("See www.example.org for it. Bye."), ElementsAre("See www.example.org for it.", "Bye."));
}

TEST(Sentences, do_not_end_at_abbreviations) {
    EXPECT_THAT(read("Dr. Smith and Mrs. Jones came. They left."),
                ElementsAre("Dr. Smith and Mrs. Jones came.", "They left."));
    EXPECT_THAT(read("Fruit, e.g. Apples, i.e. Malus. Good."), ElementsAre("Fruit, e.g. Apples, i.e. Malus.", "Good."));
    EXPECT_THAT(read("J. R. R. Tolkien wrote it. True."), ElementsAre("J. R. R. Tolkien wrote it.", "True."));
    EXPECT_THAT(read("The U.S. Army left the U.S. The war ended."),
                ElementsAre("The U.S. Army left the U.S.", "The war ended."));
    EXPECT_THAT(read("On St. Mary Rd. Smith works at Acme Inc. The end."),
                ElementsAre("On St. Mary Rd. Smith works at Acme Inc.", "The end."));
    EXPECT_THAT(read("Ask (Dr. Smith). Or \"Mr. Jones\"."), ElementsAre("Ask (Dr. Smith).", "Or \"Mr. Jones\"."));
}

TEST(Sentences, end_at_words_that_only_look_like_abbreviations) {
    EXPECT_THAT(read("The answer is no. We left."), ElementsAre("The answer is no.", "We left."));
    EXPECT_THAT(read("It is at No. 5 Downing Street. Go."), ElementsAre("It is at No. 5 Downing Street.", "Go."));
    EXPECT_THAT(read("He took vitamin C. It helped."), ElementsAre("He took vitamin C.", "It helped."));
    EXPECT_THAT(read("So did I. Mary too."), ElementsAre("So did I.", "Mary too."));
    EXPECT_THAT(read("Come at 5 p.m. Bring cake."), ElementsAre("Come at 5 p.m.", "Bring cake."));
    EXPECT_THAT(read("I live here. Dr.\nSmith does not."), ElementsAre("I live here.", "Dr.", "Smith does not."));
}

TEST(Sentences, in_lists_keep_their_number) {
    EXPECT_THAT(read("1. Take flour.\n2. Stir it. 10. Bake."),
                ElementsAre("1. Take flour.", "2. Stir it.", "10. Bake."));
    EXPECT_THAT(read("It was in 1999. Then it ended."), ElementsAre("It was in 1999.", "Then it ended."));
}

TEST(Sentences, with_quotes) {
    EXPECT_THAT(read("“Come in.” She smiled."), ElementsAre("“Come in.”", "She smiled."));
    EXPECT_THAT(read("He said \"Stop.\" Then he ran."), ElementsAre("He said \"Stop.\"", "Then he ran."));
    EXPECT_THAT(read("„Gut.“ Er ging. «Bon.» Elle partit."),
                ElementsAre("„Gut.“", "Er ging.", "«Bon.»", "Elle partit."));
}

TEST(Sentences, in_german) {
    EXPECT_THAT(read("Am 3. Oktober ist z. B. Berlin voll. Ca. 5000 Leute kommen."),
                ElementsAre("Am 3. Oktober ist z. B. Berlin voll.", "Ca. 5000 Leute kommen."));
    EXPECT_THAT(read("Im 19. Jahrhundert, d.h. Früher. Das war Haus Nr. 7 Berlin."),
                ElementsAre("Im 19. Jahrhundert, d.h. Früher.", "Das war Haus Nr. 7 Berlin."));
    EXPECT_THAT(read("Wir treffen uns Hauptstr. 5, Hof. Bis dann!"),
                ElementsAre("Wir treffen uns Hauptstr. 5, Hof.", "Bis dann!"));
}

TEST(Sentences, in_spanish_portuguese_and_french) {
    EXPECT_THAT(read("¿Qué tal? El Sr. García y la Sra. Ruiz. ¡Hola!"),
                ElementsAre("¿Qué tal?", "El Sr. García y la Sra. Ruiz.", "¡Hola!"));
    EXPECT_THAT(read("Vive en EE. UU. La casa es grande."), ElementsAre("Vive en EE. UU.", "La casa es grande."));
    EXPECT_THAT(read("A Dra. Silva chegou. O Sr. Costa não."), ElementsAre("A Dra. Silva chegou.", "O Sr. Costa não."));
    EXPECT_THAT(read("C’est M. Dupont. Il arrive !"), ElementsAre("C’est M. Dupont.", "Il arrive !"));
}

TEST(Sentences, in_scripts_without_spaces) {
    EXPECT_THAT(read("今日は晴れ。明日は雨です！本当？"), ElementsAre("今日は晴れ。", "明日は雨です！", "本当？"));
    EXPECT_THAT(read("यह सच है। वह नहीं।"), ElementsAre("यह सच है।", "वह नहीं।"));
}

RC_GTEST_PROP(Sentences, hold_everything_but_white_space, ()) {
    const std::string text = *test::any_text();
    std::size_t last = 0;
    const auto only_space = [&](std::size_t begin, std::size_t end) {
        return words_of(std::string_view(text).substr(begin, end - begin)).empty();
    };
    for (const Span span : sentences_of(text)) {
        RC_ASSERT(span.begin >= last);
        RC_ASSERT(span.end > span.begin);
        RC_ASSERT(span.end <= text.size());
        RC_ASSERT(utf8::boundary_before(text, span.begin) == span.begin);
        RC_ASSERT(utf8::boundary_before(text, span.end) == span.end);
        RC_ASSERT(only_space(last, span.begin));
        RC_ASSERT(span.of(text).find('\n') == std::string_view::npos);
        last = span.end;
    }
    RC_ASSERT(only_space(last, text.size()));
}

}  // namespace
}  // namespace familiar
