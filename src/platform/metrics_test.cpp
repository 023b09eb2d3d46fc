#include "platform/metrics.h"

#include <gtest/gtest.h>
#include <thread>
#include <vector>

namespace familiar::platform {
namespace {

bool holds(const std::string& text, std::string_view line) {
    return ("\n" + text).find("\n" + std::string(line) + "\n") != std::string::npos;
}

TEST(Metrics, are_written_for_prometheus) {
    Metrics metrics;
    metrics.count("familiar_turns_total", {{"mode", "fast"}});
    metrics.count("familiar_turns_total", {{"mode", "fast"}}, 2);
    metrics.count("familiar_turns_total", {{"mode", "thinking"}});
    metrics.set("familiar_posts", 12);
    metrics.set("familiar_posts", 7);
    metrics.observe("familiar_turn_seconds", 0.03);
    metrics.observe("familiar_turn_seconds", 40);
    const std::string text = metrics.text();
    EXPECT_TRUE(holds(text, "# TYPE familiar_turns_total counter")) << text;
    EXPECT_TRUE(holds(text, "familiar_turns_total{mode=\"fast\"} 3")) << text;
    EXPECT_TRUE(holds(text, "familiar_turns_total{mode=\"thinking\"} 1")) << text;
    EXPECT_TRUE(holds(text, "familiar_posts 7")) << text;
    EXPECT_TRUE(holds(text, "familiar_turn_seconds_count 2")) << text;
    EXPECT_TRUE(holds(text, "familiar_turn_seconds_bucket{le=\"0.02\"} 0")) << text;
    EXPECT_TRUE(holds(text, "familiar_turn_seconds_bucket{le=\"0.05\"} 1")) << text;
    EXPECT_TRUE(holds(text, "familiar_turn_seconds_bucket{le=\"+Inf\"} 2")) << text;
}

TEST(Metrics, keep_label_values_apart_from_the_format) {
    Metrics metrics;
    metrics.count("familiar_odd_total", {{"what", "a \"quote\"\nand \\"}});
    EXPECT_TRUE(holds(metrics.text(), "familiar_odd_total{what=\"a \\\"quote\\\"\\nand \\\\\"} 1")) << metrics.text();
}

TEST(Metrics, count_from_many_threads) {
    Metrics metrics;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 250; ++n) metrics.count("familiar_things_total");
        });
    }
    threads.clear();
    EXPECT_TRUE(holds(metrics.text(), "familiar_things_total 1000")) << metrics.text();
}

}  // namespace
}  // namespace familiar::platform
