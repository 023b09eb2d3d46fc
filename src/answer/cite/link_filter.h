// Takes bare links that no source contains out of prose that streams by; markers keep their places. Holds back the word
// that is being written, nothing else. What it lets go never becomes a link by what was taken out around it.
//
// One per answer, one thread, behind a ProseScanner.
#pragma once

#include "answer/cite/prose_scanner.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace familiar::answer::cite {

class LinkFilter {
public:
    LinkFilter(const SourceList& sources, PieceSink sink) : sources_(sources), sink_(std::move(sink)) {}

    void feed(Piece&& piece);
    void finish() { end_word(); }
    std::int64_t removed() const { return removed_; }

private:
    void take(std::string_view text, Piece::Kind kind);
    void end_word();
    void let_go(std::string_view text);

    const SourceList& sources_;
    PieceSink sink_;
    std::string word_;
    std::vector<std::pair<std::size_t, Piece>> markers_;  // and where in the word they stand
    Piece::Kind kind_ = Piece::Kind::text;                // of the word
    bool swallows_ = false;                               // the rest of a link that was too long to hold
    std::int64_t removed_ = 0;
};

// A line that a model had a hand in, for the person: without markers, pictures, tags and links that no source contains.
std::string clean_line(std::string_view line, const SourceList& sources);

// `word` without the links in it that `known` does not have; how many were taken is added to `removed`.
std::string without_foreign_links(std::string_view word, const KnownLinks& known, bool in_code, std::int64_t& removed);

}  // namespace familiar::answer::cite
