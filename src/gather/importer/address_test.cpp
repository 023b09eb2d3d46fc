// Feeds from a server that the test plays.
#include "gather/importer/world_test.h"
#include "gather/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using AddressTest = ImportWorld;

constexpr const char* k_url = "https://news.example/feed.xml";

std::string rss(int items) {
    std::string feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Town News</title>";
    for (int i = 0; i < items; ++i) {
        const std::string number = std::to_string(i);
        feed += "<item><guid>g" + number + "</guid><title>Item " + number + "</title><description>About " + number +
                "</description><link>https://news.example/" + number + "</link></item>";
    }
    return feed + "</channel></rss>";
}

platform::HttpResponse sends(int status, std::string body = {}, std::map<std::string, std::string> headers = {}) {
    const auto bytes = static_cast<std::int64_t>(body.size());
    return {.status = status,
            .headers = std::move(headers),
            .body = std::move(body),
            .final_url = k_url,
            .bytes_sent = 100,
            .bytes_received = bytes};
}

TEST_F(AddressTest, FollowsAFeedAndAsksOnlyForWhatIsNew) {
    http_.answers.push_back(
        sends(200, rss(2), {{"etag", "\"1\""}, {"last-modified", "Sun, 01 Mar 2026 09:30:00 GMT"}}));
    const auto first = import(k_url);
    ASSERT_TRUE(first.has_value()) << first.error().text();
    EXPECT_EQ(first->front().report.added, 2);
    const Source source = sources(Shelf::person).front();
    EXPECT_EQ(source.kind, "feed");
    EXPECT_EQ(source.locator, k_url);
    EXPECT_EQ(source.title, "Town News");
    EXPECT_EQ(http_.requests.front().addresses, platform::AddressPolicy::public_only);
    EXPECT_FALSE(http_.requests.front().headers.contains("If-None-Match"));

    http_.answers.push_back(sends(304));
    const auto second = refresh();
    ASSERT_TRUE(second.has_value());
    ASSERT_THAT(*second, SizeIs(1));
    EXPECT_TRUE(second->front().report.not_modified);
    EXPECT_EQ(second->front().state, ImportState::done);
    EXPECT_EQ(http_.requests.back().headers.at("If-None-Match"), "\"1\"");
    EXPECT_EQ(http_.requests.back().headers.at("If-Modified-Since"), "Sun, 01 Mar 2026 09:30:00 GMT");

    http_.answers.push_back(sends(200, rss(3), {{"etag", "\"2\""}}));
    const auto third = refresh();
    ASSERT_TRUE(third.has_value());
    EXPECT_EQ(third->front().report.added, 1);
    EXPECT_EQ(third->front().report.unchanged, 2);
    EXPECT_EQ(sources(Shelf::person).front().etag, "\"2\"");
    EXPECT_THAT(sources(Shelf::person), SizeIs(1));
}

TEST_F(AddressTest, NotesEveryRequestInTheLedger) {
    http_.answers.push_back(sends(200, rss(1)));
    http_.answers.back().final_url = "https://cdn.example/feed.xml";
    ASSERT_TRUE(import("https://user:word@news.example:8443/feed.xml").has_value());
    const auto entries = *person_store()->ledger(10);
    ASSERT_THAT(entries, SizeIs(2));
    EXPECT_EQ(entries[1].host, "news.example");
    EXPECT_EQ(entries[1].purpose, "fetch feed");
    EXPECT_EQ(entries[1].bytes_sent, 100);
    EXPECT_EQ(entries[1].outcome, "200");
    EXPECT_EQ(entries[0].host, "cdn.example");
}

TEST_F(AddressTest, BacksOffWhenTheServerHasTrouble) {
    http_.answers.push_back(sends(500));
    const auto first = import(k_url);
    ASSERT_FALSE(first.has_value());
    EXPECT_EQ(first.error().code, ErrorCode::unavailable);
    EXPECT_THAT(first.error().message, HasSubstr("news.example has trouble; Familiar asks again later (500)"));
    Source source = sources(Shelf::person).front();
    EXPECT_EQ(source.failures_in_a_row, 1);
    EXPECT_EQ(*source.retry_after - clock_.now(), 5min);
    EXPECT_THAT(source.trouble, HasSubstr("500"));

    EXPECT_THAT(*refresh(), IsEmpty());
    clock_.advance(5min);
    http_.answers.push_back(sends(503, {}, {{"retry-after", "7200"}}));
    const auto second = refresh();
    ASSERT_TRUE(second.has_value());
    EXPECT_EQ(second->front().state, ImportState::failed);
    source = sources(Shelf::person).front();
    EXPECT_EQ(source.failures_in_a_row, 2);
    EXPECT_EQ(*source.retry_after - clock_.now(), 2h);

    clock_.advance(2h);
    http_.answers.push_back(sends(200, rss(1)));
    ASSERT_TRUE(refresh().has_value());
    source = sources(Shelf::person).front();
    EXPECT_EQ(source.failures_in_a_row, 0);
    EXPECT_FALSE(source.retry_after.has_value());
    EXPECT_EQ(source.trouble, "");
    EXPECT_EQ(posts(Shelf::person), 1);
}

