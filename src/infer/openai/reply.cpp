#include "infer/openai/reply.h"

#include "infer/limits.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace familiar::infer::openai {

namespace {

// A count as servers tell it; 0 for what cannot be one.
std::int64_t count_at(const Json& object, std::string_view key) {
    return std::clamp<std::int64_t>(integer_at(object, key).value_or(0), 0, k_tokens_believed_max);
}

std::int64_t first_count(const Json& object, std::string_view key, std::string_view other) {
    return member(object, key).is_null() ? count_at(object, other) : count_at(object, key);
}

// The text of a string, of an object's `text`, `summary` or `content`, or of a list of those, in their order.
std::string words_of(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    std::string words;
    if (value.is_array()) {
        for (const Json& part : value) words += words_of(part);
        return words;
    }
    if (!value.is_object()) return words;
    for (const char* key : {"text", "thinking", "summary", "content"}) {
        words = words_of(member(value, key));
        if (!words.empty()) return words;
    }
    return words;
}

bool is_thought(std::string_view type) {
    return type.find("reasoning") != std::string_view::npos || type.find("thinking") != std::string_view::npos ||
           type == "summary_text";
}

}  // namespace

Result<bool> ReplyReader::take(std::string_view text) {
    if (text == "[DONE]") {
        done_ = true;
        return true;
    }
    auto parsed = parse_json(text);
    if (!parsed || !parsed->is_object()) {
        return fail(ErrorCode::corrupt, fmt::format("engine '{}' at {} sent something that is not JSON; check that its "
                                                    "address speaks OpenAI's protocol",
                                                    endpoint_.engine, endpoint_.host));
    }
    const Json& document = *parsed;
    const std::string type = text_at(document, "type");
    if (const Json& error = member(document, "error"); !error.is_null()) return fail_with(error);
    if (type == "error") return fail_with(document);
    if (type == "response.failed") return fail_with(member(member(document, "response"), "error"));
    if (type.starts_with("response."))
        take_event(type, document);
    else
        take_completion(document);
    return wants_more_;
}

Result<bool> ReplyReader::fail_with(const Json& error) {
    failure_ = failure_in_reply(endpoint_, error);
    return Failure(failure_->error);
}

void ReplyReader::take_completion(const Json& document) {
    if (std::string model = text_at(document, "model"); !model.empty()) outcome_.model = excerpt_of(model);
    take_usage(member(document, "usage"));
    take_timings(member(document, "timings"));
    take_items(member(document, "output"));
    const Json& choices = member(document, "choices");
    if (!choices.is_array()) return;
    understood_ = true;
    for (const Json& choice : choices) {
        if (integer_at(choice, "index").value_or(0) != 0) continue;
        take_message(member(choice, "delta"));
        take_message(member(choice, "message"));
        take_finish(text_at(choice, "finish_reason"));
    }
}

void ReplyReader::take_message(const Json& message) {
    if (!message.is_object()) return;
    take_reasoning(message);
    take_content(member(message, "content"));
    take_content(member(message, "refusal"));
    if (const Json& calls = member(message, "tool_calls"); calls.is_array()) {
        for (const Json& call : calls) tools_.take(call);
    }
    if (const Json& call = member(message, "function_call"); call.is_object()) tools_.take(call);
}

// Text, or a list of parts, of which some may be thoughts.
void ReplyReader::take_content(const Json& content) {
    if (content.is_string()) return tell_text(content.get_ref<const std::string&>());
    if (!content.is_array()) return;
    for (const Json& part : content) {
        if (is_thought(text_at(part, "type")))
            tell_reasoning(words_of(part));
        else
            tell_text(part.is_string() ? part.get<std::string>() : text_at(part, "text") + text_at(part, "refusal"));
    }
}

// The first of the shapes that says something: some servers send the same thoughts in two of them.
void ReplyReader::take_reasoning(const Json& message) {
    for (const char* key : {"reasoning_content", "reasoning", "thinking", "reasoning_details"}) {
        const std::string words = words_of(member(message, key));
        if (words.empty()) continue;
        splitter_.thoughts_come_apart([&](Delta::Kind kind, std::string_view text) { tell(kind, text); });
        return tell_reasoning(words);
    }
}

// The output of a whole Responses reply.
void ReplyReader::take_items(const Json& output) {
    if (!output.is_array()) return;
    understood_ = true;
    for (const Json& item : output) take_item(item);
}

void ReplyReader::take_item(const Json& item) {
    const std::string type = text_at(item, "type");
    if (type == "function_call") return tools_.take_whole(text_at(item, "call_id"), item);
    if (type == "message") return take_content(member(item, "content"));
    if (!is_thought(type)) return;
    const std::string full = words_of(member(item, "content"));
    tell_reasoning(full.empty() ? words_of(member(item, "summary")) : full);
}

void ReplyReader::take_event(std::string_view type, const Json& event) {
    understood_ = true;
    if (type == "response.output_text.delta" || type == "response.refusal.delta")
        return tell_text(text_at(event, "delta"));
    if (type.ends_with(".delta") && is_thought(type)) return tell_reasoning(text_at(event, "delta"));
    if (type == "response.output_item.done") {
        const Json& item = member(event, "item");
        if (text_at(item, "type") == "function_call") take_item(item);
        return;
    }
    if (type != "response.completed" && type != "response.incomplete") return;
    const Json& response = member(event, "response");
    if (std::string model = text_at(response, "model"); !model.empty()) outcome_.model = excerpt_of(model);
    take_usage(member(response, "usage"));
    const std::string reason = text_at(member(response, "incomplete_details"), "reason");
    take_finish(type == "response.completed" ? "stop" : (reason == "content_filter" ? reason : "length"));
    done_ = true;
}

