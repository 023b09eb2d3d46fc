#include "answer/cite/sentence_reader.h"

#include "answer/cite/limits.h"
#include "base/utf8.h"
#include "base/words.h"

#include <algorithm>
#include <array>

namespace familiar::answer::cite {

namespace {

using Kind = Piece::Kind;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

// Marks that end what the sentence before them began: "**Bold.**", "(…)", quotes.
std::size_t closing_marks(std::string_view text, std::size_t at) {
    static constexpr std::array<std::string_view, 9> k_marks = {"*", "_", "~", ")", "]", "\"", "”", "’", "»"};
    for (bool more = true; more;) {
        more = false;
        for (const std::string_view mark : k_marks) {
            if (!text.substr(at).starts_with(mark)) continue;
            at += mark.size();
            more = true;
        }
    }
    return at;
}

bool ends_without_space(std::string_view text) {
    return text.ends_with("。") || text.ends_with("！") || text.ends_with("？");
}

// Whether what follows a sentence is enough to know that it is over: a whole word.
bool shows_next(std::string_view rest) {
    const auto letter = std::ranges::find_if(rest, is_letter);
    return std::find_if(letter, rest.end(), is_space) != rest.end();
}

// The ends of the sentences of a line; marks that close go with the sentence they close.
std::vector<Span> cut(std::string_view line) {
    std::vector<Span> spans;
    for (Span span : sentences_of(line)) {
        if (!spans.empty()) {
            const std::size_t end = closing_marks(line, spans.back().end);
            const bool parted = (end < line.size() && is_space(line[end])) || ends_without_space(line.substr(0, end));
            if (!parted && end < line.size()) {
                spans.back().end = span.end;  // no white space: "example.org", "v1.2"
                continue;
            }
            spans.back().end = std::max(spans.back().end, end);
            span.begin = std::max(span.begin, end);
            while (span.begin < span.end && is_space(line[span.begin])) ++span.begin;
            if (span.empty()) continue;
        }
        spans.push_back(span);
    }
    return spans;
}

bool has_letters(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return is_letter(c) || is_digit(c); });
}

// "**Where it is**" alone on a line.
bool is_bold_title(std::string_view text) {
    static constexpr std::size_t k_title_bytes = 90;
    return text.size() > 4 && text.size() < k_title_bytes && text.starts_with("**") &&
           text.substr(2).find("**") >= text.size() - 5;
}

}  // namespace

LineShape line_shape(std::string_view line) {
    LineShape shape;
    std::size_t at = 0;
    const auto skip = [&](std::string_view marks) {
        while (at < line.size() && marks.find(line[at]) != std::string_view::npos) ++at;
    };
    skip(" \t>");
    const std::size_t begin = at;
    const char c = at < line.size() ? line[at] : '\0';
    shape.is_rule = line.size() - at >= 3 && line.find_first_not_of("-*_=|: ", at) == std::string_view::npos;
    if (shape.is_rule) return shape;
    if (c == '|') {
        shape.is_row = true;
        shape.role = SentenceRole::item;
    } else if (c == '#') {
        skip("#");
        if (at < line.size() && line[at] == ' ') shape.role = SentenceRole::heading;
    } else if (c == '-' || c == '*' || c == '+') {
        ++at;
        if (at < line.size() && line[at] == ' ') shape.role = SentenceRole::item;
    } else if (c != '\0' && line.substr(at).starts_with("•")) {
        at += std::string_view("•").size();
        shape.role = SentenceRole::item;
    } else if (is_digit(c)) {
        skip("0123456789");
        const bool mark =
            at - begin <= 3 && at + 1 < line.size() && (line[at] == '.' || line[at] == ')') && line[at + 1] == ' ';
        if (mark) ++at, shape.role = SentenceRole::item;
    }
    const bool marked = shape.role != SentenceRole::detail && !shape.is_row;
    if (marked) skip(" \t");
    if (marked && (line.substr(at).starts_with("[ ] ") || line.substr(at).starts_with("[x] "))) at += 4;
    shape.prefix = marked ? at : begin;
    if (shape.prefix >= line.size()) shape.prefix = 0;
    return shape;
}

void SentenceReader::feed(const Piece& piece) {
    if (piece.kind == Kind::marker) {
        const bool next_line = space_.find('\n') != std::string::npos;
        marks_.push_back({text_.size() + (next_line ? space_.size() : 0), piece.numbers});
        return;
    }
    if (in_fence_ != (piece.kind == Kind::fence)) {
        if (in_fence_)
            end_fence();
        else
            end_line();
        in_fence_ = piece.kind == Kind::fence;
    }
    if (in_fence_)
        append(piece.text);
    else
        take_line(piece.text);
}

