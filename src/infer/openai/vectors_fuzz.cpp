// Any bytes as replies of vectors, scores and errors.
#include "infer/openai/vectors.h"

#include "base/check.h"
#include "base/utf8.h"
#include "infer/limits.h"
#include "infer/openai/errors.h"

#include <cmath>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view body(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    const std::size_t count = 1 + bytes[0] % 4;
    if (const auto vectors = familiar::infer::openai::read_embeddings(body, count)) {
        CHECK(vectors->size() == count, "a vector for each text");
        for (const auto& vector : *vectors)
            CHECK(!vector.empty() && vector.size() == vectors->front().size(), "all of the same length");
    }
    if (const auto scores = familiar::infer::openai::read_scores(body, count)) {
        CHECK(scores->size() == count, "a score for each text");
        for (const double score : *scores) CHECK(std::isfinite(score), "scores can be compared");
    }
    familiar::platform::HttpResponse response;
    response.status = 400 + 4 * (bytes[0] % 32);
    response.body = body;
    response.headers["retry-after"] = std::string(body.substr(0, 40));
    const auto failure = familiar::infer::openai::failure_of({"fuzz", "host", "model"}, response,
                                                             familiar::Timestamp(std::chrono::seconds(1'772'357'400)));
    CHECK(!failure.error.message.empty() && failure.error.message.size() < 1000,
          "a failure says what happened, in short");
    CHECK(familiar::utf8::valid(failure.error.message) && failure.error.message.find('\n') == std::string::npos,
          "on one line");
    CHECK(!failure.retry_after ||
              (failure.retry_after->count() >= 0 && *failure.retry_after <= familiar::infer::k_retry_after_max),
          "the limit holds");
    return 0;
}
