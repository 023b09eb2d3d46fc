#include "answer_text.h"

#include "base/time.h"
#include "output.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::app {

namespace {

// Numbers of cited posts in the order of their first citation, and what was quoted of each.
struct Cited {
    PostId post;
    std::vector<std::string> quotes;
};

std::vector<Cited> cited_of(const Answer& answer) {
    std::vector<Cited> all;
    for (const Sentence& sentence : answer.sentences) {
        for (const Citation& citation : sentence.citations) {
            auto found = std::ranges::find(all, citation.post, &Cited::post);
            if (found == all.end()) found = all.insert(all.end(), {citation.post, {}});
            if (std::ranges::find(found->quotes, citation.quote) == found->quotes.end())
                found->quotes.push_back(citation.quote);
        }
    }
    return all;
}

std::string markers(const Sentence& sentence, const std::vector<Cited>& cited) {
    std::string text;
    std::vector<PostId> told;
    for (const Citation& citation : sentence.citations) {
        if (std::ranges::find(told, citation.post) != told.end()) continue;
        told.push_back(citation.post);
        const auto found = std::ranges::find(cited, citation.post, &Cited::post);
        text += fmt::format("[{}]", found - cited.begin() + 1);
    }
    return text.empty() ? text : ' ' + text;
}

// What a reader must know of a sentence that no source carries.
std::string_view mark(const Sentence& sentence) {
    switch (sentence.support) {
        case Support::unsupported: return " (not in your sources)";
        case Support::own_knowledge: return " (the model's own knowledge)";
        default: return "";
    }
}

std::string_view offer(Mode mode) {
    switch (mode) {
        case Mode::thinking: return "Step by step there may be more to find: ask again with --mode thinking";
        case Mode::contemplating: return "For a brief from several angles ask again with --mode contemplating";
        default: return "";
    }
}

// How an answer came about that a model wrote.
std::string written_by(const Answer& answer) {
    std::string line = fmt::format("Written by {}", answer.engine);
    if (answer.support.stated > 0) {
        line += fmt::format("; {} of {} hold against your sources", answer.support.supported,
                            counted(answer.support.stated, "statement", "statements"));
    }
    if (answer.support.links_taken > 0)
        line += fmt::format("; {} that no source has taken out", counted(answer.support.links_taken, "link", "links"));
    if (answer.usage.completion > 0) line += fmt::format("; {} tokens", answer.usage.prompt + answer.usage.completion);
    return line + (answer.cut_short ? ". Its limit of tokens cut it short." : ".");
}

std::string one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

std::string source_line(std::size_t number, const Cited& cited, const Answer& answer, std::string_view zone) {
    const auto note =
        std::ranges::find_if(answer.sources, [&](const SourceNote& one) { return one.evidence.post.id == cited.post; });
    std::string line = fmt::format("[{}] ", number);
    if (note != answer.sources.end()) line += origin_of(note->evidence.post, note->evidence.source_title, zone) + ": ";
    for (std::size_t i = 0; i < cited.quotes.size(); ++i) {
        line += fmt::format("{}“{}”", i == 0 ? "" : " … ", one_line(cited.quotes[i]));
    }
    if (note != answer.sources.end() && !note->evidence.post.url.empty()) line += "  " + note->evidence.post.url;
    return line;
}

}  // namespace

std::string origin_of(const Post& post, std::string_view source_title, std::string_view zone) {
    std::string origin = !post.author.name.empty() ? post.author.name : post.author.handle;
    if (origin.empty()) origin = source_title;
    if (!post.app.empty()) origin += (origin.empty() ? "" : ", ") + post.app;
    if (post.posted_at) origin += ", " + time::long_date(*post.posted_at, zone);
    return origin;
}

AnswerLines lines_of(const Answer& answer, std::string_view zone) {
    const std::vector<Cited> cited = cited_of(answer);
    // The places of line breaks are those of Answer::text().
    std::vector<Sentence> marked = answer.sentences;
    for (Sentence& sentence : marked) sentence.text += markers(sentence, cited).append(mark(sentence));
    std::vector<Span> places;
    const std::string text = joined(marked, places);

    AnswerLines lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.text.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    for (std::size_t i = 0; i < cited.size(); ++i) lines.sources.push_back(source_line(i + 1, cited[i], answer, zone));
    lines.notes = notes_of(answer);
    return lines;
}

std::vector<std::string> notes_of(const Answer& answer) {
    std::vector<std::string> notes;
    if (!answer.checked.empty()) notes.emplace_back("What I checked:");
    for (const std::string& one : answer.checked) notes.push_back("- " + one);
    const auto considered = std::ranges::count(answer.sources, false, &SourceNote::cited);
    if (considered > 0)
        notes.push_back(fmt::format("Considered and not cited: {}.", counted(considered, "post", "posts")));
    if (!answer.engine.empty()) notes.push_back(written_by(answer));
    for (const std::string& missing : answer.degraded) notes.push_back(missing);
    for (const std::string& suggestion : answer.suggestions) notes.push_back(suggestion);
    if (answer.offered) notes.emplace_back(offer(*answer.offered));
    return notes;
}

std::optional<double> support_rate_of(const Answer& answer) {
    SupportCount count = answer.support;
    if (answer.engine.empty()) {
        for (const Sentence& sentence : answer.sentences) {
            const bool marked = sentence.support == Support::unsupported || sentence.support == Support::own_knowledge;
            if (sentence.support == Support::none) continue;
            ++count.stated;
            count.supported += marked ? 0 : 1;
        }
    }
    if (count.stated == 0) return std::nullopt;
    return static_cast<double>(count.supported) / static_cast<double>(count.stated);
}

}  // namespace familiar::app
