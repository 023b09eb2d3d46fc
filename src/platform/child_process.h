// A program that runs as our child: with what it is given and no more, watched until it has ended, never a zombie.
//
// Each child has a thread of ours that starts it, feeds and reads it, and collects its end; when that thread or this
// process dies, the kernel kills the child. It gets a process group of its own: what it starts goes with it. The object
// owns the child: destroying it kills what still runs. All functions may be called from any thread.
//
// A child gets its whole input at the start, or piece by piece while it is read (`input_stays_open`): then it can serve
// a stream, or one question after another.
#pragma once

#include "base/result.h"
#include "platform/bounded_log.h"
#include "platform/call.h"
#include "platform/fence.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::platform {

// Nothing: as this process has it.
struct ChildLimits {
    std::optional<std::uint64_t> address_bytes_max = std::nullopt;
    std::optional<std::uint64_t> memory_bytes_max = std::nullopt;  // written to, without mapped files (RLIMIT_DATA)
    std::optional<std::uint64_t> processor_seconds_max = std::nullopt;
    std::optional<std::uint64_t> open_files_max = std::nullopt;
    std::optional<std::uint64_t> file_bytes_max = std::nullopt;  // of any file that it writes
};

struct ChildOptions {
    std::vector<std::string> arguments;              // the first is the path of the program
    std::map<std::string, std::string> environment;  // all that it gets: nothing of ours is passed on
    std::filesystem::path folder = "/";              // where it works
    ChildLimits limits = {};
    Fence fence = {};
    std::string input = {};                           // the whole of its standard input, or the beginning of it
    bool input_stays_open = false;                    // more is given while it runs, until end_input()
    std::size_t input_bytes_waiting_max = 1U << 20U;  // given and not yet read by the child; then give() waits
    std::size_t output_bytes_max =
        0;                          // of standard output that is kept and not taken; a child that writes more is ended
    bool output_is_logged = false;  // standard output goes where standard error goes, and none of it is kept
    std::size_t error_bytes_kept = 8U << 10U;   // the last ones of standard error
    std::shared_ptr<BoundedLog> log = nullptr;  // gets all of standard error; nothing: only the tail is kept
    bool dies_first = false;                    // when memory runs out the kernel should take the child, not us
};

// How a child ended.
struct ChildEnd {
    int exit_code = 0;  // of a child that ended by itself
    int signal = 0;     // that ended it; 0: none
    bool wrote_too_much = false;

    bool is_good() const { return exit_code == 0 && signal == 0 && !wrote_too_much; }
    // "ended with code 3", "was ended by signal 9 (Killed)".
    std::string text() const;

    friend bool operator==(const ChildEnd&, const ChildEnd&) = default;
};

class ChildProcess {
public:
    // `not_found` or `denied` when there is no such program; `unavailable` when no process can be made or a required
    // fence does not hold. When it returns, the program runs.
    static Result<std::unique_ptr<ChildProcess>> start(ChildOptions options);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    int id() const;
    const FenceReport& fence() const;
    // Nothing while it runs.
    std::optional<ChildEnd> end() const;
    // Waits for the end; `deadline` and `cancelled` by the call leave the child running.
    Result<ChildEnd> wait(const Call& call) const;
    // Asks the group to end, and kills it when the grace is over. Waits for the end.
    ChildEnd terminate(std::chrono::milliseconds grace);
    // Gives more input to a child whose input stays open; waits while it reads more slowly. `unavailable` when it has
    // ended or reads no more, `conflict` after end_input().
    Result<> give(const Call& call, std::string_view bytes);
    // There is no more input.
    void end_input();
    // What it wrote to standard output since the last take; waits for at least one byte. Empty when it has ended and
    // all is taken.
    Result<std::string> take(const Call& call);
    // What it wrote to standard output so far and nobody took, as far as that is kept; whole after the end.
    std::string output() const;
    // The last of what it wrote to standard error.
    std::string error_tail() const;

private:
    class Watcher;
    explicit ChildProcess(std::unique_ptr<Watcher> watcher);

    std::unique_ptr<Watcher> watcher_;
};

struct ChildOutcome {
    ChildEnd end;
    std::string output;
    std::string error_tail;
    FenceReport fence;
};

// Runs a child from its whole input to its end. When the call ends first the child is killed, and that is the error.
Result<ChildOutcome> run_child(const Call& call, ChildOptions options);

}  // namespace familiar::platform
