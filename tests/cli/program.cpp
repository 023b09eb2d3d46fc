#include "program.h"

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

// What the child does between fork and exec. Never returns.
[[noreturn]] void become_program(const std::vector<std::string>& arguments, const Surroundings& surroundings,
                                 const std::filesystem::path& folder) {
    send_to_file(STDOUT_FILENO, folder / "out");
    send_to_file(STDERR_FILENO, folder / "err");
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
    pid_ = ::fork();
    if (pid_ == 0) become_program(arguments, surroundings, folder_.path());
    if (pid_ < 0) std::abort();
}

Child::~Child() {
    if (reap(WNOHANG)) return;
    ::kill(pid_, SIGKILL);
    reap(0);
}

void Child::signal(int number) const {
    if (!ended_) ::kill(pid_, number);
}

bool Child::reap(int options) {
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
    outcome.err = content_of(folder_.path() / "err");
    return outcome;
}

Outcome run(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
    return Child(arguments, surroundings).finish();
}

}  // namespace familiar::tests
