#include "answer_text.h"
#include "commands/commands.h"
#include "desk.h"
#include "nouns/answer_json.h"
#include "output.h"
#include "platform/environment.h"
#include "stop_signals.h"
#include "turn_display.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <vector>

namespace familiar::app {

namespace {

constexpr const char* k_modes =
    "Modes: auto (Familiar chooses), fast (the everyday answer), thinking (worked out step by step), contemplating (a\n"
    "brief from several angles). All work without a model; with one, it writes. While thinking or contemplating,\n"
    "Ctrl-C asks for the answer from what there is by then; a second one gives up.";

struct AskOptions {
    std::vector<std::string> words;
    std::string mode = "auto";
    std::int64_t conversation = 0;
    bool temporary = false;
};

Json turn_json(const Turn& turn, const TurnDisplay& display) {
    const Answer answer = turn.answer.value_or(Answer{});
    const auto rate = support_rate_of(answer);
    return {{"id", turn.id.value},
            {"conversation", turn.conversation.value},
            {"question", turn.question},
            {"state", name_of(turn.state)},
            {"answer", turn.answer ? to_json(*turn.answer) : Json()},
            {"failure", turn.failure},
            {"asked_at", time::rfc3339(turn.asked_at)},
            {"answered_at", turn.answered_at ? Json(time::rfc3339(*turn.answered_at)) : Json()},
            {"support_rate", rate ? Json(*rate) : Json()},
            {"usage", to_json(answer.usage)},
            {"budget", display.budget()},
            {"steps", display.steps()},
            {"notes", notes_of(answer)}};
}

void print_answer(const Answer& answer, const std::string& zone) {
    const AnswerLines lines = lines_of(answer, zone);
    for (const std::string& line : lines.text) print_line(line, line.starts_with("- ") ? 2 : 0);
    if (!lines.sources.empty()) print_line("");
    for (const std::string& line : lines.sources) print_line(line, 4);
    if (!lines.notes.empty()) print_line("");
    for (const std::string& line : lines.notes) print_line(line, line.starts_with("- ") ? 2 : 0);
}

// Ctrl-C while a turn runs: a long one answers from what it has so far, anything else is cancelled, and so is a long
// one by the second. The third ends the program.
class Interrupts {
public:
    Interrupts(const StopSignals& signals, TurnDisplay& display, Mode mode)
        : is_long_(mode == Mode::thinking || mode == Mode::contemplating),
          watch_(signals.watch(2, [this, &display](int nth) { heard(nth, display); })) {}

    std::stop_token stop() const { return stop_.get_token(); }
    std::stop_token answer_now() const { return answer_now_.get_token(); }

private:
    void heard(int nth, TurnDisplay& display) {
        if (is_long_ && nth == 1) {
            display.say("Answering from what was found so far. Ctrl-C again: no answer.");
            answer_now_.request_stop();
        } else {
            stop_.request_stop();
        }
    }

    const bool is_long_;
    std::stop_source stop_;
    std::stop_source answer_now_;
    std::jthread watch_;  // the last member: it ends before what it uses
};

Request request_of(const AskOptions& options) {
    Request request;
    for (const std::string& word : options.words) request.words += (request.words.empty() ? "" : " ") + word;
    request.mode = mode_from(options.mode).value_or(Mode::automatic);
    request.temporary = options.temporary;
    if (options.conversation != 0) request.conversation = Id<Conversation>{options.conversation};
    return request;
}

Result<> ask(const Invocation& invocation, const AskOptions& options) {
    const StopSignals signals;  // before any thread
    const Desk desk = TRY(open_desk(invocation));
    const Request request = request_of(options);
    TurnDisplay display(!invocation.json && platform::is_terminal(platform::StandardStream::error));
    const Interrupts interrupts(signals, display, request.mode);
    const Call call(*desk.familiar->clock, interrupts.stop(), std::nullopt, "ask");
    const auto take = [&](const TurnEvent& event) { display.take(event); };
    const auto turn = desk.familiar->assistant.take_turn(call, desk.person.id, request, take, interrupts.answer_now());
    display.clear();
    if (!turn) return Failure(turn.error());
    if (invocation.json)
        print_json(turn_json(*turn, display));
    else if (turn->answer)
        print_answer(*turn->answer, desk.person.time_zone);
    return {};
}

}  // namespace

void add_ask(CLI::App& root, CommandLine& line) {
    const auto options = std::make_shared<AskOptions>();
    CLI::App* command = root.add_subcommand("ask", "Ask a question; the answer shows its sources");
    command->footer(k_modes);
    command->add_option("question", options->words, "What you want to know")->required()->type_name("TEXT");
    command->add_option("--mode", options->mode, "How to answer")
        ->check(CLI::IsMember({"auto", "fast", "thinking", "contemplating", "shopping"}));
    command->add_option("--conversation", options->conversation, "Go on in this conversation")
        ->check(CLI::PositiveNumber);
    command->add_flag("--temporary", options->temporary, "Keep nothing of it");
    command->callback([&line, options] {
        line.chosen = [options](const Invocation& invocation) { return ask(invocation, *options); };
    });
}

}  // namespace familiar::app
