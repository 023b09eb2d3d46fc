#include "serve/openai/messages.h"

#include "serve/limits.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::serve::openai {

namespace {

constexpr std::array<std::pair<std::string_view, ChatRole>, 6> k_roles = {{{"system", ChatRole::system},
                                                                           {"developer", ChatRole::system},
                                                                           {"user", ChatRole::user},
                                                                           {"assistant", ChatRole::assistant},
                                                                           {"tool", ChatRole::tool},
                                                                           {"function", ChatRole::tool}}};

std::optional<ChatRole> role_named(std::string_view name) {
    const auto found = std::ranges::find(k_roles, name, [](const auto& pair) { return pair.first; });
    if (found == k_roles.end()) return std::nullopt;
    return found->second;
}

class Reader {
public:
    explicit Reader(Parameters& parameters) : parameters_(parameters) {}

    // A content is a text or a list of parts: texts are joined, pictures kept.
    void content(const Json& json, const std::string& param, ChatMessage& message) {
        if (json.is_string()) {
            message.text = json.get<std::string>();
            return;
        }
        if (!json.is_array()) {
            parameters_.refuse(param, "the content must be a text or an array of parts", "invalid_type");
            return;
        }
        for (std::size_t i = 0; i < json.size() && !parameters_.wrong(); ++i)
            part(json[i], fmt::format("{}[{}]", param, i), message);
    }

    void arguments(const Json& function, const std::string& id, const std::string& param, ChatMessage& message) {
        ToolCall call{id, text_at(function, "name"), text_at(function, "arguments")};
        if (call.name.empty()) parameters_.refuse(param, "a call must say the name of its function");
        message.tool_calls.push_back(std::move(call));
    }

private:
    void part(const Json& json, const std::string& param, ChatMessage& message) {
        const std::string type = text_at(json, "type");
        if (type == "image_url" || type == "input_image") {
            const Json& url = member(json, "image_url");
            auto picture = parameters_.picture(url.is_object() ? member(url, "url") : url, param);
            if (picture) message.pictures.push_back(std::move(*picture));
            if (++pictures_ > k_pictures_max)
                parameters_.refuse(param, fmt::format("at most {} pictures may be sent", k_pictures_max));
            return;
        }
        const bool is_text = type == "text" || type == "input_text" || type == "output_text" || type == "refusal";
        if (!is_text) {
            parameters_.refuse(param + ".type", "only texts and pictures are understood", "unsupported_value");
            return;
        }
        const std::string member_name = type == "refusal" ? "refusal" : "text";
        const Json& text = member(json, member_name);
        if (!text.is_string()) {
            parameters_.refuse(param + "." + member_name, "the text of this part is missing", "invalid_type");
            return;
        }
        if (!message.text.empty()) message.text += "\n";
        message.text += text.get<std::string>();
    }

    Parameters& parameters_;
    std::size_t pictures_ = 0;
};

ChatMessage chat_message(Reader& reader, Parameters& parameters, const Json& json, const std::string& param) {
    ChatMessage message;
    const auto role = role_named(text_at(json, "role"));
    if (!role) {
        parameters.refuse(param + ".role", "the role must be system, developer, user, assistant or tool");
        return message;
    }
    message.role = *role;
    message.tool_call_id = text_at(json, "tool_call_id");
    const Json& calls = member(json, "tool_calls");
    for (std::size_t i = 0; i < calls.size() && calls.is_array(); ++i) {
        reader.arguments(member(calls[i], "function"), text_at(calls[i], "id"),
                         fmt::format("{}.tool_calls[{}]", param, i), message);
    }
    const Json& content = member(json, "content");
    if (!content.is_null() || message.role == ChatRole::user) reader.content(content, param + ".content", message);
    return message;
}

void response_item(Reader& reader, Parameters& parameters, const Json& item, const std::string& param,
                   std::vector<ChatMessage>& messages) {
    const std::string type = text_at(item, "type");
    if (type == "function_call") {
        // Calls of one answer stand behind each other as items, and in one message of ours.
        const bool goes_on = !messages.empty() && messages.back().role == ChatRole::assistant;
        if (!goes_on) messages.push_back({ChatRole::assistant, {}});
        reader.arguments(item, text_at(item, "call_id"), param, messages.back());
    } else if (type == "function_call_output") {
        ChatMessage message{ChatRole::tool, {}};
        message.tool_call_id = text_at(item, "call_id");
        reader.content(member(item, "output"), param + ".output", message);
        messages.push_back(std::move(message));
    } else if (type.empty() || type == "message") {
        const auto role = role_named(text_at(item, "role"));
        if (!role) parameters.refuse(param + ".role", "the role must be system, developer, user or assistant");
        ChatMessage message{role.value_or(ChatRole::user), {}};
        reader.content(member(item, "content"), param + ".content", message);
        messages.push_back(std::move(message));
    } else if (type != "reasoning") {  // what a model thought before is not needed to go on
        parameters.refuse(param + ".type", fmt::format("items of type '{}' are not understood", type),
                          "unsupported_value");
    }
}

}  // namespace

