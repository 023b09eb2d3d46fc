// Agents at work: jobs that run at once on a bounded pool while the caller hears how they go on.
#pragma once

#include "nouns/event.h"
#include "platform/call.h"
#include "platform/workers.h"

#include <functional>
#include <string>
#include <vector>

namespace familiar::answer::contemplating {

struct Job {
    std::string name;
    std::function<Result<>()> work;  // does not throw; leaves what it finds where only it writes
};

// What became of each job, in their order. `tell` is called on the caller's thread; agents count from `first`. Jobs
// that have not begun when `skip` says so are left out with `unavailable`.
std::vector<Result<>> run_all(platform::Workers& workers, std::vector<Job> jobs, int first,
                              const std::function<bool()>& skip, const std::function<void(const TurnEvent&)>& tell);

}  // namespace familiar::answer::contemplating
