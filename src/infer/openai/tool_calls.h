// Tool calls put together from the fragments of a stream, forgiving of what servers break. One thread.
#pragma once

#include "base/json.h"
#include "infer/text_engine.h"

#include <map>
#include <string>
#include <vector>

namespace familiar::infer::openai {

class ToolCallAssembler {
public:
    // An element of `tool_calls`, whole or a fragment: by `index`, else by `id`, else it goes on with the last.
    void take(const Json& fragment);
    // A whole call: `function_call` of old, or an item of the Responses API.
    void take_whole(std::string id, const Json& function);
    // In their order; those without a name are left out, those without an id get one.
    std::vector<ToolCall> calls() const;

private:
    ToolCall* place_of(const Json& fragment, const std::string& id);

    std::map<std::int64_t, ToolCall> calls_;
    std::int64_t last_ = -1;
};

}  // namespace familiar::infer::openai