std::vector<ChatMessage> chat_messages(Parameters& parameters) {
    const Json& list = parameters.at("messages");
    if (!list.is_array()) {
        parameters.refuse("messages", "'messages' must be an array", "invalid_type");
        return {};
    }
    if (list.empty()) {
        parameters.refuse("messages", "'messages' is empty; the last one of role 'user' is the question",
                          "empty_array");
    }
    if (list.size() > k_messages_max) {
        parameters.refuse("messages", fmt::format("there are more than {} messages", k_messages_max),
                          "array_above_max_length");
        return {};
    }
    Reader reader(parameters);
    std::vector<ChatMessage> messages;
    for (std::size_t i = 0; i < list.size() && !parameters.wrong(); ++i)
        messages.push_back(chat_message(reader, parameters, list[i], fmt::format("messages[{}]", i)));
    return messages;
}

std::vector<ChatMessage> response_messages(Parameters& parameters) {
    std::vector<ChatMessage> messages;
    if (const Json& instructions = parameters.at("instructions"); instructions.is_string())
        messages.push_back({ChatRole::system, instructions.get<std::string>()});
    const Json& input = parameters.at("input");
    if (input.is_string()) {
        messages.push_back({ChatRole::user, input.get<std::string>()});
        return messages;
    }
    if (!input.is_array() || input.empty() || input.size() > k_messages_max) {
        parameters.refuse("input", fmt::format("'input' must be a text or a list of 1 to {} items", k_messages_max),
                          "invalid_type");
        return messages;
    }
    Reader reader(parameters);
    for (std::size_t i = 0; i < input.size() && !parameters.wrong(); ++i)
        response_item(reader, parameters, input[i], fmt::format("input[{}]", i), messages);
    return messages;
}

Request request_of(std::vector<ChatMessage> messages, Parameters& parameters, const std::string& param) {
    Request request;
    request.temporary = true;
    std::optional<Answer> answered;
    for (const ChatMessage& message : messages) {
        if (message.role == ChatRole::assistant && !message.text.empty()) {
            answered = Answer{};
            answered->sentences = {{message.text, Support::none, SentenceRole::lead, {}}};
        }
        if (message.role != ChatRole::user) continue;
        if (!request.words.empty()) request.earlier.push_back({std::move(request.words), std::move(answered)});
        request.words = message.text;
        answered.reset();
    }
    if (request.words.find_first_not_of(" \t\r\n") == std::string::npos)
        parameters.refuse(param, "the last message of role 'user' is missing or empty; it is the question");
    if (request.words.size() > k_words_bytes_max) {
        parameters.refuse(param, fmt::format("the question is longer than {} bytes", k_words_bytes_max),
                          "string_above_max_length");
    }
    request.client.emplace().messages = std::move(messages);
    return request;
}

}  // namespace familiar::serve::openai
