// Which of two readings of the same sound to believe, that of the stock model or that of the person's world, and how
// sure to be of it.
//
// Pure. How sure it is was learned by bench/quality/learn_choice.py from tests/voice/tuning.txt in four voices; whom to
// believe is set by hand.
#pragma once

#include <string>
#include <vector>

namespace familiar::hear {

// One recogniser's reading. Both recognisers use the same acoustic model and the same language weight.
struct Reading {
    std::string text;
    double confidence = 0;       // mean posterior of its words
    double score_per_frame = 0;  // natural logarithm, of sound and language model together
};

struct Choice {
    bool is_world = false;
    double confidence = 0;  // that at most one word in ten is wrong, between 0 and 1
};

// What the choice looks at; 0…1, but for the scores.
struct ChoiceSigns {
    double agreement = 0;  // of the two readings' words, 1 when they are the same
    double world_confidence = 0;
    double stock_confidence = 0;
    double world_lead = 0;  // score per frame, world less stock, within ±1
    double length = 0;      // words of the world's reading, of ten
};

ChoiceSigns signs_of(const Reading& stock, const Reading& world);
Choice choose(const Reading& stock, const Reading& world);
// When there is no world model.
double confidence_alone(const Reading& stock);

// The shared words of two texts in order, as a share of the longer one; 1 for two empty ones.
double agreement_of(const std::string& one, const std::string& other);

}  // namespace familiar::hear
