#include "serve/api/import_desk.h"

#include "serve/limits.h"

#include <algorithm>

namespace familiar::serve {

std::string_view name_of(ImportRun::State state) {
    switch (state) {
        case ImportRun::State::waiting: return "waiting";
        case ImportRun::State::running: return "running";
        case ImportRun::State::done: return "done";
        case ImportRun::State::failed: return "failed";
    }
    return "failed";
}

ImportRun::Snapshot ImportRun::snapshot() const {
    const platform::Lock lock(mutex_);
    return snapshot_;
}

bool ImportRun::ended() const {
    const platform::Lock lock(mutex_);
    return snapshot_.state == State::done || snapshot_.state == State::failed;
}

void ImportRun::on_change(std::function<void()> listener) {
    {
        const platform::Lock lock(mutex_);
        listeners_.push_back(listener);
    }
    listener();
}

void ImportRun::tell() {
    std::vector<std::function<void()>> listeners;
    {
        const platform::Lock lock(mutex_);
        ++snapshot_.version;
        listeners = listeners_;
    }
    for (const auto& listener : listeners) listener();
}

void ImportRun::begin() {
    {
        const platform::Lock lock(mutex_);
        snapshot_.state = State::running;
    }
    tell();
}

void ImportRun::progress(const ImportJob& job, const Source& source) {
    {
        const platform::Lock lock(mutex_);
        const auto found =
            std::ranges::find(snapshot_.jobs, job.source, [](const Job& known) { return known.job.source; });
        if (found == snapshot_.jobs.end())
            snapshot_.jobs.push_back({job, source.title});
        else
            *found = {job, source.title};
    }
    tell();
}

void ImportRun::end(const Result<std::vector<ImportJob>>& result) {
    {
        const platform::Lock lock(mutex_);
        snapshot_.state = result ? State::done : State::failed;
        if (!result) snapshot_.message = result.error().text();
        for (const ImportJob& job : result ? *result : std::vector<ImportJob>()) {
            const auto found =
                std::ranges::find(snapshot_.jobs, job.source, [](const Job& known) { return known.job.source; });
            if (found == snapshot_.jobs.end())
                snapshot_.jobs.push_back({job, {}});
            else
                found->job = job;
        }
        const bool all_failed = !snapshot_.jobs.empty() && std::ranges::all_of(snapshot_.jobs, [](const Job& job) {
            return job.job.state == ImportState::failed;
        });
        if (all_failed) {
            snapshot_.state = State::failed;
            if (snapshot_.message.empty()) snapshot_.message = snapshot_.jobs.front().job.message;
        }
    }
    tell();
    const platform::Lock lock(mutex_);
    listeners_.clear();
}

ImportDesk::ImportDesk(gather::Importer& importer, const platform::Clock& clock)
    : importer_(importer),
      clock_(clock),
      worker_(std::make_unique<platform::Workers>(1, k_imports_waiting_max, platform::Priority::background)) {}

ImportDesk::~ImportDesk() {
    {
        const platform::Lock lock(mutex_);
        for (const auto& [person, desk] : desks_) {
            for (const auto& run : desk.runs) run->request_stop();
        }
    }
    worker_.reset();
}

Result<std::string> ImportDesk::submit(gather::ImportRequest request, const std::string& request_id) {
    const platform::Lock lock(mutex_);
    Desk& desk = desks_[request.owner];
    const auto open = std::ranges::count_if(desk.runs, [](const auto& run) { return !run->ended(); });
    if (static_cast<std::size_t>(open) >= k_imports_waiting_per_person_max) {
        return fail(ErrorCode::exhausted, "your imports are still running; wait until one has ended");
    }
    auto run = std::make_shared<ImportRun>("i" + std::to_string(desk.last + 1));
    const bool taken = worker_->submit([this, run, request_id, request = std::move(request)]() mutable {
        const Call call(clock_, run->stop_token(), std::nullopt, request_id);
        if (const auto wanted = call.check(); !wanted) return run->end(Failure(wanted.error()));
        run->begin();
        const gather::ImportRequest mine = std::move(request);  // an upload is let go when its import ends
        run->end(importer_.import(call, mine,
                                  [&run](const ImportJob& job, const Source& source) { run->progress(job, source); }));
    });
    if (!taken) return fail(ErrorCode::unavailable, "too many imports are waiting; try again in a while");
    ++desk.last;
    desk.runs.push_front(run);
    if (desk.runs.size() > k_imports_remembered_max) desk.runs.pop_back();
    return run->id();
}

std::shared_ptr<ImportRun> ImportDesk::run(PersonId person, std::string_view id) const {
    const platform::Lock lock(mutex_);
    const auto desk = desks_.find(person);
    if (desk == desks_.end()) return nullptr;
    const auto found = std::ranges::find_if(desk->second.runs, [&](const auto& run) { return run->id() == id; });
    return found == desk->second.runs.end() ? nullptr : *found;
}

std::vector<std::shared_ptr<ImportRun>> ImportDesk::runs(PersonId person) const {
    const platform::Lock lock(mutex_);
    const auto desk = desks_.find(person);
    if (desk == desks_.end()) return {};
    return {desk->second.runs.begin(), desk->second.runs.end()};
}

void ImportDesk::forget(PersonId person) {
    const platform::Lock lock(mutex_);
    const auto desk = desks_.find(person);
    if (desk == desks_.end()) return;
    for (const auto& run : desk->second.runs) run->request_stop();
    desks_.erase(desk);
}

}  // namespace familiar::serve
