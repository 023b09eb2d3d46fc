// The voice without a model: a question and what was found become sentences, each bound to the characters that support
// it. Never searches by itself; deterministic.
#pragma once

#include "nouns/answer.h"
#include "nouns/question.h"

#include <string>
#include <vector>

namespace familiar::answer {

struct ComposeContext {
    Timestamp now;
    std::string zone;         // of the person, for dates
    std::string person_name;  // whose own posts are "you"
};

// What Familiar can say about itself and the person's world.
struct AboutFacts {
    std::int64_t posts = 0;
    std::int64_t private_posts = 0;
    std::vector<std::string> sources;  // titles
    std::int64_t conversations = 0;
};

// An answer from evidence, best first: quoted or gathered, or AnswerKind::nothing when the evidence does not carry one.
// Citations are bound (anchors set); sources hold cited and considered without `because`, which explain/ fills.
Answer compose(const Question& question, const std::vector<Evidence>& evidence, const ComposeContext& context);

// The answer to a computation: result and working.
Answer compose_computed(const std::string& sentence, const std::vector<std::string>& working);

Answer compose_about(const Question& question, const AboutFacts& facts);

}  // namespace familiar::answer
