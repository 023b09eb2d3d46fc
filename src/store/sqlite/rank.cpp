#include "store/sqlite/rank.h"

#include "base/check.h"
#include "store/limits.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <sqlite3.h>

namespace familiar::store::sqlite {

namespace {

// BM25F after Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), §3.6: term frequencies of the
// fields are weighted and normalised by length before they saturate.
constexpr double k_k1 = 1.2;
constexpr double k_b = 0.75;
constexpr std::array<double, 3> k_field_weights = {2.5, 1.0, 1.0};  // title, text, author
constexpr int k_text_field = 1;

struct BlobHeader {
    double words_average;
    int terms;
    int phrases;
};

void rank(const Fts5ExtensionApi* api, Fts5Context* row, sqlite3_context* result, int count, sqlite3_value** values) {
    if (count != 1) return sqlite3_result_error(result, "familiar_rank takes its weights", -1);
    const auto* blob = static_cast<const char*>(sqlite3_value_blob(values[0]));
    BlobHeader header{};
    if (blob == nullptr || sqlite3_value_bytes(values[0]) < static_cast<int>(sizeof header)) return;
    std::memcpy(&header, blob, sizeof header);
    std::array<double, k_match_terms_max> idf{};
    std::array<int, k_match_terms_max * k_forms_max> term_of_phrase{};
    std::memcpy(idf.data(), blob + sizeof header, sizeof(double) * static_cast<std::size_t>(header.terms));
    std::memcpy(term_of_phrase.data(), blob + sizeof header + sizeof(double) * static_cast<std::size_t>(header.terms),
                sizeof(int) * static_cast<std::size_t>(header.phrases));

    int words = 0;
    api->xColumnSize(row, k_text_field, &words);
    const double length_norm = 1 - k_b + k_b * words / header.words_average;
    std::array<double, k_match_terms_max> frequency{};
    int instances = 0;
    if (const int status = api->xInstCount(row, &instances); status != SQLITE_OK) {
        return sqlite3_result_error_code(result, status);
    }
    for (int i = 0; i < instances; ++i) {
        int phrase = 0;
        int field = 0;
        int offset = 0;
        api->xInst(row, i, &phrase, &field, &offset);
        if (phrase >= header.phrases || field >= static_cast<int>(k_field_weights.size())) continue;
        const double norm = field == k_text_field ? length_norm : 1.0;
        frequency[static_cast<std::size_t>(term_of_phrase[static_cast<std::size_t>(phrase)])] +=
            k_field_weights[static_cast<std::size_t>(field)] / norm;
    }
    double score = 0;
    for (std::size_t t = 0; t < static_cast<std::size_t>(header.terms); ++t) {
        score += idf[t] * frequency[t] * (k_k1 + 1) / (k_k1 + frequency[t]);
    }
    sqlite3_result_double(result, score);
}

}  // namespace

std::string to_blob(const RankWeights& weights) {
    CHECK(weights.idf.size() <= k_match_terms_max && weights.term_of_phrase.size() <= k_match_terms_max * k_forms_max,
          "match() cuts the terms of a query");
    const BlobHeader header{weights.words_average, static_cast<int>(weights.idf.size()),
                            static_cast<int>(weights.term_of_phrase.size())};
    std::string blob(sizeof header + weights.idf.size() * sizeof(double) + weights.term_of_phrase.size() * sizeof(int),
                     '\0');
    char* out = blob.data();
    std::memcpy(out, &header, sizeof header);
    out += sizeof header;
    std::memcpy(out, weights.idf.data(), weights.idf.size() * sizeof(double));
    out += weights.idf.size() * sizeof(double);
    std::memcpy(out, weights.term_of_phrase.data(), weights.term_of_phrase.size() * sizeof(int));
    return blob;
}

void register_rank(sqlite3* connection) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    CHECK(api != nullptr, "SQLite was built with FTS5");
    const int status = api->xCreateFunction(api, "familiar_rank", nullptr, rank, nullptr);
    CHECK(status == SQLITE_OK, "a function can be registered on an open connection");
}

}  // namespace familiar::store::sqlite
