// A model at work on one prompt: it writes, may call tools, and what it writes is cited and checked as it streams.
//
// Of one answer; one thread. The assignment outlives it.
#pragma once

#include "answer/cite/cited_stream.h"
#include "answer/model/prompt.h"
#include "answer/model/tool_desk.h"
#include "answer/writing.h"

#include <string>
#include <vector>

namespace familiar::answer::model {

struct AuthorOptions {
    Mode mode = Mode::fast;
    std::string task = {};   // behind the question and its sources
    bool own_tools = false;  // whether the model may call ours
    std::int64_t tokens_max = 0;
    std::optional<Effort> effort = std::nullopt;
    std::optional<std::int64_t> reasoning_tokens_max = std::nullopt;
};

// What several chats of one answer took together.
void add(TokenUsage& sum, const TokenUsage& one);

// The conversation before the question of this turn.
Prompt history_of(const Assignment& assignment);

// How long a prompt may be for an engine.
std::size_t prompt_bytes_max(const infer::EngineCard& card);

class Author {
public:
    // `history` gets the question of this turn, with its evidence.
    Author(const Assignment& assignment, AuthorOptions options, Prompt history);
    Author(const Author&) = delete;
    Author& operator=(const Author&) = delete;

    // Writes until there is an answer or a call of a client's tool.
    Result<> write(const Call& call);
    // Ends reasoning that goes nowhere new: asked with each piece of reasoning and all of it so far; true ends it, and
    // the answer is then written from what was thought.
    using Watch =
        std::function<Result<bool>(const Call& call, const infer::ChatRequest& request, std::string_view thought)>;
    void watch_reasoning(Watch watch) { watch_ = std::move(watch); }

    // Bound, with all sources of this turn.
    Answer finish();

private:
    infer::ChatRequest request() const;
    Result<infer::ChatOutcome> chat(const Call& call, const infer::ChatRequest& request);
    bool offers_own() const;
    // Whether the person wants the answer now. What a mode without hidden work writes is not cut for it.
    bool is_hurried() const;
    bool client_offers(const std::string& tool) const;
    // Carries out the calls of one round; false when the client has to. What nobody offers is answered as a mistake.
    Result<bool> carry_out(const Call& call, infer::ChatOutcome& outcome);

    const Assignment& assignment_;
    const AuthorOptions options_;
    Prompt prompt_;
    ToolDesk desk_;
    cite::CitedStream cited_;
    Watch watch_;
    std::vector<infer::Message> messages_;
    std::string raw_;
    TokenUsage usage_;
    std::string model_;
    std::vector<ToolCall> client_calls_;
    bool cut_short_ = false;
};

}  // namespace familiar::answer::model
