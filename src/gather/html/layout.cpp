#include "gather/html/layout.h"

#include "base/utf8.h"
#include "gather/html/characters.h"

#include <algorithm>
#include <utility>

namespace familiar::gather {

namespace {

constexpr int k_quote_depth_shown = 3;
constexpr int k_list_depth_shown = 6;
constexpr int k_spaces_shown = 80;
constexpr std::size_t k_label_bytes_max = 300;

}  // namespace

void TextLayout::text(std::string_view words) {
    for (std::size_t i = 0; i < words.size();) {
        const char32_t c = utf8::next(words, i);
        const CharacterUse use = use_of(c);
        if (use == CharacterUse::seen) put(c);
        if (use == CharacterUse::space || use == CharacterUse::line_end) widen(Gap::space);
        if (use == CharacterUse::joiner) joiner_ = c;
    }
}

void TextLayout::preformatted(std::string_view words) {
    for (std::size_t i = 0; i < words.size();) {
        const char32_t c = utf8::next(words, i);
        const CharacterUse use = use_of(c);
        if (use == CharacterUse::seen) put(c);
        if (use == CharacterUse::space) spaces_ = std::min(spaces_ + (c == '\t' ? 4 : 1), k_spaces_shown);
        if (use == CharacterUse::line_end) line_break();
        if (use == CharacterUse::joiner) joiner_ = c;
    }
}

void TextLayout::item(std::string marker) {
    marker_ = std::move(marker);
    fix(gap_ == Gap::paragraph ? Gap::paragraph : Gap::line);
}

void TextLayout::row() {
    fix(gap_ == Gap::paragraph ? Gap::paragraph : Gap::line);
    row_has_text_ = false;
}

void TextLayout::cell() {
    if (row_has_text_) fix(Gap::cell);
}

void TextLayout::end_item() {
    marker_.clear();
    gap_fixed_ = false;
    line();
}

void TextLayout::put(char32_t c) {
    close_gap();
    if (joiner_ != 0 && joins(last_, c)) utf8::append(out_, joiner_);
    joiner_ = 0;
    utf8::append(out_, c);
    if (in_label_ && label_.size() < k_label_bytes_max) utf8::append(label_, c);
    last_ = c;
    row_has_text_ = true;
}

void TextLayout::close_gap() {
    const bool first = out_.empty();
    if (gap_ == Gap::none && spaces_ == 0 && marker_.empty() && !first) return;
    if (in_label_ && !label_.empty()) label_ += ' ';
    if (first || gap_ == Gap::line) {
        new_line(first ? 0 : 1);
    } else if (gap_ == Gap::paragraph) {
        new_line(2);
    } else if (gap_ == Gap::cell) {
        out_ += " | ";
    } else if (gap_ == Gap::space && spaces_ == 0) {
        out_ += ' ';
    }
    out_.append(static_cast<std::size_t>(first ? 0 : spaces_), ' ');
    spaces_ = 0;
    gap_ = Gap::none;
    gap_fixed_ = false;
    joiner_ = 0;
    last_ = ' ';
}

void TextLayout::new_line(int count) {
    out_.append(static_cast<std::size_t>(count), '\n');
    for (int i = std::min(quote_depth_, k_quote_depth_shown); i > 0; --i) out_ += "> ";
    if (marker_.empty()) return;
    for (int i = std::min(list_depth_, k_list_depth_shown); i > 1; --i) out_ += "  ";
    out_ += std::exchange(marker_, {});
}

}  // namespace familiar::gather
