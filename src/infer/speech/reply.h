// What familiar-hear writes, read as the words of a stranger: it opens what others have sent, and whoever takes it over
// could say anything. Every number and text is held to limits. Private to infer/.
#pragma once

#include "base/result.h"
#include "infer/speech_engine.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace familiar::infer::speech {

struct Learned {
    std::string world;
};
// What it says instead of a transcript; for a person.
struct Refusal {
    Error error;
};
using Reply = std::variant<SpeechEvent, Transcript, Learned, Refusal>;

// One line without its end. `corrupt` when it is none of these.
Result<Reply> read_reply(std::string_view line);

// Lines out of pieces.
class Lines {
public:
    Result<> feed(std::string_view bytes);  // `corrupt` when a line is too long
    std::optional<std::string> next();

private:
    std::string buffer_;
};

}  // namespace familiar::infer::speech
