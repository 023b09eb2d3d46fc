#include "infer/models/pull.h"

#include "base/json.h"
#include "infer/models/catalogue.h"
#include "infer/models/fetch.h"
#include "platform/files.h"
#include "platform/sha256.h"
#include "tests/support/temp_folder.h"
#include "tests/support/tiny_gguf.h"
#include "tests/support/tiny_server.h"

#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>

namespace familiar::infer {
namespace {

using test::TinyServer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string sha256(std::string_view bytes) {
    platform::Sha256 hash;
    hash.add(bytes);
    return hash.finish();
}

// A hub on loopback with one model, which may break off, change its mind or lie.
class Hub {
public:
    Hub() : server_([this](const std::string& request) { return answer(request); }) {}

    std::string answer(const std::string& request) {
        if (request.starts_with("GET /api/models/owner/Tiny-GGUF/tree/main?recursive=true ")) return listing();
        if (!request.starts_with("GET /owner/Tiny-GGUF/resolve/main/Tiny-F32.gguf ") &&
            !request.starts_with("GET /plain/Tiny-F32.gguf "))
            return test::response(404, "");
        std::size_t begin = 0;
        constexpr std::string_view k_range = "Range: bytes=";
        const auto range = request.find(k_range);
        const bool same = request.find("If-Range: " + etag) != std::string::npos;
        if (range != std::string::npos && same)
            std::from_chars(request.data() + range + k_range.size(), request.data() + request.size(), begin);
        std::string head = fmt::format("HTTP/1.1 {} OK\r\nContent-Length: {}\r\nETag: {}\r\nConnection: close\r\n",
                                       begin > 0 ? 206 : status, bytes.size() - begin, etag);
        if (begin > 0) head += fmt::format("Content-Range: bytes {}-{}/{}\r\n", begin, bytes.size() - 1, bytes.size());
        if (status != 200) return head + "\r\n" + bytes;
        // What is cut off is there in the length, and does not come.
        const std::size_t piece = std::min(breaks_off_after, bytes.size() - begin);
        if (breaks > 0 && --breaks == 0) breaks_off_after = std::string::npos;
        return head + "\r\n" + bytes.substr(begin, piece);
    }

    std::string listing() const {
        const Json file = {{"type", "file"},
                           {"path", "Tiny-F32.gguf"},
                           {"size", bytes.size()},
                           {"lfs", {{"oid", promised.empty() ? sha256(bytes) : promised}}}};
        return test::response(200, Json::array({file}).dump());
    }

    std::string bytes = test::tiny_gguf({.layers = 1, .width = 64});
    std::string promised;  // checksum; empty: the true one
    std::string etag = "\"one\"";
    int status = 200;
    std::size_t breaks_off_after = std::string::npos;
    int breaks = -1;  // how often; -1: always

private:
    TinyServer server_;

public:
    std::string url(std::string_view path) const { return server_.url(path); }
    std::vector<std::string> requests() const { return server_.requests(); }
};

class PullTest : public ::testing::Test {
protected:
    Result<Model> pull(const std::string& source = "hf:owner/Tiny-GGUF") {
        PullOptions options;
        options.home = folder_.path();
        options.hub = hub_.url("");
        options.addresses = platform::AddressPolicy::any;
        options.sha256 = expected_;
        options.progress = [this](const PullProgress& progress) {
            progress_.push_back(progress);
            if (const auto act = while_pulling_) act();
        };
        options.ledger = [this](const LedgerEntry& entry) -> Result<> {
            ledger_.push_back(entry);
            return {};
        };
        return pull_model(Call(clock_), http_, source, options);
    }
    ModelIndex index() { return read_models(folder_.path()).release(); }
    std::vector<std::string> files() {
        std::vector<std::string> names;
        const auto listed = platform::list_folder(models_folder(folder_.path()));
        if (listed) {
            for (const auto& path : *listed) names.push_back(path.filename());
        }
        return names;
    }
    std::size_t ranges_asked() const {
        return static_cast<std::size_t>(std::ranges::count_if(
            hub_.requests(), [](const std::string& request) { return request.find("Range: ") != std::string::npos; }));
    }

