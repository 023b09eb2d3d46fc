#include "platform/child_process.h"

#include "platform/child_start.h"
#include "platform/limits.h"
#include "platform/mutex.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <stop_token>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace familiar::platform {

namespace {

void never_wait_for(const Handle& handle) {
    if (handle.is_open()) ::fcntl(handle.number(), F_SETFL, ::fcntl(handle.number(), F_GETFL) | O_NONBLOCK);
}

}  // namespace

// The thread of a child. Everything it shares is behind `mutex_`; the group is signalled and the end collected under
// it, so that no signal ever reaches a stranger who got the number afterwards.
class ChildProcess::Watcher {
public:
    explicit Watcher(ChildOptions options)
        : options_(std::move(options)),
          news_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          input_is_whole_(!options_.input_stays_open) {
        thread_ = std::thread([this] { run(); });
    }
    ~Watcher() {
        signal_group(SIGKILL);
        thread_.join();
    }
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    Result<> wait_for_start() {
        Lock lock(mutex_);
        while (!started_) changed_.wait(mutex_);
        return std::move(*started_);
    }

    int id() const {
        Lock lock(mutex_);
        return id_;
    }
    const FenceReport& fence() const { return fence_; }  // set before the start is told, never changed
    std::optional<ChildEnd> end() const {
        Lock lock(mutex_);
        return end_;
    }

    Result<ChildEnd> wait(const Call& call) const {
        const std::stop_callback wake(call.stop_token(), Awake{*this});
        Lock lock(mutex_);
        while (!end_) TRY(wait_for_change(call));
        return *end_;
    }

    Result<> give(const Call& call, std::string_view bytes) {
        const std::stop_callback wake(call.stop_token(), Awake{*this});
        Lock lock(mutex_);
        while (!bytes.empty()) {
            if (input_is_whole_) return fail(ErrorCode::conflict, "more input for a child whose input was ended");
            if (end_ || !reads_) return fail(ErrorCode::unavailable, "the child reads no more");
            const std::size_t room =
                options_.input_bytes_waiting_max - std::min(options_.input_bytes_waiting_max, input_.size() - fed_);
            if (room == 0) {
                TRY(wait_for_change(call));
                continue;
            }
            input_.erase(0, std::exchange(fed_, 0));
            input_ += bytes.substr(0, room);
            bytes.remove_prefix(std::min(room, bytes.size()));
            tell_news();
        }
        return {};
    }

    void end_input() {
        Lock lock(mutex_);
        input_is_whole_ = true;
        tell_news();
    }

    Result<std::string> take(const Call& call) {
        const std::stop_callback wake(call.stop_token(), Awake{*this});
        Lock lock(mutex_);
        while (output_.empty() && !end_) TRY(wait_for_change(call));
        return std::exchange(output_, {});
    }

    ChildEnd terminate(std::chrono::milliseconds grace) {
        signal_group(SIGTERM);
        const SystemClock clock;
        const Call patience(clock, std::stop_token(), grace, "");
        if (auto end = wait(patience)) return *end;
        signal_group(SIGKILL);
        Lock lock(mutex_);
        while (!end_) changed_.wait(mutex_);
        return *end_;
    }

    std::string output() const {
        Lock lock(mutex_);
        return output_;
    }
    std::string error_tail() const {
        Lock lock(mutex_);
        return error_.substr(error_.size() - std::min(error_.size(), options_.error_bytes_kept));
    }

private:
    // Wakes whoever waits, so that a stop is noticed.
    struct Awake {
        const Watcher& watcher;
        void operator()() const {
            Lock lock(watcher.mutex_);
            watcher.changed_.notify_all();
        }
    };

    Result<> wait_for_change(const Call& call) const REQUIRES(mutex_) {
        TRY(call.check());
        changed_.wait_for(mutex_, std::min(k_wait_look, call.left().value_or(k_wait_look)));
        return {};
    }

    // To the thread of the child: there is more input, or no more will come.
    void tell_news() const {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t written = ::write(news_.number(), &one, sizeof one);
    }
    void hear_news() const {
        std::uint64_t count = 0;
        [[maybe_unused]] const ssize_t had = ::read(news_.number(), &count, sizeof count);
    }

