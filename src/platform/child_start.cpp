#include "platform/child_start.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace familiar::platform {

namespace {

enum class Step : int { none, environment, folder, limits, fence, program };

// What the child says over a pipe that closes when it becomes the program.
struct StartMessage {
    Step failed = Step::none;
    int error = 0;
    FenceReport fence;
};

// The child's ends.
struct ChildEnds {
    int input;
    int output;
    int error;
    int status;
};

class Beginning {
public:
    explicit Beginning(const ChildOptions& options)
        : options_(options), folder_(options.folder.string()), parent_(::getpid()), layers_(options.fence) {
        for (const std::string& argument : options.arguments) arguments_.push_back(argument);
        for (const auto& [name, value] : options.environment) variables_.push_back(fmt::format("{}={}", name, value));
        for (std::string& argument : arguments_) argv_.push_back(argument.data());
        for (std::string& variable : variables_) envp_.push_back(variable.data());
        argv_.push_back(nullptr);
        envp_.push_back(nullptr);
    }

    // In the child. Never returns.
    [[noreturn]] void become(const ChildEnds& ends) noexcept {
        stand_alone();
        if (!take_streams(ends)) refuse(ends.status, Step::environment);
        if (::chdir(folder_.c_str()) != 0) refuse(ends.status, Step::folder);
        if (!set_limits()) refuse(ends.status, Step::limits);
        StartMessage message;
        message.fence = layers_.lay();
        if (options_.fence.is_required && !layers_.is_held(message.fence)) message.failed = Step::fence;
        tell(ends.status, message);
        if (message.failed != Step::none) ::_exit(k_not_started);
        ::execve(argv_[0], argv_.data(), envp_.data());
        refuse(ends.status, Step::program);
    }

private:
    static constexpr int k_not_started = 127;

    static void tell(int status, const StartMessage& message) noexcept {
        [[maybe_unused]] const ssize_t written = ::write(status, &message, sizeof message);
    }
    [[noreturn]] static void refuse(int status, Step step) noexcept {
        StartMessage message;
        message.failed = step;
        message.error = errno;
        tell(status, message);
        ::_exit(k_not_started);
    }

    // A group and signals of its own, and no life after ours.
    void stand_alone() const noexcept {
        ::setsid();
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent_) ::_exit(k_not_started);
        for (int number = 1; number < NSIG; ++number) ::signal(number, SIG_DFL);
        sigset_t none;
        ::sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        if (!options_.dies_first) return;
        const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
        [[maybe_unused]] const ssize_t written = ::write(file, "500", 3);
        ::close(file);
    }

    static bool take_streams(const ChildEnds& ends) noexcept {
        if (::dup2(ends.input, STDIN_FILENO) < 0 || ::dup2(ends.output, STDOUT_FILENO) < 0 ||
            ::dup2(ends.error, STDERR_FILENO) < 0)
            return false;
        // Whatever this process has open elsewhere without care stays here.
        constexpr unsigned k_close_on_exec = 1U << 2U;
        ::syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, k_close_on_exec);
        return true;
    }

    bool set_limits() const noexcept {
        const ChildLimits& limits = options_.limits;
        return limit(RLIMIT_CORE, 0) && limit(RLIMIT_AS, limits.address_bytes_max) &&
               limit(RLIMIT_DATA, limits.memory_bytes_max) && limit(RLIMIT_CPU, limits.processor_seconds_max) &&
               limit(RLIMIT_NOFILE, limits.open_files_max) && limit(RLIMIT_FSIZE, limits.file_bytes_max);
    }
    // Lowers a limit; one that is lower already stays.
    static bool limit(__rlimit_resource what, std::optional<std::uint64_t> at_most) noexcept {
        rlimit now{};
        if (!at_most) return true;
        if (::getrlimit(what, &now) != 0) return false;
        if (now.rlim_max == RLIM_INFINITY || now.rlim_max > *at_most) now.rlim_max = *at_most;
        if (now.rlim_cur == RLIM_INFINITY || now.rlim_cur > now.rlim_max) now.rlim_cur = now.rlim_max;
        return ::setrlimit(what, &now) == 0;
    }

    const ChildOptions& options_;
    std::string folder_;
    pid_t parent_;
    FenceLayers layers_;
    std::vector<std::string> arguments_;
    std::vector<std::string> variables_;
    std::vector<char*> argv_;
    std::vector<char*> envp_;
};

