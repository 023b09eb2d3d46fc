// Model prose in, checked answer out: what every mode puts between an engine and the person. Text goes on as soon as it
// can hold no marker and no link any more; citations follow as soon as their sentence is over and checked.
//
// One per answer, one thread. The sources outlive it and may grow while the text streams.
#pragma once

#include "answer/cite/binder.h"
#include "answer/cite/link_filter.h"
#include "nouns/event.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::cite {

struct CiteOptions {
    std::string zone = "UTC";  // of the person, for days that a post calls "tomorrow"
    Verifier verifier = {};
};

// What was done to the prose; a mode adds it to its metrics.
struct CiteCount {
    std::int64_t invented_numbers = 0;  // source numbers that no source has
    std::int64_t links_taken = 0;
    std::int64_t rebound = 0;  // sentences whose citation was put right
};

class CitedStream {
public:
    // Called with TextEvent and CitationEvent, in order, on the thread that feeds.
    using Sink = std::function<void(TurnEvent&&)>;

    CitedStream(const SourceList& sources, Sink sink, CiteOptions options = {});
    CitedStream(const CitedStream&) = delete;
    CitedStream& operator=(const CitedStream&) = delete;

    // A delta of the model's text; may end anywhere, also within a character.
    void feed(std::string_view delta);
    // The answer of kind `written` with its sentences, sources and support; its text() is what was told. The stream is
    // over then.
    Answer finish();

    const CiteCount& count() const { return count_; }
    const std::string& text() const { return reader_.text(); }

private:
    void take(const WrittenSentence& written);
    void tell_text(std::size_t end);

    const SourceList& sources_;
    Sink sink_;
    Binder binder_;
    SentenceReader reader_;
    LinkFilter filter_;
    ProseScanner scanner_;
    Answer answer_;
    CiteCount count_;
    std::map<PostId, int> numbers_;  // of the sources that are cited, by their first citation
    std::size_t told_ = 0;           // bytes of the text that were told
    std::size_t last_end_ = 0;       // of the sentence before
    SentenceRole role_ = SentenceRole::lead;
};

}  // namespace familiar::answer::cite
