// Cuts clean prose that streams in into sentences, each with the markers that stand at it, as soon as a sentence is
// surely over. Knows the lines of Markdown: headings, items, rows of tables, blocks of code. Every character that is
// not white space or the mark of a line belongs to exactly one sentence, in order.
//
// One per answer, one thread, behind a LinkFilter.
#pragma once

#include "answer/cite/prose_scanner.h"
#include "nouns/answer.h"

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::cite {

struct WrittenSentence {
    Span place;  // in the text so far
    SentenceRole role = SentenceRole::lead;
    bool may_state = false;    // no heading, code, question or lead-in
    std::vector<int> numbers;  // of the sources that it marks
    bool is_marked = false;    // also by numbers that no source has
};

class SentenceReader {
public:
    using Sink = std::function<void(const WrittenSentence&)>;
    explicit SentenceReader(Sink sink) : sink_(std::move(sink)) {}

    void feed(const Piece& piece);
    void finish();
    // All that was written so far, without white space at its ends.
    const std::string& text() const { return text_; }

private:
    struct Mark {
        std::size_t at = 0;
        std::vector<int> numbers;
    };
    void take_line(std::string_view text);
    void append(std::string_view text);
    void end_line();
    void end_fence();
    // Tells the sentences that are over; all of them when the line has ended.
    void tell(bool line_ended);
    void tell_one(Span place, SentenceRole role, bool may_state);

    Sink sink_;
    std::string text_;
    std::string space_;        // white space that is only kept if something follows
    std::size_t open_ = 0;     // where what was not told begins
    bool line_begins_ = true;  // nothing of the line was told
    bool in_fence_ = false;
    bool in_table_ = false;
    bool has_told_ = false;
    SentenceRole role_ = SentenceRole::lead;  // of the line
    std::deque<Mark> marks_;
};

// How a line of Markdown begins.
struct LineShape {
    std::size_t prefix = 0;  // bytes of its mark and white space
    SentenceRole role = SentenceRole::detail;
    bool is_row = false;
    bool is_rule = false;
};
LineShape line_shape(std::string_view line);

}  // namespace familiar::answer::cite
