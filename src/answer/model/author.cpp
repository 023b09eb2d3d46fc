#include "answer/model/author.h"

#include "answer/model/limits.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::answer::model {

namespace {

// Of a turn that failed or was stopped.
constexpr std::string_view k_not_answered = "(This was not answered.)";

std::string instructions_of(const ClientRequest& client) {
    std::string text;
    for (const ChatMessage& message : client.messages) {
        if (message.role != ChatRole::system) continue;
        if (!text.empty()) text += "\n";
        text += message.text;
    }
    return text;
}

// The question among the messages of a client; what stands behind it is what its tools returned.
std::vector<ChatMessage>::const_iterator question_in(const std::vector<ChatMessage>& messages) {
    const auto last = std::ranges::find(messages.rbegin(), messages.rend(), ChatRole::user, &ChatMessage::role);
    return last == messages.rend() ? messages.end() : std::prev(last.base());
}

// What was said before the question by a client, which may have called tools of its own.
void replay_client(const Assignment& assignment, Prompt& prompt) {
    const std::vector<ChatMessage>& messages = assignment.client->messages;
    std::size_t turn = 0;
    const Answer* answer = nullptr;
    for (auto message = messages.begin(); message != question_in(messages); ++message) {
        if (message->role == ChatRole::user) {
            const bool known = turn < assignment.earlier.size() && assignment.earlier[turn].answer;
            answer = known ? &*assignment.earlier[turn].answer : nullptr;
            ++turn;
            prompt.replay_question(message->text, answer);
        } else if (message->role == ChatRole::assistant && message->tool_calls.empty() && answer != nullptr) {
            prompt.replay_answer(*answer);
        } else if (message->role != ChatRole::system) {
            prompt.pass(*message);
        }
    }
}

// What was thought, for a model that shall answer from it: the end counts most.
std::string thought_message(std::string_view thought) {
    if (thought.size() > k_thought_bytes_shown) thought.remove_prefix(thought.size() - k_thought_bytes_shown);
    return fmt::format("You have thought about this already:\n{}\n\nNow write the answer, with its source numbers.",
                       thought);
}

}  // namespace

void add(TokenUsage& sum, const TokenUsage& one) {
    sum.prompt += one.prompt;
    sum.prompt_cached += one.prompt_cached;
    sum.completion += one.completion;
    sum.reasoning += one.reasoning;
}

Prompt history_of(const Assignment& assignment) {
    PromptOptions options;
    options.context = assignment.context;
    options.bytes_max = prompt_bytes_max(assignment.engine.card());
    if (assignment.client != nullptr) options.client = instructions_of(*assignment.client);
    Prompt prompt(std::move(options));
    if (assignment.client != nullptr) {
        replay_client(assignment, prompt);
        return prompt;
    }
    for (const Exchange& exchange : assignment.earlier) {
        prompt.replay_question(exchange.question, exchange.answer ? &*exchange.answer : nullptr);
        // Templates of models want the two to take turns.
        if (exchange.answer)
            prompt.replay_answer(*exchange.answer);
        else
            prompt.pass({infer::Role::assistant, std::string(k_not_answered)});
    }
    return prompt;
}

std::size_t prompt_bytes_max(const infer::EngineCard& card) {
    const auto tokens = static_cast<std::size_t>(std::max<std::int64_t>(card.context_tokens, 0));
    return tokens * k_bytes_per_token * k_prompt_share_percent / 100;
}

Author::Author(const Assignment& assignment, AuthorOptions options, Prompt history)
    : assignment_(assignment),
      options_(std::move(options)),
      prompt_(std::move(history)),
      desk_(assignment.tools, prompt_.sources(), assignment.context),
      cited_(prompt_.sources(), assignment.tell, {assignment.context.zone, assignment.verifier}) {
    if (assignment.client == nullptr) {
        prompt_.ask(assignment.question, assignment.evidence, options_.task);
    } else {
        const std::vector<ChatMessage>& messages = assignment.client->messages;
        const auto question = question_in(messages);
        const auto pictures = question == messages.end() ? std::vector<Picture>() : question->pictures;
        prompt_.ask(assignment.question, assignment.evidence, options_.task, pictures);
        for (auto message = question; message != messages.end(); ++message) {
            if (message != question && message->role != ChatRole::system) prompt_.pass(*message);
        }
    }
    messages_ = prompt_.messages();
}

infer::ChatRequest Author::request() const {
    infer::ChatRequest request;
    request.messages = messages_;
    request.tokens_max = options_.tokens_max;
    request.effort = options_.effort;
    request.reasoning_tokens_max = options_.reasoning_tokens_max;
    request.cache_key = assignment_.cache_key;
    if (offers_own()) request.tools = ToolDesk::offered();
    if (assignment_.client == nullptr) return request;
    const ClientRequest& client = *assignment_.client;
    request.tools.insert(request.tools.end(), client.tools.begin(), client.tools.end());
    request.tool_choice = client.tools.empty() ? std::string() : client.tool_choice;
    request.response_format = client.response_format;
    request.stop = client.stop;
    request.temperature = client.temperature;
    request.top_p = client.top_p;
    request.seed = client.seed;
    if (client.tokens_max) request.tokens_max = *client.tokens_max;
    return request;
}