void SentenceReader::finish() {
    if (in_fence_)
        end_fence();
    else
        end_line();
    space_.clear();
}

// Adds text but keeps white space back until something follows it.
void SentenceReader::append(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (is_space(text[at])) {
            space_ += text[at++];
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && !is_space(text[end])) ++end;
        if (!text_.empty()) text_ += space_;
        space_.clear();
        if (line_begins_ && open_ < text_.size() && std::ranges::all_of(text_.substr(open_), is_space))
            open_ = text_.size();
        text_ += text.substr(at, end - at);
        at = end;
    }
}

void SentenceReader::take_line(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t line = std::min(text.find('\n', at), text.size());
        append(text.substr(at, line - at));
        if (line < text.size()) {
            end_line();
            space_ += '\n';
        }
        at = line + 1;
    }
    if (text_.size() > open_) tell(false);
}

void SentenceReader::end_line() {
    if (text_.size() > open_) tell(true);
    if (!line_begins_ || text_.size() > open_) in_table_ = in_table_ && role_ == SentenceRole::item;
    open_ = text_.size();
    line_begins_ = true;
}

void SentenceReader::end_fence() {
    while (open_ < text_.size() && is_space(text_[open_])) ++open_;
    if (open_ < text_.size()) tell_one({open_, text_.size()}, SentenceRole::note, false);
    open_ = text_.size();
    line_begins_ = true;
}

void SentenceReader::tell(bool line_ended) {
    const bool could_end = line_ended || text_.find_first_of(".!?\xE3\xEF\xE2", open_) != std::string::npos;
    if (!could_end && text_.size() - open_ < k_sentence_bytes_max) return;
    bool is_row = false;
    std::size_t prefix = 0;
    const std::string_view rest = std::string_view(text_).substr(open_);
    if (line_begins_) {
        const LineShape shape = line_shape(rest);
        is_row = shape.is_row;
        prefix = shape.prefix;
        const bool leads = !has_told_ && shape.role == SentenceRole::detail;
        role_ = leads ? SentenceRole::lead : shape.role;
        if (is_row || shape.is_rule) {
            if (!line_ended) return;
            const bool marked = !marks_.empty();
            tell_one({open_, text_.size()}, is_row ? SentenceRole::item : SentenceRole::note,
                     is_row && (in_table_ || marked));
            in_table_ = true;
            return;
        }
    }
    std::size_t told = 0;
    const std::string_view line = rest.substr(prefix);
    std::vector<Span> spans = cut(line);
    if (line_ended) {  // invisible characters belong to no sentence, but to the text
        if (spans.empty()) spans.push_back({0, line.size()});
        spans.back().end = line.size();
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const bool over = line_ended || (i + 1 < spans.size() && shows_next(line.substr(spans[i + 1].begin)));
        if (!over) break;
        const std::string_view sentence = spans[i].of(line);
        const bool states = role_ != SentenceRole::heading && has_letters(sentence) && !sentence.ends_with('?') &&
                            !sentence.ends_with(':') && !sentence.ends_with(":**") &&
                            !(spans.size() == 1 && line_ended && is_bold_title(sentence));
        const std::size_t base = open_ + prefix;
        tell_one({base + spans[i].begin, base + spans[i].end}, role_, states);
        if (role_ == SentenceRole::lead) role_ = SentenceRole::detail;
        told = prefix + spans[i].end;
    }
    if (told == 0 && rest.size() >= k_sentence_bytes_max) {
        told = utf8::prefix(rest, k_sentence_bytes_max).size();
        tell_one({open_, open_ + told}, role_, true);
    }
    if (told == 0) return;
    open_ += told;
    while (open_ < text_.size() && is_space(text_[open_])) ++open_;
    line_begins_ = false;
}

void SentenceReader::tell_one(Span place, SentenceRole role, bool may_state) {
    WrittenSentence sentence{place, role, may_state, {}, false};
    while (!marks_.empty() && marks_.front().at <= place.end) {
        sentence.is_marked = true;
        for (const int number : marks_.front().numbers) {
            const bool known = std::ranges::find(sentence.numbers, number) != sentence.numbers.end();
            if (!known && sentence.numbers.size() < k_citations_each_max) sentence.numbers.push_back(number);
        }
        marks_.pop_front();
    }
    has_told_ = true;
    sink_(sentence);
}

}  // namespace familiar::answer::cite
