#include "answer/cite/link_filter.h"

#include "answer/cite/limits.h"
#include "base/utf8.h"

#include <algorithm>

namespace familiar::answer::cite {

namespace {

using Kind = Piece::Kind;
using namespace std::string_view_literals;

constexpr std::string_view k_gone = "…";

bool is_foreign_script(char32_t c) {
    return (c >= 0x2E80 && c < 0xA000 && c != 0x3002) || (c >= 0xAC00 && c < 0xD7B0) || (c >= 0x20000 && c < 0x30000);
}

bool parts_words(char32_t c) {
    return c <= ' ' || c == '|' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029;
}

// How much of `word` stands around a link rather than in it.
Span inner(std::string_view word) {
    static constexpr std::string_view k_before[] = {"(", "[", "{", "\"", "'", "*", "_", "~",
                                                    "“", "‘", "«", "„",  "‹", "`", "<"};
    static constexpr std::string_view k_after[] = {".", ",", ";", ":", "!", "?", ")", "]", "}", "\"", "'",
                                                   "*", "_", "~", "”", "’", "»", "“", "…", "`", ">"};
    Span span{0, word.size()};
    for (bool more = true; more;) {
        more = false;
        for (const std::string_view mark : k_before) {
            if (span.empty() || !span.of(word).starts_with(mark)) continue;
            span.begin += mark.size();
            more = true;
        }
    }
    for (bool more = true; more;) {
        more = false;
        for (const std::string_view mark : k_after) {
            if (span.empty() || !span.of(word).ends_with(mark)) continue;
            span.end -= mark.size();
            more = true;
        }
    }
    return span;
}

// "](/path" of a link whose beginning was let go.
std::size_t target_tail(std::string_view word) {
    const std::size_t at = word.find("](");
    if (at == std::string_view::npos) return at;
    return word.find_first_of("/:#?.\\%&", at + 2) == std::string_view::npos ? std::string_view::npos : at + 1;
}

bool is_known(std::string_view link, const KnownLinks& known) {
    return known.has(link) || (link.find("://") == std::string_view::npos && known.has_bare(link));
}

}  // namespace

std::string without_foreign_links(std::string_view word, const KnownLinks& known, bool in_code, std::int64_t& removed) {
    const std::size_t tail = in_code ? std::string_view::npos : target_tail(word);
    const bool leads = word.starts_with("//") && word.size() > 3 && !in_code;
    if (tail == std::string_view::npos && !leads && !looks_like_link(word, in_code)) return std::string(word);
    if (tail != std::string_view::npos) {
        ++removed;
        return without_foreign_links(word.substr(0, tail), known, in_code, removed);
    }
    Span span = inner(word);
    while (!span.empty()) {  // "https://example.org/a_(b)": a mark at the end may belong to it
        if (is_known(span.of(word), known)) return std::string(word);
        if (span.end >= word.size() || word[span.end] == '.') break;
        if (")_*~'"sv.find(word[span.end]) == std::string_view::npos) break;
        ++span.end;
    }
    span = inner(word);
    ++removed;
    return std::string(word.substr(0, span.begin)).append(k_gone).append(word.substr(span.end));
}

std::string clean_line(std::string_view line, const SourceList& sources) {
    std::string clean;
    LinkFilter filter(sources, [&](Piece&& piece) {
        if (piece.kind != Kind::marker) clean += piece.text;
    });
    ProseScanner scanner(sources, [&](Piece&& piece) { filter.feed(std::move(piece)); });
    scanner.feed(line);
    scanner.finish();
    filter.finish();
    return clean;
}

void LinkFilter::feed(Piece&& piece) {
    switch (piece.kind) {
        case Kind::marker:
            if (word_.empty() && !swallows_)
                sink_(std::move(piece));
            else if (markers_.size() < k_link_bytes_max)
                markers_.emplace_back(word_.size(), std::move(piece));
            return;
        case Kind::link:
            end_word();
            sink_(std::move(piece));
            return;
        case Kind::text:
        case Kind::code:
        case Kind::fence: take(piece.text, piece.kind);
    }
}

void LinkFilter::take(std::string_view text, Kind kind) {
    if (kind != kind_) {
        // Code beside a word is another word only when a reader sees it so: prose goes on behind it.
        end_word();
        kind_ = kind;
    }
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = utf8::next(text, at);
        const std::string_view character = text.substr(begin, at - begin);
        const bool in_link = word_.find("://") != std::string::npos || word_.find("www.") != std::string::npos;
        if (parts_words(c) || (is_foreign_script(c) && !in_link)) {
            if (!out.empty()) sink_({kind_, std::exchange(out, {}), {}});
            end_word();
            out += character;
            continue;
        }
        if (!out.empty()) sink_({kind_, std::exchange(out, {}), {}});
        if (swallows_) continue;
        word_ += character;
        if (word_.size() < k_link_bytes_max) continue;
        const std::int64_t before = removed_;
        const std::string kept = without_foreign_links(word_, sources_.links(), kind_ != Kind::text, removed_);
        let_go(kept);
        swallows_ = removed_ > before;
    }
    if (!out.empty()) sink_({kind_, std::move(out), {}});
}

void LinkFilter::end_word() {
    swallows_ = false;
    if (word_.empty() && markers_.empty()) return;
    let_go(without_foreign_links(word_, sources_.links(), kind_ != Kind::text, removed_));
}

// The word as it may be shown, with its markers where they stood.
void LinkFilter::let_go(std::string_view text) {
    std::size_t told = 0;
    const bool changed = text != word_;
    for (auto& [place, marker] : markers_) {
        const std::size_t at = changed ? text.size() : std::min(place, text.size());
        if (at > told) sink_({kind_, std::string(text.substr(told, at - told)), {}});
        told = std::max(told, at);
        sink_(std::move(marker));
    }
    if (told < text.size()) sink_({kind_, std::string(text.substr(told)), {}});
    markers_.clear();
    word_.clear();
}

}  // namespace familiar::answer::cite