Result<infer::ChatOutcome> Author::chat(const Call& call, const infer::ChatRequest& request) {
    std::string thought;
    Result<bool> settled = false;
    std::size_t written = 0;
    auto outcome = assignment_.engine.chat(call, request, [&](const infer::Delta& delta) {
        if (is_hurried() && (written == 0 || options_.mode == Mode::contemplating)) return false;
        if (delta.kind == infer::Delta::Kind::text) {
            written += delta.text.size();
            cited_.feed(delta.text);
            return written <= k_answer_bytes_max;
        }
        thought += delta.text;
        if (watch_ && written == 0) settled = watch_(call, request, thought);
        return settled && !*settled;
    });
    TRY(std::move(settled));
    if (!outcome) return outcome;
    add(usage_, outcome->usage);
    if (!outcome->model.empty()) model_ = outcome->model;
    const bool ended_thinking = outcome->finish == infer::Finish::ended_early && written == 0;
    if (!ended_thinking || !watch_) return outcome;
    // The answer had settled, or is wanted now: it is written from what was thought, without thinking it again.
    infer::ChatRequest rest = request;
    if (is_hurried()) rest.tools.clear();
    if (!thought.empty()) rest.messages.push_back({infer::Role::user, thought_message(thought)});
    rest.effort = Effort::none;
    rest.reasoning_tokens_max = 0;
    auto answered = TRY(assignment_.engine.chat(call, rest, [&](const infer::Delta& delta) {
        if (delta.kind == infer::Delta::Kind::text) cited_.feed(delta.text);
        return true;
    }));
    add(usage_, answered.usage);
    return answered;
}

bool Author::offers_own() const { return options_.own_tools && assignment_.engine.card().calls_tools; }

bool Author::is_hurried() const { return options_.mode != Mode::fast && assignment_.enough && assignment_.enough(); }

bool Author::client_offers(const std::string& tool) const {
    return assignment_.client != nullptr &&
           std::ranges::find(assignment_.client->tools, tool, &ChatTool::name) != assignment_.client->tools.end();
}

Result<bool> Author::carry_out(const Call& call, infer::ChatOutcome& outcome) {
    std::vector<ToolCall> of_client;
    for (const ToolCall& one : outcome.tool_calls) {
        if (client_offers(one.name)) of_client.push_back(one);
    }
    if (!of_client.empty()) {
        client_calls_ = std::move(of_client);
        return false;
    }
    if (outcome.tool_calls.size() > k_tool_calls_max) outcome.tool_calls.resize(k_tool_calls_max);
    infer::Message said{infer::Role::assistant, outcome.text};
    said.tool_calls = outcome.tool_calls;
    messages_.push_back(std::move(said));
    for (const ToolCall& wanted : outcome.tool_calls) {
        const std::size_t checked = desk_.checked().size();
        infer::Message told{infer::Role::tool, offers_own() ? TRY(desk_.run(call, wanted)) : ToolDesk::not_offered()};
        told.tool_call_id = wanted.id;
        messages_.push_back(std::move(told));
        if (assignment_.tell && desk_.checked().size() > checked)
            assignment_.tell(ProgressEvent{0, desk_.checked().back(), ProgressState::done});
    }
    return true;
}

Result<> Author::write(const Call& call) {
    for (std::size_t round = 0; round <= k_tool_rounds_max; ++round) {
        infer::ChatRequest asked = request();
        if (round == k_tool_rounds_max) asked.tools.clear();  // enough was looked up: now it answers
        infer::ChatOutcome outcome = TRY(chat(call, asked));
        raw_ += outcome.text;
        cut_short_ = outcome.finish == infer::Finish::length;
        if (outcome.tool_calls.empty() || round == k_tool_rounds_max) return {};
        if (!TRY(carry_out(call, outcome))) return {};
    }
    return {};
}

Answer Author::finish() {
    Answer answer = cited_.finish();
    answer.kind = AnswerKind::written;
    answer.mode = options_.mode;
    answer.engine = model_.empty() ? assignment_.engine.card().name : model_;
    answer.usage = usage_;
    // What was taken out of an answer is not shown to the model again either.
    if (answer.support.links_taken == 0) answer.raw = std::move(raw_);
    answer.checked = desk_.checked();
    answer.tool_calls = std::move(client_calls_);
    answer.cut_short = cut_short_;
    const auto& support = answer.support;
    answer.confidence =
        support.stated == 0 ? 0 : static_cast<double>(support.supported) / static_cast<double>(support.stated);
    for (SourceNote& note : answer.sources) note.number = prompt_.sources().add(note.evidence);
    for (const cite::NumberedSource& source : prompt_.sources().all()) {
        const bool listed = std::ranges::any_of(
            answer.sources, [&](const SourceNote& note) { return note.evidence.post.id == source.evidence.post.id; });
        if (source.number < prompt_.first_new() || listed) continue;
        answer.sources.push_back({source.evidence, false, {}});
        answer.sources.back().number = source.number;
    }
    return answer;
}

}  // namespace familiar::answer::model
