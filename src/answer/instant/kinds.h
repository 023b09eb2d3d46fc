// One composer per kind of question. Each returns nothing when the evidence does not carry such an answer.
#pragma once

#include "answer/composer.h"

#include <optional>

namespace familiar::answer::instant {

using Found = std::vector<Evidence>;

std::optional<Answer> compose_quoted(const Question& question, const Found& evidence, const ComposeContext& context);
std::optional<Answer> compose_voices(const Question& question, const Found& evidence, const ComposeContext& context);
std::optional<Answer> compose_opinions(const Question& question, const Found& evidence, const ComposeContext& context);
std::optional<Answer> compose_said(const Question& question, const Found& evidence, const ComposeContext& context);
std::optional<Answer> compose_last_mention(const Question& question, const Found& evidence,
                                           const ComposeContext& context);
std::optional<Answer> compose_digest(const Question& question, const Found& evidence, const ComposeContext& context);
std::optional<Answer> compose_head_count(const Question& question, const Found& evidence,
                                         const ComposeContext& context);
std::optional<Answer> compose_countdown(const Question& question, const Found& evidence, const ComposeContext& context);
std::optional<Answer> compose_changes(const Question& question, const Found& evidence, const ComposeContext& context);
std::optional<Answer> compose_sum(const Question& question, const Found& evidence, const ComposeContext& context);
// Only for questions about such text.
std::optional<Answer> compose_orders(const Question& question, const Found& evidence, const ComposeContext& context);
Answer compose_nothing(const Question& question, const Found& evidence, const ComposeContext& context);

}  // namespace familiar::answer::instant
