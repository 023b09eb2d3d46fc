// Which slot of a llama-server of ours holds the beginning of which chat. The server chooses by what the new prompt
// shares with a slot, and any two chats share their rules: it would take a slot with a long conversation for a new
// chat, and the next turn of that conversation would be evaluated from its beginning. Here a slot is given to whoever
// goes on with most of what it holds, else the one is taken that was used longest ago.
//
// Thread-safe. It keeps digests of prompts, nothing that was said. All chats of the server have to ask here: a slot
// that is chosen is waited for.
#pragma once

#include "infer/text_engine.h"
#include "platform/mutex.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace familiar::infer::openai {

class Slots {
public:
    // While it lives, the slot belongs to one chat.
    class Lease {
    public:
        Lease(Slots& slots, std::size_t slot) : slots_(&slots), slot_(slot) {}
        Lease(Lease&& other) noexcept : slots_(std::exchange(other.slots_, nullptr)), slot_(other.slot_) {}
        Lease& operator=(Lease&&) = delete;
        ~Lease() {
            if (slots_ != nullptr) slots_->give_back(slot_);
        }
        std::size_t slot() const { return slot_; }

    private:
        Slots* slots_;
        std::size_t slot_;
    };

    explicit Slots(std::size_t count) : slots_(count) {}

    // Nothing when all are taken: then the server chooses.
    std::optional<Lease> lease(const ChatRequest& request);

private:
    struct Slot {
        // Of the prompt that it was last given: of its first piece, of the first two, and so on.
        std::vector<std::uint64_t> beginnings;
        std::uint64_t used = 0;  // counts up; 0: never
        bool is_taken = false;
    };
    void give_back(std::size_t slot);

    platform::Mutex mutex_;
    std::vector<Slot> slots_ GUARDED_BY(mutex_);
    std::uint64_t uses_ GUARDED_BY(mutex_) = 0;
};

}  // namespace familiar::infer::openai
