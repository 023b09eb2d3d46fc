// The structured answer: sentences, each bound to what supports it.
#pragma once

#include "base/span.h"
#include "nouns/evidence.h"
#include "nouns/post.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace familiar {

enum class Mode { automatic, fast, thinking, contemplating, shopping };
std::string_view name_of(Mode mode);
std::optional<Mode> mode_from(std::string_view name);

// What holds a sentence up. `none` is for sentences that state nothing about the world ("I found three posts").
enum class Support { quoted, entailed, computed, own_knowledge, none };
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

enum class SentenceRole { lead, detail, item, working, note };
std::string_view name_of(SentenceRole role);

struct Sentence {
    std::string text;
    Support support = Support::none;
    SentenceRole role = SentenceRole::lead;
    std::vector<Citation> citations;  // anchors are offsets into Answer::text() once bound
};

enum class AnswerKind { quoted, gathered, computed, about, nothing };
std::string_view name_of(AnswerKind kind);

// A source that the answer used or looked at, with why it was found, in words.
struct SourceNote {
    Evidence evidence;
    bool cited = false;
    std::string because;
};

struct Answer {
    AnswerKind kind = AnswerKind::nothing;
    Mode mode = Mode::fast;
    std::vector<Sentence> sentences;
    std::vector<SourceNote> sources;       // cited first, in the order of their first citation, then considered
    double confidence = 0;                 // 0…1: that the answer is right
    std::vector<std::string> degraded;     // services that were missing, for the person
    std::vector<std::string> suggestions;  // what would help: a source to add, a way to ask

    // The whole answer as plain text: sentences joined by a space, items and working on their own lines.
    std::string text() const;
};

// Joins sentences as text() does and returns where each lies in it.
std::string joined(const std::vector<Sentence>& sentences, std::vector<Span>& places);

}  // namespace familiar
