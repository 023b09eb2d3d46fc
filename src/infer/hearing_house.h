// Recognisers on this machine: children (familiar-hear) behind a fence, started when somebody speaks, kept for a while
// since their models take a second to load, and ended when nobody speaks any more.
//
// A recording that makes its child die ends nothing else: the next one gets a new child. Thread-safe; owns the
// children.
#pragma once

#include "infer/speech_engine.h"
#include "platform/fence.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace familiar::infer {

struct HearingOptions {
    std::filesystem::path program;  // familiar-hear, beside the program that runs
    std::filesystem::path models = "/usr/share/pocketsphinx/model/en-us";
    std::size_t places = 1;                    // recordings at the same time
    std::chrono::seconds idle_max{300};        // then a child ends
    std::chrono::milliseconds looks_every{0};  // for idle children, by itself; 0: only when it is told to
    std::optional<std::uint64_t> memory_bytes_max = std::uint64_t{1} << 30U;  // of one child; nothing: no limit
    bool fence_is_required = false;
};

class HearingHouse : public SpeechEngine {
public:
    HearingHouse(HearingOptions options, const platform::Clock& clock);
    ~HearingHouse() override;

    Result<Transcript> transcribe(const Call& call, std::string_view sound, const SpeechWishes& wishes) override;
    Result<Transcript> listen(const Call& call, const SoundSource& sound, const SpeechWishes& wishes,
                              const SpeechEventSink& events) override;

    // Ends children that were idle for too long; how many.
    std::size_t end_idle();

    struct State {
        std::size_t children = 0;
        std::vector<int> processes;
        std::int64_t starts = 0;
        std::int64_t crashes = 0;
        std::optional<platform::FenceReport> fence;
    };
    State state();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace familiar::infer
