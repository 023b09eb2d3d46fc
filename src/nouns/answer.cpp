#include "nouns/answer.h"

namespace familiar {

namespace {

bool has_own_line(const Sentence& sentence) {
    return sentence.role == SentenceRole::item || sentence.role == SentenceRole::working ||
           sentence.role == SentenceRole::heading || sentence.role == SentenceRole::step;
}

std::string gap_between(const Sentence* before, const Sentence& sentence) {
    std::string gap;
    if (before != nullptr) gap = has_own_line(*before) || has_own_line(sentence) ? "\n" : " ";
    if (before != nullptr && sentence.role == SentenceRole::heading) gap += "\n";
    if (sentence.role == SentenceRole::item) gap += "- ";
    return gap;
}

}  // namespace

std::string joined(const std::vector<Sentence>& sentences, std::vector<Span>& places) {
    std::string text;
    places.clear();
    const Sentence* before = nullptr;
    for (const Sentence& sentence : sentences) {
        text += sentence.gap ? *sentence.gap : gap_between(before, sentence);
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
