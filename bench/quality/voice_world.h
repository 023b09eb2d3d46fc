// The sample world as it is asked by voice: its words, and what an answer cites. One thread.
#pragma once

#include "base/result.h"
#include "nouns/person.h"
#include "perceive/world_words.h"
#include "perceive/written.h"
#include "tests/scenes/runner/world.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::bench {

class VoiceWorld {
public:
    static Result<std::unique_ptr<VoiceWorld>> make();

    // What the answer to these words cites first, post and span; empty when it cites nothing.
    Result<std::string> cited(std::string_view words);
    const perceive::WorldWords& words() const { return words_; }
    // What was heard, as it would be typed.
    std::string written(std::string_view heard) const { return perceive::Writer(words_).written(heard); }

private:
    VoiceWorld() = default;

    scenes::Worlds worlds_;
    scenes::World* world_ = nullptr;
    Person person_;
    perceive::WorldWords words_;
};

// The questions of tests/voice/NAME.txt; those of the scenes about the sample world for "scenes".
Result<std::vector<std::string>> spoken_questions(const std::string& name);

}  // namespace familiar::bench