TEST_F(AddressTest, UnderstandsRetryAfterAsADate) {
    http_.answers.push_back(sends(429, {}, {{"retry-after", "Sun, 01 Mar 2026 12:00:00 GMT"}}));
    EXPECT_FALSE(import(k_url).has_value());
    EXPECT_EQ(time::rfc3339(*sources(Shelf::person).front().retry_after), "2026-03-01T12:00:00Z");
}

TEST_F(AddressTest, KeepsNoSourceForAMistake) {
    http_.answers.push_back(sends(404));
    const auto nothing = import(k_url);
    ASSERT_FALSE(nothing.has_value());
    EXPECT_THAT(nothing.error().message, HasSubstr("check it"));
    http_.answers.push_back(sends(200, "<!DOCTYPE html><html></html>", {{"content-type", "text/html"}}));
    const auto page = import(k_url);
    ASSERT_FALSE(page.has_value());
    EXPECT_THAT(page.error().message, HasSubstr("web page"));
    http_.failure = Error{ErrorCode::denied, "127.0.0.1 is not a public address", {}};
    const auto inside = import("http://127.0.0.1/feed");
    ASSERT_FALSE(inside.has_value());
    EXPECT_EQ(inside.error().code, ErrorCode::denied);
    EXPECT_THAT(sources(Shelf::person), IsEmpty());
}

TEST_F(AddressTest, NeverReachesAddressesInsideTheHouse) {
    platform::CurlClient curl;
    Importer importer(*archive_, curl, clock_);
    for (const char* url : {"http://127.0.0.1:9/feed", "http://[::1]:9/feed", "http://localhost:9/feed",
                            "http://169.254.169.254/latest/meta-data", "http://0x7f000001:9/"}) {
        const auto jobs = importer.import(Call(clock_), request(url, {}), {});
        ASSERT_FALSE(jobs.has_value()) << url;
        EXPECT_EQ(jobs.error().code, ErrorCode::denied) << url << ": " << jobs.error().text();
    }
    EXPECT_THAT(sources(Shelf::person), IsEmpty());
    EXPECT_THAT(*person_store()->ledger(10), SizeIs(5));
}

TEST_F(AddressTest, NoticesWhenAFeedHasBecomeAPage) {
    http_.answers.push_back(sends(200, rss(1), {{"etag", "\"1\""}}));
    ASSERT_TRUE(import(k_url).has_value());
    http_.answers.push_back(sends(200, "<!DOCTYPE html><html></html>", {{"etag", "\"2\""}}));
    const auto jobs = refresh();
    ASSERT_TRUE(jobs.has_value());
    EXPECT_EQ(jobs->front().state, ImportState::failed);
    const Source source = sources(Shelf::person).front();
    EXPECT_THAT(source.trouble, HasSubstr("web page"));
    EXPECT_EQ(source.failures_in_a_row, 1);
    EXPECT_EQ(source.etag, "\"1\"");
    EXPECT_EQ(posts(Shelf::person), 1);
}

TEST_F(AddressTest, RefusesArchivesAndEndlessFeeds) {
    http_.answers.push_back(sends(200, "PK\x03\x04"));
    EXPECT_THAT(import(k_url).error().message, HasSubstr("download it and import the file"));
    http_.failure = Error{ErrorCode::exhausted, "too long", {}};
    EXPECT_THAT(import(k_url).error().message, HasSubstr("32 MiB, the limit for feeds"));
    EXPECT_EQ(http_.requests.back().body_bytes_max, k_feed_bytes_max);
}

TEST_F(AddressTest, AsksInsideTheHouseOnlyWhenAllowed) {
    http_.answers.push_back(sends(200, rss(1)));
    ASSERT_TRUE(import(k_url, {.addresses = platform::AddressPolicy::any}).has_value());
    EXPECT_EQ(http_.requests.back().addresses, platform::AddressPolicy::any);
    http_.answers.push_back(sends(304));
    ASSERT_TRUE(refresh().has_value());
    EXPECT_EQ(http_.requests.back().addresses, platform::AddressPolicy::public_only);
}

TEST_F(AddressTest, RefreshesSharedFeedsOfTheirOwnerOnly) {
    http_.answers.push_back(sends(200, rss(1)));
    ASSERT_TRUE(import(k_url, {.audience = Audience::everyone()}).has_value());
    EXPECT_EQ(posts(Shelf::common), 1);
    EXPECT_THAT(*importer_->refresh(Call(clock_), other_, {}), IsEmpty());
    http_.answers.push_back(sends(304));
    EXPECT_THAT(*refresh(), SizeIs(1));
    EXPECT_THAT(*person_store()->ledger(10), SizeIs(2));
}

TEST_F(AddressTest, ReportsStoppingWithoutBlamingTheServer) {
    std::stop_source stop;
    http_.on_get = [&] { stop.request_stop(); };
    http_.failure = Error{ErrorCode::cancelled, "stopped", {}};
    const auto jobs = import(k_url, {}, stop.get_token());
    ASSERT_FALSE(jobs.has_value());
    EXPECT_EQ(jobs.error().code, ErrorCode::cancelled);
    EXPECT_THAT(sources(Shelf::person), IsEmpty());
}

}  // namespace
}  // namespace familiar::gather
