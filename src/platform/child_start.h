// How a child begins: what needs memory is made before the fork; between fork and the new program the child calls only
// what is async-signal-safe. Private to platform/.
#pragma once

#include "platform/child_process.h"
#include "platform/fence_layers.h"

#include <sys/types.h>
#include <utility>

namespace familiar::platform {

// A file descriptor above the standard ones that closes itself.
class Handle {
public:
    explicit Handle(int number = -1) : number_(number) {}
    ~Handle() { close(); }
    Handle(Handle&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    void close();

private:
    int number_;
};

struct Pipe {
    Handle reader;
    Handle writer;
};
Result<Pipe> open_pipe();

// The ends that this process keeps.
struct StartedChild {
    pid_t id = -1;
    Handle input;   // closed when there is nothing to say
    Handle output;  // closed when nobody listens
    Handle error;
    FenceReport fence;
};

// Forks and waits until the child has become the program, or says why not; then it is gone already. The child dies with
// the thread that calls this.
Result<StartedChild> start_child(const ChildOptions& options);

}  // namespace familiar::platform
