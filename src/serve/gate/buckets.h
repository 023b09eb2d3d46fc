// Token buckets by key: who may ask how often. Thread-safe, bounded.
#pragma once

#include "platform/clock.h"
#include "platform/mutex.h"

#include <chrono>
#include <map>
#include <string>

namespace familiar::serve {

struct Rate {
    double burst = 0;
    double per_minute = 0;
};

struct Allowance {
    bool granted = false;
    double limit = 0;
    double remaining = 0;
    std::chrono::seconds full_in{0};   // until the bucket is full again
    std::chrono::seconds retry_in{0};  // until what was asked would be granted
};

class Buckets {
public:
    explicit Buckets(const platform::Clock& clock) : clock_(clock) {}
    // Takes `cost` tokens from the bucket of `key`, if they are there.
    Allowance take(const std::string& key, const Rate& rate, double cost = 1);
    std::size_t size() const;

private:
    struct Bucket {
        double tokens = 0;
        platform::Elapsed filled_at{0};
        Rate rate;
    };
    static double tokens_at(const Bucket& bucket, platform::Elapsed now);
    void make_room(platform::Elapsed now) REQUIRES(mutex_);

    const platform::Clock& clock_;
    mutable platform::Mutex mutex_;
    std::map<std::string, Bucket> buckets_ GUARDED_BY(mutex_);
};

}  // namespace familiar::serve
