// What the protocols of all children share: a line of JSON, then bytes whose lengths it names. Every byte that comes
// back is hostile: a child may have been taken over by the file that it opened. Pure; any thread.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "nouns/percept.h"

#include <optional>
#include <string>
#include <string_view>

namespace familiar::perceive {

struct Reply {
    Json head;              // an object
    std::string_view rest;  // into what was parsed
};

// `corrupt` for what breaks the protocol. {"error": …, "code": …} becomes that error, its words made safe to show.
Result<Reply> parse_reply(std::string_view output);

// Takes the next `count` bytes off the front of `rest`; `corrupt` when fewer are there, or more than allowed.
Result<std::string_view> take_bytes(std::string_view& rest, const Json& count, std::size_t bytes_max);

// Text as it may be stored and shown: well-formed, its control characters as their pictures (U+2400 and on; a line's
// end and a tab stay), nothing that turns the direction of writing around, at most `bytes_max` bytes.
std::string safe_text(std::string_view text, std::size_t bytes_max);

std::optional<int> number_at(const Json& object, std::string_view key, int least, int most);
// [left, top, width, height], inside of a picture of that size.
std::optional<Box> box_at(const Json& object, std::string_view key, int width, int height);

}  // namespace familiar::perceive
