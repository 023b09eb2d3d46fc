// Models from a hub on loopback to the index of a home, through the program.
#include "home.h"
#include "tests/support/tiny_gguf.h"
#include "tests/support/tiny_server.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>

namespace familiar::tests {
namespace {

using ::testing::HasSubstr;

class Models : public Home {
protected:
    void SetUp() override {
        std::filesystem::create_directories(home());
        std::ofstream(home() + "/familiar.toml") << "[fetch]\nprivate_addresses = true\n";
    }
    std::vector<std::string> pulling() const { return {"models", "pull", "hf:owner/Tiny-GGUF", "--hub", hub_.url("")}; }

private:
    const std::string bytes_ = test::tiny_gguf({.layers = 1, .width = 64});
    test::TinyServer hub_{[this](const std::string& request) {
        if (request.starts_with("GET /owner/")) return test::response(200, bytes_);
        const Json file = {{"type", "file"}, {"path", "Tiny-F32.gguf"}, {"size", bytes_.size()}};
        return test::response(200, Json::array({file}).dump());
    }};
};

TEST_F(Models, AreListedByWhatFits) {
    const std::string text = good({"models"});
    EXPECT_THAT(text, HasSubstr("There is no model yet"));
    EXPECT_THAT(text, HasSubstr("qwen3-4b"));
    const auto entries = json({"models"});
    EXPECT_TRUE(std::ranges::any_of(entries, [](const Json& entry) { return entry["work"] == "embedding"; }));
    for (const Json& entry : entries) EXPECT_FALSE(entry["installed"].get<bool>());
}

TEST_F(Models, ArePulledUsedAndRemoved) {
    const auto pulled = json(pulling());
    ASSERT_EQ(pulled.size(), 1U);
    EXPECT_EQ(pulled[0]["name"], "tiny");
    EXPECT_EQ(pulled[0]["in_use"], true);
    EXPECT_THAT(good({"models", "list"}), HasSubstr("* tiny"));
    EXPECT_THAT(bad(1, pulling()), HasSubstr("familiar models remove tiny"));
    EXPECT_THAT(good({"models", "use", "tiny"}), HasSubstr("tiny is used for chat"));
    EXPECT_THAT(bad(1, {"models", "use", "none"}), HasSubstr("there are: tiny"));
    EXPECT_THAT(good({"models", "remove", "tiny"}), HasSubstr("Removed tiny"));
    EXPECT_FALSE(std::filesystem::exists(home() + "/models/Tiny-F32.gguf"));
}

TEST_F(Models, NamesThatMeanNothingAreExplained) {
    EXPECT_THAT(bad(1, {"models", "pull", "nonsense"}), HasSubstr("hf:OWNER/REPO"));
    bad(2, {"models", "pull"});
    bad(2, {"models", "nonsense"});
}

}  // namespace
}  // namespace familiar::tests
