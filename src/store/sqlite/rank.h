// The FTS5 function familiar_rank(post_index, weights): BM25F whose statistics the caller gives.
#pragma once

#include <string>
#include <vector>

struct sqlite3;

namespace familiar::store::sqlite {

void register_rank(sqlite3* connection);

// What the function needs, as the blob that SQL hands it.
struct RankWeights {
    double words_average = 1;
    std::vector<double> idf;          // per term
    std::vector<int> term_of_phrase;  // FTS5 counts each form of a term as a phrase of its own
};
std::string to_blob(const RankWeights& weights);

}  // namespace familiar::store::sqlite
