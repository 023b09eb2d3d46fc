// Sound files of other people as samples: wav, mp3, ogg (opus, vorbis, flac), webm, m4a, aac and flac, at any rate and
// with any number of channels, become 16,000 samples a second of one channel.
//
// The format is known by the first bytes; only its reader and the decoders of its usual contents are ever started, on
// memory alone. Everything a file says of itself is held to limits.h. Owns what it reads with; the source outlives it.
// One thread.
#pragma once

#include "base/result.h"
#include "byte_source.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::hear {

// "wav", "mp3", "ogg", "matroska", "mov", "aac", "flac"; nothing when the first bytes are none of these.
std::string_view format_of(std::string_view first_bytes);

class SoundDecoder {
public:
    // `invalid_argument` with words for the person who sent it.
    static Result<std::unique_ptr<SoundDecoder>> open(ByteSource& source);
    ~SoundDecoder();
    SoundDecoder(const SoundDecoder&) = delete;
    SoundDecoder& operator=(const SoundDecoder&) = delete;

    // The next samples; none at the end. `exhausted` when it is longer than what is listened to. What is broken inside
    // is passed over.
    Result<std::vector<std::int16_t>> next();
    // Of the sound as it was sent.
    int sample_rate() const;

private:
    class Impl;
    explicit SoundDecoder(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

// All of a recording that is there already.
Result<std::vector<std::int16_t>> decode_sound(std::string_view bytes);

}  // namespace familiar::hear