Failure failure_of(const StartMessage& message, const ChildOptions& options) {
    const std::string& program = options.arguments[0];
    const char* const reason = std::strerror(message.error);
    switch (message.failed) {
        case Step::folder:
            return fail(ErrorCode::not_found,
                        fmt::format("{} cannot work in {}: {}", program, options.folder.string(), reason));
        case Step::limits:
            return fail(ErrorCode::unavailable, fmt::format("the limits of {} cannot be set: {}", program, reason));
        case Step::fence:
            return fail(ErrorCode::unavailable,
                        fmt::format("{} is not started, because this kernel cannot fence it in: {}. "
                                    "`familiar doctor` shows what is missing",
                                    program, message.fence.text()));
        case Step::program:
            return fail(message.error == ENOENT ? ErrorCode::not_found : ErrorCode::denied,
                        fmt::format("cannot run {}: {}", program, reason));
        case Step::environment:
        case Step::none: break;
    }
    return fail(ErrorCode::unavailable, fmt::format("{} could not be started: {}", program, reason));
}

Result<Handle> open_nothing() {
    Handle nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!nothing.is_open())
        return fail(ErrorCode::unavailable, fmt::format("cannot open /dev/null: {}", std::strerror(errno)));
    return nothing;
}

// What the child said before its end of the pipe closed.
StartMessage last_message(const Handle& status) {
    StartMessage last;
    last.failed = Step::environment;
    StartMessage message;
    while (true) {
        const ssize_t count = ::read(status.number(), &message, sizeof message);
        if (count < 0 && errno == EINTR) continue;
        if (count != static_cast<ssize_t>(sizeof message)) return last;
        last = message;
    }
}

}  // namespace

void Handle::close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Result<Pipe> open_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail(ErrorCode::exhausted,
                    fmt::format("no pipe to a child: {}. Too many files are open", std::strerror(errno)));
    // Above the standard streams, which a child puts its own into.
    for (int& end : ends) {
        if (end > STDERR_FILENO) continue;
        const int higher = ::fcntl(end, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
        ::close(end);
        end = higher;
    }
    return Pipe{Handle(ends[0]), Handle(ends[1])};
}

Result<StartedChild> start_child(const ChildOptions& options) {
    if (options.arguments.empty()) return fail(ErrorCode::internal, "a child without a program");
    const bool listens = options.output_bytes_max > 0 && !options.output_is_logged;
    Pipe status = TRY(open_pipe());
    Pipe error = TRY(open_pipe());
    Pipe input;
    Pipe output;
    if (!options.input.empty() || options.input_stays_open) input = TRY(open_pipe());
    if (listens) output = TRY(open_pipe());
    const Handle nothing = TRY(open_nothing());
    Beginning beginning(options);

    ChildEnds ends{nothing.number(), nothing.number(), error.writer.number(), status.writer.number()};
    if (input.reader.is_open()) ends.input = input.reader.number();
    if (listens) ends.output = output.writer.number();
    if (options.output_is_logged) ends.output = ends.error;
    const pid_t id = ::fork();
    if (id == 0) beginning.become(ends);
    if (id < 0) {
        return fail(ErrorCode::unavailable,
                    fmt::format("cannot start {}: {}", options.arguments[0], std::strerror(errno)));
    }
    status.writer.close();
    const StartMessage message = last_message(status.reader);
    if (message.failed != Step::none) {
        while (::waitpid(id, nullptr, 0) < 0 && errno == EINTR) {}
        return failure_of(message, options);
    }
    return StartedChild{id, std::move(input.writer), std::move(output.reader), std::move(error.reader), message.fence};
}

}  // namespace familiar::platform
