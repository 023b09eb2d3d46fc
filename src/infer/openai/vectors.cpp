#include "infer/openai/vectors.h"

#include "base/json.h"
#include "infer/limits.h"

#include <cmath>
#include <fmt/format.h>

namespace familiar::infer::openai {

namespace {

Failure corrupt(std::string_view what) {
    return fail(ErrorCode::corrupt, fmt::format("the engine answered with {}; check that its address and model are for "
                                                "this purpose",
                                                what));
}

// The list under the first of the names, or the document itself.
const Json* list_of(const Json& document) {
    if (document.is_array()) return &document;
    const Json& data = member(document, "data");
    return data.is_null() ? &member(document, "results") : &data;
}

// `index` of an entry, or its place in the list.
std::size_t index_of(const Json& entry, std::size_t place, std::size_t count) {
    const auto index = integer_at(entry, "index");
    if (!index) return place;
    return *index < 0 ? count : static_cast<std::size_t>(*index);
}

// Numbers; llama-server's own endpoint wraps a pooled vector in a list.
Result<std::vector<float>> vector_of(const Json& given) {
    const Json& numbers = given.is_array() && given.size() == 1 && given.front().is_array() ? given.front() : given;
    if (!numbers.is_array() || numbers.empty() || numbers.size() > k_vector_length_max) return corrupt("no vectors");
    std::vector<float> vector;
    vector.reserve(numbers.size());
    for (const Json& number : numbers) {
        const auto value = number.is_number() ? number.get<float>() : NAN;
        if (!std::isfinite(value)) return corrupt("vectors that are not of numbers");
        vector.push_back(value);
    }
    return vector;
}

}  // namespace

Result<std::vector<std::vector<float>>> read_embeddings(std::string_view body, std::size_t count) {
    const auto document = parse_json(body);
    if (!document) return corrupt("something that is not JSON");
    const Json& list = *list_of(*document);
    if (!list.is_array() || list.size() != count) return corrupt("another number of vectors than texts");
    std::vector<std::vector<float>> vectors(count);
    std::size_t place = 0;
    for (const Json& entry : list) {
        const std::size_t index = index_of(entry, place++, count);
        if (index >= count || !vectors[index].empty()) return corrupt("vectors that belong to no text");
        vectors[index] = TRY(vector_of(member(entry, "embedding")));
        if (vectors[index].size() != vectors[index_of(list.front(), 0, count)].size())
            return corrupt("vectors of different lengths");
    }
    return vectors;
}

Result<std::vector<double>> read_scores(std::string_view body, std::size_t count) {
    const auto document = parse_json(body);
    if (!document) return corrupt("something that is not JSON");
    const Json& list = *list_of(*document);
    if (!list.is_array() || list.size() != count) return corrupt("another number of scores than texts");
    std::vector<double> scores(count, NAN);
    std::size_t place = 0;
    for (const Json& entry : list) {
        const std::size_t index = index_of(entry, place++, count);
        const Json& given = member(entry, "relevance_score");
        const Json& score = given.is_null() ? member(entry, "score") : given;
        if (index >= count || !std::isnan(scores[index])) return corrupt("scores that belong to no text");
        if (!score.is_number() || !std::isfinite(score.get<double>())) return corrupt("scores that are not numbers");
        scores[index] = score.get<double>();
    }
    return scores;
}

}  // namespace familiar::infer::openai
