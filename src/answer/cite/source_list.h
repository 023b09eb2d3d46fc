// The sources of a conversation as a model sees them: numbered once, in the order in which they were found, and never
// renumbered, so that a prompt only grows at its end and an engine's prefix cache holds. Text of sources is data: it
// can neither leave its block nor look like one.
//
// Owned by the conversation; values, no I/O. Reading from several threads is safe, adding is not.
#pragma once

#include "answer/cite/known_links.h"
#include "nouns/evidence.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::cite {

struct NumberedSource {
    int number = 0;  // from 1
    Evidence evidence;
    std::vector<Span> sentences;  // of the post's text, at most k_source_sentences_max around the best
    bool instructs = false;       // it gives orders to assistants: what it wants said it does not carry
};

class SourceList {
public:
    // The number of this version of the post: a new one unless it is known. 0 when k_sources_max are known.
    int add(const Evidence& evidence);

    // Null for numbers that no source has.
    const NumberedSource* numbered(int number) const;
    const std::vector<NumberedSource>& all() const { return sources_; }
    std::size_t size() const { return sources_.size(); }
    const KnownLinks& links() const { return links_; }

    // What the prompt says of a source; always the same for the same number, in `zone`.
    //   <source number="3" author="Ana" in="Garden Group" date="3 March 2026">
    //   | text
    //   </source>
    std::string block(int number, std::string_view zone) const;
    // The blocks of all sources from `first_number` on, each on its own lines.
    std::string blocks_from(int first_number, std::string_view zone) const;

private:
    std::vector<NumberedSource> sources_;
    KnownLinks links_;
};

// Foreign text on one line of a prompt: without control characters, invisible characters, tags, the special words of
// chat templates and what looks like a citation marker.
std::string as_prompt_line(std::string_view text);

}  // namespace familiar::answer::cite
