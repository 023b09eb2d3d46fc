// Runs the real program as a child process, in a home of its own, and collects what it prints. For tests of the command
// line and of faults.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace familiar::tests {

// A folder that is gone with its owner.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    // Writes a file and returns its path.
    std::string file(const std::string& name, std::string_view content) const;

private:
    std::filesystem::path path_;
};

struct Outcome {
    int exit_code = -1;  // -1 when a signal ended it
    int signal = 0;
    std::string out;
    std::string err;
};

// What surrounds the child besides the environment of this process.
struct Surroundings {
    std::map<std::string, std::string> variables;
    std::filesystem::path folder;      // working directory; empty: this process's
    std::uint64_t file_bytes_max = 0;  // RLIMIT_FSIZE, with SIGXFSZ ignored; 0: none
    bool has_terminal = false;         // standard error is one
};

// The program while it runs. Standard output and error go to files, so that a killed child loses nothing it wrote.
class Child {
public:
    Child(const std::vector<std::string>& arguments, const Surroundings& surroundings = {});
    ~Child();  // kills it if it still runs
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    void signal(int number) const;
    // Waits until standard output holds a whole line that begins with `beginning`, and returns it; empty when the
    // child ended or the time was up before.
    std::string wait_for_line(std::string_view beginning, std::chrono::milliseconds at_most);
    // Waits for the end; kills it when it takes longer.
    Outcome finish(std::chrono::milliseconds at_most = std::chrono::minutes(2));
    // Waits until this was written to its terminal; false when it ended or the time was up before.
    bool shows(std::string_view text, std::chrono::milliseconds at_most = std::chrono::minutes(1));
    // True when it has ended before the time was up.
    bool ended_within(std::chrono::microseconds time);

private:
    bool reap(int options);
    void read_terminal();

    TemporaryFolder folder_;
    pid_t pid_ = -1;
    int terminal_ = -1;  // the side that reads what the child writes to its terminal
    std::string on_terminal_;
    bool ended_ = false;
    int status_ = 0;
};

Outcome run(const std::vector<std::string>& arguments, const Surroundings& surroundings = {});

}  // namespace familiar::tests
