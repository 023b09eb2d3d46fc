// The structured answer: sentences, each bound to what supports it.
#pragma once

#include "base/span.h"
#include "nouns/chat.h"
#include "nouns/evidence.h"
#include "nouns/post.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace familiar {

enum class Mode { automatic, fast, thinking, contemplating, shopping };
std::string_view name_of(Mode mode);
std::optional<Mode> mode_from(std::string_view name);

// What holds a sentence up. `own_knowledge` is a model's own, without a source; `unsupported` names a source that does
// not say it ("not in your sources"); `none` is for sentences that state nothing about the world ("I found three").
enum class Support { quoted, entailed, computed, own_knowledge, unsupported, none };
std::string_view name_of(Support support);

// A sentence of the answer and the characters of one version of a source that support it.
struct Citation {
    PostId post;
    int version = 1;
    Span span;  // in the text of that version, or in its title when in_title
    bool in_title = false;
    std::string quote;  // the characters of span
    Support support = Support::quoted;
    Span anchor;  // the bytes of the answer's whole text that it supports; equals or lies in its sentence
};

// `heading` and `step` stand on lines of their own: the parts of a brief, and what a worked answer found on its way.
enum class SentenceRole { lead, detail, item, working, note, heading, step };
std::string_view name_of(SentenceRole role);

struct Sentence {
    std::string text;
    Support support = Support::none;
    SentenceRole role = SentenceRole::lead;
    std::vector<Citation> citations;  // anchors are offsets into Answer::text() once bound
    // What stands between this sentence and the one before it; nothing when its role decides. A model writes its own.
    std::optional<std::string> gap = std::nullopt;
};

// `worked` came about in several steps, `brief` has sections, `written` is a model's prose.
enum class AnswerKind { quoted, gathered, computed, about, nothing, worked, brief, written };
std::string_view name_of(AnswerKind kind);

// What a model took and gave, in its own tokens.
struct TokenUsage {
    std::int64_t prompt = 0;
    std::int64_t prompt_cached = 0;  // of `prompt`, those that the engine had evaluated before
    std::int64_t completion = 0;     // with reasoning
    std::int64_t reasoning = 0;      // of `completion`, those that were thought and not said

    friend bool operator==(const TokenUsage&, const TokenUsage&) = default;
};

// How the sentences that state something stand, of an answer that a model wrote.
struct SupportCount {
    std::int64_t stated = 0;       // sentences that state something
    std::int64_t supported = 0;    // whose citations hold, or that were computed
    std::int64_t marked = 0;       // whose citation does not hold, or that have none
    std::int64_t links_taken = 0;  // links that no source contains, taken out

    friend bool operator==(const SupportCount&, const SupportCount&) = default;
};

// A source that the answer used or looked at, with why it was found, in words.
struct SourceNote {
    Evidence evidence;
    bool cited = false;
    std::string because;
    int number = 0;  // under which a model was shown it, in the list of its conversation; 0: it was not
};

struct Answer {
    AnswerKind kind = AnswerKind::nothing;
    Mode mode = Mode::fast;
    std::vector<Sentence> sentences;
    std::vector<SourceNote> sources;       // cited first, in the order of their first citation, then considered
    double confidence = 0;                 // 0…1: that the answer is right
    std::vector<std::string> degraded;     // services that were missing, for the person
    std::vector<std::string> suggestions;  // what would help: a source to add, a way to ask
    std::vector<std::string> checked;      // what was looked at on the way, in short lines
    std::optional<Mode> offered;           // a mode that would do more for this question
    std::string engine;                    // the model that wrote it; empty without one
    TokenUsage usage;
    SupportCount support;
    std::string raw;                   // the model's text with its markers, as later turns show it to the model again
    std::vector<ToolCall> tool_calls;  // of a client's tools: the client calls them and asks again
    bool cut_short = false;            // the limit of tokens ended it

    // The whole answer as plain text: sentences joined by a space, items and working on their own lines.
    std::string text() const;
};

// Joins sentences as text() does and returns where each lies in it.
std::string joined(const std::vector<Sentence>& sentences, std::vector<Span>& places);

}  // namespace familiar
