// Any bytes as what a recogniser writes, cut into pieces: what comes out is within the limits or an error.
#include "base/check.h"
#include "infer/limits.h"
#include "infer/speech/reply.h"

#include <cstdint>

namespace familiar::infer::speech {
namespace {

void check(const Transcript& transcript) {
    CHECK(transcript.text.size() <= k_transcript_bytes_max, "the limit of the text holds");
    CHECK(transcript.confidence >= 0 && transcript.confidence <= 1, "a share is a share");
    for (const HeardWord& word : transcript.words) {
        CHECK(!word.text.empty() && word.text.size() <= k_heard_word_bytes_max, "a word is a word");
        CHECK(word.begin <= word.end && word.end <= transcript.duration, "words lie within the recording");
        CHECK(word.confidence >= 0 && word.confidence <= 1, "a share is a share");
    }
}

}  // namespace

void read_any(std::string_view bytes, std::size_t step) {
    Lines lines;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        if (!lines.feed(bytes.substr(at, step))) return;
        while (const auto line = lines.next()) {
            const auto reply = read_reply(*line);
            if (!reply) {
                CHECK(!reply.error().message.empty(), "a failure says what happened");
                continue;
            }
            if (const auto* const transcript = std::get_if<Transcript>(&*reply)) check(*transcript);
            if (const auto* const refusal = std::get_if<Refusal>(&*reply))
                CHECK(!refusal->error.message.empty(), "a refusal says why");
        }
    }
}

}  // namespace familiar::infer::speech

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size > 0)
        familiar::infer::speech::read_any({reinterpret_cast<const char*>(bytes) + 1, size - 1}, 1U + bytes[0]);
    return 0;
}
