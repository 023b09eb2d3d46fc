// Cuts a stream of sound into utterances: where somebody begins to speak, the sound of it, and where it ended.
//
// An end is told at most 700 ms after the last speech. What turns out to have no voice in it (a bang, a hum, hiss) is
// an utterance all the same until it ends, and is then marked as none. Gives frames to its listener in order. One
// thread.
#pragma once

#include "limits.h"
#include "speech_detector.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace familiar::hear {

class UtteranceListener {
public:
    virtual ~UtteranceListener() = default;
    // `sample`: where its sound begins, a little before the speech.
    virtual void begins(std::int64_t sample) = 0;
    virtual void goes_on(std::span<const std::int16_t> samples) = 0;
    struct End {
        std::int64_t speech_ended = 0;  // sample after the last speech
        bool has_voice = false;
        bool was_cut = false;  // the next one goes on where this ends
    };
    virtual void ends(const End& end) = 0;
};

class Segmenter {
public:
    explicit Segmenter(UtteranceListener& listener) : listener_(listener) {}
    void take(std::span<const std::int16_t> samples);
    // There is no more.
    void finish();

private:
    void take_frame(std::span<const std::int16_t> frame);
    void begin();
    void end(bool was_cut);
    bool has_voice() const;

    UtteranceListener& listener_;
    SpeechDetector detector_;
    std::vector<std::int16_t> rest_;                // less than a frame
    std::deque<std::vector<std::int16_t>> before_;  // frames that may belong to an utterance that begins
    std::deque<FrameVerdict> looked_at_;
    std::int64_t samples_ = 0;  // in whole frames
    bool speaks_ = false;
    std::size_t quiet_frames_ = 0;
    std::size_t frames_ = 0;  // of the utterance
    std::size_t voiced_frames_ = 0;
    std::vector<double> levels_;  // of its speech
};

}  // namespace familiar::hear
