#include "answer/cite/source_list.h"

#include "answer/cite/limits.h"
#include "answer/cite/marker.h"
#include "base/utf8.h"
#include "base/words.h"
#include "guard/quarantine.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::answer::cite {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Zero-width characters, marks of direction, variation selectors and the tag characters in which orders are hidden.
bool is_invisible(char32_t c) {
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || c >= 0xE0000;
}

bool is_line_break(char32_t c) {
    return c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// "<tag", "</s>", "<|im_end|>", "<<SYS>>": all but a lonely "<" of a comparison.
bool opens_tag(std::string_view rest) {
    if (rest.size() < 2) return false;
    const char next = rest[1];
    return is_letter(next) || next == '/' || next == '|' || next == '!' || next == '?' || next == '<' || next == '_' ||
           (next & 0x80) != 0;
}

// "[INST]", "[/INST]", "[TOOL_CALLS]": upper-case words in brackets that templates of models give a meaning.
bool opens_template_word(std::string_view rest) {
    std::size_t end = 1;
    if (end < rest.size() && rest[end] == '/') ++end;
    const std::size_t begin = end;
    while (end < rest.size() && ((rest[end] >= 'A' && rest[end] <= 'Z') || rest[end] == '_')) ++end;
    return end - begin >= 3 && end < rest.size() && rest[end] == ']';
}

// The sentences of a long text that fit, around the best one.
Span window(const NumberedSource& source) {
    const std::string& text = source.evidence.post.text;
    if (text.size() <= k_block_bytes_max || source.sentences.empty())
        return {0, utf8::prefix(text, k_block_bytes_max).size()};
    const std::vector<Span>& sentences = source.sentences;
    std::size_t first = 0;
    while (first + 1 < sentences.size() && sentences[first].end <= source.evidence.best.begin) ++first;
    std::size_t last = first;
    const auto bytes = [&](std::size_t a, std::size_t b) { return sentences[b].end - sentences[a].begin; };
    if (bytes(first, last) > k_block_bytes_max) {
        const std::string_view cut = utf8::prefix(sentences[first].of(text), k_block_bytes_max);
        return {sentences[first].begin, sentences[first].begin + cut.size()};
    }
    for (bool grew = true; grew;) {
        grew = false;
        if (last + 1 < sentences.size() && bytes(first, last + 1) <= k_block_bytes_max) ++last, grew = true;
        if (first > 0 && bytes(first - 1, last) <= k_block_bytes_max) --first, grew = true;
    }
    return {sentences[first].begin, sentences[last].end};
}

// Of a very long text the sentences around the best one.
void keep_around_best(NumberedSource& source) {
    std::vector<Span>& sentences = source.sentences;
    if (sentences.size() <= k_source_sentences_max) return;
    const auto best =
        std::ranges::find_if(sentences, [&](Span sentence) { return sentence.end > source.evidence.best.begin; });
    const auto middle = static_cast<std::size_t>(best - sentences.begin());
    const std::size_t half = k_source_sentences_max / 2;
    const std::size_t first = std::min(middle > half ? middle - half : 0, sentences.size() - k_source_sentences_max);
    sentences.erase(sentences.begin(), sentences.begin() + static_cast<std::ptrdiff_t>(first));
    sentences.resize(k_source_sentences_max);
}

std::string field(std::string_view name, std::string_view text) {
    std::string value = as_prompt_line(utf8::prefix(text, k_field_bytes_max));
    std::ranges::replace(value, '"', '\'');
    return value.empty() ? std::string() : fmt::format(" {}=\"{}\"", name, value);
}

}  // namespace

std::string as_prompt_line(std::string_view text) {
    std::string line;
    line.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        std::size_t after = at;
        const char32_t c = utf8::next(text, after);
        if (c == '<' && opens_tag(rest)) {
            line += "‹";
        } else if (c == '[' && opens_template_word(rest)) {
            line += "(";
        } else if (const Marker marker = c == '[' || c == 0x3010 ? marker_at(rest, true) : Marker();
                   marker.state == Marker::State::found) {
            line += "(";
            for (std::size_t i = 0; i < marker.numbers.size(); ++i)
                line += fmt::format("{}{}", i > 0 ? ", " : "", marker.numbers[i]);
            line += ")";
            after = at + marker.bytes;
        } else if (is_line_break(c) || c == '\t') {
            line += ' ';
        } else if (c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0) && !is_invisible(c)) {
            line += text.substr(at, after - at);
        }
        at = after;
    }
    return line;
}

int SourceList::add(const Evidence& evidence) {
    for (const NumberedSource& source : sources_) {
        if (source.evidence.post.id == evidence.post.id && source.evidence.post.version == evidence.post.version)
            return source.number;
    }
    if (sources_.size() >= k_sources_max) return 0;
    NumberedSource source{static_cast<int>(sources_.size()) + 1, evidence, sentences_of(evidence.post.text)};
    keep_around_best(source);
    source.instructs = evidence.instructs || guard::instructs(evidence.post.text);
    links_.add(evidence.post);
    sources_.push_back(std::move(source));
    return sources_.back().number;
}

const NumberedSource* SourceList::numbered(int number) const {
    const bool known = number >= 1 && static_cast<std::size_t>(number) <= sources_.size();
    return known ? &sources_[static_cast<std::size_t>(number) - 1] : nullptr;
}

std::string SourceList::block(int number, std::string_view zone) const {
    const NumberedSource* source = numbered(number);
    if (source == nullptr) return {};
    const Post& post = source->evidence.post;
    std::string text = fmt::format("<source number=\"{}\"", number);
    text += field("author", post.author.name.empty() ? post.author.handle : post.author.name);
    text += field("in", source->evidence.source_title);
    text += field("title", post.title);
    if (post.posted_at) text += field("date", time::long_date(*post.posted_at, zone));
    text += ">\n";
    const Span shown = window(*source);
    if (shown.begin > 0) text += "| …\n";
    std::size_t begin = shown.begin;
    for (std::size_t at = shown.begin; at < shown.end;) {
        std::size_t after = at;
        if (is_line_break(utf8::next(post.text, after))) {
            if (at > begin) text += "| " + as_prompt_line(Span{begin, at}.of(post.text)) + "\n";
            begin = after;
        }
        at = after;
    }
    if (shown.end > begin) text += "| " + as_prompt_line(Span{begin, shown.end}.of(post.text)) + "\n";
    if (shown.end < post.text.size()) text += "| …\n";
    return text + "</source>\n";
}

std::string SourceList::blocks_from(int first_number, std::string_view zone) const {
    std::string text;
    for (int number = std::max(first_number, 1); static_cast<std::size_t>(number) <= sources_.size(); ++number)
        text += block(number, zone);
    return text;
}

}  // namespace familiar::answer::cite
