// Evidence: a post that was found for a question, where in it, and why it was found.
#pragma once

#include "base/span.h"
#include "nouns/post.h"

#include <optional>
#include <string>
#include <vector>

namespace familiar {

// One reason for which a post was found, as the ranker recorded it. `weight` is its share of the score.
struct Finding {
    // The last two come from models: a meaning that is near, and a reranker that read the post beside the question.
    enum class Kind {
        word,
        title_word,
        phrase,
        author,
        time,
        thread,
        neighbour,
        recency,
        engagement,
        meaning,
        reranked
    };
    Kind kind = Kind::word;
    std::string what;  // the word, name, period …
    double weight = 0;
};

struct Evidence {
    Post post;
    std::string source_title;  // "Garden Group", "Skerrymouth Council News"
    double score = 0;
    Span best;            // the best sentence of post.text; empty when only the title matched
    double coverage = 0;  // share of the query's rarity-weighted words that the best sentence and its title hold, 0…1
    Span passage;         // the best sentence with those beside it that may answer as well; empty where it stands alone
    // How probable it is that the best article of reference answers at all; nothing is known so well of what people
    // write to each other.
    std::optional<double> confidence;
    std::vector<Span> matches;  // words of the query in post.text
    std::vector<Finding> because;
    bool misses_name = false;    // a name of the question occurs nowhere near
    std::optional<Post> before;  // what it answers, when that is why it was found
    bool instructs = false;      // the text tries to give orders to an assistant; never the lead quote
};

}  // namespace familiar
