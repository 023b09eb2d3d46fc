#include "serve/openai/chat_request.h"

#include "base/words.h"
#include "serve/limits.h"

#include <algorithm>
#include <vector>

namespace familiar::serve::openai {

namespace {

using Refused = std::unexpected<wire::Complaint>;

Refused refused(std::string param, std::string message, std::string code = "invalid_value") {
    return Refused(wire::Complaint{400, std::move(code), std::move(message), std::move(param)});
}

struct Message {
    std::string role;
    std::string text;
};

// A content that is an array of parts: texts are joined, anything else is refused by name.
std::expected<std::string, wire::Complaint> text_of_parts(const Json& parts, const std::string& param) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string at = param + "[" + std::to_string(i) + "]";
        const std::string type = text_at(parts[i], "type");
        if (type == "image_url")
            return refused(at, "Familiar cannot look at pictures yet; send the text alone", "unsupported_value");
        if (type != "text" && type != "refusal") {
            return refused(at + ".type", "only parts of type 'text' are understood", "unsupported_value");
        }
        const Json& part_text = member(parts[i], type);
        if (!part_text.is_string()) return refused(at + "." + type, "the text of this part is missing", "invalid_type");
        if (!text.empty()) text += "\n";
        text += part_text.get<std::string>();
    }
    return text;
}

std::expected<Message, wire::Complaint> message_of(const Json& json, std::size_t i) {
    constexpr std::array<std::string_view, 6> k_roles = {"system",    "developer", "user",
                                                         "assistant", "tool",      "function"};
    const std::string param = "messages[" + std::to_string(i) + "]";
    Message message{text_at(json, "role"), {}};
    if (std::ranges::find(k_roles, message.role) == k_roles.end()) {
        return refused(param + ".role", "the role must be system, developer, user, assistant or tool");
    }
    const Json& content = member(json, "content");
    if (content.is_string()) {
        message.text = content.get<std::string>();
    } else if (content.is_array()) {
        auto text = text_of_parts(content, param + ".content");
        if (!text) return Refused(std::move(text.error()));
        message.text = std::move(*text);
    } else if (!content.is_null() || message.role == "user") {
        return refused(param + ".content", "the content must be a text or an array of parts", "invalid_type");
    }
    return message;
}

std::expected<std::vector<Message>, wire::Complaint> messages_of(const Json& json) {
    const Json& list = member(json, "messages");
    if (!list.is_array()) return refused("messages", "'messages' must be an array", "invalid_type");
    if (list.empty())
        return refused("messages", "'messages' is empty; the last one of role 'user' is the question", "empty_array");
    if (list.size() > k_messages_max) {
        return refused("messages", "there are more than " + std::to_string(k_messages_max) + " messages",
                       "array_above_max_length");
    }
    std::vector<Message> messages;
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto message = message_of(list[i], i);
        if (!message) return Refused(std::move(message.error()));
        messages.push_back(std::move(*message));
    }
    return messages;
}

std::expected<Request, wire::Complaint> request_of(const std::vector<Message>& messages, Mode mode) {
    Request request;
    request.mode = mode;
    request.temporary = true;
    std::optional<Answer> answered;
    for (const Message& message : messages) {
        if (message.role == "assistant") {
            answered = Answer{};
            answered->sentences = {{message.text, Support::none, SentenceRole::lead, {}}};
        }
        if (message.role != "user") continue;
        if (!request.words.empty()) request.earlier.push_back({std::move(request.words), std::move(answered)});
        request.words = message.text;
        answered.reset();
    }
    if (request.words.find_first_not_of(" \t\r\n") == std::string::npos) {
        return refused("messages", "the last message of role 'user' is missing or empty; it is the question");
    }
    if (request.words.size() > k_words_bytes_max) {
        return refused("messages", "the question is longer than " + std::to_string(k_words_bytes_max) + " bytes",
                       "string_above_max_length");
    }
    return request;
}

// True, false, or absent.
std::expected<bool, wire::Complaint> flag_at(const Json& json, const std::string& key, const std::string& param) {
    const Json& value = member(json, key);
    if (value.is_null()) return false;
    if (!value.is_boolean()) return refused(param, "'" + param + "' must be true or false", "invalid_type");
    return value.get<bool>();
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

std::expected<ChatRequest, wire::Complaint> chat_request(const Json& json) {
    if (!json.is_object()) return refused("", "the body must be a JSON object", "invalid_type");
    const Json& model = member(json, "model");
    if (!model.is_string())
        return refused("model", "'model' must name one; GET /v1/models lists them", "missing_required_parameter");
    const auto known = model_named(model.get<std::string>());
    if (!known) return Refused(no_such_model(model.get<std::string>()));
    if (const Json& n = member(json, "n"); !n.is_null() && integer_at(json, "n") != 1) {
        return refused("n", "Familiar gives one answer; leave 'n' out or send 1", "unsupported_value");
    }
    const auto stream = flag_at(json, "stream", "stream");
    if (!stream) return Refused(stream.error());
    const auto usage = flag_at(member(json, "stream_options"), "include_usage", "stream_options.include_usage");
    if (!usage) return Refused(usage.error());
    auto messages = messages_of(json);
    if (!messages) return Refused(std::move(messages.error()));
    auto request = request_of(*messages, known->mode);
    if (!request) return Refused(std::move(request.error()));
    std::size_t words = 0;
    for (const Message& message : *messages) words += word_count(message.text);
    return ChatRequest{*known, std::move(*request), *stream, *usage, words};
}

std::size_t word_count(std::string_view text) { return words_of(text).size(); }

}  // namespace familiar::serve::openai
