// Writes running text, lines, paragraphs, lists and table rows as plain text, with white space collapsed as browsers
// do. Gaps are written only once something follows them, so the result neither begins nor ends with white space.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace familiar::gather {

class TextLayout {
public:
    // Valid UTF-8; characters that are not for readers are left out.
    void text(std::string_view words);
    // Likewise, with spaces and line ends as they stand.
    void preformatted(std::string_view words);

    void line() { widen(Gap::line); }
    void paragraph() { widen(Gap::paragraph); }
    // A line break: a second one makes an empty line.
    void line_break() { widen(gap_ >= Gap::line ? Gap::paragraph : Gap::line); }
    void begin_quote() { ++quote_depth_; }
    void end_quote() { --quote_depth_; }
    void begin_list() { ++list_depth_; }
    void end_list() { --list_depth_; }
    // The next text is a list item and begins with `marker` ("- ").
    void item(std::string marker);
    void row();
    void cell();
    // Ends an item or row, also one without text.
    void end_item();

    // What is written between the two calls is also kept as a link's label.
    void begin_label() { in_label_ = true, label_.clear(); }
    std::string end_label() { return in_label_ = false, std::move(label_); }

    std::string result() && { return std::move(out_); }

private:
    enum class Gap { none, space, cell, line, paragraph };

    void widen(Gap gap) {
        if (gap >= Gap::line) spaces_ = 0;
        if (!gap_fixed_ && gap > gap_) gap_ = gap;
    }
    void fix(Gap gap) { gap_ = gap, gap_fixed_ = true; }
    void put(char32_t c);
    void close_gap();
    void new_line(int count);

    std::string out_;
    Gap gap_ = Gap::none;
    bool gap_fixed_ = false;  // set by an item, row or cell: blocks that begin inside it do not move it away
    int spaces_ = 0;          // of preformatted text, not yet written
    std::string marker_;
    char32_t last_ = 0;
    char32_t joiner_ = 0;  // seen, but right only if the next character takes it
    int quote_depth_ = 0;
    int list_depth_ = 0;
    bool row_has_text_ = false;
    bool in_label_ = false;
    std::string label_;
};

}  // namespace familiar::gather
