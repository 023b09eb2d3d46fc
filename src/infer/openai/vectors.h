// Replies of /embeddings and /rerank. Hostile: every text must have got exactly one finite answer. Pure.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace familiar::infer::openai {

// A vector of the same length for each of `count` texts, in their order; `corrupt` for anything else.
Result<std::vector<std::vector<float>>> read_embeddings(std::string_view body, std::size_t count);

// A score for each of `count` texts, in their order; `corrupt` for anything else.
Result<std::vector<double>> read_scores(std::string_view body, std::size_t count);

}  // namespace familiar::infer::openai
