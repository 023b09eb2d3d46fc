#include "answer/instant/opinion.h"

#include "base/words.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

namespace familiar::answer::instant {

namespace {

using WordSet = std::unordered_set<std::string_view>;

const WordSet& praise() {
    static const WordSet k_words = {
        "good",        "great",     "excellent", "wonderful",  "lovely",    "love",        "loved",       "loves",
        "best",        "brilliant", "fantastic", "perfect",    "delicious", "recommend",   "recommended", "recommends",
        "happy",       "friendly",  "gentle",    "gentlest",   "kind",      "patient",     "honest",      "fair",
        "reliable",    "trust",     "favour",    "favor",      "support",   "welcome",     "nice",        "beautiful",
        "amazing",     "superb",    "delighted", "glad",       "warmly",    "tasty",       "fresh",       "cheap",
        "affordable",  "fast",      "quick",     "punctual",   "carefully", "careful",     "pleased",     "enjoyed",
        "enjoy",       "impressed", "worth",     "fixed",      "solved",    "praise",      "tidy",        "clean",
        "comfortable", "gut",       "super",     "toll",       "empfehlen", "empfehle",    "lecker",      "schon",
        "prima",       "bueno",     "buena",     "recomiendo", "encanta",   "excelente",   "rico",        "rica",
        "otimo",       "otima",     "bom",       "boa",        "recomendo", "maravilhoso", "maravilhosa", "adoro",
        "go",          "try",       "improved",  "better",     "liked",     "likes"};
    return k_words;
}

const WordSet& blame() {
    static const WordSet k_words = {
        "bad",        "worst",        "terrible",      "awful",    "horrible", "avoid",     "dear",    "expensive",
        "overpriced", "rude",         "slow",          "late",     "dirty",    "damp",      "cold",    "burnt",
        "burn",       "burned",       "burns",         "stale",    "dry",      "against",   "worried", "worry",
        "worse",      "disappointed", "disappointing", "poor",     "never",    "hate",      "hated",   "dislike",
        "unreliable", "cancelled",    "broke",         "broken",   "waited",   "smelled",   "noisy",   "ugly",
        "ruin",       "ruins",        "spoil",         "spoils",   "wrong",    "useless",   "mess",    "shame",
        "pity",       "stolen",       "leaking",       "problem",  "complain", "afraid",    "oppose",  "objection",
        "nonsense",   "schlecht",     "teuer",         "schlimm",  "langsam",  "furchtbar", "malo",    "mala",
        "caro",       "cara",         "peor",          "terrivel", "ruim",     "pessimo",   "pior",    "lento",
        "cheated",    "twice",        "dearest",       "refuse"};
    return k_words;
}

const WordSet& negations() {
    static const WordSet k_words = {"not",    "no",     "never", "don't",  "doesn't", "didn't", "won't",   "wouldn't",
                                    "can't",  "cannot", "isn't", "aren't", "wasn't",  "nobody", "nothing", "without",
                                    "hardly", "nicht",  "kein",  "keine",  "nie",     "nao",    "nunca",   "nem"};
    return k_words;
}

}  // namespace

int leaning_of(std::string_view sentence) {
    static constexpr int k_reach = 4;  // words that a negation turns around
    int leaning = 0;
    int negated_for = 0;
    for (const Word& word : words_of(sentence)) {
        int value = 0;
        if (praise().contains(word.folded)) value = 1;
        if (blame().contains(word.folded)) value = -1;
        if (negated_for > 0) {
            value = -value;
            --negated_for;
        }
        leaning += value;
        if (negations().contains(word.folded)) negated_for = k_reach;
    }
    return leaning;
}

bool is_undecided(std::string_view sentence) {
    static constexpr std::array<std::string_view, 7> k_phrases = {
        "can't decide",  "not sure", "undecided", "in two minds", "both sides", "don't know what to think",
        "mixed feelings"};
    const std::string text = folded(sentence);
    return std::ranges::any_of(k_phrases,
                               [&](std::string_view phrase) { return text.find(phrase) != std::string::npos; });
}

}  // namespace familiar::answer::instant