void ReplyReader::take_usage(const Json& usage) {
    if (!usage.is_object()) return;
    TokenUsage& out = outcome_.usage;
    out.prompt = first_count(usage, "prompt_tokens", "input_tokens");
    out.completion = first_count(usage, "completion_tokens", "output_tokens");
    const Json* prompt_details = &member(usage, "prompt_tokens_details");
    if (!prompt_details->is_object()) prompt_details = &member(usage, "input_tokens_details");
    const Json* completion_details = &member(usage, "completion_tokens_details");
    if (!completion_details->is_object()) completion_details = &member(usage, "output_tokens_details");
    out.reasoning = std::min(count_at(*completion_details, "reasoning_tokens"), out.completion);
    if (evaluated_told_ || !prompt_details->is_object()) return;  // timings are nearer to the truth
    out.prompt_cached = std::min(count_at(*prompt_details, "cached_tokens"), out.prompt);
    outcome_.prompt_evaluated = out.prompt - out.prompt_cached;
}

// Of llama-server: what was evaluated, what its cache held, what was written.
void ReplyReader::take_timings(const Json& timings) {
    if (!timings.is_object() || member(timings, "prompt_n").is_null()) return;
    evaluated_told_ = true;
    TokenUsage& out = outcome_.usage;
    outcome_.prompt_evaluated = count_at(timings, "prompt_n");
    const bool tells_cache = !member(timings, "cache_n").is_null();
    if (tells_cache) out.prompt_cached = count_at(timings, "cache_n");
    if (out.prompt == 0) out.prompt = outcome_.prompt_evaluated + out.prompt_cached;
    if (!tells_cache) out.prompt_cached = std::max<std::int64_t>(out.prompt - outcome_.prompt_evaluated, 0);
    if (out.completion == 0) out.completion = count_at(timings, "predicted_n");
}

void ReplyReader::take_finish(std::string_view reason) {
    static constexpr std::array<std::pair<std::string_view, Finish>, 7> k_reasons = {
        {{"length", Finish::length},
         {"max_tokens", Finish::length},
         {"max_output_tokens", Finish::length},
         {"tool_calls", Finish::tool_calls},
         {"function_call", Finish::tool_calls},
         {"tool_use", Finish::tool_calls},
         {"content_filter", Finish::content_filter}}};
    if (reason.empty()) return;
    const auto found = std::ranges::find(k_reasons, reason, [](const auto& pair) { return pair.first; });
    finish_ = found == k_reasons.end() ? Finish::stop : found->second;
}

void ReplyReader::tell_text(std::string_view text) {
    if (text.empty()) return;
    splitter_.feed(text, [&](Delta::Kind kind, std::string_view piece) { tell(kind, piece); });
}

void ReplyReader::tell_reasoning(std::string_view text) {
    if (!text.empty()) tell(Delta::Kind::reasoning, text);
}

void ReplyReader::tell(Delta::Kind kind, std::string_view text) {
    if (!wants_more_) return;
    (kind == Delta::Kind::text ? outcome_.text : outcome_.reasoning) += text;
    told_any_ = true;
    if (sink_) wants_more_ = sink_({kind, std::string(text)});
}

// What was told before it was clear.
void ReplyReader::put_right(bool whole) {
    splitter_.finish(whole, [&](Delta::Kind kind, std::string_view text) { tell(kind, text); });
    if (const std::size_t thoughts = std::min(splitter_.thoughts_in_text(), outcome_.text.size()); thoughts > 0) {
        outcome_.reasoning.insert(0, outcome_.text, 0, thoughts);
        outcome_.text.erase(0, thoughts);
    }
    if (splitter_.thoughts_were_text()) {
        const std::string text = std::exchange(outcome_.reasoning, {});
        tell(Delta::Kind::text, text);
    }
}

Result<ChatOutcome> ReplyReader::finish(End end) {
    const bool stopped = end == End::stopped || !wants_more_;
    if (!stopped && end == End::stream && !done_ && !finish_) {
        return fail(ErrorCode::unavailable,
                    fmt::format("engine '{}' at {} broke off in the middle of its answer; ask again", endpoint_.engine,
                                endpoint_.host));
    }
    if (!stopped && !understood_) {
        return fail(ErrorCode::corrupt,
                    fmt::format("engine '{}' at {} sent a reply without an answer in it; check that its "
                                "address speaks OpenAI's protocol",
                                endpoint_.engine, endpoint_.host));
    }
    const Finish told = finish_.value_or(Finish::stop);
    put_right(!stopped && told == Finish::stop);
    outcome_.usage.prompt_cached = std::min(outcome_.usage.prompt_cached, outcome_.usage.prompt);
    outcome_.tool_calls = tools_.calls();
    outcome_.finish = told;
    if (!outcome_.tool_calls.empty() && told == Finish::stop) outcome_.finish = Finish::tool_calls;
    if (outcome_.tool_calls.empty() && told == Finish::tool_calls) outcome_.finish = Finish::stop;
    if (stopped || !wants_more_) outcome_.finish = Finish::ended_early;
    return std::move(outcome_);
}

}  // namespace familiar::infer::openai
