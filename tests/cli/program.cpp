#include "program.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace familiar::tests {

namespace {

constexpr std::chrono::milliseconds k_look_again{2};
constexpr int k_not_started = 127;

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

void send_to_file(int stream, const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || ::dup2(file, stream) < 0) ::_exit(k_not_started);
}

// The side of a new pseudoterminal that reads; its other side is opened by its name.
int open_terminal() {
    const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (terminal < 0 || ::grantpt(terminal) != 0 || ::unlockpt(terminal) != 0) std::abort();
    return terminal;
}

// What the child does between fork and exec. Never returns.
[[noreturn]] void become_program(const std::vector<std::string>& arguments, const Surroundings& surroundings,
                                 const std::filesystem::path& folder, const char* terminal) {
    send_to_file(STDOUT_FILENO, folder / "out");
    send_to_file(STDERR_FILENO, terminal != nullptr ? terminal : folder / "err");
    const int nothing = ::open("/dev/null", O_RDONLY);
    if (nothing < 0 || ::dup2(nothing, STDIN_FILENO) < 0) ::_exit(k_not_started);
    if (!surroundings.folder.empty() && ::chdir(surroundings.folder.c_str()) != 0) ::_exit(k_not_started);
    for (const auto& [name, value] : surroundings.variables) ::setenv(name.c_str(), value.c_str(), 1);
    if (surroundings.file_bytes_max != 0) {
        const rlimit limit{surroundings.file_bytes_max, surroundings.file_bytes_max};
        std::signal(SIGXFSZ, SIG_IGN);
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(k_not_started);
    }
    std::vector<char*> words = {const_cast<char*>(FAMILIAR_PROGRAM)};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    ::execv(FAMILIAR_PROGRAM, words.data());
    ::_exit(k_not_started);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "familiar-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::file(const std::string& name, std::string_view content) const {
    const std::filesystem::path path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
}

Child::Child(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
    if (surroundings.has_terminal) terminal_ = open_terminal();
    const char* const terminal = terminal_ < 0 ? nullptr : ::ptsname(terminal_);
    pid_ = ::fork();
    if (pid_ == 0) become_program(arguments, surroundings, folder_.path(), terminal);
    if (pid_ < 0) std::abort();
}

Child::~Child() {
    if (!reap(WNOHANG)) {
        ::kill(pid_, SIGKILL);
        reap(0);
    }
    if (terminal_ >= 0) ::close(terminal_);
}

void Child::signal(int number) const {
    if (!ended_) ::kill(pid_, number);
}

// Never waits. What a terminal shows must be taken from it, or its writer stands still.
void Child::read_terminal() {
    if (terminal_ < 0) return;
    std::array<char, 4096> piece{};
    for (ssize_t count = 0; (count = ::read(terminal_, piece.data(), piece.size())) > 0;)
        on_terminal_.append(piece.data(), static_cast<std::size_t>(count));
}

bool Child::shows(std::string_view text, std::chrono::milliseconds at_most) {
    const auto end = std::chrono::steady_clock::now() + at_most;
    while (on_terminal_.find(text) == std::string::npos) {
        if (reap(WNOHANG) || std::chrono::steady_clock::now() >= end) break;
        std::this_thread::sleep_for(k_look_again);
    }
    return on_terminal_.find(text) != std::string::npos;
}

bool Child::reap(int options) {
    read_terminal();
    if (!ended_) ended_ = ::waitpid(pid_, &status_, options) == pid_;
    return ended_;
}

bool Child::ended_within(std::chrono::microseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (!reap(WNOHANG) && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::min<std::chrono::microseconds>(k_look_again, time));
    }
    return ended_;
}

std::string Child::wait_for_line(std::string_view beginning, std::chrono::milliseconds at_most) {
    const auto end = std::chrono::steady_clock::now() + at_most;
    while (std::chrono::steady_clock::now() < end) {
        const bool last_look = reap(WNOHANG);
        std::istringstream lines(content_of(folder_.path() / "out"));
        for (std::string line; std::getline(lines, line) && !lines.eof();) {
            if (line.starts_with(beginning)) return line;
        }
        if (last_look) break;
        std::this_thread::sleep_for(k_look_again);
    }
    return {};
}

Outcome Child::finish(std::chrono::milliseconds at_most) {
    if (!ended_within(at_most)) {
        ::kill(pid_, SIGKILL);
        reap(0);
    }
    Outcome outcome;
    outcome.exit_code = WIFEXITED(status_) ? WEXITSTATUS(status_) : -1;
    outcome.signal = WIFSIGNALED(status_) ? WTERMSIG(status_) : 0;
    outcome.out = content_of(folder_.path() / "out");
    read_terminal();
    outcome.err = terminal_ < 0 ? content_of(folder_.path() / "err") : on_terminal_;
    return outcome;
}

Outcome run(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
    return Child(arguments, surroundings).finish();
}

}  // namespace familiar::tests
