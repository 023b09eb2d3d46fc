#include "platform/base64.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar::platform {
namespace {

TEST(Base64, KnownTexts) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(from_base64("Zm9v\n YmFy\n"), "foobar");
    EXPECT_EQ(from_base64("Zg"), "f");
    EXPECT_FALSE(from_base64("not base64!"));
    EXPECT_FALSE(from_base64("Z"));
}

RC_GTEST_PROP(Base64, WhatGoesInComesOut, (const std::string& bytes)) {
    RC_ASSERT(from_base64(base64(bytes)) == std::optional(bytes));
}

}  // namespace
}  // namespace familiar::platform
