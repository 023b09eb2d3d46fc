// A llama-server of ours: a child on a Unix socket that nobody else can reach, started when it is needed, watched, and
// started anew after a crash, later each time that it crashes again.
//
// Thread-safe. It is loaded for whoever asks: one who goes away while it loads does not end that.
#pragma once

#include "base/result.h"
#include "infer/llama_installation.h"
#include "infer/models/models.h"
#include "platform/call.h"
#include "platform/child_process.h"
#include "platform/http_client.h"
#include "platform/mutex.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace familiar::infer::llama {

struct ServerOptions {
    std::string name;  // of the model, as people know it
    std::filesystem::path model;
    std::filesystem::path projector = {};  // that makes pictures readable; empty: none
    ModelWork work = ModelWork::chat;
    std::int64_t context_tokens = 8192;  // of one chat
    std::size_t places = 1;              // chats at the same time
    std::size_t threads = 1;
    std::int64_t memory_bytes_max = 0;  // that it may write to, the model's file not counted; 0: no limit
    std::filesystem::path run_folder;   // for its socket
    std::filesystem::path log_folder;
    std::filesystem::path slot_folder = {};  // for chats that are put aside; empty: they are not
    bool fence_is_required = false;
};

// How many beginnings of chats the server keeps. They share the memory of its places, and those that nobody works on
// make room; with a build that gives each slot memory of its own there are as many as there are places.
std::size_t slots_of(const LlamaInstallation& installation, const ServerOptions& options);

// What stands after the program, for a build that knows what this one knows.
std::vector<std::string> arguments_of(const LlamaInstallation& installation, const ServerOptions& options,
                                      const std::string& socket);

struct ServerState {
    enum class Phase { down, loading, ready, stopping };
    Phase phase = Phase::down;
    int process = -1;
    std::optional<platform::FenceReport> fence = std::nullopt;  // of the one that runs, or ran last
    std::int64_t starts = 0;
    std::int64_t crashes = 0;
};

class Server {
public:
    // Makes the folder that its socket stands in, which only its owner can enter.
    static Result<std::unique_ptr<Server>> open(LlamaInstallation installation, ServerOptions options,
                                                const platform::Clock& clock);
    ~Server();  // stops it
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Returns when the server is ready, which start of it that is, counted from 1; started if need be. `unavailable`
    // when it cannot be loaded, or crashed so often that it is left to rest; the message says for how long.
    Result<std::int64_t> ready(const Call& call);
    // How that start of it ended, if it did. Looks for a moment, since a broken connection is noticed earlier.
    std::optional<platform::ChildEnd> end_of(std::int64_t start);
    // A chat went well: crashes before it are forgiven.
    void worked();
    // Ends it in good order, chats that still run with it.
    void stop();

    ServerState state();
    // Until when it rests after crashes, and the error that says so; nothing, and none, when it does not.
    std::optional<platform::Elapsed> rests_until();
    Result<> check_rest();
    const ServerOptions& options() const { return options_; }
    std::size_t slots() const { return slots_of(installation_, options_); }
    const std::string& socket() const { return socket_; }

private:
    using Phase = ServerState::Phase;
    Server(LlamaInstallation installation, ServerOptions options, const platform::Clock& clock, std::string socket);

    Result<> start() REQUIRES(mutex_);
    platform::ChildOptions child_options() const;
    bool notice_end() REQUIRES(mutex_);
    void count_crash() REQUIRES(mutex_);
    void keep_end(const platform::ChildEnd& end) REQUIRES(mutex_);
    Result<> rest_is_over() const REQUIRES(mutex_);
    Failure why_not_loaded() const REQUIRES(mutex_);
    bool answers(const Call& call);

    const LlamaInstallation installation_;
    const ServerOptions options_;
    const platform::Clock& clock_;
    const std::string socket_;
    platform::CurlClient http_;
    mutable platform::Mutex mutex_;
    platform::Condition changed_;
    std::unique_ptr<platform::ChildProcess> child_ GUARDED_BY(mutex_);
    platform::Elapsed loading_since_ GUARDED_BY(mutex_){0};
    platform::Elapsed rests_until_ GUARDED_BY(mutex_){0};
    std::int64_t crashes_in_a_row_ GUARDED_BY(mutex_) = 0;
    std::optional<platform::ChildEnd> last_end_ GUARDED_BY(mutex_);
    std::int64_t ended_start_ GUARDED_BY(mutex_) = 0;  // whose end that was
    std::string last_words_ GUARDED_BY(mutex_);
    ServerState state_ GUARDED_BY(mutex_);
};

}  // namespace familiar::infer::llama
