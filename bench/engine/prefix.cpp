// A conversation with sources: what the engine evaluates for Familiar, whose prompts only grow at their end, and for a
// client that puts all sources of the conversation, the best for the latest question first, under new numbers before
// what was said.
#include "answer/cite/source_list.h"
#include "engine/served.h"
#include "tests/engine/home.h"

#include <fmt/format.h>

namespace familiar::bench {

namespace {

constexpr int k_turns = 20;
constexpr std::int64_t k_reply_tokens = 24;

struct Line {
    std::int64_t prompt = 0;
    std::int64_t evaluated = 0;
    double seconds = 0;
};

class Renumbering {
public:
    Renumbering() : engine_(served_.engine()) {}

    Line ask(const std::string& question, const std::vector<Evidence>& found) {
        sources_.insert(sources_.begin(), found.begin(), found.end());
        answer::cite::SourceList numbered;
        for (const Evidence& one : sources_) numbered.add(one);
        said_.push_back({infer::Role::user, question});
        infer::ChatRequest request;
        request.messages = {{infer::Role::system, "Answer from these sources.\n" + numbered.blocks_from(1, "UTC")}};
        request.messages.insert(request.messages.end(), said_.begin(), said_.end());
        request.tokens_max = k_reply_tokens;
        const auto started = served_.clock().steady();
        auto outcome = must(engine_->chat(Call(served_.clock()), request, {}));
        said_.push_back({infer::Role::assistant, outcome.text});
        return {outcome.usage.prompt, outcome.prompt_evaluated, seconds_since(served_.clock(), started)};
    }

private:
    Served served_{ServedModel{}};
    std::unique_ptr<infer::HostedEngine> engine_;
    std::vector<infer::Message> said_;
    std::vector<Evidence> sources_;
};

}  // namespace

void print_prefix() {
    Served served{ServedModel{}};
    const test::TempFolder folder;
    tests::Home home(folder / "home", served.engine());
    home.engine().let_write(k_reply_tokens);
    Renumbering renumbering;
    Id<Conversation> conversation;
    Line before;
    Line ours;
    Line theirs;
    std::int64_t fresh = 0;
    double worst = 0;
    fmt::print("A conversation of {} turns with sources (tokens)\n", k_turns);
    fmt::print("{:>5} {:>9} {:>7} {:>10} {:>6}   {:>12} {:>10}\n", "turn", "prompt", "new", "evaluated", "ratio",
               "renumbering", "evaluated");
    for (int turn = 0; turn < k_turns; ++turn) {
        const auto started = served.clock().steady();
        const Turn taken =
            must(home.ask(Call(served.clock()), tests::Home::fast(tests::Home::question(turn), conversation),
                          [](const TurnEvent&) {}));
        const double seconds = seconds_since(served.clock(), started);
        conversation = taken.conversation;
        const auto outcome = home.engine().outcomes().back();
        const Line now{outcome.usage.prompt, outcome.prompt_evaluated, seconds};
        std::vector<Evidence> found;
        for (const SourceNote& note : taken.answer->sources) found.push_back(note.evidence);
        const Line other = renumbering.ask(tests::Home::question(turn), found);
        const std::int64_t added = now.prompt - before.prompt;
        const double ratio = static_cast<double>(now.evaluated) / static_cast<double>(added);
        fmt::print("{:>5} {:>9} {:>7} {:>10} {:>6.3f}   {:>12} {:>10}\n", turn + 1, now.prompt, added, now.evaluated,
                   ratio, other.prompt, other.evaluated);
        worst = std::max(worst, ratio);
        fresh += added;
        before = now;
        ours.evaluated += now.evaluated;
        ours.seconds += seconds;
        theirs.evaluated += other.evaluated;
        theirs.seconds += other.seconds;
    }
    fmt::print(
        "evaluated / new: {:.3f} in all, {:.3f} at most; the client that renumbers evaluates {:.1f} times as many "
        "tokens, in {:.1f} times the time\n\n",
        static_cast<double>(ours.evaluated) / static_cast<double>(fresh), worst,
        static_cast<double>(theirs.evaluated) / static_cast<double>(ours.evaluated), theirs.seconds / ours.seconds);
}

}  // namespace familiar::bench
