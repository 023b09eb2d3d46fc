// What each person holds of something: one position per author, by what they wrote last, with what they wrote before
// when it was different. Refers to the evidence it was made of.
#pragma once

#include "answer/instant/draft.h"
#include "nouns/evidence.h"
#include "nouns/question.h"

#include <optional>
#include <utility>
#include <vector>

namespace familiar::answer::instant {

enum class Stance { in_favour, against, undecided, neither };

struct Voice {
    const Evidence* evidence = nullptr;
    Span span;
    Stance stance = Stance::neither;
    const Evidence* answers = nullptr;  // the question it answers, when that was found too
};

// Where somebody stands now; `before` is what they wrote when they stood elsewhere.
struct Position {
    Voice now;
    std::optional<Voice> before;
};

// Asked for a recommendation, a bare name is one; asked for opinions, it is none.
enum class Asked { recommendations, opinions };

// One position per author, in the order of evidence. Who asked the question that the others answer has none.
std::vector<Position> positions_in(const std::vector<Evidence>& found, const Question& question, Asked asked);

std::vector<Position> those_with(const std::vector<Position>& positions, Stance stance);
std::vector<std::string> names_of(const std::vector<Position>& positions, const ComposeContext& context);
std::vector<std::pair<const Evidence*, Span>> grounds_of(const std::vector<Position>& positions);
double best_coverage(const std::vector<Position>& positions);

// "1 person", "3 people".
std::string people(std::size_t count);

// Each position as an item, what its author held before right below it.
void quote_all(Draft& draft, const std::vector<Position>& positions, const ComposeContext& context);

}  // namespace familiar::answer::instant
