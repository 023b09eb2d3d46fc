// A home with two people, and a server on loopback that poses as engines that judge: what it says is up to the test.
#pragma once

#include "base/json.h"
#include "converse/assistant.h"
#include "converse/judging.h"
#include "infer/engine_room.h"
#include "platform/http_client.h"
#include "platform/metrics.h"
#include "store/archive.h"
#include "tests/support/loopback.h"
#include "tests/support/temp_folder.h"

#include <condition_variable>
#include <fmt/format.h>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::converse {

// /embeddings, /rerank and /chat/completions. `says` overrules all of them.
class JudgeServer {
public:
    std::function<double(const std::string& question, const std::string& text)> score = [](auto&&...) { return 0.0; };
    std::function<std::vector<float>(const std::string& text)> vector = [](auto&&) { return std::vector<float>{1, 0}; };
    std::function<std::string(const std::string& system, const std::string& user)> reply = [](auto&&...) {
        return std::string("yes");
    };
    std::function<void(test::Peer& peer, const test::HttpText& request)> says;

    JudgeServer()
        : listener_(0, {}, [this](test::Peer& peer, const test::HttpText& request) { answer(peer, request); }) {}

    // Loopback by another name counts as another machine.
    std::string url(bool elsewhere = false) const {
        return fmt::format("http://{}:{}/v1", elsewhere ? "0.0.0.0" : "127.0.0.1", listener_.port());
    }
    // Waits until the client has gone.
    static void keep_silent(test::Peer& peer, const test::HttpText&) {
        peer.while_there([](const std::stop_token& gone) {
            std::mutex mutex;
            std::unique_lock lock(mutex);
            std::condition_variable_any().wait(lock, gone, [] { return false; });
        });
    }
    // Bodies of the requests to a path, so far.
    std::vector<Json> bodies(std::string_view path) const {
        std::vector<Json> bodies;
        for (const std::string& request : listener_.requests()) {
            if (request.starts_with(fmt::format("POST /v1{} ", path)))
                bodies.push_back(*parse_json(request.substr(request.find("\r\n\r\n") + 4)));
        }
        return bodies;
    }

private:
    void answer(test::Peer& peer, const test::HttpText& request) {
        if (says) return says(peer, request);
        const auto body = parse_json(request.body);
        Json list = Json::array();
        if (request.starts("POST /v1/embeddings ")) {
            for (const Json& text : member(*body, "input"))
                list.push_back({{"index", list.size()}, {"embedding", vector(text.get<std::string>())}});
            peer.respond(200, json_text({{"data", list}}));
        } else if (request.starts("POST /v1/rerank ")) {
            for (const Json& text : member(*body, "documents")) {
                list.push_back({{"index", list.size()},
                                {"relevance_score", score(text_at(*body, "query"), text.get<std::string>())}});
            }
            peer.respond(200, json_text({{"results", list}}));
        } else {
            const Json& messages = member(*body, "messages");
            const Json message = {
                {"role", "assistant"},
                {"content", reply(text_at(messages[0], "content"), text_at(messages.back(), "content"))}};
            list.push_back({{"index", 0}, {"message", message}, {"finish_reason", "stop"}});
            peer.respond(200, json_text({{"object", "chat.completion"}, {"model", "m"}, {"choices", list}}));
        }
    }

    test::Loopback listener_;  // last: its threads use the others
};

class JudgingTest : public testing::Test {
protected:
    JudgingTest() : archive_(*store::open_sqlite_archive({folder_ / "home", 0}, clock_)) {
        for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
        ada_ = add_person("ada", "Ada Lind");
        bo_ = add_person("bo", "Bo Vos");
    }

    Person add_person(const std::string& handle, const std::string& name) {
        Person person;
        person.handle = handle;
        person.display_name = name;
        return *archive_->common().add_person(person);
    }

    // A private post of `owner`.
    void write(const Person& owner, const std::string& id, const std::string& text, const std::string& reply_to = {}) {
        const auto store = *archive_->person(owner.id);
        Source source;
        source.owner = owner.id;
        source.kind = "jsonl";
        source.locator = "notes";
        source.title = "Notes";
        source.audience = Audience::only_me();
        source = *store->ensure_source(source);
        Post post;
        post.source = source.id;
        post.external_id = id;
        post.author.name = "Tilda Horn";
        post.text = text;
        post.thread = "t";
        post.reply_to = reply_to;
        post.posted_at = Timestamp(std::chrono::seconds(1'770'000'000 + std::stoi(id)));
        ImportJob job = *store->begin_import(source.id, "notes" + id);
        EXPECT_TRUE(store->store_batch({post}, job));
        EXPECT_TRUE(store->finish_import(job));
    }

    // Where words lead astray: what answers shares none with the question but is a reply to what does.
    void write_bicycles(const Person& owner) {
        write(owner, "1", "My bicycle is broken. Where can I get a bicycle fixed?");
        write(owner, "2", "Bicycle bells must be fixed to the handlebar, get one.");
        write(owner, "3", "The bicycle race is a fixed date in May.");
        write(owner, "4", "Mill Lane workshop, they repair anything on two wheels.", "1");
    }

    static infer::EngineSettings engine(const std::string& name, std::vector<infer::Task> tasks,
                                        const std::string& url) {
        infer::EngineSettings settings;
        settings.name = name;
        settings.tasks = std::move(tasks);
        settings.urls = {url};
        settings.model = "m";
        return settings;
    }

    // An assistant with these engines, in the place of the one before.
    void open(std::vector<infer::EngineSettings> engines) {
        assistant_.reset();
        infer::EngineRoomSettings settings;
        settings.home = folder_.path();
        settings.engines = std::move(engines);
        auto room = infer::EngineRoom::open(std::move(settings), http_, {});
        ASSERT_TRUE(room) << room.error().text();
        room_ = room.release();
        assistant_ = std::make_unique<Assistant>(*archive_, clock_, metrics_, room_.get(), times_);
    }

    std::vector<Evidence> search(const Person& person, const std::string& words, std::size_t limit = 10) {
        Query query;
        query.words = words;
        query.asked = words;
        query.limit = limit;
        auto found = assistant_->search(call_, person.id, query);
        EXPECT_TRUE(found) << (found ? "" : found.error().text());
        return found ? found.release() : std::vector<Evidence>();
    }
    static std::string order_of(const std::vector<Evidence>& found) {
        std::string order;
        for (const Evidence& one : found) order += one.post.external_id;
        return order;
    }
    bool counted(const std::string& task, const std::string& outcome) const {
        const std::string line = fmt::format("familiar_judged_total{{outcome=\"{}\",task=\"{}\"}}", outcome, task);
        return metrics_.text().find(line) != std::string::npos;
    }

    test::TempFolder folder_;
    platform::SystemClock clock_;
    Call call_{clock_};
    platform::CurlClient http_;
    platform::Metrics metrics_;
    std::unique_ptr<store::Archive> archive_;
    JudgingTimes times_;
    std::unique_ptr<infer::EngineRoom> room_;
    std::unique_ptr<Assistant> assistant_;
    Person ada_;
    Person bo_;
    JudgeServer server_;
};

}  // namespace familiar::converse
