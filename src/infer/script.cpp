#include "infer/script.h"

#include "base/json.h"
#include "platform/mutex.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <memory>
#include <utility>

namespace familiar::infer {

namespace {

constexpr std::string_view k_blank = " \t\r";

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(k_blank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(k_blank) - begin + 1);
}

std::string_view take_word(std::string_view& rest) {
    rest = trimmed(rest);
    const std::string_view word = rest.substr(0, rest.find_first_of(k_blank));
    rest = trimmed(rest.substr(word.size()));
    return word;
}

Failure wrong(std::string what) { return fail(ErrorCode::invalid_argument, std::move(what)); }

// The JSON string at the beginning of `rest`, which is taken off.
Result<std::string> take_text(std::string_view& rest) {
    rest = trimmed(rest);
    std::size_t end = 1;
    while (end < rest.size() && rest[end] != '"') end += rest[end] == '\\' ? 2 : 1;
    if (!rest.starts_with('"') || end >= rest.size()) return wrong("here stands a text in double quotes");
    const auto json = parse_json(rest.substr(0, end + 1));
    if (!json || !json->is_string()) return wrong("this text is not a JSON string");
    rest = trimmed(rest.substr(end + 1));
    return json->get<std::string>();
}

Result<std::int64_t> number_in(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc() || end != text.data() + text.size() || number < 0 || number > 1'000'000'000)
        return wrong(fmt::format("'{}' is not a count", text));
    return number;
}

Result<std::chrono::milliseconds> time_in(std::string_view text) {
    if (text.ends_with("ms")) return std::chrono::milliseconds(TRY(number_in(text.substr(0, text.size() - 2))));
    if (text.ends_with("s")) return std::chrono::seconds(TRY(number_in(text.substr(0, text.size() - 1))));
    return wrong(fmt::format("'{}' is not a time; write 50ms or 3s", text));
}

// Reads a script line by line.
class ScriptParser {
public:
    Result<Script> parse(std::string_view text) {
        for (std::size_t number = 1; !text.empty(); ++number) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            TRY_IN(fmt::format("line {} of the script", number), take_line(trimmed(text.substr(0, end))));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return std::move(script_);
    }

private:
    Result<> take_line(std::string_view line) {
        if (line.starts_with('|')) return take_more(line.substr(1));
        more_ = nullptr;
        if (line.empty() || line.starts_with('#')) return {};
        const std::string_view word = take_word(line);
        if (word == "when") return take_rule(line);
        if (script_.rules.empty()) return take_setting(word, line);
        if (word == "times") {
            script_.rules.back().times = static_cast<std::size_t>(TRY(number_in(line)));
            return {};
        }
        return take_step(word, line);
    }

    // Another line of the text of the step before.
    Result<> take_more(std::string_view line) {
        if (more_ == nullptr) return wrong("a line with | goes on with a 'say' or 'think' without a text");
        if (line.starts_with(' ')) line.remove_prefix(1);
        if (!std::exchange(first_, false)) more_->text += '\n';
        more_->text += line;
        return {};
    }

    Result<> take_setting(std::string_view word, std::string_view rest) {
        EngineCard& card = script_.card;
        if (word == "model")
            card.model = rest;
        else if (word == "context")
            card.context_tokens = TRY(number_in(rest));
        else if (word == "places")
            card.places = static_cast<std::size_t>(std::max<std::int64_t>(TRY(number_in(rest)), 1));
        else if (word == "reasons")
            card.reasons = true;
        else if (word == "sees" && rest == "pictures")
            card.sees_pictures = true;
        else if (word == "down")
            script_.down = true;
        else
            return wrong(fmt::format("'{}' is nothing that an engine is; rules begin with 'when'", word));
        return {};
    }

    Result<> take_rule(std::string_view rest) {
        ScriptRule rule;
        while (rest != "any") {
            rule.conditions.push_back(TRY(take_condition(rest)));
            if (rest.empty()) break;
            if (take_word(rest) != "and") return wrong("conditions are joined by 'and'");
        }
        script_.rules.push_back(std::move(rule));
        return {};
    }

