// Thought compression: what is saved by ending reasoning whose answer has settled, over a script that thinks long and
// whose answer, when it is asked for in between, settles early, late or never. Probes are counted.
#include "answer/model/author.h"
#include "answer/model/limits.h"
#include "answer/model/settled.h"
#include "engine/garden.h"
#include "engine/served.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::bench {

namespace {

using namespace answer::model;

constexpr int k_pieces = 60;  // of thought, in a whole reasoning
constexpr std::string_view k_probe = "If you had to answer now";
constexpr std::string_view k_thought = "You have thought about this already";

infer::ScriptedReply say(std::string text) { return {{.kind = infer::ScriptStep::Kind::say, .text = std::move(text)}}; }

// Its answer is settled from the piece `settles` on. Answers that are given before it has, and without having thought,
// are wrong ones.
infer::Responder thinker(int settles) {
    return [settles](const infer::ChatRequest& request) -> Result<infer::ScriptedReply> {
        const std::string& last = request.messages.back().text;
        const auto pieces = std::ranges::count(last, '#');
        const bool settled = pieces >= settles;
        if (last.find(k_probe) != std::string::npos)
            return say(settled ? "Sunday at 11:00" : fmt::format("Perhaps day {}", pieces));
        const std::string right = "The garden meeting is on Sunday 7 June at 11:00 [1].";
        if (last.find(k_thought) != std::string::npos) return say(settled ? right : "I do not know.");
        infer::ScriptedReply reply;
        for (int i = 0; i < k_pieces; ++i)
            reply.push_back(
                {.kind = infer::ScriptStep::Kind::think,
                 .text = "# The source says so, but was it moved? Let me look once more at what Ana wrote in "
                         "the second message, and whether somebody answered it with another day or hour. " +
                         std::string(320, 'x') + " "});
        reply.push_back(say(right).front());
        return reply;
    };
}

struct Ran {
    std::string text;
    TokenUsage usage;
    int probes = 0;
};

Ran run(int settles, bool compressed) {
    Garden garden(thinker(settles));
    const Assignment assignment = garden.assignment("When is the meeting?");
    AuthorOptions options;
    options.mode = Mode::thinking;
    options.tokens_max = k_answer_tokens + k_reasoning_tokens;
    options.effort = Effort::medium;
    answer::model::Author author(assignment, std::move(options), history_of(assignment));
    Settled settled(assignment.engine);
    if (compressed) {
        author.watch_reasoning([&](const Call& call, const infer::ChatRequest& request, std::string_view thought) {
            return settled(call, request, thought);
        });
    }
    const auto written = author.write(garden.call());
    if (!written) give_up(written.error());
    Answer answer = author.finish();
    add(answer.usage, settled.usage());
    return {answer.text(), answer.usage, settled.probes()};
}

}  // namespace

void print_thoughts() {
    fmt::print("Thought compression (tokens written, with those of probes; {} pieces of thought)\n", k_pieces);
    fmt::print("{:<22} {:>9} {:>9} {:>7} {:>7} {:>18}   {}\n", "the answer settles", "without", "with", "saved",
               "probes", "read, with/without", "answers");
    for (const auto& [name, settles] : std::initializer_list<std::pair<const char*, int>>{
             {"at once", 0}, {"early (a sixth)", 10}, {"half way", 30}, {"late (five sixths)", 50}, {"never", 1000}}) {
        const Ran without = run(settles, false);
        const Ran with = run(settles, true);
        const double saved =
            1 - static_cast<double>(with.usage.completion) / static_cast<double>(without.usage.completion);
        fmt::print("{:<22} {:>9} {:>9} {:>6.0f}% {:>7} {:>8} / {:>7}   {}\n", name, without.usage.completion,
                   with.usage.completion, saved * 100, with.probes, with.usage.prompt, without.usage.prompt,
                   with.text == without.text ? "equal" : "DIFFERENT: " + with.text);
    }
    fmt::print("\n");
}

}  // namespace familiar::bench
