#include "quality/voice_world.h"

#include "converse/listening.h"
#include "platform/files.h"

#include <fmt/format.h>
#include <sstream>

namespace familiar::bench {

namespace {

constexpr std::size_t k_file_bytes_max = 1U << 20U;

std::filesystem::path tests_folder() { return std::filesystem::path(FAMILIAR_SOURCE_DIR) / "tests"; }

// The first question of each scene, which needs no conversation before it.
Result<std::vector<std::string>> questions_of_scenes() {
    std::vector<std::string> questions;
    for (const auto& path : TRY(platform::list_folder(tests_folder() / "scenes"))) {
        const std::string name = path.filename().string();
        if (!name.starts_with("sample-") || name.starts_with("sample-privacy") || name == "sample-languages.scene")
            continue;
        std::istringstream lines(TRY(platform::read_file(tests_folder() / "scenes" / name, k_file_bytes_max)));
        bool first = false;
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with("scene:")) first = true;
            if (!first || !line.starts_with("> ")) continue;
            questions.push_back(line.substr(2));
            first = false;
        }
    }
    return questions;
}

}  // namespace

Result<std::unique_ptr<VoiceWorld>> VoiceWorld::make() {
    std::unique_ptr<VoiceWorld> made(new VoiceWorld());
    made->world_ = TRY(made->worlds_.of(scenes::Setting{}));
    made->person_ = TRY(made->world_->person("mara"));
    made->words_ =
        TRY(converse::words_of_world(Call(made->world_->clock()), made->world_->archive(), made->person_.id));
    return made;
}

Result<std::string> VoiceWorld::cited(std::string_view words) {
    if (words.empty()) return std::string();
    Request request;
    request.words = words;
    request.temporary = true;
    const Turn turn =
        TRY(world_->assistant().take_turn(Call(world_->clock()), person_.id, request, [](const TurnEvent&) {}));
    if (!turn.answer) return std::string();
    for (const Sentence& sentence : turn.answer->sentences) {
        for (const Citation& citation : sentence.citations)
            return fmt::format("{} {}-{}", to_text(citation.post), citation.span.begin, citation.span.end);
    }
    return std::string();
}

Result<std::vector<std::string>> spoken_questions(const std::string& name) {
    if (name == "scenes") return questions_of_scenes();
    std::istringstream lines(TRY(platform::read_file(tests_folder() / "voice" / (name + ".txt"), k_file_bytes_max)));
    std::vector<std::string> questions;
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && !line.starts_with('#')) questions.push_back(line);
    }
    return questions;
}

}  // namespace familiar::bench
