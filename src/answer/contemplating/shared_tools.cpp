#include "answer/contemplating/shared_tools.h"

#include "base/time.h"

#include <fmt/format.h>

namespace familiar::answer::contemplating {

namespace {

std::string key_of(const Query& query) {
    const QueryFilter& filter = query.filter;
    const std::string time =
        filter.time ? time::rfc3339(filter.time->begin) + time::rfc3339(filter.time->end) : std::string();
    const int kind = filter.kind ? static_cast<int>(*filter.kind) : -1;
    return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{} {} {} {} {} {}", query.words, query.carried_words,
                       query.asked, query.context_words, filter.author, filter.app, filter.thread, time, kind,
                       static_cast<int>(query.order), static_cast<int>(query.wanted), query.latest, query.neighbours,
                       query.limit);
}

}  // namespace

Result<std::shared_ptr<const std::vector<Evidence>>> SharedTools::search(const Call& call, const Query& query) {
    static constexpr std::chrono::milliseconds k_look_up{20};  // how often a waiting agent looks whether it is stopped
    std::shared_ptr<Search> search;
    {
        platform::Lock lock(mutex_);
        auto& known = searches_[key_of(query)];
        if (!known) known = std::make_shared<Search>();
        search = known;
    }
    {
        platform::Lock lock(search->mutex);
        while (search->running) {
            TRY(call.check());
            search->ended.wait_for(search->mutex, k_look_up);
        }
        if (search->found) return search->found;
        search->running = true;
    }
    auto found = tools_.search(call, query);
    platform::Lock lock(search->mutex);
    search->running = false;  // after a failure the next one tries again
    search->ended.notify_all();
    if (!found) return Failure(std::move(found).error());
    search->found = std::make_shared<const std::vector<Evidence>>(found.release());
    return search->found;
}

// Two agents may read the same post at once; both read the same in it.
std::shared_ptr<const Readings> SharedTools::read(const Post& post) {
    {
        platform::Lock lock(mutex_);
        const auto known = readings_.find(post.id);
        if (known != readings_.end()) return known->second;
    }
    auto sentences = std::make_shared<const Readings>(read_sentences(post, context_, language_));
    platform::Lock lock(mutex_);
    return readings_.emplace(post.id, std::move(sentences)).first->second;
}

}  // namespace familiar::answer::contemplating
