#include "infer/llama/server.h"

#include "infer/limits.h"
#include "platform/files.h"
#include "platform/log.h"
#include "platform/random.h"

#include <algorithm>
#include <csignal>
#include <fmt/format.h>
#include <system_error>

namespace familiar::infer::llama {

namespace {

using platform::FolderRights;
using platform::Lock;

constexpr std::size_t k_folder_name_bytes = 6;
constexpr std::size_t k_quoted_words_max = 300;
constexpr int k_http_good = 200;

// A folder of its own for one socket: below the run folder, or below that of temporary files where the path would be
// longer than a socket's may be.
Result<std::string> make_socket_path(const std::filesystem::path& run_folder) {
    platform::SystemRandom random;
    const std::string name = "engine-" + random.token(k_folder_name_bytes);
    std::error_code error;
    for (const auto& parent : {run_folder, std::filesystem::temp_directory_path(error)}) {
        const auto folder = parent / name;
        std::string socket = (folder / "s.sock").string();
        if (parent.empty() || socket.size() > k_socket_path_max) continue;
        TRY_IN("the engine's socket", platform::make_private_folder(folder));
        return socket;
    }
    return fail(ErrorCode::invalid_argument,
                fmt::format("the path of {} is too long for a socket; choose a shorter home", run_folder.string()));
}

// The line of a log that says why, without the time before it: the first error, of which the further ones are
// consequences, else the last line.
std::string telling_line(std::string_view log) {
    constexpr std::string_view k_error = " E ";
    std::string_view last;
    while (!log.empty()) {
        const std::string_view line = log.substr(0, log.find('\n'));
        log.remove_prefix(std::min(log.size(), line.size() + 1));
        if (!line.empty()) last = line;
        if (const auto error = line.find(k_error); error != std::string_view::npos) {
            last = line.substr(error + k_error.size());
            break;
        }
    }
    return std::string(last.substr(0, k_quoted_words_max));
}

bool speaks_of_memory(std::string_view words) {
    return words.find("alloc") != std::string_view::npos || words.find("memory") != std::string_view::npos;
}

}  // namespace

Result<std::unique_ptr<Server>> Server::open(LlamaInstallation installation, ServerOptions options,
                                             const platform::Clock& clock) {
    std::string socket = TRY(make_socket_path(options.run_folder));
    if (!options.slot_folder.empty()) TRY(platform::make_private_folder(options.slot_folder));
    return std::unique_ptr<Server>(new Server(std::move(installation), std::move(options), clock, std::move(socket)));
}

Server::Server(LlamaInstallation installation, ServerOptions options, const platform::Clock& clock, std::string socket)
    : installation_(std::move(installation)), options_(std::move(options)), clock_(clock), socket_(std::move(socket)) {}

Server::~Server() {
    stop();
    std::error_code ignored;  // what is left is an empty folder
    std::filesystem::remove_all(std::filesystem::path(socket_).parent_path(), ignored);
}

platform::ChildOptions Server::child_options() const {
    platform::ChildOptions child;
    child.arguments = installation_.command;
    for (std::string& argument : arguments_of(installation_, options_, socket_))
        child.arguments.push_back(std::move(argument));
    child.folder = installation_.folder;
    child.output_is_logged = true;
    child.dies_first = true;
    child.limits.open_files_max = k_engine_files_max;
    if (options_.memory_bytes_max > 0)
        child.limits.memory_bytes_max = static_cast<std::uint64_t>(options_.memory_bytes_max);
    child.fence.closes_network = true;
    child.fence.closes_files = true;
    child.fence.is_required = options_.fence_is_required;
    child.fence.paths = installation_.paths;
    // The folder, because a large model is several files.
    child.fence.paths.push_back({options_.model.parent_path(), FolderRights::read});
    if (!options_.projector.empty()) child.fence.paths.push_back({options_.projector, FolderRights::read});
    if (!options_.slot_folder.empty()) child.fence.paths.push_back({options_.slot_folder, FolderRights::write});
    child.fence.paths.push_back({std::filesystem::path(socket_).parent_path(), FolderRights::write});
    return child;
}

Result<> Server::start() {
    std::error_code ignored;  // then there is none
    std::filesystem::remove(socket_, ignored);
    platform::ChildOptions child = child_options();
    child.log = TRY(
        platform::BoundedLog::open(options_.log_folder / ("engine-" + options_.name + ".log"), k_engine_log_bytes_max));
    child_ = TRY(platform::ChildProcess::start(std::move(child)));
    state_.phase = Phase::loading;
    state_.process = child_->id();
    state_.fence = child_->fence();
    ++state_.starts;
    loading_since_ = clock_.steady();
    platform::log(platform::LogLevel::info, "engine {}: started as process {}; {}", options_.name, state_.process,
                  child_->fence().text());
    return {};
}

// Crashes become longer rests; the first in a row none, so that the next turn works.
void Server::count_crash() {
    ++crashes_in_a_row_;
    ++state_.crashes;
    if (crashes_in_a_row_ < 2) return;
    const auto doublings = std::min<std::int64_t>(crashes_in_a_row_ - 2, 6);
    rests_until_ = clock_.steady() + std::min(k_rest_max, k_rest_first * (std::int64_t{1} << doublings));
}

// True when the child that was there has ended by itself.
bool Server::notice_end() {
    if (!child_ || state_.phase == Phase::stopping) return false;
    const auto end = child_->end();
    if (!end) return false;
    last_words_ = telling_line(child_->error_tail());
    keep_end(*end);
    count_crash();
    platform::log(platform::LogLevel::warning, "engine {}: {}", options_.name, end->text());
    return true;
}

void Server::keep_end(const platform::ChildEnd& end) {
    last_end_ = end;
    ended_start_ = state_.starts;
    child_.reset();
    state_.phase = Phase::down;
    state_.process = -1;
    changed_.notify_all();
}

Result<> Server::rest_is_over() const {
    const auto left = std::chrono::ceil<std::chrono::seconds>(rests_until_ - clock_.steady());
    if (left.count() <= 0) return {};
    return fail(ErrorCode::unavailable,
                fmt::format("The engine {} crashed {} times in a row and is tried again in {} s. Its log is {}",
                            options_.name, crashes_in_a_row_, left.count(), options_.log_folder.string()));
}

Failure Server::why_not_loaded() const {
    const std::string how = last_end_ ? last_end_->text() : "did not start";
    const bool out_of_memory = speaks_of_memory(last_words_) || (last_end_ && last_end_->signal == SIGKILL);
    return fail(
        ErrorCode::unavailable,
        fmt::format("The engine could not load {}: it {}{}{}. Its log is in {}", options_.name, how,
                    last_words_.empty() ? "" : ": " + last_words_,
                    out_of_memory ? " (there may be too little memory; a smaller model or context needs less)" : "",
                    options_.log_folder.string()));
}

bool Server::answers(const Call& call) {
    platform::HttpRequest request;
    request.url = "http://engine/health";
    request.unix_socket = socket_;
    request.time_max = k_probe_time_max;
    const auto response = http_.get(call, request);
    return response && response->status == k_http_good;
}

Result<std::int64_t> Server::ready(const Call& call) {
    bool started_here = false;
    while (true) {
        TRY(call.check());
        {
            Lock lock(mutex_);
            const bool ended = notice_end();
            if (ended && started_here) return why_not_loaded();
            if (state_.phase == Phase::ready) return state_.starts;
            if (state_.phase == Phase::down) {
                TRY(rest_is_over());
                TRY(start());
            }
            if (state_.phase == Phase::loading && clock_.steady() - loading_since_ > k_load_time_max) {
                last_words_ = "it took too long";
                keep_end(child_->terminate(k_stop_grace));
                count_crash();
                return why_not_loaded();
            }
            started_here = true;
        }
        const bool answered = answers(call);
        Lock lock(mutex_);
        if (answered && state_.phase == Phase::loading) {
            state_.phase = Phase::ready;
            changed_.notify_all();
        }
        if (state_.phase == Phase::loading || state_.phase == Phase::stopping) changed_.wait_for(mutex_, k_load_look);
    }
}

std::optional<platform::ChildEnd> Server::end_of(std::int64_t start) {
    const platform::SystemClock clock;  // a moment of real time, whatever the clock of the call says
    const auto until = clock.steady() + k_crash_look;
    Lock lock(mutex_);
    while (true) {
        notice_end();
        if (ended_start_ >= start) return last_end_;
        if (clock.steady() > until) return std::nullopt;
        changed_.wait_for(mutex_, k_load_look);
    }
}

void Server::worked() {
    Lock lock(mutex_);
    crashes_in_a_row_ = 0;
    rests_until_ = platform::Elapsed{0};
}

void Server::stop() {
    std::unique_ptr<platform::ChildProcess> child;
    {
        Lock lock(mutex_);
        if (!child_) return;
        child = std::move(child_);
        state_.phase = Phase::stopping;
    }
    const platform::ChildEnd end = child->terminate(k_stop_grace);
    Lock lock(mutex_);
    keep_end(end);
}

std::optional<platform::Elapsed> Server::rests_until() {
    Lock lock(mutex_);
    if (rests_until_ <= clock_.steady()) return std::nullopt;
    return rests_until_;
}

Result<> Server::check_rest() {
    Lock lock(mutex_);
    return rest_is_over();
}

ServerState Server::state() {
    Lock lock(mutex_);
    notice_end();
    return state_;
}

}  // namespace familiar::infer::llama
