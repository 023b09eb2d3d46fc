// Reads the parameters of an OpenAI request. The first thing that is wrong is kept with the name of its parameter; what
// is read after that is empty, and the caller asks once, at the end. One object a request; not thread-safe.
#pragma once

#include "base/json.h"
#include "nouns/chat.h"
#include "serve/wire/errors.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::serve::openai {

class Parameters {
public:
    Parameters(const Json& body, bool sees_pictures) : body_(body), sees_pictures_(sees_pictures) {
        if (!body.is_object()) refuse("", "the body must be a JSON object", "invalid_type");
    }

    void refuse(std::string param, std::string message, std::string code = "invalid_value");
    void refuse(wire::Complaint complaint);
    const std::optional<wire::Complaint>& wrong() const { return wrong_; }

    const Json& at(std::string_view key) const { return member(body_, key); }
    bool flag(const std::string& key) { return flag_of(at(key), key); }
    // False when absent.
    bool flag_of(const Json& value, const std::string& param);
    std::optional<double> number(const std::string& key, double least, double most);
    std::optional<std::int64_t> count(const std::string& key, std::int64_t most);
    // The first of two names for the same thing that is there.
    std::optional<std::int64_t> count(const std::string& key, const std::string& older, std::int64_t most);
    std::vector<std::string> stops();
    std::optional<Effort> effort(const Json& value, const std::string& param);
    // Chat completions nest a function below "function"; the Responses API does not.
    enum class ToolShape { nested, flat };
    std::vector<ChatTool> tools(ToolShape shape);
    // A member as JSON text; empty when it is absent.
    std::string raw(const std::string& key) const;
    // A picture that came as a data URL. Nothing is ever fetched from elsewhere.
    std::optional<Picture> picture(const Json& url, const std::string& param);

private:
    std::optional<ChatTool> tool(const Json& json, ToolShape shape, const std::string& param);

    const Json& body_;
    const bool sees_pictures_;
    std::optional<wire::Complaint> wrong_;
};

}  // namespace familiar::serve::openai