    void run() {
        sigset_t broken_pipe;
        ::sigemptyset(&broken_pipe);
        ::sigaddset(&broken_pipe, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);  // a child that does not read is no reason to die
        auto child = start_child(options_);
        {
            Lock lock(mutex_);
            if (child) {
                id_ = child->id;
                fence_ = child->fence;
                input_ = std::move(options_.input);
                started_ = Result<>();
            } else {
                started_ = Result<>(Failure(child.error()));
                end_ = ChildEnd{};
            }
            changed_.notify_all();
        }
        if (child) attend(*child);
    }

    // Feeds and reads until the child has ended.
    void attend(StartedChild& child) {
        const Handle ending(static_cast<int>(::syscall(SYS_pidfd_open, child.id, 0)));
        never_wait_for(child.input);
        never_wait_for(child.output);
        never_wait_for(child.error);
        feed(child.input);
        while (true) {
            std::array<pollfd, 5> waits = {{{ending.number(), POLLIN, 0},
                                            {child.output.number(), POLLIN, 0},
                                            {child.error.number(), POLLIN, 0},
                                            {has_input() ? child.input.number() : -1, POLLOUT, 0},
                                            {news_.number(), POLLIN, 0}}};
            const bool wakes = ending.is_open() && news_.is_open();
            const int at_most = wakes ? -1 : static_cast<int>(k_child_look.count());
            ::poll(waits.data(), waits.size(), at_most);
            if (waits[1].revents != 0) read_output(child.output);
            if (waits[2].revents != 0) read_error(child.error);
            if (waits[4].revents != 0) hear_news();
            if (waits[3].revents != 0 || waits[4].revents != 0 || !news_.is_open()) feed(child.input);
            if (waits[0].revents != 0 || !ending.is_open()) {
                if (collect(child)) return;
            }
        }
    }

    // True when it has ended: then the rest of its group is gone too, and all that it wrote has been read.
    bool collect(StartedChild& child) {
        siginfo_t seen{};
        if (::waitid(P_PID, static_cast<id_t>(child.id), &seen, WEXITED | WNOHANG | WNOWAIT) != 0 || seen.si_pid == 0)
            return false;
        ::kill(-child.id, SIGKILL);
        if (child.output.is_open()) read_output(child.output);
        if (child.error.is_open()) read_error(child.error);
        Lock lock(mutex_);
        int status = 0;
        while (::waitpid(child.id, &status, 0) < 0 && errno == EINTR) {}
        id_ = -1;
        end_ = ChildEnd{WIFEXITED(status) ? WEXITSTATUS(status) : 0, WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                        wrote_too_much_};
        changed_.notify_all();
        return true;
    }

    // Gives every piece that is there to `take`; closes at the end.
    template <class Take>
    void read_pieces(Handle& from, const Take& take) {
        while (from.is_open()) {
            const ssize_t count = ::read(from.number(), piece_.data(), piece_.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0 && errno == EAGAIN) return;
            if (count <= 0) {
                from.close();
                return;
            }
            take(std::string_view(piece_.data(), static_cast<std::size_t>(count)));
        }
    }

    void read_output(Handle& from) {
        read_pieces(from, [this](std::string_view bytes) {
            Lock lock(mutex_);
            const std::size_t room = options_.output_bytes_max - output_.size();
            output_ += bytes.substr(0, room);
            changed_.notify_all();
            if (bytes.size() <= room || wrote_too_much_) return;
            wrote_too_much_ = true;
            if (id_ > 0) ::kill(-id_, SIGKILL);
        });
    }

    void read_error(Handle& from) {
        read_pieces(from, [this](std::string_view bytes) {
            if (options_.log) options_.log->append(bytes);
            Lock lock(mutex_);
            error_ += bytes;
            const std::size_t kept = options_.error_bytes_kept;
            if (error_.size() > 2 * kept) error_.erase(0, error_.size() - kept);
        });
    }

