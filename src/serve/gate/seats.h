// How many streams each person has open. A Seat is held as long as its stream lives. Thread-safe.
#pragma once

#include "nouns/person.h"
#include "platform/mutex.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>

namespace familiar::serve {

class Seats {
    struct Taken {
        platform::Mutex mutex;
        std::map<PersonId, std::size_t> by_person GUARDED_BY(mutex);
    };

public:
    class Seat {
    public:
        Seat(std::shared_ptr<Taken> taken, PersonId person) : taken_(std::move(taken)), person_(person) {}
        ~Seat() {
            if (!taken_) return;
            const platform::Lock lock(taken_->mutex);
            const auto place = taken_->by_person.find(person_);
            if (--place->second == 0) taken_->by_person.erase(place);
        }
        Seat(Seat&& other) noexcept = default;
        Seat& operator=(Seat&&) = delete;
        Seat(const Seat&) = delete;
        Seat& operator=(const Seat&) = delete;

    private:
        std::shared_ptr<Taken> taken_;
        PersonId person_;
    };

    explicit Seats(std::size_t per_person) : per_person_(per_person) {}

    // Nothing when the person has taken all.
    std::optional<Seat> take(PersonId person) {
        const platform::Lock lock(taken_->mutex);
        std::size_t& count = taken_->by_person[person];
        if (count >= per_person_) return std::nullopt;
        ++count;
        return std::make_optional<Seat>(taken_, person);
    }

private:
    const std::size_t per_person_;
    const std::shared_ptr<Taken> taken_ = std::make_shared<Taken>();
};

}  // namespace familiar::serve
