#include "converse/writing.h"

#include "converse/leave.h"
#include "converse/verifying.h"
#include "platform/random.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::converse {

namespace {

bool has_pictures(const Request& request) {
    return request.client && std::ranges::any_of(request.client->messages,
                                                 [](const ChatMessage& message) { return !message.pictures.empty(); });
}

}  // namespace

bool needs_model(const Request& request) {
    return request.client &&
           (!request.client->tools.empty() || !request.client->response_format.empty() || has_pictures(request));
}

Result<std::unique_ptr<infer::TextEngine>> Writing::engine() const {
    return means_.engines->text(has_pictures(asked_.request) ? infer::Task::vision : infer::Task::chat,
                                leave_of(means_.archive, asked_.person.id));
}

// The same for all turns of a conversation, also of one that a client keeps.
std::string Writing::cache_key() const {
    if (asked_.conversation) return fmt::format("{}/{}", asked_.person.id.value, asked_.conversation.value);
    const auto& earlier = asked_.earlier;
    const std::string& first = earlier.empty() ? asked_.request.words : earlier.front().question;
    return fmt::format("{}/{}", asked_.person.id.value, platform::digest(first));
}

Result<Writing::Written> Writing::write(answer::Tools& tools, const answer::Instant& at_once,
                                        const answer::ComposeContext& context) {
    if (means_.engines == nullptr || !means_.engines->card(infer::Task::chat)) return Written{};
    auto engine_found = engine();
    if (!engine_found) return Written{std::nullopt, "A model was not asked: " + engine_found.error().text()};
    auto answer = by(**engine_found, tools, at_once, context);
    if (answer) return Written{answer.release(), {}};
    TRY(call_.check());
    if (told_) {
        return fail(answer.error().code,
                    fmt::format("The model failed in the middle of its answer: {}", answer.error().text()));
    }
    return Written{std::nullopt, "Answered without the model: " + answer.error().text()};
}

Result<Answer> Writing::by(infer::TextEngine& engine, answer::Tools& tools, const answer::Instant& at_once,
                           const answer::ComposeContext& context) {
    const Request& request = asked_.request;
    answer::model::Assignment assignment{
        engine, tools, request.words, at_once.evidence, context, asked_.earlier, nullptr, cache_key(), {}};
    if (request.client) assignment.client = &*request.client;
    assignment.tell = [this](const TurnEvent& event) {
        told_ = told_ || std::holds_alternative<TextEvent>(event);
        sink_(event);
    };
    assignment.enough = [this] { return asked_.answer_now.stop_requested(); };
    assignment.agents = &means_.model_agents;
    if (means_.judging != nullptr) assignment.verifier = verifier_for(call_, *means_.judging, asked_.person.id);
    switch (request.mode) {
        case Mode::thinking: return answer::model::write_thinking(call_, assignment);
        case Mode::contemplating: return answer::model::write_contemplating(call_, assignment);
        default: return answer::model::write_fast(call_, assignment);
    }
}

}  // namespace familiar::converse