    bool has_input() const {
        Lock lock(mutex_);
        return fed_ < input_.size();
    }

    // Writes what fits into the pipe without waiting, under the lock; closes it when there is no more to come.
    void feed(Handle& into) {
        if (!into.is_open()) return;
        Lock lock(mutex_);
        while (fed_ < input_.size()) {
            const std::size_t count = std::min(input_.size() - fed_, k_pipe_piece_bytes);
            const ssize_t written = ::write(into.number(), input_.data() + fed_, count);
            if (written < 0 && errno == EINTR) continue;
            if (written < 0 && errno == EAGAIN) return;
            if (written < 0) {  // it reads no more
                reads_ = false;
                break;
            }
            fed_ += static_cast<std::size_t>(written);
            changed_.notify_all();
        }
        if (!reads_ || input_is_whole_) into.close();
        changed_.notify_all();
    }

    void signal_group(int number) {
        Lock lock(mutex_);
        if (id_ > 0) ::kill(-id_, number);
    }

    ChildOptions options_;  // never changed, but for the input that moves away once the child runs
    const Handle news_;     // an eventfd; where there is none, the thread looks from time to time
    FenceReport fence_;
    std::array<char, k_pipe_piece_bytes> piece_{};  // of the thread
    mutable Mutex mutex_;
    mutable Condition changed_;
    std::optional<Result<>> started_ GUARDED_BY(mutex_);
    int id_ GUARDED_BY(mutex_) = -1;  // -1 when nothing runs
    std::optional<ChildEnd> end_ GUARDED_BY(mutex_);
    std::string output_ GUARDED_BY(mutex_);
    std::string error_ GUARDED_BY(mutex_);
    bool wrote_too_much_ GUARDED_BY(mutex_) = false;
    std::string input_ GUARDED_BY(mutex_);  // from `fed_` on: given, and not yet in the pipe
    std::size_t fed_ GUARDED_BY(mutex_) = 0;
    bool input_is_whole_ GUARDED_BY(mutex_);
    bool reads_ GUARDED_BY(mutex_) = true;
    std::thread thread_;
};

std::string ChildEnd::text() const {
    if (wrote_too_much) return "wrote more than its limit and was ended";
    if (signal != 0) return fmt::format("was ended by signal {} ({})", signal, ::strsignal(signal));
    return fmt::format("ended with code {}", exit_code);
}

ChildProcess::ChildProcess(std::unique_ptr<Watcher> watcher) : watcher_(std::move(watcher)) {}
ChildProcess::~ChildProcess() = default;

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(ChildOptions options) {
    auto watcher = std::make_unique<Watcher>(std::move(options));
    TRY(watcher->wait_for_start());
    return std::unique_ptr<ChildProcess>(new ChildProcess(std::move(watcher)));
}

int ChildProcess::id() const { return watcher_->id(); }
const FenceReport& ChildProcess::fence() const { return watcher_->fence(); }
std::optional<ChildEnd> ChildProcess::end() const { return watcher_->end(); }
Result<ChildEnd> ChildProcess::wait(const Call& call) const { return watcher_->wait(call); }
ChildEnd ChildProcess::terminate(std::chrono::milliseconds grace) { return watcher_->terminate(grace); }
Result<> ChildProcess::give(const Call& call, std::string_view bytes) { return watcher_->give(call, bytes); }
void ChildProcess::end_input() { watcher_->end_input(); }
Result<std::string> ChildProcess::take(const Call& call) { return watcher_->take(call); }
std::string ChildProcess::output() const { return watcher_->output(); }
std::string ChildProcess::error_tail() const { return watcher_->error_tail(); }

Result<ChildOutcome> run_child(const Call& call, ChildOptions options) {
    auto started = ChildProcess::start(std::move(options));
    if (!started) return Failure(std::move(started).error());
    const std::unique_ptr<ChildProcess> child = started.release();
    auto end = child->wait(call);
    if (!end) return Failure(std::move(end).error());  // and the child is killed with its owner
    return ChildOutcome{*end, child->output(), child->error_tail(), child->fence()};
}

}  // namespace familiar::platform
