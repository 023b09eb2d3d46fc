// What a turn tells while it runs. The same events are made again from a stored turn, so that a lost stream resumes.
#pragma once

#include "base/result.h"
#include "nouns/answer.h"
#include "nouns/conversation.h"

#include <string>
#include <variant>
#include <vector>

namespace familiar {

enum class Stage { received, searching, composing };
std::string_view name_of(Stage stage);

struct StatusEvent {
    Id<Turn> turn;
    Id<Conversation> conversation;
    Stage stage = Stage::received;
};

// Before a long run: what it may take at the most.
struct BudgetEvent {
    int agents = 0;
    std::int64_t tokens = 0;  // 0 without a model
    double seconds = 0;
};

// How a long run goes on. Agents count from 1; 0 is the turn itself.
enum class ProgressState { started, done, failed };
std::string_view name_of(ProgressState state);

struct ProgressEvent {
    int agent = 0;
    std::string what;  // "Timeline", "Where did the quiz night move to?"
    ProgressState state = ProgressState::started;
};

// A source that was considered, best first.
struct EvidenceEvent {
    SourceNote note;
};

// Text to append at byte `offset` of the answer, separators included.
struct TextEvent {
    std::string text;
    std::size_t offset = 0;
    SentenceRole role = SentenceRole::lead;
};

// `number` counts the sources that are cited, from 1; several citations of one post share it.
struct CitationEvent {
    int number = 0;
    Citation citation;
    Post post;
    std::string source_title;
};

struct WhyEvent {
    std::vector<SourceNote> sources;
};

struct DoneEvent {
    Turn turn;
};

struct ErrorEvent {
    Id<Turn> turn;
    Error error;
};

using TurnEvent = std::variant<StatusEvent, BudgetEvent, ProgressEvent, EvidenceEvent, TextEvent, CitationEvent,
                               WhyEvent, DoneEvent, ErrorEvent>;

// The events that tell a finished answer, from the first text to WhyEvent. Deterministic.
std::vector<TurnEvent> events_of(const Answer& answer);

}  // namespace familiar
