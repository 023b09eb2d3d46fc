// Scene files: a small world, what a person says in it, and what the answer must cite, say and not say. README.md in
// this folder is the reference of the format.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "nouns/answer.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::scenes {

enum class WorldKind { sample, empty, in_place, folder };

// Who asks, when, and in which world. Lines of a header hold for all scenes below them.
struct Setting {
    WorldKind world = WorldKind::sample;
    std::filesystem::path folder;  // with a world.json, for WorldKind::folder
    std::string as = "mara";
    Mode mode = Mode::automatic;
    bool answer_now = false;         // the person has asked to stop and answer before the run begins
    std::string time_zone = "UTC";   // of the person, in worlds that do not say it themselves
    std::optional<Timestamp> now;    // none: that of the sample world, or of the folder's
    std::vector<std::string> posts;  // JSON objects, for WorldKind::in_place
};

// One line that the answer is held to.
struct Expectation {
    enum class Kind { kind, cite, first, say, say_not, count_cites, order, under, not_under, because };
    Kind kind = Kind::say;
    std::string text;  // of `order`, `under` and `because`: parts with " | " between them
    int line = 0;
};

// Stands between the parts of an expectation that has several.
inline constexpr std::string_view k_part_separator = " | ";

struct Question {
    std::string words;
    int line = 0;
    std::vector<Expectation> expectations;
    // The whole answer, when the file holds it: its lines joined, and where they stand.
    std::optional<std::string> golden;
    int golden_line = 0;
    int golden_lines = 0;
};

// Questions of one scene are one conversation.
struct Scene {
    std::filesystem::path file;
    int line = 0;
    std::string name;
    Setting setting;
    std::vector<Question> questions;
};

// `invalid_argument` names the file and line that is not of the format.
Result<std::vector<Scene>> read_scenes(const std::filesystem::path& file);

}  // namespace familiar::scenes
