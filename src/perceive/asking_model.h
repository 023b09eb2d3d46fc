// What a person of this world might ask: sentences made from question forms filled with the world's names and things,
// and what was written there, each with a weight. A recogniser builds its language model from them.
//
// Pure; the same words give the same sentences. Makes at most k_questions questions, whatever the world's size; made
// again when WorldWords::digest() changes.
#pragma once

#include "base/result.h"
#include "perceive/world_words.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::perceive {

// As it is said: lower-case words with one space between two.
struct AskedSentence {
    std::string text;
    double weight = 1;
};

struct AskingWishes {
    std::size_t questions = 0;    // 0: k_questions
    double of_the_world = 1;      // weight of a sentence that somebody wrote
    double of_a_question = 0.25;  // weight of a made question
};

std::vector<AskedSentence> asked_sentences(const WorldWords& words, const AskingWishes& wishes = {});

// The words by which a name is asked for, which a recogniser must be able to pronounce: those of people, groups and
// names, then of things and sentences. Without repetition, at most `count`.
std::vector<std::string> words_to_know(const WorldWords& words, std::size_t count);

}  // namespace familiar::perceive
