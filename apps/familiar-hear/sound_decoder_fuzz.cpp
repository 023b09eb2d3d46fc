// Any bytes as a recording: samples or words for a person, within the limits of the decoder.
#include "sound_decoder.h"

#include "base/check.h"
#include "limits.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto samples = familiar::hear::decode_sound({reinterpret_cast<const char*>(bytes), size});
    if (!samples) {
        CHECK(!samples.error().message.empty(), "a failure says what happened");
        return 0;
    }
    const auto most = static_cast<std::size_t>(familiar::hear::k_rate * familiar::hear::k_sound_time_max.count());
    CHECK(samples->size() <= most, "the limit holds");
    return 0;
}
