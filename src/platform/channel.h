// A bounded queue between threads. Senders wait when it is full, receivers when it is empty; close() wakes everybody.
#pragma once

#include "platform/mutex.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

namespace familiar::platform {

template <class T>
class Channel {
public:
    explicit Channel(std::size_t capacity) : capacity_(capacity) {}

    // False when the channel is closed; the value is then dropped.
    bool send(T value) {
        Lock lock(mutex_);
        while (!closed_ && queue_.size() >= capacity_) changed_.wait(mutex_);
        if (closed_) return false;
        queue_.push_back(std::move(value));
        changed_.notify_all();
        return true;
    }
    // False when full or closed.
    bool try_send(T value) {
        Lock lock(mutex_);
        if (closed_ || queue_.size() >= capacity_) return false;
        queue_.push_back(std::move(value));
        changed_.notify_all();
        return true;
    }
    // Nothing when the channel is closed and empty.
    std::optional<T> receive() {
        Lock lock(mutex_);
        while (!closed_ && queue_.empty()) changed_.wait(mutex_);
        return take();
    }
    void close() {
        Lock lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

private:
    std::optional<T> take() REQUIRES(mutex_) {
        if (queue_.empty()) return std::nullopt;
        std::optional<T> value(std::move(queue_.front()));
        queue_.pop_front();
        changed_.notify_all();
        return value;
    }

    const std::size_t capacity_;
    Mutex mutex_;
    Condition changed_;
    std::deque<T> queue_ GUARDED_BY(mutex_);
    bool closed_ GUARDED_BY(mutex_) = false;
};

}  // namespace familiar::platform