    static Result<ScriptCondition> take_condition(std::string_view& rest) {
        using Who = ScriptCondition::Who;
        using Test = ScriptCondition::Test;
        static constexpr std::array<std::pair<std::string_view, Who>, 3> k_who = {
            {{"user", Who::user}, {"system", Who::system}, {"tool", Who::tool}}};
        static constexpr std::array<std::pair<std::string_view, Test>, 3> k_tests = {
            {{"contains", Test::contains}, {"is", Test::is}, {"starts", Test::starts}}};
        const auto first = [](const auto& pair) { return pair.first; };
        const auto who = std::ranges::find(k_who, take_word(rest), first);
        if (who == k_who.end()) return wrong("write 'when any', or 'when' with user, system or tool");
        const auto test = std::ranges::find(k_tests, take_word(rest), first);
        if (test == k_tests.end()) return wrong("write contains, is or starts, and then a text in double quotes");
        return ScriptCondition{who->second, test->second, TRY(take_text(rest))};
    }

    Result<> take_step(std::string_view word, std::string_view rest) {
        ScriptedReply& reply = script_.rules.back().reply;
        ScriptStep step = TRY(step_of(word, rest));
        const bool open = (word == "say" || word == "think") && rest.empty();
        reply.push_back(std::move(step));
        more_ = open ? &reply.back() : nullptr;
        first_ = true;
        return {};
    }

    static Result<ScriptStep> step_of(std::string_view word, std::string_view rest) {
        using Kind = ScriptStep::Kind;
        if (word == "wait") return ScriptStep{.kind = Kind::wait, .time = TRY(time_in(rest))};
        if (word == "pace") return ScriptStep{.kind = Kind::pace, .time = TRY(time_in(rest))};
        if (word == "cut") return ScriptStep{.kind = Kind::cut};
        if (word == "hang") return ScriptStep{.kind = Kind::hang};
        if (word == "say" || word == "think") {
            ScriptStep step{.kind = word == "say" ? Kind::say : Kind::think};
            if (!rest.empty()) step.text = TRY(take_text(rest));
            if (!rest.empty()) return wrong("behind the text stands nothing");
            return step;
        }
        if (word == "tokens") return tokens_of(rest);
        if (word == "call") return call_of(rest);
        if (word == "usage") return usage_of(rest);
        if (word == "finish") return finish_of(rest);
        if (word == "fail") return failure_of(rest);
        return wrong(fmt::format("'{}' is nothing that an engine does; see infer/script.h", word));
    }

    static Result<ScriptStep> tokens_of(std::string_view rest) {
        ScriptStep step{.kind = ScriptStep::Kind::say};
        while (!rest.empty()) {
            step.tokens.push_back(TRY(take_text(rest)));
            step.text += step.tokens.back();
        }
        return step;
    }

    static Result<ScriptStep> call_of(std::string_view rest) {
        ScriptStep step{.kind = ScriptStep::Kind::call};
        const std::string_view name = take_word(rest);
        const std::size_t hash = name.find('#');
        step.name = name.substr(0, hash);
        if (hash != std::string_view::npos) step.id = name.substr(hash + 1);
        step.text = rest;
        if (step.name.empty()) return wrong("a call names its tool");
        return step;
    }

    static Result<ScriptStep> usage_of(std::string_view rest) {
        ScriptStep step{.kind = ScriptStep::Kind::usage};
        while (!rest.empty()) {
            const std::string_view word = take_word(rest);
            const std::size_t equals = std::min(word.find('='), word.size());
            const std::string_view name = word.substr(0, equals);
            const std::int64_t count = TRY(number_in(word.substr(std::min(equals + 1, word.size()))));
            if (name == "prompt")
                step.usage.prompt = count;
            else if (name == "cached")
                step.usage.prompt_cached = count;
            else if (name == "completion")
                step.usage.completion = count;
            else if (name == "reasoning")
                step.usage.reasoning = count;
            else
                return wrong("usage counts prompt, cached, completion and reasoning");
        }
        return step;
    }

    static Result<ScriptStep> finish_of(std::string_view rest) {
        for (const Finish finish : {Finish::stop, Finish::length, Finish::content_filter}) {
            if (rest == name_of(finish)) return ScriptStep{.kind = ScriptStep::Kind::finish, .finish = finish};
        }
        return wrong("a reply finishes with stop, length or content_filter");
    }