    Hub hub_;
    test::TempFolder folder_;
    platform::SystemClock clock_;
    platform::CurlClient http_;
    std::string expected_;
    std::vector<PullProgress> progress_;
    std::function<void()> while_pulling_;
    std::vector<LedgerEntry> ledger_;
};

TEST_F(PullTest, IsAloneInItsHome) {
    std::optional<Result<Model>> second;
    while_pulling_ = [&] {
        if (second) return;
        while_pulling_ = {};
        second = pull("hf:owner/Tiny-GGUF");
    };
    const auto first = pull();
    ASSERT_TRUE(first) << first.error().text();
    ASSERT_TRUE(second.has_value());
    ASSERT_FALSE(*second);
    EXPECT_EQ(second->error().code, ErrorCode::conflict);
    EXPECT_THAT(second->error().message, ::testing::ContainsRegex("process [0-9]+ is at it"));
    EXPECT_THAT(files(), ElementsAre("Tiny-F32.gguf", "models.json"));
    EXPECT_EQ(index().models.size(), 1U);
}

TEST_F(PullTest, BringsAModelAndUsesTheFirst) {
    const auto model = pull();
    ASSERT_TRUE(model) << model.error().text();
    EXPECT_EQ(model->name, "tiny");
    EXPECT_EQ(model->title, "Tiny");
    EXPECT_EQ(model->architecture, "llama");
    EXPECT_EQ(model->context_tokens, 8192);
    EXPECT_EQ(model->bytes, static_cast<std::int64_t>(hub_.bytes.size()));
    EXPECT_THAT(model->sha256, ElementsAre(sha256(hub_.bytes)));
    EXPECT_THAT(files(), ElementsAre("Tiny-F32.gguf", "models.json"));
    EXPECT_EQ(platform::read_file(models_folder(folder_.path()) / "Tiny-F32.gguf", hub_.bytes.size()).release(),
              hub_.bytes);
    ASSERT_NE(index().used(ModelWork::chat), nullptr);
    EXPECT_EQ(index().used(ModelWork::chat)->name, "tiny");
    EXPECT_EQ(index().find("tiny")->source, "hf:owner/Tiny-GGUF");
    EXPECT_EQ(progress_.back().bytes, progress_.back().bytes_all);
}

TEST_F(PullTest, TellsTheLedgerOfEveryRequest) {
    ASSERT_TRUE(pull());
    ASSERT_EQ(ledger_.size(), 2U);
    for (const LedgerEntry& entry : ledger_) {
        EXPECT_EQ(entry.purpose, "pull model");
        EXPECT_EQ(entry.outcome, "200");
        EXPECT_THAT(entry.host, HasSubstr("127.0.0.1"));
        EXPECT_GT(entry.bytes_sent, 50);
    }
    EXPECT_GT(ledger_.back().bytes_received, static_cast<std::int64_t>(hub_.bytes.size()));
}

TEST_F(PullTest, GoesOnWhereItBrokeOff) {
    hub_.breaks_off_after = hub_.bytes.size() / 3;
    hub_.breaks = 2;
    const auto model = pull();
    ASSERT_TRUE(model) << model.error().text();
    EXPECT_EQ(model->sha256.front(), sha256(hub_.bytes));
    EXPECT_EQ(ranges_asked(), 2U);
}

// The first of two runs ends half way, whatever the reason.
TEST_F(PullTest, GoesOnInTheNextRun) {
    std::stop_source stop;
    PullOptions options;
    options.home = folder_.path();
    options.hub = hub_.url("");
    options.addresses = platform::AddressPolicy::any;
    options.progress = [&](const PullProgress& progress) {
        if (progress.bytes > 10'000) stop.request_stop();
    };
    hub_.breaks_off_after = hub_.bytes.size() / 2;
    const auto stopped = pull_model(Call(clock_, stop.get_token(), {}, ""), http_, "hf:owner/Tiny-GGUF", options);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::cancelled);
    EXPECT_THAT(files(), ElementsAre(".part")) << "half a model can be seen";
    EXPECT_TRUE(index().models.empty());
    hub_.breaks_off_after = std::string::npos;
    ASSERT_TRUE(pull());
    EXPECT_EQ(ranges_asked(), 1U);
    EXPECT_THAT(files(), ElementsAre("Tiny-F32.gguf", "models.json"));
}

TEST_F(PullTest, BeginsAnewWhenTheFileHasChanged) {
    hub_.breaks_off_after = 10'000;
    hub_.breaks = 1;
    PullOptions options;
    const RemoteFile file{hub_.url("/plain/Tiny-F32.gguf"), "Tiny-F32.gguf"};
    options.home = folder_.path();
    options.addresses = platform::AddressPolicy::any;
    std::stop_source stop;
    ASSERT_FALSE(fetch_file(Call(clock_, stop.get_token(), {}, ""), http_, file, options,
                            [&](std::int64_t, std::int64_t) { stop.request_stop(); }));
    hub_.bytes = test::tiny_gguf({.seed = 2, .layers = 1, .width = 64});
    hub_.etag = "\"two\"";
    const auto fetched = fetch_file(Call(clock_), http_, file, options, {});
    ASSERT_TRUE(fetched) << fetched.error().text();
    EXPECT_EQ(fetched->sha256, sha256(hub_.bytes));
}

TEST_F(PullTest, ThrowsAwayWhatIsNotWhatWasPromised) {
    hub_.promised = std::string(64, 'b');
    const auto model = pull();
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::corrupt);
    EXPECT_THAT(model.error().message, HasSubstr("checksum differs"));
    EXPECT_TRUE(index().models.empty());
    hub_.promised = "";
    ASSERT_TRUE(pull()) << "the bad part was kept";
}

TEST_F(PullTest, TakesAFileByItsUrl) {
    expected_ = sha256(hub_.bytes);
    const auto model = pull(hub_.url("/plain/Tiny-F32.gguf"));
    ASSERT_TRUE(model) << model.error().text();
    EXPECT_EQ(model->name, "tiny-f32");
    expected_ = std::string(64, 'c');
    ASSERT_TRUE(remove_model(folder_.path(), "tiny-f32"));
    EXPECT_EQ(pull(hub_.url("/plain/Tiny-F32.gguf")).error().code, ErrorCode::corrupt);
}

TEST_F(PullTest, TakesNoPageForAModel) {
    hub_.bytes = "<!DOCTYPE html><title>Please sign in</title> and some more of it";
    const auto model = pull(hub_.url("/plain/Tiny-F32.gguf"));
    ASSERT_FALSE(model);
    EXPECT_THAT(model.error().text(), HasSubstr("not a GGUF file"));
    EXPECT_TRUE(index().models.empty());
}

TEST_F(PullTest, NoticesAModelThatEndsTooEarly) {
    hub_.bytes.resize(hub_.bytes.size() / 2);  // published that way
    const auto model = pull();
    ASSERT_FALSE(model);
    EXPECT_THAT(model.error().message, HasSubstr("ends before its last weights"));
}

TEST_F(PullTest, SaysWhatAServerMeans) {
    hub_.status = 403;
    EXPECT_THAT(pull().error().message, HasSubstr("agreed to its terms"));
    EXPECT_EQ(pull("hf:owner/None-GGUF").error().code, ErrorCode::not_found);
    EXPECT_THAT(pull("hf:owner/None-GGUF").error().message, HasSubstr("no public repository owner/None-GGUF"));
    EXPECT_EQ(pull("nonsense").error().code, ErrorCode::invalid_argument);
    EXPECT_THAT(pull("qwen3-4b").error().message, HasSubstr("no public repository Qwen/Qwen3-4B-GGUF"));
}

TEST_F(PullTest, AsksNoPrivateAddressUnlessAllowed) {
    PullOptions options;
    options.home = folder_.path();
    const auto refused = pull_model(Call(clock_), http_, hub_.url("/plain/Tiny-F32.gguf"), options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::denied);
    EXPECT_TRUE(hub_.requests().empty());
}

TEST_F(PullTest, DoesNotGoOnWithoutALedger) {
    PullOptions options;
    options.home = folder_.path();
    options.hub = hub_.url("");
    options.addresses = platform::AddressPolicy::any;
    options.ledger = [](const LedgerEntry&) -> Result<> { return fail(ErrorCode::exhausted, "the disk is full"); };
    EXPECT_EQ(pull_model(Call(clock_), http_, "hf:owner/Tiny-GGUF", options).error().code, ErrorCode::exhausted);
    EXPECT_EQ(hub_.requests().size(), 1U);
}

TEST_F(PullTest, KeepsNamesApart) {
    ASSERT_TRUE(pull());
    const auto again = pull();
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::conflict);
    EXPECT_EQ(hub_.requests().size(), 3U) << "a model that is there is not fetched again";
}

