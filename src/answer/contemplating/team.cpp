#include "answer/contemplating/team.h"

#include "platform/channel.h"

#include <memory>

namespace familiar::answer::contemplating {

namespace {

// Shared with the workers, so that the last one may still hold it when the caller goes on.
struct Work {
    struct Note {
        std::size_t job = 0;
        ProgressState state = ProgressState::started;
    };
    explicit Work(std::vector<Job> all) : jobs(std::move(all)), outcomes(jobs.size()), notes(jobs.size() * 2 + 1) {}

    const std::vector<Job> jobs;
    std::vector<Result<>> outcomes;  // each is written by its own job, before its last note
    platform::Channel<Note> notes;
};

void run_one(Work& work, std::size_t job, const std::function<bool()>& skip) {
    if (skip()) {
        work.outcomes[job] = fail(ErrorCode::unavailable, "It was stopped before it began.");
    } else {
        work.notes.send({job, ProgressState::started});
        work.outcomes[job] = work.jobs[job].work();
    }
    work.notes.send({job, work.outcomes[job] ? ProgressState::done : ProgressState::failed});
}

}  // namespace

std::vector<Result<>> run_all(platform::Workers& workers, std::vector<Job> jobs, int first,
                              const std::function<bool()>& skip, const std::function<void(const TurnEvent&)>& tell) {
    const auto work = std::make_shared<Work>(std::move(jobs));
    for (std::size_t i = 0; i < work->jobs.size(); ++i) {
        if (!workers.submit([work, i, skip] { run_one(*work, i, skip); })) run_one(*work, i, skip);
    }
    for (std::size_t ended = 0; ended < work->jobs.size();) {
        const auto note = work->notes.receive();
        if (!note) break;
        tell(ProgressEvent{first + static_cast<int>(note->job), work->jobs[note->job].name, note->state});
        ended += note->state == ProgressState::started ? 0 : 1;
    }
    return work->outcomes;
}

}  // namespace familiar::answer::contemplating
