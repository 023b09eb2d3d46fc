#include "explain/explain.h"

#include <fmt/format.h>
#include <vector>

namespace familiar::explain {

namespace {

std::string quoted_list(const std::vector<std::string>& words) {
    static constexpr std::size_t k_named_max = 5;
    std::string text;
    for (std::size_t i = 0; i < words.size() && i < k_named_max; ++i) {
        if (i > 0) text += i + 1 == std::min(words.size(), k_named_max) ? " and " : ", ";
        text += "“" + words[i] + "”";
    }
    return text;
}

void add(std::vector<std::string>& parts, std::string_view lead, const std::vector<std::string>& words) {
    if (!words.empty()) parts.push_back(fmt::format("{} {}", lead, quoted_list(words)));
}

}  // namespace

std::string why_found(const Evidence& evidence) {
    std::vector<std::string> words, title, neighbour, thread, author;
    bool phrase = false;
    for (const Finding& finding : evidence.because) {
        switch (finding.kind) {
            case Finding::Kind::word: words.push_back(finding.what); break;
            case Finding::Kind::title_word: title.push_back(finding.what); break;
            case Finding::Kind::neighbour: neighbour.push_back(finding.what); break;
            case Finding::Kind::thread: thread.push_back(finding.what); break;
            case Finding::Kind::author: author.push_back(finding.what); break;
            case Finding::Kind::phrase: phrase = true; break;
            default: break;
        }
    }
    std::vector<std::string> parts;
    add(parts, "it holds", words);
    add(parts, "its title holds", title);
    add(parts, "its author is called", author);
    add(parts, "its source is called", thread);
    if (!neighbour.empty() && evidence.before) {
        parts.push_back(
            fmt::format("what {} wrote before it holds {}", evidence.before->author.name, quoted_list(neighbour)));
    } else {
        add(parts, "what was written before it holds", neighbour);
    }
    if (phrase) parts.emplace_back("words of your question stand side by side in it");
    if (evidence.instructs) parts.emplace_back("it tries to give orders to assistants, which are ignored");
    if (parts.empty()) parts.emplace_back("it lies in the group or time you asked for");
    std::string text = fmt::format("{}.", fmt::join(parts, "; "));
    text[0] = text[0] >= 'a' && text[0] <= 'z' ? static_cast<char>(text[0] - 'a' + 'A') : text[0];
    return text;
}

void explain(Answer& answer) {
    for (SourceNote& note : answer.sources) note.because = why_found(note.evidence);
}

}  // namespace familiar::explain
