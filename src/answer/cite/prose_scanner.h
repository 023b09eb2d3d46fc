// Reads a model's prose as it streams in: takes out citation markers, links that no source contains, pictures and tags,
// and leaves code and formulas alone. What comes out does not depend on how the text was cut into deltas, also within a
// character. Only what may still become one of these is held back, at most k_held_bytes_max.
//
// One per answer, one thread. The sources outlive it and may grow meanwhile.
#pragma once

#include "answer/cite/marker.h"
#include "answer/cite/source_list.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::cite {

struct Piece {
    // `link` is a link of a source, to the letter; `code` is code or a formula in a line, `fence` a block of it.
    enum class Kind { text, code, fence, link, marker };
    Kind kind = Kind::text;
    std::string text;
    std::vector<int> numbers;  // of a marker: sources that exist; empty when only invented ones were named
};
using PieceSink = std::function<void(Piece&&)>;

struct Removed {
    std::int64_t invented_numbers = 0;  // source numbers that no source has
    std::int64_t links = 0;
};

class ProseScanner {
public:
    ProseScanner(const SourceList& sources, PieceSink sink) : sources_(sources), sink_(std::move(sink)) {}

    void feed(std::string_view bytes);
    // No more will come: what is held is let go.
    void finish();
    const Removed& removed() const { return removed_; }

private:
    // What was decided of the start of the held text: nothing yet when `bytes` is 0.
    struct Step {
        std::size_t bytes = 0;
        std::string again;  // to be read in its place
    };
    void run(bool closed);
    Step step(std::string_view rest, bool closed);
    Step special(std::string_view rest, bool closed);
    Step marker(std::string_view rest, bool closed);
    Step bracket(std::string_view rest, bool closed);
    Step definition(std::string_view rest, bool closed);
    Step link(std::string_view rest, bool closed);
    Step tag(std::string_view rest, bool closed);
    Step code(std::string_view rest, bool closed);
    Step formula(std::string_view rest, bool closed);
    Step fenced(std::string_view rest, bool closed);
    Step superscript(std::string_view rest, bool closed);
    Step lone_number(std::string_view rest, bool closed);

    void put(std::string_view text, Piece::Kind kind = Piece::Kind::text);
    void put_marker(const std::vector<int>& numbers);
    bool is_source(int number) const { return sources_.numbered(number) != nullptr; }
    // Whether numbers in brackets that name no source are plainly something else: a year, a list of values.
    bool is_no_marker(const Marker& marker) const;

    const SourceList& sources_;
    PieceSink sink_;
    Removed removed_;
    std::string bytes_;   // the start of a character
    std::string held_;    // characters that are not decided
    std::string spaces_;  // in front of what comes next
    std::string behind_;  // the last characters that were put, for what stands in front of something
    std::string fence_;   // the marks that close the block of code; empty outside of one
    bool after_marker_ = false;
    bool spaces_follow_ = false;  // whether spaces_ stood behind that marker
    bool line_start_ = true;
    bool has_brackets_ = false;  // whether the answer marks its sources with brackets
};

}  // namespace familiar::answer::cite