TEST_F(PullTest, RefusesWhatTheDiskCannotHold) {
    const Json file = {{"type", "file"}, {"path", "Huge-F16.gguf"}, {"size", std::int64_t{3} << 40}};
    const TinyServer hub([&](const std::string&) { return test::response(200, Json::array({file}).dump()); });
    PullOptions options;
    options.home = folder_.path();
    options.hub = hub.url("");
    options.addresses = platform::AddressPolicy::any;
    const auto refused = pull_model(Call(clock_), http_, "hf:owner/Huge-GGUF", options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::exhausted);
    EXPECT_THAT(refused.error().message, HasSubstr("needs 3299.1 GB"));
}

TEST_F(PullTest, ModelsAreUsedAndRemoved) {
    ASSERT_TRUE(pull());
    ASSERT_TRUE(platform::write_file(models_folder(folder_.path()) / "x.gguf", "weights"));
    ModelIndex both = index();
    both.models.push_back({.name = "other", .title = "Other", .files = {"x.gguf"}});
    ASSERT_TRUE(write_models(folder_.path(), both));
    ASSERT_TRUE(use_model(folder_.path(), "other"));
    EXPECT_EQ(index().used(ModelWork::chat)->name, "other");
    EXPECT_THAT(use_model(folder_.path(), "none").error().message, HasSubstr("there are: other, tiny"));
    ASSERT_TRUE(remove_model(folder_.path(), "other"));
    EXPECT_EQ(index().used(ModelWork::chat), nullptr);
    EXPECT_THAT(files(), ElementsAre("Tiny-F32.gguf", "models.json"));
}

