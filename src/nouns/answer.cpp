#include "nouns/answer.h"

namespace familiar {

std::string joined(const std::vector<Sentence>& sentences, std::vector<Span>& places) {
    std::string text;
    places.clear();
    const Sentence* before = nullptr;
    for (const Sentence& sentence : sentences) {
        const bool own_line = sentence.role == SentenceRole::item || sentence.role == SentenceRole::working;
        const bool line_before =
            before != nullptr && (before->role == SentenceRole::item || before->role == SentenceRole::working);
        if (before != nullptr) text += own_line || line_before ? "\n" : " ";
        if (sentence.role == SentenceRole::item) text += "- ";
        places.push_back({text.size(), text.size() + sentence.text.size()});
        text += sentence.text;
        before = &sentence;
    }
    return text;
}

std::string Answer::text() const {
    std::vector<Span> places;
    return joined(sentences, places);
}

}  // namespace familiar
