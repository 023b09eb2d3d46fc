#include "serve/gate/buckets.h"

#include "serve/limits.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace familiar::serve {

namespace {

std::chrono::seconds time_to_gain(double tokens, const Rate& rate) {
    if (tokens <= 0) return std::chrono::seconds(0);
    return std::chrono::seconds(static_cast<std::int64_t>(std::ceil(tokens * 60 / std::max(rate.per_minute, 0.001))));
}

}  // namespace

double Buckets::tokens_at(const Bucket& bucket, platform::Elapsed now) {
    const double minutes = std::chrono::duration<double, std::ratio<60>>(now - bucket.filled_at).count();
    return std::min(bucket.rate.burst, bucket.tokens + std::max(minutes, 0.0) * bucket.rate.per_minute);
}

// Full buckets remember nothing that a new one would not. If too many are in use, those used longest ago go, a quarter
// at a time, so that a flood of addresses can fill neither the memory nor the time.
void Buckets::make_room(platform::Elapsed now) {
    if (buckets_.size() < k_buckets_max) return;
    std::erase_if(buckets_, [&](const auto& pair) { return tokens_at(pair.second, now) >= pair.second.rate.burst; });
    constexpr std::size_t k_kept = k_buckets_max * 3 / 4;
    if (buckets_.size() <= k_kept) return;
    std::vector<platform::Elapsed> used;
    for (const auto& [key, bucket] : buckets_) used.push_back(bucket.filled_at);
    std::ranges::nth_element(used, used.end() - k_kept);
    const platform::Elapsed oldest_kept = *(used.end() - k_kept);
    std::erase_if(buckets_, [&](const auto& pair) { return pair.second.filled_at < oldest_kept; });
    while (buckets_.size() > k_kept) buckets_.erase(buckets_.begin());  // all at the same time
}

Allowance Buckets::take(const std::string& key, const Rate& rate, double cost) {
    const platform::Lock lock(mutex_);
    const platform::Elapsed now = clock_.steady();
    auto found = buckets_.find(key);
    if (found == buckets_.end()) {
        make_room(now);
        found = buckets_.emplace(key, Bucket{rate.burst, now, rate}).first;
    }
    Bucket& bucket = found->second;
    bucket.tokens = tokens_at(bucket, now);
    bucket.filled_at = now;
    const bool granted = bucket.tokens >= std::min(cost, rate.burst);
    const double missing = std::min(cost, rate.burst) - bucket.tokens;
    if (granted) bucket.tokens = std::max(0.0, bucket.tokens - cost);
    return {granted, rate.burst, std::floor(bucket.tokens), time_to_gain(rate.burst - bucket.tokens, rate),
            granted ? std::chrono::seconds(0) : std::max(std::chrono::seconds(1), time_to_gain(missing, rate))};
}

std::size_t Buckets::size() const {
    const platform::Lock lock(mutex_);
    return buckets_.size();
}

}  // namespace familiar::serve
