#include "infer/scripted_engine.h"

#include "infer/limits.h"
#include "platform/files.h"
#include "platform/wait.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <utility>

namespace familiar::infer {

namespace {

constexpr std::size_t k_picture_tokens = 64;

void add_tokens(std::string_view text, std::vector<std::size_t>& tokens) {
    for (const std::string_view token : script_tokens(text)) tokens.push_back(std::hash<std::string_view>{}(token));
}

// The prompt as a template would write it: tools first, then the messages, each added behind the others.
std::vector<std::size_t> prompt_tokens(const ChatRequest& request) {
    std::vector<std::size_t> tokens;
    for (const Tool& tool : request.tools)
        add_tokens(fmt::format("<tool> {} {} {}\n", tool.name, tool.description, tool.parameters), tokens);
    for (const Message& message : request.messages) {
        add_tokens(fmt::format("<{}>", static_cast<int>(message.role)), tokens);
        for (const Picture& picture : message.pictures)
            tokens.insert(tokens.end(), k_picture_tokens, std::hash<std::string>{}(picture.bytes));
        add_tokens(message.text, tokens);
        for (const ToolCall& call : message.tool_calls) add_tokens(call.name + ' ' + call.arguments, tokens);
    }
    add_tokens(fmt::format("<{}>", static_cast<int>(Role::assistant)), tokens);
    return tokens;
}

}  // namespace

// One reply as it is given.
class ScriptedEngine::Performance {
public:
    Performance(const Call& call, const ChatRequest& request, const DeltaSink& sink, std::vector<std::size_t>& written)
        : call_(call), request_(request), sink_(sink), written_(written) {}

    // False when the reply ends here.
    Result<bool> step(const ScriptStep& step) {
        using Kind = ScriptStep::Kind;
        switch (step.kind) {
            case Kind::wait: TRY(platform::wait(call_, step.time)); return true;
            case Kind::pace: pace_ = step.time; return true;
            case Kind::think: return speak(step, Delta::Kind::reasoning);
            case Kind::say: return speak(step, Delta::Kind::text);
            case Kind::call: add_call(step); return true;
            case Kind::usage: usage_ = step.usage; return true;
            case Kind::finish: outcome_.finish = step.finish; return true;
            case Kind::fail: return fail(step.code, step.text);
            case Kind::cut: return fail(ErrorCode::unavailable, std::string(k_cut_message));
            case Kind::hang: TRY(platform::wait_for_end(call_)); return true;
        }
        return true;
    }

    ChatOutcome finish(std::size_t prompt, std::size_t cached) {
        TokenUsage& usage = outcome_.usage;
        usage.prompt = static_cast<std::int64_t>(prompt);
        usage.prompt_cached = static_cast<std::int64_t>(cached);
        usage.completion = static_cast<std::int64_t>(written_.size());
        usage.reasoning = reasoning_;
        if (usage_) usage = *usage_;
        outcome_.prompt_evaluated = usage.prompt - usage.prompt_cached;
        if (!outcome_.tool_calls.empty() && outcome_.finish == Finish::stop) outcome_.finish = Finish::tool_calls;
        return std::move(outcome_);
    }

private:
    Result<bool> speak(const ScriptStep& step, Delta::Kind kind) {
        std::vector<std::string_view> tokens(step.tokens.begin(), step.tokens.end());
        if (tokens.empty()) tokens = script_tokens(step.text);
        std::size_t left = kind == Delta::Kind::text ? stop_in(step.text) : step.text.size();
        const bool stopped = left < step.text.size();
        for (const std::string_view token : tokens) {
            if (left == 0 && stopped) return false;
            if (static_cast<std::int64_t>(written_.size()) >= request_.tokens_max) {
                outcome_.finish = Finish::length;
                return false;
            }
            if (pace_.count() > 0) TRY(platform::wait(call_, pace_));
            TRY(call_.check());
            const std::string_view piece = token.substr(0, left);
            left -= piece.size();
            if (!tell(kind, piece)) return false;
        }
        return !stopped;
    }

    bool tell(Delta::Kind kind, std::string_view piece) {
        written_.push_back(std::hash<std::string_view>{}(piece));
        reasoning_ += kind == Delta::Kind::reasoning ? 1 : 0;
        (kind == Delta::Kind::text ? outcome_.text : outcome_.reasoning) += piece;
        if (!sink_ || sink_({kind, std::string(piece)})) return true;
        outcome_.finish = Finish::ended_early;
        return false;
    }

    // Where the first stop text begins; the end where there is none.
    std::size_t stop_in(std::string_view text) const {
        std::size_t first = text.size();
        for (const std::string& stop : request_.stop)
            if (!stop.empty()) first = std::min(first, text.find(stop));
        return first;
    }

    void add_call(const ScriptStep& step) {
        const std::string id = step.id.empty() ? fmt::format("call_{}", outcome_.tool_calls.size() + 1) : step.id;
        outcome_.tool_calls.push_back({id, step.name, step.text});
        add_tokens(step.name + ' ' + step.text, written_);
    }

