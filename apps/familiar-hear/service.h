// What this process does all its life: it reads messages (incoming.h) and answers each recording, while it comes in,
// with lines of JSON:
//
//   {"speech": "begins" | "ends", "at_ms": N}      as soon as it is noticed; an end within 700 ms
//   {"partial": "…"}                               what was understood so far
//   {"transcript": {"text", "language", "engine", "confidence", "duration_ms", "words": [{"text", "begin_ms", "end_ms",
//     "confidence"}], "utterances": [[{"model", "text", "confidence", "score"}]]}}
//   {"error": "…", "code": "…"}                    instead of a transcript, in words for a person
//
// A world gets {"learned": "NAME"} or an error. One thread calls it; what it writes are whole lines.
#pragma once

#include "ear.h"
#include "incoming.h"

#include <filesystem>
#include <functional>
#include <mutex>
#include <string>

namespace familiar::hear {

class Service {
public:
    using Write = std::function<void(const std::string& line)>;
    Service(const std::filesystem::path& models, ReadBytes read, Write write)
        : ear_(models), incoming_(std::move(read)), write_(std::move(write)) {}

    // Until the input ends. An error is one of the conversation with the parent, after which nothing is understood.
    Result<> run();

private:
    Result<> serve(const Json& message);
    Result<> listen(const Json& wishes, IncomingSound& sound);
    void tell(const Json& message);

    Ear ear_;
    Incoming incoming_;
    Write write_;
    std::mutex writing_;
};

}  // namespace familiar::hear
