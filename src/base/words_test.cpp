#include "base/words.h"

#include "base/utf8.h"
#include "tests/support/texts.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar {
namespace {

// "dr smith 3.5#number" : folded words between spaces, the kind behind # when it is not a word.
std::string read(std::string_view text) {
    std::string out;
    for (const Word& word : words_of(text)) {
        if (!out.empty()) out += ' ';
        out += word.folded;
        switch (word.kind) {
            case WordKind::word: break;
            case WordKind::number: out += "/number"; break;
            case WordKind::emoji: out += "/emoji"; break;
            case WordKind::handle: out += "/handle"; break;
            case WordKind::hashtag: out += "/hashtag"; break;
            case WordKind::link: out += "/link"; break;
        }
    }
    return out;
}

TEST(Words, are_found_and_folded) {
    EXPECT_EQ(read("The Café’s new OPENING hours"), "the cafe new opening hours");
    EXPECT_EQ(read("can't, won’t; rock'n'roll"), "can't won't rock'n'roll");
    EXPECT_EQ(read("Ana's and James' well-known friend"), "ana and james well known friend");
    EXPECT_EQ(read("Straße ÆON Łódź œuvre"), "strasse aeon lodz oeuvre");
    EXPECT_EQ(read(""), "");
    EXPECT_EQ(read(" \t\n--- ... !!"), "");
}

TEST(Words, lose_elided_articles) {
    EXPECT_EQ(read("l'école de l’été, j'ai qu'il"), "ecole de ete ai il");
    EXPECT_EQ(read("dell'arte all’una"), "arte una");
    EXPECT_EQ(read("o'clock O'Brien don't I'd"), "o'clock o'brien don't i'd");
}

TEST(Words, numbers_have_no_letters) {
    EXPECT_EQ(read("3.5 km, 1,000 people and 09:30"), "3.5/number km 1,000/number people and 09/number 30/number");
    EXPECT_EQ(read("mp3 B2B 4th covid19 2_000"), "mp3 b2b 4th covid19 2_000/number");
    EXPECT_EQ(read("٣٤ and ३"), "٣٤/number and ३/number");
}

TEST(Words, handles_and_hashtags_are_one_word) {
    EXPECT_EQ(read("@Ana, @ana@Example.org. (@b_c)"), "@ana/handle @ana@example.org/handle @b_c/handle");
    EXPECT_EQ(read("#GardenParty! #tag-two. #ümläut"), "#gardenparty/hashtag #tag-two/hashtag #umlaut/hashtag");
    EXPECT_EQ(read("#party🎉 @ana… #tag”"), "#party/hashtag 🎉/emoji @ana/handle #tag/hashtag");
    EXPECT_EQ(read("#タグ、次"), "#タグ/hashtag 次");
    EXPECT_EQ(read("meet @ 5, # and #!"), "meet 5/number and");
    EXPECT_EQ(read("ana@example.org C# a#b"), "ana@example.org c a b");
    EXPECT_EQ(read("#don't"), "#don/hashtag t");
}

TEST(Words, links_are_one_word) {
    EXPECT_EQ(read("See https://Example.org/A?b=c#d, or"), "see https://example.org/a?b=c#d/link or");
    EXPECT_EQ(read("(www.example.org/x_(y)) <http://a.b>"), "www.example.org/x_(y)/link http://a.b/link");
    EXPECT_EQ(read("HTTPS://A.example"), "https://a.example/link");
    EXPECT_EQ(read("“http://a.example/ü”!"), "http://a.example/u/link");
    EXPECT_EQ(read("http:// www. https://."), "http www https");
    EXPECT_EQ(read("wonderful houses"), "wonderful houses");
    EXPECT_EQ(read("http://a.example/À b"), "http://a.example/a/link b");
}

TEST(Words, emoji_are_one_word) {
    EXPECT_EQ(read("yes🎉🎉 👩‍👩‍👧 🇮🇪 ❤️"),
              "yes 🎉/emoji 🎉/emoji 👩‍👩‍👧/emoji 🇮🇪/emoji ❤/emoji");
    EXPECT_EQ(read("© 5€ ½"), "5/number");
}

TEST(Words, of_other_scripts) {
    EXPECT_EQ(read("Привет, мир! Ёлка"), "привет мир елка");
    EXPECT_EQ(read("Καλημέρα"), "καλημερα");
    EXPECT_EQ(read("שָׁלוֹם"), "שלום");
    EXPECT_EQ(read("東京に行く"), "東京 に 行く");
    EXPECT_EQ(read("がん かん"), "がん かん");
    EXPECT_EQ(read("हिन्दी"), "हिन्दी");
    EXPECT_EQ(read("한국어"), "한국어");
    EXPECT_EQ(read("ＦＵＬＬ ﬁne"), "full fine");
}

TEST(Words, spans_cut_the_text_as_it_stands) {
    const std::string_view text = "Zoë’s @ana@x.org likes café.";
    const auto words = words_of(text);
    ASSERT_EQ(words.size(), 4U);
    EXPECT_EQ(words[0].span.of(text), "Zoë’s");
    EXPECT_EQ(words[1].span.of(text), "@ana@x.org");
    EXPECT_EQ(words[3].span.of(text), "café");
}

RC_GTEST_PROP(Words, spans_are_in_order_and_on_boundaries, ()) {
    const std::string text = *test::any_text();
    std::size_t last = 0;
    for (const Word& word : words_of(text)) {
        RC_ASSERT(word.span.begin >= last);
        RC_ASSERT(word.span.end > word.span.begin);
        RC_ASSERT(word.span.end <= text.size());
        RC_ASSERT(utf8::boundary_before(text, word.span.begin) == word.span.begin);
        RC_ASSERT(utf8::boundary_before(text, word.span.end) == word.span.end);
        RC_ASSERT(!word.folded.empty());
        RC_ASSERT(utf8::valid(word.folded));
        last = word.span.end;
    }
}

RC_GTEST_PROP(Words, the_first_ones_are_a_prefix_of_all, ()) {
    const std::string text = *test::any_text();
    const auto count = *rc::gen::inRange<std::size_t>(0, 12);
    const auto all = words_of(text);
    const auto first = first_words_of(text, count);
    RC_ASSERT(first.size() == std::min(count, all.size()));
    for (std::size_t i = 0; i < first.size(); ++i) {
        RC_ASSERT(first[i].span == all[i].span);
        RC_ASSERT(first[i].folded == all[i].folded);
    }
}

RC_GTEST_PROP(Words, a_line_break_parts_texts, ()) {
    const std::string one = *test::any_text();
    const std::string two = *test::any_text();
    RC_PRE(!one.ends_with('\r'));
    const auto together = words_of(one + "\n" + two);
    RC_ASSERT(together.size() == words_of(one).size() + words_of(two).size());
}

TEST(Folded, is_without_case_and_accents) {
    EXPECT_EQ(folded("ÀÉÎÕÜ ÇÑ ŠŽ Ğİ"), "aeiou cn sz gi");
    EXPECT_EQ(folded("Weiß GROẞ"), "weiss gross");
    EXPECT_EQ(folded("e\u0301"), "e");
    EXPECT_EQ(folded("don’t"), "don't");
    EXPECT_EQ(folded("soft\u00ADhyphen"), "softhyphen");
    EXPECT_EQ(folded("①"), "1");
}

RC_GTEST_PROP(Folded, folds_nothing_more_the_second_time, ()) {
    const std::string text = *test::any_text();
    const std::string once = folded(text);
    RC_ASSERT(utf8::valid(once));
    RC_ASSERT(folded(once) == once);
}

// Texts of Latin letters take a shorter way; one foreign letter sends them the long way round.
RC_GTEST_PROP(Folded, both_ways_agree, ()) {
    std::string text;
    for (const auto c : *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(1, 0x180)))
        utf8::append(text, c);
    RC_ASSERT(folded(text) + "я" == folded(text + "Я"));
}

TEST(Stems, bring_forms_of_a_word_together) {
    EXPECT_EQ(stem_of("gardening", "en"), stem_of("gardens", "en"));
    EXPECT_EQ(stem_of("running", "en"), "run");
    EXPECT_EQ(stem_of("hausern", "de"), stem_of("hauser", "de"));
    EXPECT_EQ(stem_of("canciones", "es"), stem_of("cancion", "es"));
    EXPECT_EQ(stem_of("jardins", "fr"), stem_of("jardin", "fr"));
    EXPECT_EQ(stem_of("ragazze", "it"), stem_of("ragazza", "it"));
    EXPECT_EQ(stem_of("meninos", "pt"), stem_of("menino", "pt"));
    EXPECT_EQ(stem_of("huizen", "nl"), "huiz");
    EXPECT_EQ(stem_of("bilarna", "sv"), stem_of("bilar", "sv"));
    EXPECT_EQ(stem_of("gardening", "xx"), "gardening");
    EXPECT_EQ(stem_of("", "en"), "");
}

}  // namespace
}  // namespace familiar
