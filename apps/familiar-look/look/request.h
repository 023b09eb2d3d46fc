// What the child is asked and what it answers: a line of JSON each, then bytes whose lengths are known. The parent's
// side of the same protocol is perceive/wire.h. Pure; any thread.
#pragma once

#include "base/result.h"
#include "nouns/percept.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::look {

// {"text": true, "codes": true, "languages": ["en"], "part": [left, top, width, height]} and a line's end; the rest is
// the file. Members that are left out are false or empty.
struct Request {
    bool text = false;
    bool codes = false;
    std::vector<std::string> languages;
    std::optional<Box> part;  // of the upright picture, in pixels of its full size
    std::string_view file;    // into what was parsed
};
Result<Request> parse_request(std::string_view input);

// {"media_type", "width", "height", "clean_type", "clean_width", "clean_height", "clean": bytes, "thumbnail": bytes,
// "hash": 16 hexadecimal digits, "text_was_read", "lines": [{"text", "box", "confidence"}], "codes": [{"format",
// "text", "box"}]}, a line's end, the clean copy, the thumbnail.
std::string reply_of(const SeenPicture& seen);
// {"error": words for a person, "code": name of an ErrorCode} and a line's end.
std::string reply_of(const Error& error);

}  // namespace familiar::look
