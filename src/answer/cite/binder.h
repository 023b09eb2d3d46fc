// Binds sentences to the spans of sources that support them: checks what a sentence cites, finds another span or source
// when that does not hold, and says how the sentence stands.
//
// One per answer, one thread; remembers what it read of each source. The sources outlive it and may grow meanwhile.
#pragma once

#include "answer/cite/check.h"
#include "answer/cite/sentence_reader.h"
#include "answer/cite/source_list.h"

#include <string_view>
#include <vector>

namespace familiar::answer::cite {

struct BoundSentence {
    Support support = Support::none;
    std::vector<Citation> citations;  // without anchors
    bool is_rebound = false;          // a citation was put in the place of the one that was written
    Verdict verdict;                  // of the best span, for those that are marked
};

class Binder {
public:
    Binder(const SourceList& sources, Verifier verifier, std::string zone)
        : sources_(sources), verifier_(std::move(verifier)), zone_(std::move(zone)) {}

    BoundSentence bind(std::string_view sentence, const WrittenSentence& written);

private:
    struct ReadSource {
        std::vector<Statement> sentences;
        Setting setting;
    };
    struct Candidate {
        const NumberedSource* source = nullptr;
        Span span;
        bool in_title = false;
        Verdict verdict;
    };
    const ReadSource& read(const NumberedSource& source);
    // The best span of a source.
    Candidate best_in(const Statement& sentence, const NumberedSource& source);
    Candidate best_anywhere(const Statement& sentence, const std::vector<int>& but);
    Verdict judge(const Statement& sentence, const NumberedSource& source, Span span, std::size_t first);
    // Asks the verifier, where it has a say, about the span that was chosen: it is slow, so not about every one.
    void verify(const Statement& sentence, Candidate& candidate) const;
    // Spans of several sources that support the sentence only together.
    bool support_together(const Statement& sentence, const std::vector<Candidate>& parts);
    static Citation citation_of(const Candidate& candidate);

    const SourceList& sources_;
    Verifier verifier_;
    std::string zone_;
    std::vector<std::optional<ReadSource>> read_;
};

// Whether a sentence says something about the world that a source could say: not a greeting, an offer, or a remark on
// the search itself.
bool states_something(std::string_view sentence);

}  // namespace familiar::answer::cite
