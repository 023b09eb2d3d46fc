#include "answer/sources.h"

#include "answer/limits.h"

#include <algorithm>

namespace familiar::answer {

void bind_sources(Answer& answer, const std::vector<const Evidence*>& cited, const std::vector<Evidence>& considered) {
    std::vector<Span> places;
    joined(answer.sentences, places);
    for (std::size_t i = 0; i < answer.sentences.size(); ++i) {
        for (Citation& citation : answer.sentences[i].citations) citation.anchor = places[i];
    }
    for (const Evidence* evidence : cited) answer.sources.push_back({*evidence, true, {}});
    std::size_t listed = 0;
    for (const Evidence& evidence : considered) {
        const bool known =
            std::ranges::any_of(cited, [&](const Evidence* other) { return other->post.id == evidence.post.id; });
        if (known || listed >= k_considered_max) continue;
        answer.sources.push_back({evidence, false, {}});
        ++listed;
    }
}

}  // namespace familiar::answer
