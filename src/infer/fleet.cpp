#include "infer/fleet.h"

#include <algorithm>
#include <fmt/format.h>
#include <span>
#include <utility>

namespace familiar::infer {

namespace {

using platform::Elapsed;

// Whether an error speaks of the place rather than of the request: then another place may do better.
bool of_the_place(ErrorCode code) {
    return code == ErrorCode::unavailable || code == ErrorCode::denied || code == ErrorCode::not_found ||
           code == ErrorCode::corrupt;
}

// Whether a place that says so is well.
bool of_the_request(ErrorCode code) { return code == ErrorCode::invalid_argument || code == ErrorCode::exhausted; }

std::chrono::seconds seconds_up(Elapsed time) { return std::chrono::ceil<std::chrono::seconds>(time); }

}  // namespace

Result<std::unique_ptr<Fleet>> Fleet::open(FleetOptions options, std::vector<std::unique_ptr<HostedEngine>> places) {
    if (places.empty()) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("engine '{}' has no endpoints; name at least one", options.name));
    }
    if (places.size() > k_fleet_hosts_max) {
        return fail(ErrorCode::invalid_argument, fmt::format("engine '{}' has {} endpoints; at most {} are kept",
                                                             options.name, places.size(), k_fleet_hosts_max));
    }
    return std::unique_ptr<Fleet>(new Fleet(std::move(options), std::move(places)));
}

Fleet::Fleet(FleetOptions options, std::vector<std::unique_ptr<HostedEngine>> places) : options_(std::move(options)) {
    for (auto& engine : places) {
        const std::size_t count = std::max<std::size_t>(engine->card().places, 1);
        places_.push_back({.engine = std::move(engine), .places = count});
    }
}

EngineCard Fleet::card() const {
    const platform::Lock lock(mutex_);
    EngineCard all = places_.front().engine->card();
    all.name = options_.name;
    for (std::size_t i = 1; i < places_.size(); ++i) {
        const EngineCard one = places_[i].engine->card();
        if (all.model.empty()) all.model = one.model;
        if (!one.host.empty()) all.host += (all.host.empty() ? "" : ", ") + one.host;
        all.context_tokens = std::min(all.context_tokens, one.context_tokens);
        all.places += one.places;
        all.sees_pictures = all.sees_pictures && one.sees_pictures;
        all.calls_tools = all.calls_tools && one.calls_tools;
        all.reasons = all.reasons || one.reasons;
    }
    return all;
}

Result<ChatOutcome> Fleet::chat(const Call& call, const ChatRequest& request, const DeltaSink& sink) {
    bool told = false;
    const DeltaSink noting = [&](const Delta& delta) {
        told = true;
        return !sink || sink(delta);
    };
    std::vector<bool> tried;
    std::optional<Error> last;
    while (true) {
        const std::size_t place = TRY(enter(call, request.cache_key, tried, std::move(last)));
        auto outcome = engine_at(place).chat(call, request, noting);
        leave(place);
        const Elapsed now = call.clock().steady();
        if (outcome || of_the_request(outcome.error().code)) note_alive(place, now);
        if (outcome || !of_the_place(outcome.error().code)) return outcome;
        note_failure(place, now, outcome.error());
        if (told) return outcome;
        last = outcome.error();
    }
}

HostedEngine& Fleet::engine_at(std::size_t place) const {
    const platform::Lock lock(mutex_);
    return *places_[place].engine;
}

// Chooses, and probes what has to be probed, until a place is found.
Result<std::size_t> Fleet::enter(const Call& call, const std::string& key, std::vector<bool>& tried,
                                 std::optional<Error> last) {
    while (true) {
        TRY(call.check());
        const Elapsed now = call.clock().steady();
        std::size_t chosen = 0;
        {
            const platform::Lock lock(mutex_);
            tried.resize(places_.size(), false);
            const auto choice = choose(now, key, tried);
            if (!choice) return nobody(now, last);
            chosen = *choice;
            tried[chosen] = true;
            Place& place = places_[chosen];
            ++place.running;
            place.last_chosen = ++choices_;
            if (!has_to_be_probed(place, now)) {
                ++place.chats;
                remember(key, chosen);
                return chosen;
            }
        }
        const auto alive = engine_at(chosen).probe(call.within(k_probe_time_max));
        if (alive) {
            note_alive(chosen, call.clock().steady());
            const platform::Lock lock(mutex_);
            ++places_[chosen].chats;
            remember(key, chosen);
            return chosen;
        }
        leave(chosen);
        TRY(call.check());
        note_failure(chosen, call.clock().steady(), alive.error());
        last = alive.error();
    }
}

