#include "answer/instant/opinion_words.h"

#include <unordered_set>

namespace familiar::answer::instant::opinion_words {

namespace {

using WordSet = std::unordered_set<std::string_view>;

}  // namespace

bool is_praise(std::string_view word) {
    static const WordSet k_words = {
        "good",      "great",      "excellent", "wonderful",   "lovely",      "love",      "loved",       "loves",
        "best",      "brilliant",  "fantastic", "perfect",     "delicious",   "recommend", "recommended", "recommends",
        "friendly",  "gentle",     "gentlest",  "patient",     "honest",      "reliable",  "trust",       "nice",
        "beautiful", "amazing",    "superb",    "delighted",   "warmly",      "tasty",     "cheap",       "affordable",
        "fast",      "punctual",   "carefully", "careful",     "pleased",     "enjoyed",   "enjoy",       "impressed",
        "worth",     "fixed",      "solved",    "praise",      "tidy",        "clean",     "comfortable", "gut",
        "super",     "toll",       "empfehlen", "empfehle",    "lecker",      "schon",     "prima",       "bueno",
        "buena",     "recomiendo", "encanta",   "excelente",   "rico",        "rica",      "otimo",       "otima",
        "bom",       "boa",        "recomendo", "maravilhoso", "maravilhosa", "adoro",     "improved",    "liked",
        "likes",     "support",    "supports",  "fair",        "better",      "happy",     "vouch",       "pleasure",
        "joy",       "cried",      "top",       "spitze",      "freundlich",  "zufrieden", "genial",      "encantado",
        "buenisimo", "simpatico"};
    return k_words.contains(word);
}

bool is_blame(std::string_view word) {
    static const WordSet k_words = {
        "bad",       "worst",      "terrible",     "awful",         "horrible",   "avoid",        "dear",
        "expensive", "overpriced", "rude",         "slow",          "dirty",      "damp",         "cold",
        "burnt",     "burn",       "burned",       "burns",         "stale",      "dry",          "worried",
        "worry",     "worse",      "disappointed", "disappointing", "poor",       "hate",         "hated",
        "dislike",   "unreliable", "cancelled",    "broke",         "broken",     "waited",       "smelled",
        "noisy",     "ugly",       "ruin",         "ruins",         "spoil",      "spoils",       "wrong",
        "useless",   "mess",       "shame",        "pity",          "stolen",     "leaking",      "complain",
        "afraid",    "objection",  "nonsense",     "schlecht",      "teuer",      "schlimm",      "langsam",
        "furchtbar", "malo",       "mala",         "caro",          "cara",       "peor",         "terrivel",
        "ruim",      "pessimo",    "pior",         "lento",         "cheated",    "twice",        "dearest",
        "late",      "complaint",  "complaints",   "complained",    "disaster",   "robbery",      "swindle",
        "rip-off",   "scam",       "katastrophe",  "argerlich",     "enttauscht", "unfreundlich", "laut",
        "desastre",  "estafa",     "horror",       "nightmare",     "blunder",    "boring",       "langweilig"};
    return k_words.contains(word);
}

bool is_drawback(std::string_view word) {
    static const WordSet k_words = {"closed",      "loud",    "wait",    "waited", "far",
                                    "geschlossen", "cerrado", "fechado", "need"};
    return k_words.contains(word);
}

bool is_negation(std::string_view word) {
    static const WordSet k_words = {"not",    "no",     "never",   "don't",  "doesn't", "didn't", "won't",   "wouldn't",
                                    "can't",  "cannot", "isn't",   "aren't", "wasn't",  "nobody", "nothing", "without",
                                    "hardly", "nicht",  "kein",    "keine",  "nie",     "nao",    "nunca",   "nem",
                                    "none",   "nor",    "neither", "jamais", "pas"};
    return k_words.contains(word);
}

}  // namespace familiar::answer::instant::opinion_words
