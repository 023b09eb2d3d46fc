// What a recogniser believes was said. Values.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace familiar::hear {

struct SpokenWord {
    std::string text;
    std::chrono::milliseconds begin{0};  // within the recording
    std::chrono::milliseconds end{0};
    double confidence = 0;  // posterior of the recogniser, 0…1
};

struct Hypothesis {
    std::string model;  // "stock", "world", "digits"
    std::string text;
    std::vector<SpokenWord> words;
    double confidence = 0;       // mean of the words', weighted by how long they took
    double score_per_frame = 0;  // natural logarithm, of sound and language model together
};

}  // namespace familiar::hear
