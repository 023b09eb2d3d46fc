// Pictures become percepts: text with its places, codes, a clean copy, a thumbnail, a hash.
//
// A file is never opened in this process. `familiar-look` opens it behind a fence (no network, no files but the
// system's libraries and the language data, limits on memory, time and output) and ends; a hostile file ends that child
// and nothing else. What it answers is checked byte by byte: kinds, sizes, places, well-formed text, and that no part
// of the clean copy can carry metadata. Text inside of a picture is data: it can be quoted, never obeyed.
//
// Any thread; blocks as long as the child runs.
#pragma once

#include "base/result.h"
#include "nouns/percept.h"
#include "platform/call.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::perceive {

struct LookingSettings {
    std::filesystem::path program;  // familiar-look
    std::chrono::milliseconds time_max{0};
    std::optional<std::uint64_t> memory_bytes_max;  // of its addresses in all; nothing: no limit
    bool fence_is_required = false;                 // else it looks also where the kernel cannot fence
};

// The child beside the running program, or `not_found` with what to do. `folder` is the one of the running program.
Result<LookingSettings> looking_settings(const std::filesystem::path& folder);

struct PictureWishes {
    bool text = true;
    bool codes = true;
    std::vector<std::string> languages = {};  // ISO 639-1, those of the person first
    std::optional<Box> part = std::nullopt;   // look at this closely; in pixels of the upright picture
};

// `invalid_argument` for what is no picture, `exhausted` for one that is too large, `corrupt` for one that is broken or
// could not be opened safely; each says so to a person. A child that codes or letters bring down is asked again
// without.
Result<SeenPicture> look_at(const Call& call, const LookingSettings& settings, std::string_view bytes,
                            const PictureWishes& wishes);

// What came back from the child, checked.
Result<SeenPicture> checked_picture(std::string_view output);

}  // namespace familiar::perceive
