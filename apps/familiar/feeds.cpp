#include "feeds.h"

#include "platform/log.h"

#include <condition_variable>
#include <mutex>

namespace familiar::app {

namespace {

// Whether the time passed without a stop.
bool slept(const std::stop_token& stop, std::chrono::minutes time) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

}  // namespace

FeedRefresher::FeedRefresher(Familiar& familiar) {
    const std::chrono::minutes every(familiar.configuration.refresh_minutes);
    if (every == std::chrono::minutes(0)) return;
    thread_ = std::jthread([&familiar, every](const std::stop_token& stop) {
        do {
            refresh_all(familiar, stop);
        } while (slept(stop, every));
    });
}

void FeedRefresher::refresh_all(Familiar& familiar, const std::stop_token& stop) {
    const auto people = familiar.archive->common().people();
    if (!people) return platform::log(platform::LogLevel::error, "feeds: {}", people.error().text());
    for (const Person& person : *people) {
        if (stop.stop_requested()) return;
        const Call call(*familiar.clock, stop, std::nullopt, "feeds");
        const auto jobs = familiar.importer.refresh(call, person.id, {}, familiar.configuration.fetch_addresses);
        if (!jobs && !stop.stop_requested())
            platform::log(platform::LogLevel::warning, "feeds: {}", jobs.error().text());
        if (!jobs) continue;
        for (const ImportJob& job : *jobs) {
            familiar.metrics.count("familiar_feed_fetches_total",
                                   {{"outcome", job.state == ImportState::done ? "done" : "failed"}});
        }
    }
}

}  // namespace familiar::app
