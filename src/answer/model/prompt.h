// A conversation as a model is shown it: a stable beginning, then turns, each with its question and the sources that
// were new with it. It only grows at its end: the same conversation with one more question begins with the very same
// messages, so that an engine's prefix cache holds. When it grows too long its older half is left out at once, so that
// the beginning then stays the same again for many turns.
//
// Made for one turn; one thread.
#pragma once

#include "answer/cite/source_list.h"
#include "answer/composer.h"
#include "infer/text_engine.h"
#include "nouns/conversation.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::model {

struct PromptOptions {
    ComposeContext context;
    std::size_t bytes_max = 0;  // of all messages together
    std::string client = {};    // what the program says through which the person asks
};

class Prompt {
public:
    explicit Prompt(PromptOptions options) : options_(std::move(options)) {}

    // A question of before with the sources that were numbered for its answer, where there was one, and the answer.
    void replay_question(std::string_view question, const Answer* answer);
    void replay_answer(const Answer& answer);
    // What a client put between: an answer of elsewhere, calls of its tools, and what they returned.
    void pass(const infer::Message& message);
    // The question of this turn, with what was found for it. The task stands behind the sources, so that several who
    // look at the same question share what stands before it.
    void ask(std::string_view question, const std::vector<Evidence>& evidence, std::string_view task,
             std::vector<Picture> pictures = {});

    std::vector<infer::Message> messages() const;
    const cite::SourceList& sources() const { return sources_; }
    cite::SourceList& sources() { return sources_; }
    // The first number that this turn brought.
    int first_new() const { return first_new_; }

private:
    struct Turn {
        std::vector<infer::Message> messages;
        std::size_t bytes = 0;
    };
    // A question begins a turn; all else goes on with it.
    void begin(infer::Message question);
    void go_on(infer::Message message);
    std::string question_text(std::string_view question, int first_number, std::string_view task) const;

    PromptOptions options_;
    cite::SourceList sources_;
    std::vector<Turn> turns_;
    std::size_t bytes_ = 0;
    int first_new_ = 1;
    bool same_numbers_ = true;  // else turns are missing, and markers of before would name other sources
};

// The rules that every prompt begins with. The day stands in it, so that it changes once a day.
std::string rules(const ComposeContext& context);
// What a mode asks for beyond the rules. It stands with the question, so that a conversation in which modes change
// keeps its beginning.
std::string_view instructions_of(Mode mode);

}  // namespace familiar::answer::model
