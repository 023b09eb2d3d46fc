// What questions look like, as data.
#pragma once

#include "nouns/question.h"

#include <optional>
#include <span>
#include <string_view>

namespace familiar::converse {

struct IntentPattern {
    Intent intent;
    std::string_view pattern;  // see pattern.h; slots: topic, author, group, unit
    Side side = Side::both;    // of opinions
};

std::span<const IntentPattern> intent_patterns();

struct WantedPattern {
    Wanted wanted;
    std::string_view opening;  // the question begins like this (pattern without slots)
};

std::span<const WantedPattern> wanted_patterns();

// Words of asking that a search does not need ("cost", "recommend"), folded.
bool is_asking_word(std::string_view folded_word);
// What a question asks for by its kind ("which town"), which need not stand in what answers, folded.
bool is_kind_word(std::string_view folded_word);
// What people decide about a thing ("food", "date"), which need not be called so where they do, folded.
bool is_matter_word(std::string_view folded_word);
// Verbs of putting together ("raised", "collected"), which a sum does not need to find.
bool is_gathering_verb(std::string_view folded_word);
// What of a thing may change ("hours", "price", "venue"), as what is wanted of it.
std::optional<Wanted> aspect_of(std::string_view folded_word);
// Words that stand for something said before ("it", "there", "him").
bool is_anaphor(std::string_view folded_word);
// Words that ask for the newest of several truths ("now", "still", "current").
bool asks_for_latest(std::string_view folded_word);

}  // namespace familiar::converse