    static Result<ScriptStep> failure_of(std::string_view rest) {
        static constexpr std::array k_codes = {
            ErrorCode::not_found, ErrorCode::invalid_argument, ErrorCode::denied,  ErrorCode::unavailable,
            ErrorCode::deadline,  ErrorCode::exhausted,        ErrorCode::corrupt, ErrorCode::internal};
        ScriptStep step{.kind = ScriptStep::Kind::fail, .text = "the script fails here"};
        const std::string_view name = take_word(rest);
        const auto code = std::ranges::find(k_codes, name, [](ErrorCode known) { return familiar::name_of(known); });
        if (code == k_codes.end()) return wrong(fmt::format("'{}' is no code of an error", name));
        step.code = *code;
        if (rest.starts_with("retry=")) step.time = TRY(time_in(take_word(rest).substr(6)));
        if (!rest.empty()) step.text = TRY(take_text(rest));
        return step;
    }

    Script script_;
    ScriptStep* more_ = nullptr;  // whose text goes on
    bool first_ = true;
};

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

bool holds(const ScriptCondition& condition, const Heard& heard) {
    using Who = ScriptCondition::Who;
    using Test = ScriptCondition::Test;
    if (condition.who == Who::tool && !heard.tool) return false;
    const std::string& said = condition.who == Who::user     ? heard.user
                              : condition.who == Who::system ? heard.system
                                                             : *heard.tool;
    const std::string text = lower(said);
    const std::string wanted = lower(condition.text);
    if (condition.test == Test::is) return text == wanted;
    return condition.test == Test::starts ? text.starts_with(wanted) : text.find(wanted) != std::string::npos;
}

void fill_in(std::string& text, std::string_view name, const std::string& value) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
        text.replace(at, name.size(), value);
}

// The rules of a script, and how often each has served.
class Rules {
public:
    explicit Rules(Script script) : rules_(std::move(script.rules)), served_(rules_.size(), 0) {}

    Result<ScriptedReply> reply_to(const ChatRequest& request) {
        const Heard heard = heard_in(request);
        const platform::Lock lock(mutex_);
        for (std::size_t i = 0; i < rules_.size(); ++i) {
            const ScriptRule& rule = rules_[i];
            if (rule.times && served_[i] >= *rule.times) continue;
            if (!std::ranges::all_of(rule.conditions, [&](const auto& condition) { return holds(condition, heard); }))
                continue;
            ++served_[i];
            return filled(rule.reply, heard);
        }
        return fail(ErrorCode::not_found, "the script has no rule for this message; end it with 'when any'");
    }

private:
    static ScriptedReply filled(ScriptedReply reply, const Heard& heard) {
        for (ScriptStep& step : reply) {
            if (!step.tokens.empty()) continue;
            fill_in(step.text, "{{user}}", heard.user);
            fill_in(step.text, "{{system}}", heard.system);
            fill_in(step.text, "{{tool}}", heard.tool.value_or(""));
        }
        return reply;
    }

    const std::vector<ScriptRule> rules_;
    platform::Mutex mutex_;
    std::vector<std::size_t> served_ GUARDED_BY(mutex_);
};

}  // namespace

Result<Script> parse_script(std::string_view text) { return ScriptParser().parse(text); }

Responder responder_of(Script script) {
    return [rules = std::make_shared<Rules>(std::move(script))](const ChatRequest& request) {
        return rules->reply_to(request);
    };
}

Heard heard_in(const ChatRequest& request) {
    Heard heard;
    for (const Message& message : request.messages) {
        if (message.role == Role::user) heard.user = message.text;
        if (message.role == Role::system) heard.system += message.text + '\n';
    }
    if (!request.messages.empty() && request.messages.back().role == Role::tool)
        heard.tool = request.messages.back().text;
    return heard;
}

std::vector<std::string_view> script_tokens(std::string_view text) {
    static constexpr std::size_t k_piece_bytes = 8;
    static constexpr std::string_view k_white = " \t\r\n";
    std::vector<std::string_view> tokens;
    while (!text.empty()) {
        const std::size_t word = std::min(text.find_first_not_of(k_white), text.size());
        std::size_t end = std::min(text.find_first_of(k_white, word), text.size());
        end = std::min(end, word + k_piece_bytes);
        tokens.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return tokens;
}

}  // namespace familiar::infer
