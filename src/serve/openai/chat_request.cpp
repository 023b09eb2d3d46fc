#include "serve/openai/chat_request.h"

#include "base/words.h"
#include "serve/limits.h"
#include "serve/openai/messages.h"
#include "serve/openai/parameters.h"

#include <algorithm>

namespace familiar::serve::openai {

namespace {

constexpr double k_temperature_max = 2;

Model read_model(Parameters& parameters) {
    const Json& model = parameters.at("model");
    if (!model.is_string()) {
        parameters.refuse("model", "'model' must name one; GET /v1/models lists them", "missing_required_parameter");
        return k_models.front();
    }
    const auto known = model_named(model.get<std::string>());
    if (!known) parameters.refuse(no_such_model(model.get<std::string>()));
    return known.value_or(k_models.front());
}

// A client that leaves the choice to Familiar says with its effort how long it will wait.
Mode mode_of(const Model& model, std::optional<Effort> effort) {
    if (model.mode != Mode::automatic || !effort) return model.mode;
    return *effort >= Effort::medium ? Mode::thinking : Mode::fast;
}

// What both shapes have in common.
void read_sampling(Parameters& parameters, ClientRequest& client) {
    client.temperature = parameters.number("temperature", 0, k_temperature_max);
    client.top_p = parameters.number("top_p", 0, 1);
    client.tool_choice = parameters.raw("tool_choice");
}

// The Responses API has the format flat, chat completions have it below its type.
std::string nested_format(const Json& format) {
    const std::string type = text_at(format, "type");
    if (type != "json_schema") return json_text({{"type", type}});
    Json schema = format;
    schema.erase("type");
    return json_text({{"type", type}, {"json_schema", std::move(schema)}});
}

std::expected<ChatRequest, wire::Complaint> finished(ChatRequest chat, const Parameters& parameters) {
    if (parameters.wrong()) return std::unexpected(*parameters.wrong());
    for (const ChatMessage& message : chat.request.client->messages) chat.prompt_words += word_count(message.text);
    chat.request.mode = mode_of(chat.model, chat.request.client->effort);
    return chat;
}

}  // namespace

std::optional<Model> model_named(std::string_view id) {
    const auto found = std::ranges::find(k_models, id, &Model::id);
    if (found == k_models.end()) return std::nullopt;
    return *found;
}

wire::Complaint no_such_model(const std::string& id) {
    return {404, "model_not_found", "there is no model '" + id + "'; GET /v1/models lists what there is", "model"};
}

std::expected<ChatRequest, wire::Complaint> chat_request(const Json& json, const Abilities& abilities) {
    Parameters parameters(json, abilities.sees_pictures);
    ChatRequest chat;
    chat.model = read_model(parameters);
    if (parameters.count("n", k_messages_max).value_or(1) != 1)
        parameters.refuse("n", "Familiar gives one answer; leave 'n' out or send 1", "unsupported_value");
    chat.stream = parameters.flag("stream");
    chat.usage_in_stream =
        parameters.flag_of(member(parameters.at("stream_options"), "include_usage"), "stream_options.include_usage");
    chat.request = request_of(chat_messages(parameters), parameters, "messages");
    ClientRequest& client = *chat.request.client;
    read_sampling(parameters, client);
    client.tools = parameters.tools(Parameters::ToolShape::nested);
    client.response_format = parameters.raw("response_format");
    client.effort = parameters.effort(parameters.at("reasoning_effort"), "reasoning_effort");
    client.tokens_max = parameters.count("max_completion_tokens", "max_tokens", k_answer_tokens_max);
    client.stop = parameters.stops();
    client.seed = integer_at(json, "seed");
    return finished(std::move(chat), parameters);
}

std::expected<ChatRequest, wire::Complaint> response_request(const Json& json, const Abilities& abilities) {
    Parameters parameters(json, abilities.sees_pictures);
    ChatRequest chat;
    chat.model = read_model(parameters);
    chat.stream = parameters.flag("stream");
    if (parameters.flag("background"))
        parameters.refuse("background", "Familiar answers while you wait; leave 'background' out", "unsupported_value");
    if (!parameters.at("previous_response_id").is_null()) {
        parameters.refuse("previous_response_id", "Familiar keeps no responses; send the conversation in 'input'",
                          "unsupported_value");
    }
    chat.request = request_of(response_messages(parameters), parameters, "input");
    ClientRequest& client = *chat.request.client;
    read_sampling(parameters, client);
    client.tools = parameters.tools(Parameters::ToolShape::flat);
    if (const Json& format = member(parameters.at("text"), "format"); !format.is_null())
        client.response_format = nested_format(format);
    client.effort = parameters.effort(member(parameters.at("reasoning"), "effort"), "reasoning.effort");
    client.tokens_max = parameters.count("max_output_tokens", k_answer_tokens_max);
    return finished(std::move(chat), parameters);
}

std::size_t word_count(std::string_view text) { return words_of(text).size(); }

}  // namespace familiar::serve::openai
