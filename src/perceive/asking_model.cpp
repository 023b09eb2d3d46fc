#include "perceive/asking_model.h"

#include "base/check.h"
#include "perceive/forms.h"
#include "perceive/limits.h"
#include "perceive/question_forms.h"
#include "perceive/spoken.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_set>

namespace familiar::perceive {

namespace {

const std::vector<std::string> k_lists = {"person", "group", "name", "thing", "word"};

// Rare names are asked for too: weights count by their root.
std::vector<std::pair<std::string, double>> choices_of(const std::vector<Weighed>& list) {
    std::vector<std::pair<std::string, double>> choices;
    for (const Weighed& one : list) choices.emplace_back(spoken(one.text), std::sqrt(one.weight));
    return choices;
}

std::vector<Weighed> single_words(const std::vector<Weighed>& list) {
    std::vector<Weighed> single;
    std::ranges::copy_if(list, std::back_inserter(single),
                         [](const Weighed& one) { return one.text.find(' ') == std::string::npos; });
    return single;
}

void prefer(Forms& forms, const Topic& topic) {
    forms.prefer("person", topic.people);
    forms.prefer("name", topic.names);
    forms.prefer("thing", topic.things);
    forms.prefer("word", topic.words);
}

}  // namespace

std::vector<AskedSentence> asked_sentences(const WorldWords& words, const AskingWishes& wishes) {
    auto forms = Forms::read(k_question_forms, k_lists);
    CHECK(forms.has_value(), "the question forms of this house can be read");
    forms->fill("person", choices_of(words.people));
    forms->fill("group", choices_of(words.groups));
    forms->fill("name", choices_of(words.names));
    forms->fill("thing", choices_of(words.things));
    forms->fill("word", choices_of(single_words(words.things)));
    std::vector<AskedSentence> made;
    for (const std::string& sentence : words.sentences) made.push_back({sentence, wishes.of_the_world});
    const std::size_t questions = wishes.questions == 0 ? k_questions : std::min(wishes.questions, k_questions);
    for (std::size_t i = 0; i < questions; ++i) {
        // Every topic in turn, and again.
        if (!words.topics.empty()) prefer(*forms, words.topics[i % words.topics.size()]);
        std::string question = forms->play("ask");
        if (!question.empty()) made.push_back({std::move(question), wishes.of_a_question});
    }
    return made;
}

std::vector<std::string> words_to_know(const WorldWords& words, std::size_t count) {
    std::vector<std::string> known;
    std::unordered_set<std::string> seen;
    const auto take = [&](const std::string& text) {
        for (std::string& word : spoken_words(text)) {
            if (known.size() < count && seen.insert(word).second) known.push_back(std::move(word));
        }
    };
    for (const auto* list : {&words.people, &words.groups, &words.names, &words.things}) {
        for (const Weighed& one : *list) take(one.text);
    }
    for (const std::string& sentence : words.sentences) take(sentence);
    return known;
}

}  // namespace familiar::perceive
