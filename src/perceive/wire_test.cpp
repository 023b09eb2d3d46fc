#include "perceive/wire.h"

#include "perceive/clean.h"
#include "perceive/limits.h"

#include <gtest/gtest.h>

namespace familiar::perceive {
namespace {

using namespace std::string_view_literals;

TEST(Wire, ErrorsOfAChildAreWordsForAPerson) {
    const auto reply = parse_reply("{\"error\": \"broken \\u001b[31m\\u202Epng\", \"code\": \"exhausted\"}\n");
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, ErrorCode::exhausted);
    EXPECT_EQ(reply.error().message, "broken \u241B[31mpng");
}

TEST(Wire, WhatBreaksTheProtocolIsRefused) {
    for (const std::string_view output : {""sv, "{}"sv, "[]\n"sv, "{\n"sv, "{\"error\": \"\"}\n"sv}) {
        const auto reply = parse_reply(output);
        ASSERT_FALSE(reply) << output;
        EXPECT_EQ(reply.error().code, ErrorCode::corrupt);
    }
}

TEST(Wire, BytesAreTakenAsFarAsTheyAreThere) {
    std::string_view rest = "abcdef";
    EXPECT_EQ(take_bytes(rest, Json(4U), 10).value_or(""), "abcd");
    EXPECT_EQ(rest, "ef");
    EXPECT_FALSE(take_bytes(rest, Json(3U), 10));
    EXPECT_FALSE(take_bytes(rest, Json(2U), 1));
    EXPECT_FALSE(take_bytes(rest, Json(-1), 10));
    EXPECT_FALSE(take_bytes(rest, Json("2"), 10));
}

TEST(Wire, BoxesLieInThePicture) {
    const Json head = {{"in", {1, 2, 3, 4}}, {"out", {1, 2, 30, 4}}, {"flat", {1, 2, 0, 4}}, {"short", {1, 2, 3}}};
    EXPECT_EQ(box_at(head, "in", 10, 10), (Box{1, 2, 3, 4}));
    for (const char* key : {"out", "flat", "short", "absent"}) EXPECT_FALSE(box_at(head, key, 10, 10)) << key;
}

TEST(Clean, HasNoPlaceForMetadata) {
    const std::string jpeg("\xFF\xD8\xFF\xC0\0\x0B\x08\0\2\0\3\1\1\x11\0\xFF\xDA\0\2\x12\xFF\0\x34\xFF\xD9", 25);
    const auto head = clean_head_of(jpeg);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->width, 3);
    EXPECT_EQ(head->height, 2);
    const std::string exif = jpeg.substr(0, 2) + std::string("\xFF\xE1\0\4ab", 6) + jpeg.substr(2);
    EXPECT_FALSE(clean_head_of(exif));
    EXPECT_FALSE(clean_head_of(jpeg + "x"));
    EXPECT_FALSE(clean_head_of(jpeg.substr(0, 20)));
    EXPECT_FALSE(clean_head_of("GIF89a"));
}

}  // namespace
}  // namespace familiar::perceive
