// Which searches a question needs. Pure.
#pragma once

#include "nouns/query.h"
#include "nouns/question.h"

#include <vector>

namespace familiar::converse {

struct Plan {
    std::vector<Query> queries;  // their evidence is joined, best first
};

Plan route(const Question& question);

}  // namespace familiar::converse
