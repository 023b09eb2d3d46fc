#include "letters.h"

#include "store/archive.h"

#include <algorithm>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace familiar::tests {

std::string letter_text(std::int64_t i) {
    return fmt::format(
        "Letter {0}: marker{0} was seen at the harbour, carrying {1} lanterns and a note for the {2} boat. "
        "Nobody knew who had sent it, so it was read aloud at the pier on the day after.",
        i, i % 7 + 2, i % 2 == 0 ? "second" : "first");
}

std::string letters(std::int64_t count) {
    std::string lines;
    for (std::int64_t i = 1; i <= count; ++i) lines += post_line(std::to_string(i), letter_text(i));
    return lines;
}

namespace {

Result<Kept> read(const std::filesystem::path& home) {
    const platform::SystemClock clock;
    const auto archive = TRY(store::open_sqlite_archive({home, 0}, clock));
    const auto people = TRY(archive->common().people());
    if (people.empty()) return Kept{};
    const Viewer viewer = TRY(archive->common().viewer(people.front().id));
    const auto store = TRY(archive->person(people.front().id));

    Kept kept;
    kept.posts = TRY(store->post_count(viewer));
    for (std::int64_t i = 1; i <= kept.posts; ++i) {
        const Post post = TRY(store->post(viewer, i));
        EXPECT_EQ(post.external_id, std::to_string(i));
        EXPECT_EQ(post.text, letter_text(i));
        EXPECT_EQ(post.version, 1);
        if (::testing::Test::HasFailure()) break;
    }
    // An import that begins when everything is stored already acknowledges nothing itself.
    const auto jobs = TRY(store->import_jobs(viewer, store::k_listing_max));
    for (const ImportJob& job : jobs) kept.acknowledged = std::max(kept.acknowledged, job.position);
    if (!jobs.empty()) kept.state = name_of(jobs.front().state);
    return kept;
}

}  // namespace

Kept look_into(const std::filesystem::path& home) {
    auto kept = read(home);
    EXPECT_TRUE(kept.has_value()) << kept.error().text();
    return kept.has_value() ? kept.release() : Kept{};
}

void Fault::expect_sound() const {
    const auto report = json({"doctor"});
    ASSERT_EQ(report.size(), 1U);
    EXPECT_TRUE(report[0]["ok"].get<bool>()) << report[0].dump(1);
}

void Fault::expect_indexed(std::int64_t posts) const {
    if (posts > 0) {
        EXPECT_EQ(json({"search", fmt::format("marker{}", posts)}).size(), 1U);
    }
    EXPECT_THAT(json({"search", fmt::format("marker{}", posts + 1)}), ::testing::IsEmpty());
}

}  // namespace familiar::tests
