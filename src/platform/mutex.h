// Mutual exclusion whose rules clang checks: a field that is GUARDED_BY a Mutex can only be touched while it is held.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define FAMILIAR_THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define FAMILIAR_THREAD_ATTRIBUTE(x)
#endif

#define GUARDED_BY(x) FAMILIAR_THREAD_ATTRIBUTE(guarded_by(x))
#define REQUIRES(x) FAMILIAR_THREAD_ATTRIBUTE(requires_capability(x))

namespace familiar::platform {

class FAMILIAR_THREAD_ATTRIBUTE(capability("mutex")) Mutex {
public:
    void lock() FAMILIAR_THREAD_ATTRIBUTE(acquire_capability()) { mutex_.lock(); }
    void unlock() FAMILIAR_THREAD_ATTRIBUTE(release_capability()) { mutex_.unlock(); }

private:
    friend class Condition;
    std::mutex mutex_;
};

class FAMILIAR_THREAD_ATTRIBUTE(scoped_lockable) Lock {
public:
    explicit Lock(Mutex& mutex) FAMILIAR_THREAD_ATTRIBUTE(acquire_capability(mutex)) : mutex_(mutex) { mutex_.lock(); }
    ~Lock() FAMILIAR_THREAD_ATTRIBUTE(release_capability()) { mutex_.unlock(); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    Mutex& mutex_;
};

// Waits for a change of what a Mutex guards. Always wait in a loop that looks at the guarded state again.
class Condition {
public:
    void wait(Mutex& mutex) REQUIRES(mutex) {
        std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
        condition_.wait(lock);
        lock.release();
    }
    // False when the time ran out.
    bool wait_for(Mutex& mutex, std::chrono::milliseconds at_most) REQUIRES(mutex) {
        std::unique_lock<std::mutex> lock(mutex.mutex_, std::adopt_lock);
        const bool woken = condition_.wait_for(lock, at_most) == std::cv_status::no_timeout;
        lock.release();
        return woken;
    }
    void notify_one() { condition_.notify_one(); }
    void notify_all() { condition_.notify_all(); }

private:
    std::condition_variable condition_;
};

}  // namespace familiar::platform
