#include "answer/model/workspace.h"

#include "base/words.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::answer::model {

namespace {

std::set<std::string> content_words(std::string_view text) {
    std::set<std::string> words;
    for (const Word& word : words_of(text)) {
        if (!is_function_word(word.folded, "en")) words.insert(stem_of(word.folded, "en"));
    }
    return words;
}

}  // namespace

// Nearly all the words of the shorter one stand in the other one.
bool Workspace::is_known(const std::set<std::string>& words) const {
    constexpr double k_alike = 0.85;
    return std::ranges::any_of(known_, [&](const std::set<std::string>& other) {
        const auto shared = std::ranges::count_if(words, [&](const std::string& word) { return other.contains(word); });
        const std::size_t least = std::min(words.size(), other.size());
        const std::size_t most = std::max(words.size(), other.size());
        return static_cast<double>(shared) >= k_alike * static_cast<double>(least) && most <= 2 * least;
    });
}

void Workspace::add(std::string_view angle, const Answer& reply) {
    Part part{std::string(angle), {}};
    for (const Sentence& sentence : reply.sentences) {
        std::set<std::string> numbers;
        std::string markers;
        for (const Citation& citation : sentence.citations) {
            if (citation.support == Support::unsupported) continue;
            const auto note = std::ranges::find_if(reply.sources, [&](const SourceNote& one) {
                return one.evidence.post.id == citation.post && one.evidence.post.version == citation.version;
            });
            if (note == reply.sources.end()) continue;
            const std::string number = std::to_string(sources_.add(note->evidence));
            if (number != "0" && numbers.insert(number).second) markers += "[" + number + "]";
        }
        if (markers.empty()) continue;
        std::set<std::string> words = content_words(sentence.text);
        if (is_known(words)) continue;
        known_.push_back(std::move(words));
        part.lines.push_back(fmt::format("- {} {}\n", cite::as_prompt_line(sentence.text), markers));
    }
    if (!part.lines.empty()) parts_.push_back(std::move(part));
}

std::size_t Workspace::statements() const { return known_.size(); }

std::string Workspace::text() const {
    std::size_t bytes = 0;
    std::vector<std::size_t> taken(parts_.size(), 0);
    for (bool grew = true; grew;) {
        grew = false;
        for (std::size_t p = 0; p < parts_.size(); ++p) {
            if (taken[p] >= parts_[p].lines.size()) continue;
            const std::string& line = parts_[p].lines[taken[p]];
            if (bytes + line.size() > bytes_max_) continue;
            bytes += line.size();
            ++taken[p];
            grew = true;
        }
    }
    std::string text;
    for (std::size_t p = 0; p < parts_.size(); ++p) {
        if (taken[p] == 0) continue;
        text += parts_[p].angle + ":\n";
        for (std::size_t i = 0; i < taken[p]; ++i) text += parts_[p].lines[i];
    }
    return text;
}

}  // namespace familiar::answer::model
