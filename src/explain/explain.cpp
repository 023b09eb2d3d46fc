#include "explain/explain.h"

#include "base/words.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace familiar::explain {

namespace {

using Words = std::vector<std::string>;

std::string quoted_list(const Words& words) {
    static constexpr std::size_t k_named_max = 5;
    std::string text;
    for (std::size_t i = 0; i < words.size() && i < k_named_max; ++i) {
        if (i > 0) text += i + 1 == std::min(words.size(), k_named_max) ? " and " : ", ";
        text += "“" + words[i] + "”";
    }
    return text;
}

// The findings of one kind, as they were recorded.
Words told(const Evidence& evidence, Finding::Kind kind) {
    Words words;
    for (const Finding& finding : evidence.because) {
        if (finding.kind == kind && std::ranges::find(words, finding.what) == words.end())
            words.push_back(finding.what);
    }
    return words;
}

bool holds(const Post& post, const std::string& word) {
    const std::string text = folded(post.title + "\n" + post.text);
    return text.find(folded(word)) != std::string::npos;
}

std::string name_of(const Author& author) { return author.name.empty() ? author.handle : author.name; }

// "it holds “kayak” and “hire” side by side": the words of the question in the post itself.
void add_own_words(Words& parts, const Evidence& evidence) {
    const Words words = told(evidence, Finding::Kind::word);
    const bool together = words.size() > 1 && !told(evidence, Finding::Kind::phrase).empty();
    if (!words.empty()) parts.push_back(fmt::format("it holds {}{}", quoted_list(words), together ? " together" : ""));
    const Words title = told(evidence, Finding::Kind::title_word);
    if (!title.empty()) parts.push_back("its title holds " + quoted_list(title));
}

// Words that stand in what was written before. Who wrote them is said only where that post is known to hold them.
void add_surroundings(Words& parts, const Evidence& evidence) {
    const Words words = told(evidence, Finding::Kind::neighbour);
    const Post* before = evidence.before ? &*evidence.before : nullptr;
    const bool by_before =
        before != nullptr && std::ranges::all_of(words, [&](const std::string& word) { return holds(*before, word); });
    const bool reply = !evidence.post.reply_to.empty();
    if (words.empty() && before == nullptr) return;
    if (words.empty())
        parts.push_back("it answers " + name_of(before->author));
    else if (!by_before)
        parts.push_back(fmt::format("{} {}", reply ? "it answers in a discussion of" : "it follows messages on",
                                    quoted_list(words)));
    else if (reply && before->external_id == evidence.post.reply_to)
        parts.push_back(fmt::format("it answers {}, who wrote {}", name_of(before->author), quoted_list(words)));
    else
        parts.push_back(fmt::format("{} {} wrote {}",
                                    reply ? "it answers in a discussion in which" : "shortly before it",
                                    name_of(before->author), quoted_list(words)));
}

// Its group, author and time, where the question or the ranking went by them.
void add_origin(Words& parts, const Evidence& evidence) {
    const Words author = told(evidence, Finding::Kind::author);
    const Words thread = told(evidence, Finding::Kind::thread);
    const Words time = told(evidence, Finding::Kind::time);
    if (!author.empty()) parts.push_back(fmt::format("it is by {}", name_of(evidence.post.author)));
    if (!thread.empty())
        parts.push_back("it lies in “" + (evidence.source_title.empty() ? thread.front() : evidence.source_title) +
                        "”");
    if (!time.empty()) parts.push_back("its date lies in “" + time.front() + "”");
}

// What a model made of it, where that moved it. The finding names the engine.
void add_opinions(Words& parts, const Evidence& evidence) {
    for (const Finding& finding : evidence.because) {
        const bool raised = finding.weight >= 0;
        if (finding.kind == Finding::Kind::reranked) {
            parts.push_back(fmt::format("the reranker “{}” judged that it answers {} than its words suggest",
                                        finding.what, raised ? "better" : "worse"));
        }
        if (finding.kind == Finding::Kind::meaning) {
            parts.push_back(fmt::format("its meaning, as “{}” reads it, is {} your question than its words suggest",
                                        finding.what, raised ? "nearer to" : "farther from"));
        }
    }
}

}  // namespace

std::string why_found(const Evidence& evidence) {
    Words parts;
    for (const std::string& remark : told(evidence, Finding::Kind::recency)) parts.push_back(remark);
    add_own_words(parts, evidence);
    add_surroundings(parts, evidence);
    add_origin(parts, evidence);
    add_opinions(parts, evidence);
    if (evidence.instructs) parts.emplace_back("it tries to give orders to assistants, which are ignored");
    if (parts.empty()) parts.emplace_back("it stands near what holds the words of your question");
    std::string text = fmt::format("{}.", fmt::join(parts, "; "));
    text[0] = text[0] >= 'a' && text[0] <= 'z' ? static_cast<char>(text[0] - 'a' + 'A') : text[0];
    return text;
}

void explain(Answer& answer) {
    for (SourceNote& note : answer.sources) note.because = why_found(note.evidence);
}

}  // namespace familiar::explain
