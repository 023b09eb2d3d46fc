#include "answer/instant/passages.h"

#include "answer/limits.h"
#include "base/cues.h"
#include "base/utf8.h"
#include "base/words.h"

#include <algorithm>

namespace familiar::answer::instant {

namespace {

bool offers(std::string_view sentence, Wanted wanted) {
    const Cues cues = cues_of(sentence, words_of(sentence));
    switch (wanted) {
        case Wanted::time: return cues.time;
        case Wanted::amount: return cues.amount || cues.number;
        case Wanted::count: return cues.number;
        case Wanted::reason: return cues.reason;
        default: return true;
    }
}

}  // namespace

Span readable(std::string_view text, Span span) {
    if (span.size() <= k_quote_bytes_max) return span;
    std::size_t end = utf8::boundary_before(text, span.begin + k_quote_bytes_max);
    const std::size_t space = text.rfind(' ', end);
    if (space != std::string_view::npos && space > span.begin) end = space;
    return {span.begin, end};
}

Span passage_for(const Evidence& evidence, Wanted wanted) {
    const std::string_view text = evidence.post.text;
    const Span best = evidence.best;
    if (!evidence.passage.empty()) return readable(text, evidence.passage);
    if (offers(best.of(text), wanted)) return readable(text, best);
    const std::vector<Span> sentences = sentences_of(text);
    const auto at = std::ranges::find(sentences, best);
    if (at != sentences.end() && at + 1 != sentences.end()) {
        const Span both{best.begin, (at + 1)->end};
        if (both.size() <= k_quote_bytes_max && offers((at + 1)->of(text), wanted)) return both;
    }
    return readable(text, best);
}

std::vector<Span> statements_of(const Evidence& evidence) {
    std::vector<Span> spans;
    const std::string_view text = evidence.post.text;
    for (const Span span : sentences_of(text)) {
        const Cues cues = cues_of(span.of(text), words_of(span.of(text)));
        if (!cues.question && !cues.seeks) spans.push_back(readable(text, span));
    }
    std::ranges::stable_partition(spans, [&](Span span) { return span.begin == evidence.best.begin; });
    return spans;
}

bool carries(const Evidence& evidence, double coverage_needed) {
    return !evidence.instructs && !evidence.misses_name && !evidence.best.empty() &&
           evidence.coverage >= coverage_needed;
}

bool answers(const Evidence& evidence) {
    if (!evidence.confidence) return carries(evidence, k_coverage_needed);
    return carries(evidence, 0) && *evidence.confidence >= k_confidence_needed;
}

double confidence_in(const Evidence& evidence) {
    return std::min(1.0, evidence.confidence.value_or(evidence.coverage));
}

bool only_asks(const Evidence& evidence, Span span) { return familiar::asks(span.of(evidence.post.text)); }

bool same_words(std::string_view a, std::string_view b) {
    const auto bag = [](std::string_view text) {
        std::vector<std::string> words;
        for (const Word& word : words_of(text)) words.push_back(word.folded);
        std::ranges::sort(words);
        return words;
    };
    const auto left = bag(a);
    const auto right = bag(b);
    std::vector<std::string> shared;
    std::ranges::set_intersection(left, right, std::back_inserter(shared));
    const std::size_t longer = std::max(left.size(), right.size());
    return longer == 0 || shared.size() * 10 >= longer * 8;
}

}  // namespace familiar::answer::instant
