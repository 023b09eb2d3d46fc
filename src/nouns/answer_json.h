// Answers and posts as JSON: the one form in which they are stored, exported and sent.
#pragma once

#include "base/json.h"
#include "nouns/answer.h"

namespace familiar {

Json to_json(const Post& post);
Json to_json(const Citation& citation);
Json to_json(const TokenUsage& usage);
Json to_json(const SupportCount& support);
Json to_json(const Answer& answer);

// `corrupt` when the JSON is not what to_json makes.
Result<Post> post_from_json(const Json& json);
Result<Answer> answer_from_json(const Json& json);

}  // namespace familiar
