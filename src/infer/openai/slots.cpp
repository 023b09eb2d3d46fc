#include "infer/openai/slots.h"

#include "infer/limits.h"

#include <algorithm>
#include <string_view>

namespace familiar::infer::openai {

namespace {

// FNV-1a over all that came so far, noted after every piece.
class Digests {
public:
    void add(std::string_view text) {
        for (const char c : text) add(static_cast<unsigned char>(c));
        add(0);
    }
    std::vector<std::uint64_t> take() {
        if (bytes_ % k_slot_piece_bytes != 0) noted_.push_back(value_);
        return std::move(noted_);
    }

private:
    void add(unsigned char byte) {
        value_ = (value_ ^ byte) * 1'099'511'628'211U;
        if (++bytes_ % k_slot_piece_bytes == 0) noted_.push_back(value_);
    }

    std::uint64_t value_ = 14'695'981'039'346'656'037U;
    std::size_t bytes_ = 0;
    std::vector<std::uint64_t> noted_;
};

// Templates write tools before what is said.
std::vector<std::uint64_t> beginnings_of(const ChatRequest& request) {
    Digests digests;
    for (const Tool& tool : request.tools) digests.add(tool.name);
    for (const Message& message : request.messages) {
        digests.add(message.role == Role::assistant ? "a" : "o");
        digests.add(message.text);
        for (const ToolCall& call : message.tool_calls) digests.add(call.name + call.arguments);
        for (const Picture& picture : message.pictures) digests.add(picture.bytes);
    }
    return digests.take();
}

std::size_t shared(const std::vector<std::uint64_t>& one, const std::vector<std::uint64_t>& other) {
    const auto end = std::ranges::mismatch(one, other).in1;
    return static_cast<std::size_t>(end - one.begin());
}

}  // namespace

std::optional<Slots::Lease> Slots::lease(const ChatRequest& request) {
    std::vector<std::uint64_t> wanted = beginnings_of(request);
    const platform::Lock lock(mutex_);
    Slot* going_on = nullptr;
    Slot* oldest = nullptr;
    std::size_t most = 0;
    for (Slot& slot : slots_) {
        if (slot.is_taken) continue;
        if (oldest == nullptr || slot.used < oldest->used) oldest = &slot;
        const std::size_t same = shared(slot.beginnings, wanted);
        if (same <= most || same * 100 < slot.beginnings.size() * k_slot_kept_percent) continue;
        going_on = &slot;
        most = same;
    }
    Slot* const chosen = going_on != nullptr ? going_on : oldest;
    if (chosen == nullptr) return std::nullopt;
    chosen->beginnings = std::move(wanted);
    chosen->used = ++uses_;
    chosen->is_taken = true;
    return std::optional<Lease>(std::in_place, *this, static_cast<std::size_t>(chosen - slots_.data()));
}

void Slots::give_back(std::size_t slot) {
    const platform::Lock lock(mutex_);
    slots_[slot].is_taken = false;
}

}  // namespace familiar::infer::openai