    const Call& call_;
    const ChatRequest& request_;
    const DeltaSink& sink_;
    std::vector<std::size_t>& written_;
    ChatOutcome outcome_;
    std::chrono::milliseconds pace_{0};
    std::int64_t reasoning_ = 0;
    std::optional<TokenUsage> usage_;
};

Result<std::unique_ptr<ScriptedEngine>> ScriptedEngine::open(const std::filesystem::path& path, std::string name) {
    const std::string text = TRY_IN("script", platform::read_file(path, k_script_bytes_max));
    return from(text, std::move(name));
}

Result<std::unique_ptr<ScriptedEngine>> ScriptedEngine::from(std::string_view text, std::string name) {
    Script script = TRY(parse_script(text));
    EngineCard card = script.card;
    card.name = std::move(name);
    if (card.model.empty()) card.model = "scripted";
    const bool down = script.down;
    auto engine = std::make_unique<ScriptedEngine>(std::move(card), responder_of(std::move(script)));
    engine->set_down(down);
    return engine;
}

ScriptedEngine::ScriptedEngine(EngineCard card, Responder responder)
    : card_(std::move(card)), responder_(std::move(responder)), gate_(std::max<std::size_t>(card_.places, 1)) {}

Result<ChatOutcome> ScriptedEngine::chat(const Call& call, const ChatRequest& request, const DeltaSink& sink) {
    const Gate::Ticket place = TRY(gate_.enter(call));
    note(request);
    TRY(probe(call));
    return perform(call, request, sink);
}

Result<ChatOutcome> ScriptedEngine::perform(const Call& call, const ChatRequest& request, const DeltaSink& sink) {
    std::vector<std::size_t> tokens = prompt_tokens(request);
    if (static_cast<std::int64_t>(tokens.size()) > card_.context_tokens) {
        return fail(ErrorCode::exhausted,
                    fmt::format("the conversation has {} tokens; engine '{}' reads {}: start a new one", tokens.size(),
                                card_.name, card_.context_tokens));
    }
    const ScriptedReply reply = TRY(responder_(request));
    const std::size_t known = cached(request.cache_key, tokens);
    const std::size_t prompt = tokens.size();
    std::vector<std::size_t> written;
    Performance performance(call, request, sink, written);
    Result<> state;
    for (const ScriptStep& step : reply) {
        const auto more = performance.step(step);
        if (!more) state = Failure(more.error());
        if (!more && step.kind == ScriptStep::Kind::fail && step.time.count() > 0) {
            const platform::Lock lock(mutex_);
            rests_until_ = call.clock().steady() + step.time;
        }
        if (!more || !*more) break;
    }
    tokens.insert(tokens.end(), written.begin(), written.end());
    keep(request.cache_key, std::move(tokens));
    if (!state) return Failure(std::move(state).error());
    ChatOutcome outcome = performance.finish(prompt, known);
    outcome.model = card_.model;
    return outcome;
}

Result<> ScriptedEngine::probe(const Call& call) {
    TRY(call.check());
    const platform::Lock lock(mutex_);
    if (down_) return fail(ErrorCode::unavailable, fmt::format("the script of engine '{}' has it down", card_.name));
    return {};
}

std::optional<platform::Elapsed> ScriptedEngine::rests_until() const {
    const platform::Lock lock(mutex_);
    return rests_until_;
}

void ScriptedEngine::set_down(bool down) {
    const platform::Lock lock(mutex_);
    down_ = down;
}

std::vector<ChatRequest> ScriptedEngine::requests() const {
    const platform::Lock lock(mutex_);
    return {requests_.begin(), requests_.end()};
}

std::size_t ScriptedEngine::cached(const std::string& key, const std::vector<std::size_t>& tokens) const {
    const platform::Lock lock(mutex_);
    const auto found = std::ranges::find(caches_, key, &Cache::key);
    if (found == caches_.end()) return 0;
    const auto differs = std::ranges::mismatch(found->tokens, tokens);
    // At least one token is always evaluated: the next one depends on it.
    const auto shared = static_cast<std::size_t>(differs.in2 - tokens.begin());
    return std::min(shared, tokens.size() - 1);
}

void ScriptedEngine::keep(const std::string& key, std::vector<std::size_t> tokens) {
    const platform::Lock lock(mutex_);
    std::erase_if(caches_, [&](const Cache& cache) { return cache.key == key; });
    caches_.push_back({key, std::move(tokens)});
    if (caches_.size() > k_script_caches_max) caches_.pop_front();
}

void ScriptedEngine::note(const ChatRequest& request) {
    const platform::Lock lock(mutex_);
    requests_.push_back(request);
    if (requests_.size() > k_requests_kept) requests_.pop_front();
}

}  // namespace familiar::infer
