#include "base/utf8.h"

#include "tests/support/texts.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar {
namespace {

using test::any_bytes;
using test::any_text;

TEST(Utf8, tells_well_formed_from_ill_formed) {
    for (const std::string_view good :
         {"", "plain", "Größe", "\u07FF\uFFFF", "🎉", "\U0010FFFF", "日本語 and more than eight bytes"}) {
        EXPECT_TRUE(utf8::valid(good)) << good;
    }
    for (const std::string_view bad : {"\x80", "\xC3", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                       "\xF5", "\xFF", "sixteen letters!\x80", "\xE2\x82", "a\xF0\x9F\x8E"}) {
        EXPECT_FALSE(utf8::valid(bad)) << ::testing::PrintToString(std::string(bad));
    }
}

// The examples of Unicode 3.9, table 3-8 and its neighbours: one U+FFFD for each maximal subpart.
TEST(Utf8, repairs_as_unicode_recommends) {
    EXPECT_EQ(utf8::repaired("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"),
              "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA");
    EXPECT_EQ(utf8::repaired("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"),
              "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA");
    EXPECT_EQ(utf8::repaired("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), "\uFFFD\uFFFD\uFFFD\uFFFDA");
    EXPECT_EQ(utf8::repaired("fine, Größe"), "fine, Größe");
}

RC_GTEST_PROP(Utf8, repaired_is_valid_and_repairs_nothing_more, ()) {
    const std::string bytes = *any_bytes();
    const std::string once = utf8::repaired(bytes);
    RC_ASSERT(utf8::valid(once));
    RC_ASSERT(utf8::repaired(once) == once);
    RC_ASSERT(!utf8::valid(bytes) || once == bytes);
}

RC_GTEST_PROP(Utf8, a_prefix_ends_between_code_points, ()) {
    const std::string text = *any_text();
    const auto most = *rc::gen::inRange<std::size_t>(0, text.size() + 5);
    const std::string_view head = utf8::prefix(text, most);
    RC_ASSERT(head.size() <= most);
    RC_ASSERT(text.starts_with(head));
    RC_ASSERT(utf8::valid(head));
    RC_ASSERT(head.size() + 4 > std::min(most, text.size()));
}

RC_GTEST_PROP(Utf8, walking_rebuilds_the_text_and_counts_it, ()) {
    const std::string text = *any_text();
    std::string again;
    std::size_t code_points = 0;
    std::size_t units = 0;
    for (std::size_t i = 0; i < text.size(); ++code_points) {
        RC_ASSERT(utf8::boundary_before(text, i) == i);
        const char32_t c = utf8::next(text, i);
        units += c > 0xFFFF ? 2 : 1;
        utf8::append(again, c);
    }
    RC_ASSERT(again == text);
    RC_ASSERT(utf8::length(text) == code_points);
    RC_ASSERT(utf8::utf16_length(text) == units);
}

TEST(Utf8, appends_no_surrogates) {
    std::string out;
    utf8::append(out, 0xD800);
    utf8::append(out, 0x110000);
    utf8::append(out, U'é');
    EXPECT_EQ(out, "\uFFFD\uFFFDé");
}

std::string decoded(std::string_view bytes, std::string_view encoding) {
    std::string out = "untouched";
    utf8::decode(bytes, encoding, out);
    return out;
}

TEST(Utf8, decodes_the_usual_encodings) {
    EXPECT_EQ(decoded("caf\xE9", "iso-8859-1"), "café");
    EXPECT_EQ(decoded("\x93quoted\x94 \x80", "windows-1252"), "“quoted” €");
    EXPECT_EQ(decoded("\xD0\xD2\xC9\xD7\xC5\xD4", "koi8-r"), "привет");
    EXPECT_EQ(decoded("\xFA\xFB", "windows-1251"), "ъы");
    EXPECT_EQ(decoded("\x93\xFA\x96\x7B", "shift_jis"), "日本");
    EXPECT_EQ(decoded("\xC4\xE3\xBA\xC3", "gb2312"), "你好");
    EXPECT_EQ(decoded("\xB0\xA1", "euc-kr"), "가");
    EXPECT_EQ(decoded(std::string_view("G\0r\0\xFC\0", 6), "utf-16le"), "Grü");
    EXPECT_EQ(decoded(std::string_view("\xFE\xFF\0G", 4), "utf-16"), "G");
    EXPECT_EQ(decoded("\xEF\xBB\xBFmarked", "utf-8"), "marked");
    EXPECT_EQ(decoded("half \xE2\x82", "utf-8"), "half \uFFFD");
    EXPECT_EQ(decoded("", "utf-8"), "");
}

TEST(Utf8, leaves_unknown_encodings_alone) {
    EXPECT_EQ(decoded("bytes", "no-such-encoding"), "untouched");
    EXPECT_EQ(decoded("bytes", ""), "untouched");
    EXPECT_EQ(decoded("bytes", std::string(10'000, 'x')), "untouched");
}

RC_GTEST_PROP(Utf8, whatever_is_decoded_is_valid, ()) {
    const std::string bytes = *any_bytes();
    const auto encoding = *rc::gen::element<std::string>("utf-8", "utf-16", "utf-16be", "utf-32", "windows-1252",
                                                         "shift_jis", "gb18030", "utf-7", "iso-2022-jp", "koi8-r");
    std::string out;
    RC_ASSERT(utf8::decode(bytes, encoding, out));
    RC_ASSERT(utf8::valid(out));
}

TEST(Utf8, decodes_long_texts_across_its_buffers) {
    std::string long_text;
    for (int i = 0; i < 20'000; ++i) long_text += "\xE9";
    const std::string out = decoded(long_text, "iso-8859-1");
    EXPECT_EQ(out.size(), 40'000U);
    EXPECT_EQ(utf8::length(out), 20'000U);
}

TEST(Utf8, repairs_mojibake_and_nothing_else) {
    EXPECT_EQ(utf8::without_mojibake("It\u00E2\u0080\u0099s caf\u00C3\u00A9"), "It’s café");
    EXPECT_EQ(utf8::without_mojibake("\u00F0\u009F\u008E\u0089"), "🎉");
    for (const std::string_view fine : {"", "plain", "café", "It’s", "Ünïcödé", "日本"})
        EXPECT_EQ(utf8::without_mojibake(fine), fine);
}

RC_GTEST_PROP(Utf8, mojibake_of_any_text_comes_back, ()) {
    const std::string text = *any_text();
    std::string garbled;
    for (const char byte : text) utf8::append(garbled, static_cast<unsigned char>(byte));
    RC_ASSERT(utf8::without_mojibake(garbled) == text);
}

}  // namespace
}  // namespace familiar