std::optional<std::size_t> Fleet::choose(Elapsed now, const std::string& key, const std::vector<bool>& tried) const {
    const std::span<const Place> places(places_);
    const auto asked_rest = [&](const Place& place) { return place.engine->rests_until().value_or(now) > now; };
    const auto ready = [&](std::size_t i) {
        return !tried[i] && places[i].rests_until <= now && !asked_rest(places[i]);
    };
    if (const auto known = affinity_of_.find(key); !key.empty() && known != affinity_of_.end()) {
        const std::size_t i = known->second->second;
        if (ready(i) && places[i].failures_in_a_row == 0 && places[i].running < places[i].places) return i;
    }
    if (const auto best = least_loaded(ready)) return best;
    // Rather one that failed a moment ago than nobody; but not one that asked for rest.
    return least_loaded([&](std::size_t i) { return !tried[i] && !asked_rest(places[i]); });
}

template <class Fits>
std::optional<std::size_t> Fleet::least_loaded(const Fits& fits) const {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < places_.size(); ++i) {
        if (!fits(i)) continue;
        const Place& place = places_[i];
        if (!best) {
            best = i;
            continue;
        }
        const Place& other = places_[*best];
        const std::size_t load = place.running * other.places;
        const std::size_t other_load = other.running * place.places;
        if (load < other_load || (load == other_load && place.last_chosen < other.last_chosen)) best = i;
    }
    return best;
}

bool Fleet::has_to_be_probed(const Place& place, Elapsed now) const {
    return place.failures_in_a_row > 0 || !place.seen || now - *place.seen >= options_.probe_interval;
}

void Fleet::remember(const std::string& key, std::size_t place) {
    if (key.empty()) return;
    if (const auto known = affinity_of_.find(key); known != affinity_of_.end()) {
        affinities_.splice(affinities_.begin(), affinities_, known->second);
        known->second->second = place;
        return;
    }
    affinities_.emplace_front(key, place);
    affinity_of_[key] = affinities_.begin();
    if (affinities_.size() <= k_affinities_max) return;
    affinity_of_.erase(affinities_.back().first);
    affinities_.pop_back();
}

void Fleet::leave(std::size_t place) {
    const platform::Lock lock(mutex_);
    --places_[place].running;
}

void Fleet::note_alive(std::size_t index, Elapsed now) {
    const platform::Lock lock(mutex_);
    Place& place = places_[index];
    place.seen = now;
    place.failures_in_a_row = 0;
    place.rests_until = Elapsed::min();
}

void Fleet::note_failure(std::size_t index, Elapsed now, const Error& error) {
    const platform::Lock lock(mutex_);
    Place& place = places_[index];
    ++place.failures;
    ++place.failures_in_a_row;
    place.trouble = error.text();
    std::chrono::seconds rest = options_.back_off_first;
    for (int i = 1; i < place.failures_in_a_row && rest < options_.back_off_max; ++i) rest *= 2;
    place.rests_until = now + std::min(rest, options_.back_off_max);
}

Failure Fleet::nobody(Elapsed now, const std::optional<Error>& last) const {
    Elapsed soonest = Elapsed::max();
    for (const Place& place : places_)
        soonest =
            std::min(soonest, std::max(place.rests_until, place.engine->rests_until().value_or(place.rests_until)));
    std::string message =
        fmt::format("none of the {} endpoints of engine '{}' can serve now", places_.size(), options_.name);
    if (last) message += fmt::format(" (the last said: {})", last->text());
    if (soonest > now) message += fmt::format("; try again in {} s", seconds_up(soonest - now).count());
    return fail(last ? last->code : ErrorCode::unavailable, std::move(message));
}

std::vector<Fleet::Standing> Fleet::standings(const Call& call) const {
    const Elapsed now = call.clock().steady();
    const platform::Lock lock(mutex_);
    std::vector<Standing> standings;
    for (const Place& place : places_) {
        const EngineCard card = place.engine->card();
        Standing standing{card.name,     card.host,   place.failures_in_a_row == 0,
                          place.running, place.chats, place.failures};
        const Elapsed until = std::max(place.rests_until, place.engine->rests_until().value_or(place.rests_until));
        if (until > now) standing.rests = seconds_up(until - now);
        standing.trouble = place.trouble;
        standings.push_back(std::move(standing));
    }
    return standings;
}

}  // namespace familiar::infer
