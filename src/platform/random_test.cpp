#include "platform/random.h"

#include <gtest/gtest.h>
#include <set>

namespace familiar::platform {
namespace {

TEST(Random, tokens_are_safe_in_addresses_and_never_the_same) {
    SystemRandom random;
    std::set<std::string> tokens;
    for (int i = 0; i < 100; ++i) {
        const std::string token = random.token(32);
        EXPECT_EQ(token.size(), 43U);
        EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                  std::string::npos);
        tokens.insert(token);
    }
    EXPECT_EQ(tokens.size(), 100U);
    EXPECT_NE(random.number(), random.number());
    EXPECT_EQ(random.token(0), "");
    EXPECT_EQ(random.token(1).size(), 2U);
}

TEST(Random, with_a_seed_is_the_same_again) {
    SeededRandom one(7);
    SeededRandom same(7);
    SeededRandom other(8);
    const std::string token = one.token(16);
    EXPECT_EQ(token, same.token(16));
    EXPECT_EQ(one.number(), same.number());
    EXPECT_NE(token, other.token(16));
}

TEST(Digest, is_blake2b) {
    EXPECT_EQ(digest(""), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    EXPECT_EQ(digest("abc"), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    EXPECT_NE(digest(std::string_view("a\0", 2)), digest("a"));
}

TEST(ConstantTime, compares_as_equality_does) {
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
    EXPECT_FALSE(equal_in_constant_time("secret", "secres"));
    EXPECT_FALSE(equal_in_constant_time("secret", "secre"));
    EXPECT_FALSE(equal_in_constant_time("", "x"));
}

}  // namespace
}  // namespace familiar::platform
