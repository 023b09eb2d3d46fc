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

using TurnEvent = std::variant<StatusEvent, EvidenceEvent, TextEvent, CitationEvent, WhyEvent, DoneEvent, ErrorEvent>;

// The events that tell a finished answer, from the first text to WhyEvent. Deterministic.
std::vector<TurnEvent> events_of(const Answer& answer);

}  // namespace familiar
