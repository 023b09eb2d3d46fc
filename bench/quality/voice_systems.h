// Ways of understanding speech that bench_voice compares. One thread.
#pragma once

#include "apps/familiar-hear/choose.h"
#include "quality/voice_recogniser.h"
#include "quality/voice_world.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace familiar::bench {

struct SystemWishes {
    std::filesystem::path folder = "build/bench/voice";  // for models and sounds
    std::vector<std::pair<std::string, std::string>> options;
};

struct Understood {
    std::string text;
    double confidence = 0;
    double seconds = 0;                   // of processor time, of both recognisers where there are two
    std::vector<hear::Reading> readings;  // stock and world, where there are two
};

class VoiceSystem {
public:
    virtual ~VoiceSystem() = default;
    virtual Understood understand(const Sound& sound) = 0;

    // "stock": the package's language model. "world": that of the world's questions. "set": both interpolated.
    // "both": stock and world, and the choice.
    static Result<std::unique_ptr<VoiceSystem>> make(const std::string& name, const VoiceWorld& world,
                                                     const SystemWishes& wishes);
};

}  // namespace familiar::bench
