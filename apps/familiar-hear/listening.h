// One recording from its first samples to its transcript: utterances are found and recognised, by all listeners at once
// each on a thread of its own, and the best hypothesis of each utterance is kept. What comes in as a stream is
// recognised while it comes; what is whole already is recognised utterance by utterance, which is surer.
//
// Owns nothing of the recognisers. One thread; events are told on it and on the first listener's, never two at once.
#pragma once

#include "hypothesis.h"
#include "recogniser.h"
#include "segmenter.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace familiar::hear {

struct Heard {
    std::vector<Hypothesis> utterances;        // the chosen ones
    std::vector<std::vector<Hypothesis>> all;  // of each utterance, of every listener
    std::chrono::milliseconds duration{0};
};

struct ListeningEvents {
    std::function<void(const std::string& text)> partial;  // all that was understood so far
    std::function<void(bool begins, std::chrono::milliseconds at)> speech;
};

// Which of the hypotheses of one utterance; there is at least one.
using Choice = std::function<std::size_t(std::span<const Hypothesis>)>;

// The one whose words are surest; of equals the first.
std::size_t surest(std::span<const Hypothesis> hypotheses);

class Listening : private UtteranceListener {
public:
    Listening(std::vector<Recogniser*> recognisers, bool is_stream, ListeningEvents events, Choice choice);
    ~Listening() override;
    void take(std::span<const std::int16_t> samples);
    Heard finish();

private:
    class Listener;
    void begins(std::int64_t sample) override;
    void goes_on(std::span<const std::int16_t> samples) override;
    void ends(const End& end) override;
    void keep(std::vector<Hypothesis> hypotheses);

    const bool is_stream_;
    const ListeningEvents events_;
    const Choice choice_;
    std::vector<std::unique_ptr<Listener>> listeners_;
    Segmenter segmenter_;
    Heard heard_;
    std::string text_;  // of the utterances that are done
    std::vector<std::int16_t> utterance_;
    std::int64_t begin_ = 0;
    std::int64_t samples_ = 0;
};

}  // namespace familiar::hear
