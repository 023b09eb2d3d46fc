// An engine that writes down what was said: in a recording that is there, or while somebody speaks.
//
// Thread-safe: any number of recordings at once, as many as the engine has places for; the others wait. Engines keep
// nothing of a recording.
#pragma once

#include "base/result.h"
#include "nouns/percept.h"
#include "platform/call.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::infer {

// What may be said in the world of a person, as a model that a recogniser reads. Shared, since it is large.
struct SpeechWorld {
    std::string name;            // other words, another name: a digest
    std::string language_model;  // ARPA
    std::string dictionary;      // pronunciations of all its words
};

struct SpeechWishes {
    std::string language = {};                           // of the speech, where it is known
    bool expects_digits = false;                         // nothing but digits will be said
    std::shared_ptr<const SpeechWorld> world = nullptr;  // besides what anybody may say
};

// What happens while somebody speaks.
struct SpeechEvent {
    enum class Kind { speech_begins, speech_ends, partial };
    Kind kind = Kind::partial;
    std::chrono::milliseconds at{0};  // within the recording, of beginnings and ends
    std::string text;                 // all that was understood so far, of partial ones; may change
};
using SpeechEventSink = std::function<void(const SpeechEvent&)>;

// The next bytes of a recording that is coming in, as it was sent; empty at its end. Called on the thread that listens,
// may wait for the person, and is not called again after an error.
using SoundSource = std::function<Result<std::string>()>;

// Thread-safe.
class SpeechEngine {
public:
    virtual ~SpeechEngine() = default;
    // A whole file: wav, mp3, ogg, webm, m4a, aac or flac. `invalid_argument` when it cannot be read, `exhausted` when
    // it is too long, `unavailable` when the recogniser cannot work now; all in words for the person who sent it.
    virtual Result<Transcript> transcribe(const Call& call, std::string_view sound, const SpeechWishes& wishes) = 0;
    // The same in pieces, heard while they come in. Events are told on another thread, one at a time, and none after
    // the return. An end of speech is told within 700 ms.
    virtual Result<Transcript> listen(const Call& call, const SoundSource& sound, const SpeechWishes& wishes,
                                      const SpeechEventSink& events) = 0;
};

}  // namespace familiar::infer