TEST_F(PullTest, AnIndexThatLeadsElsewhereIsNotFollowed) {
    ASSERT_TRUE(pull());
    for (const char* file : {"../secret", "/etc/passwd", "..", ""}) {
        const Json index = {{"models", Json::array({{{"name", "x"}, {"work", "chat"}, {"files", {file}}}})}};
        ASSERT_TRUE(platform::write_file(models_folder(folder_.path()) / "models.json", index.dump()));
        EXPECT_TRUE(read_models(folder_.path())->models.empty()) << file;
    }
    ASSERT_TRUE(platform::write_file(models_folder(folder_.path()) / "models.json", "{"));
    EXPECT_FALSE(read_models(folder_.path()));
}

TEST(Catalogue, CanBePulledFrom) {
    for (const CatalogueEntry& entry : catalogue()) {
        EXPECT_EQ(plain_model_name(entry.name), entry.name);
        EXPECT_GT(entry.memory_bytes, entry.file_bytes) << entry.name;
        EXPECT_EQ(find_in_catalogue(entry.name), &entry) << entry.name;
        EXPECT_TRUE(parse_model_source(entry.source)) << entry.name;
    }
    EXPECT_EQ(fit_of(6, 8), Fit::well);
    EXPECT_EQ(fit_of(7, 8), Fit::barely);
    EXPECT_EQ(fit_of(9, 8), Fit::not_at_all);
}

}  // namespace
}  // namespace familiar::infer
