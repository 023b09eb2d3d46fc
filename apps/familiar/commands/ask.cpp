#include "answer_text.h"
#include "commands/commands.h"
#include "desk.h"
#include "nouns/answer_json.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <vector>

namespace familiar::app {

namespace {

struct AskOptions {
    std::vector<std::string> words;
    std::string mode = "auto";
    std::int64_t conversation = 0;
    bool temporary = false;
};

Json turn_json(const Turn& turn) {
    return {{"id", turn.id.value},
            {"conversation", turn.conversation.value},
            {"question", turn.question},
            {"state", name_of(turn.state)},
            {"answer", turn.answer ? to_json(*turn.answer) : Json()},
            {"failure", turn.failure},
            {"asked_at", time::rfc3339(turn.asked_at)},
            {"answered_at", turn.answered_at ? Json(time::rfc3339(*turn.answered_at)) : Json()}};
}

void print_answer(const Answer& answer, const std::string& zone) {
    const AnswerLines lines = lines_of(answer, zone);
    for (const std::string& line : lines.text) print_line(line, line.starts_with("- ") ? 2 : 0);
    if (!lines.sources.empty()) print_line("");
    for (const std::string& line : lines.sources) print_line(line, 4);
    if (!lines.notes.empty()) print_line("");
    for (const std::string& line : lines.notes) print_line(line);
}

Result<> ask(const Invocation& invocation, const AskOptions& options) {
    const Desk desk = TRY(open_desk(invocation));
    Request request;
    for (const std::string& word : options.words) request.words += (request.words.empty() ? "" : " ") + word;
    request.mode = mode_from(options.mode).value_or(Mode::automatic);
    request.temporary = options.temporary;
    if (options.conversation != 0) request.conversation = Id<Conversation>{options.conversation};

    const Turn turn = TRY(
        desk.familiar->assistant.take_turn(desk.familiar->call(), desk.person.id, request, [](const TurnEvent&) {}));
    if (invocation.json)
        print_json(turn_json(turn));
    else if (turn.answer)
        print_answer(*turn.answer, desk.person.time_zone);
    return {};
}

}  // namespace

void add_ask(CLI::App& root, CommandLine& line) {
    const auto options = std::make_shared<AskOptions>();
    CLI::App* command = root.add_subcommand("ask", "Ask a question; the answer shows its sources");
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
