// The tools that a model may call while it works: search again, open a source, read its discussion, compute. They only
// read, and only what the person may see; which they are and what they may do is decided here and not by the model.
// Their arguments are foreign, what they return is data.
//
// Of one agent; one thread. The tools and the list of sources outlive it.
#pragma once

#include "answer/cite/source_list.h"
#include "answer/composer.h"
#include "answer/tools.h"
#include "base/json.h"
#include "infer/text_engine.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::model {

class ToolDesk {
public:
    ToolDesk(Tools& tools, cite::SourceList& sources, const ComposeContext& context)
        : tools_(tools), sources_(sources), context_(context) {}

    static std::vector<infer::Tool> offered();
    // What a model is told that calls what it was not offered.
    static std::string not_offered();

    // What the model is told. A call that is wrong is answered with what is wrong about it; an Error only ends the turn
    // when the call itself ended.
    Result<std::string> run(const Call& call, const ToolCall& wanted);
    // What was done, a short line each, for the person.
    const std::vector<std::string>& checked() const { return checked_; }

private:
    Result<std::string> search(const Call& call, const Json& arguments);
    Result<std::string> open(const Call& call, const Json& arguments);
    Result<std::string> thread(const Call& call, const Json& arguments);
    Result<std::string> compute(const Json& arguments);
    // The blocks of sources that are new, and the numbers of those that were known.
    std::string told(const std::vector<Evidence>& evidence);
    void note(std::string_view line);
    // The source that the arguments number; null when there is none.
    const cite::NumberedSource* source_of(const Json& arguments) const;

    Tools& tools_;
    cite::SourceList& sources_;
    const ComposeContext& context_;
    std::vector<std::string> checked_;
};

}  // namespace familiar::answer::model
