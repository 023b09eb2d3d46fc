#include "infer/speech/child.h"

#include "base/json.h"
#include "infer/limits.h"

#include <fmt/format.h>

namespace familiar::infer::speech {

namespace {

using platform::FolderRights;

std::string line_of(const Json& message) { return json_text(message) + '\n'; }

platform::Fence fence_of(const HearingOptions& options) {
    platform::Fence fence;
    fence.closes_network = true;
    fence.closes_files = true;
    fence.is_required = options.fence_is_required;
    for (const char* path : {"/usr/lib", "/lib", "/lib64"}) fence.paths.push_back({path, FolderRights::read_and_run});
    fence.paths.push_back({options.program, FolderRights::read_and_run});
    for (const char* path : {"/etc/ld.so.cache", "/proc/self", "/dev/urandom"})
        fence.paths.push_back({path, FolderRights::read});
    fence.paths.push_back({options.models, FolderRights::read});
    return fence;
}

}  // namespace

Result<std::unique_ptr<Child>> Child::start(const HearingOptions& options) {
    platform::ChildOptions child;
    child.arguments = {options.program.string(), options.models.string()};
    child.limits.memory_bytes_max = options.memory_bytes_max;
    child.limits.processor_seconds_max = k_hearing_processor_seconds_max;
    child.limits.open_files_max = k_hearing_files_max;
    child.fence = fence_of(options);
    child.input_stays_open = true;
    child.input_bytes_waiting_max = 4 * k_sound_piece_bytes;
    child.output_bytes_max = 2 * k_hearing_line_bytes_max;
    child.dies_first = true;
    auto process = TRY_IN("speech recognition", platform::ChildProcess::start(std::move(child)));
    return std::unique_ptr<Child>(new Child(std::move(process)));
}

Result<> Child::learn(const Call& call, const SpeechWorld& world) {
    if (world.name == world_) return {};
    if (world.language_model.size() + world.dictionary.size() > k_speech_world_bytes_max)
        return fail(ErrorCode::exhausted, "the model of what may be said is too large");
    world_.clear();
    const Json told = {
        {"name", world.name}, {"language_model", world.language_model}, {"dictionary", world.dictionary}};
    TRY(process_->give(call, line_of({{"world", told}})));
    Reply said = TRY(reply(call));
    if (Refusal* const refusal = std::get_if<Refusal>(&said)) return Failure(std::move(refusal->error));
    if (!std::holds_alternative<Learned>(said))
        return fail(ErrorCode::corrupt, "the recogniser answered something else");
    world_ = world.name;
    return {};
}

Result<> Child::begin(const Call& call, const SpeechWishes& wishes, bool is_stream) {
    was_used_ = true;
    const Json listen = {{"stream", is_stream},
                         {"language", wishes.language},
                         {"expects_digits", wishes.expects_digits},
                         {"world", wishes.world ? wishes.world->name : std::string()}};
    return process_->give(call, line_of({{"listen", listen}}));
}

Result<> Child::give(const Call& call, std::string_view sound) {
    while (!sound.empty()) {
        const std::string_view piece = sound.substr(0, k_sound_piece_bytes);
        sound.remove_prefix(piece.size());
        TRY(process_->give(call, line_of({{"bytes", piece.size()}})));
        TRY(process_->give(call, piece));
    }
    return {};
}

Result<> Child::end(const Call& call) { return process_->give(call, line_of({{"end", true}})); }

Result<Reply> Child::reply(const Call& call) {
    while (true) {
        if (const auto line = lines_.next()) return read_reply(*line);
        const std::string bytes = TRY(process_->take(call));
        if (bytes.empty())
            return fail(ErrorCode::unavailable,
                        "This recording could not be opened safely: the program that opens recordings stopped at it");
        TRY(lines_.feed(bytes));
    }
}

}  // namespace familiar::infer::speech
