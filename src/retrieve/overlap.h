// How a question and a text share their wording: order, closeness, little words too.
#pragma once

#include "retrieve/reading.h"

#include <string>
#include <vector>

namespace familiar::retrieve {

// How much of a title is asked for: its words that say something, those of the query among them.
double purity_of(const Reading& title);

// The length of the longest common subsequence of a question's folded words and a text's.
std::size_t common_in_order(const std::vector<std::string>& asked, const std::vector<Word>& words);

// Share of the question's pairs of neighbouring words that stand so in title or text.
double wording(const Reading& title, const Reading& text, const std::vector<std::string>& asked);

// The number of the query's words in a text over the words of the shortest stretch that holds them all.
double window_of(const Reading& text);

}  // namespace familiar::retrieve
