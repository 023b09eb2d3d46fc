#include "answer/cite/cited_stream.h"

#include "answer/sources.h"

#include <algorithm>
#include <utility>

namespace familiar::answer::cite {

CitedStream::CitedStream(const SourceList& sources, Sink sink, CiteOptions options)
    : sources_(sources),
      sink_(std::move(sink)),
      binder_(sources, std::move(options.verifier), std::move(options.zone)),
      reader_([this](const WrittenSentence& written) { take(written); }),
      filter_(sources, [this](Piece&& piece) { reader_.feed(piece); }),
      scanner_(sources, [this](Piece&& piece) { filter_.feed(std::move(piece)); }) {
    answer_.kind = AnswerKind::written;
}

void CitedStream::feed(std::string_view delta) {
    scanner_.feed(delta);
    tell_text(reader_.text().size());
}

void CitedStream::tell_text(std::size_t end) {
    if (end <= told_) return;
    sink_(TextEvent{reader_.text().substr(told_, end - told_), told_, role_});
    told_ = end;
}

void CitedStream::take(const WrittenSentence& written) {
    role_ = written.role;
    tell_text(written.place.end);
    Sentence sentence;
    sentence.text = std::string(written.place.of(reader_.text()));
    sentence.role = written.role;
    sentence.gap = reader_.text().substr(last_end_, written.place.begin - last_end_);
    last_end_ = written.place.end;
    BoundSentence bound = binder_.bind(sentence.text, written);
    sentence.support = bound.support;
    sentence.citations = std::move(bound.citations);
    if (bound.is_rebound) ++count_.rebound;
    for (Citation& citation : sentence.citations) {
        citation.anchor = written.place;
        const auto source = std::ranges::find_if(sources_.all(), [&](const NumberedSource& one) {
            return one.evidence.post.id == citation.post && one.evidence.post.version == citation.version;
        });
        const int number = numbers_.try_emplace(citation.post, static_cast<int>(numbers_.size()) + 1).first->second;
        sink_(CitationEvent{number, citation, source->evidence.post, source->evidence.source_title});
    }
    answer_.sentences.push_back(std::move(sentence));
}

Answer CitedStream::finish() {
    scanner_.finish();
    filter_.finish();
    reader_.finish();
    tell_text(reader_.text().size());
    count_.invented_numbers = scanner_.removed().invented_numbers;
    count_.links_taken = scanner_.removed().links + filter_.removed();
    std::vector<const Evidence*> cited;
    std::vector<Evidence> considered;
    SupportCount& support = answer_.support;
    for (const Sentence& sentence : answer_.sentences) {
        if (sentence.support == Support::none) continue;
        ++support.stated;
        const bool holds = sentence.support == Support::quoted || sentence.support == Support::entailed;
        ++(holds ? support.supported : support.marked);
    }
    support.links_taken = count_.links_taken;
    const auto is_cited = [&](const Post& post, bool holding) {
        return std::ranges::any_of(answer_.sentences, [&](const Sentence& sentence) {
            return std::ranges::any_of(sentence.citations, [&](const Citation& citation) {
                const bool counts = !holding || citation.support != Support::unsupported;
                return counts && citation.post == post.id && citation.version == post.version;
            });
        });
    };
    for (const NumberedSource& source : sources_.all()) {
        if (is_cited(source.evidence.post, false))
            cited.push_back(&source.evidence);
        else
            considered.push_back(source.evidence);
    }
    std::ranges::stable_sort(cited, {}, [&](const Evidence* one) { return numbers_.at(one->post.id); });
    bind_sources(answer_, cited, considered);
    for (SourceNote& note : answer_.sources) note.cited = note.cited && is_cited(note.evidence.post, true);
    std::ranges::stable_partition(answer_.sources, &SourceNote::cited);
    answer_.confidence =
        support.stated == 0 ? 0 : static_cast<double>(support.supported) / static_cast<double>(support.stated);
    return std::move(answer_);
}

}  // namespace familiar::answer::cite
