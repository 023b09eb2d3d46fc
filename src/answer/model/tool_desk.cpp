#include "answer/model/tool_desk.h"

#include "answer/cite/link_filter.h"
#include "answer/model/limits.h"
#include "base/json.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::answer::model {

namespace {

constexpr std::string_view k_search = "familiar_search";
constexpr std::string_view k_open = "familiar_open";
constexpr std::string_view k_thread = "familiar_thread";
constexpr std::string_view k_compute = "familiar_compute";
constexpr std::size_t k_line_bytes_max = 120;  // of what the person is told about a call

std::string shortened(std::string_view text) {
    std::string line = cite::as_prompt_line(utf8::prefix(text, k_line_bytes_max));
    return line.size() < text.size() ? line + "…" : line;
}

std::string wrong(std::string_view what) { return fmt::format("This call was not carried out: {}", what); }

// The day that an argument names ("2026-03-01"), from midnight to midnight in `zone`.
std::optional<TimeRange> day_at(const Json& arguments, std::string_view key, std::string_view zone) {
    const auto moment = time::parse_rfc3339(text_at(arguments, key));
    if (!moment) return std::nullopt;
    return time::day(time::civil(*moment, "UTC").date, zone);
}

}  // namespace

std::vector<infer::Tool> ToolDesk::offered() {
    return {
        {std::string(k_search), "Search the person's sources again, with other words. Gives numbered sources.",
         R"({"type":"object","properties":{"words":{"type":"string","description":"what must be spoken of"},)"
         R"("author":{"type":"string"},"group":{"type":"string"},)"
         R"("after":{"type":"string","description":"YYYY-MM-DD"},)"
         R"("before":{"type":"string","description":"YYYY-MM-DD"},)"
         R"("newest":{"type":"boolean","description":"newest first instead of best first"}},"required":["words"]})"},
        {std::string(k_open), "Read a source in full by its number.",
         R"({"type":"object","properties":{"number":{"type":"integer"}},"required":["number"]})"},
        {std::string(k_thread), "Read the discussion that a source is part of, in the order of time.",
         R"({"type":"object","properties":{"number":{"type":"integer"}},"required":["number"]})"},
        {std::string(k_compute), "Compute: sums, percentages, units, dates, time zones. Give the question in words.",
         R"({"type":"object","properties":{"question":{"type":"string"}},"required":["question"]})"},
    };
}

// The model chose some of its words.
void ToolDesk::note(std::string_view line) {
    if (checked_.size() < k_checked_max) checked_.push_back(cite::clean_line(line, sources_));
}

const cite::NumberedSource* ToolDesk::source_of(const Json& arguments) const {
    const auto number = integer_at(arguments, "number");
    const bool may_be = number && *number > 0 && *number <= static_cast<std::int64_t>(sources_.size());
    return may_be ? sources_.numbered(static_cast<int>(*number)) : nullptr;
}

Result<std::string> ToolDesk::run(const Call& call, const ToolCall& wanted) {
    TRY(call.check());
    if (wanted.arguments.size() > k_tool_arguments_bytes_max) return wrong("its arguments are too long");
    const auto arguments = parse_json(wanted.arguments);
    if (!arguments || !arguments->is_object()) return wrong("its arguments are no JSON object");
    if (wanted.name == k_search) return search(call, *arguments);
    if (wanted.name == k_open) return open(call, *arguments);
    if (wanted.name == k_thread) return thread(call, *arguments);
    if (wanted.name == k_compute) return compute(*arguments);
    return not_offered();
}

std::string ToolDesk::not_offered() { return wrong("there is no such tool"); }

Result<std::string> ToolDesk::search(const Call& call, const Json& arguments) {
    Query query;
    query.words = utf8::repaired(text_at(arguments, "words"));
    query.asked = query.words;
    query.filter.author = utf8::repaired(text_at(arguments, "author"));
    query.filter.thread = utf8::repaired(text_at(arguments, "group"));
    const auto after = day_at(arguments, "after", context_.zone);
    const auto before = day_at(arguments, "before", context_.zone);
    if (after || before) {
        const Timestamp tomorrow = context_.now + std::chrono::hours(24);
        query.filter.time = TimeRange{after ? after->begin : Timestamp{}, before ? before->end : tomorrow};
    }
    const Json& newest = member(arguments, "newest");
    if (newest.is_boolean() && newest.get<bool>()) query.order = QueryOrder::newest;
    query.limit = k_tool_sources;
    if (query.words.empty() && query.filter.author.empty() && query.filter.thread.empty())
        return wrong("it names nothing to search for");
    const std::vector<Evidence> found = TRY(tools_.search(call, query));
    note(fmt::format("Searched for “{}”: {} found", shortened(query.words), found.size()));
    return found.empty() ? std::string("Nothing was found.") : told(found);
}

Result<std::string> ToolDesk::open(const Call& call, const Json& arguments) {
    const auto* source = source_of(arguments);
    if (source == nullptr) return wrong("there is no source of that number");
    const auto post = tools_.open(call, source->evidence.post.id);
    if (!post && post.error().code != ErrorCode::not_found) return Failure(post.error());
    if (!post) return std::string("This source is no longer there.");
    Evidence whole = source->evidence;
    whole.post = *post;
    note(fmt::format("Read {}", shortened(whole.post.title.empty() ? whole.post.author.name : whole.post.title)));
    const int number = sources_.add(whole);
    return number == 0 ? wrong("there are too many sources already") : sources_.block(number, context_.zone);
}

Result<std::string> ToolDesk::thread(const Call& call, const Json& arguments) {
    const auto* source = source_of(arguments);
    if (source == nullptr) return wrong("there is no source of that number");
    const Evidence opening = source->evidence;
    const auto posts = tools_.thread(call, opening.post.id);
    if (!posts && posts.error().code != ErrorCode::not_found) return Failure(posts.error());
    std::vector<Evidence> discussion;
    for (const Post& post : posts ? *posts : std::vector<Post>()) {
        if (discussion.size() >= k_thread_posts_max) break;
        Evidence one;
        one.post = post;
        one.source_title = opening.source_title;
        discussion.push_back(std::move(one));
    }
    note(fmt::format("Read a discussion of {} posts", discussion.size()));
    return discussion.empty() ? std::string("There is no discussion.") : told(discussion);
}

Result<std::string> ToolDesk::compute(const Json& arguments) {
    const std::string question = text_at(arguments, "question");
    const auto computation = tools_.compute(question);
    if (!computation) return std::string("That cannot be computed as it is put.");
    note("Computed: " + computation->sentence);
    std::string text = computation->sentence;
    for (const std::string& step : computation->working) text += "\n" + step;
    return text;
}

std::string ToolDesk::told(const std::vector<Evidence>& evidence) {
    const int first = static_cast<int>(sources_.size()) + 1;
    std::string known;
    for (const Evidence& one : evidence) {
        const int number = sources_.add(one);
        if (number > 0 && number < first) known += fmt::format("{}{}", known.empty() ? "" : ", ", number);
    }
    std::string text = sources_.blocks_from(first, context_.zone);
    if (!known.empty()) text += fmt::format("Also found, shown before: {}.\n", known);
    return text;
}

}  // namespace familiar::answer::model
