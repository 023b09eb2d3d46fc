// Real questions with the paragraph and the sentence that answer them (QED: Lamm and others, 2021).
#pragma once

#include "base/result.h"
#include "base/span.h"
#include "quality/plain.h"

#include <string>
#include <vector>

namespace familiar::bench {

struct Example {
    std::string id;
    std::string question;
    std::string article;  // its external id
    Span answer;          // in characters of the paragraph
    Span sentence;        // the annotated one
    bool one_sentence = false;
    std::vector<std::string> answers;
};

struct Examples {
    std::vector<Example> all;
    std::vector<std::string> articles;  // the paragraphs as lines of JSONL, by the number in their ids
    PlainSearch plain;
};

// All of them; not_found where the data is not there.
Result<Examples> examples();

}  // namespace familiar::bench
