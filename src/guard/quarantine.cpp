#include "guard/quarantine.h"

#include "base/words.h"

#include <array>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace familiar::guard {

namespace {

using Phrase = std::string_view;

// Whom the text speaks to.
constexpr std::array<Phrase, 18> k_addressees = {
    "assistant", "assistants", "ai",       "a.i",   "reading software", "search robot",
    "chatbot",   "chatbots",   "bot",      "bots",  "language model",   "llm",
    "gpt",       "chatgpt",    "familiar", "model", "asistente",        "assistenten"};

// What such orders say. Each alone is suspicious only together with an addressee …
constexpr std::array<Phrase, 29> k_orders = {
    "you must",       "must recommend",   "never name",     "never mention",  "an order",      "tell everyone",
    "tell everybody", "tell the user",    "tell your user", "answer that",    "answer with",   "answer every",
    "recommend only", "always recommend", "reply only",     "reply with",     "respond with",  "must say",
    "must answer",    "say that",         "say only",       "do not mention", "don't mention", "print all",
    "print the",      "forward",          "send all",       "send me",        "rank"};

// … and these by themselves.
constexpr std::array<Phrase, 20> k_overrides = {"ignore all earlier instructions",
                                                "ignore earlier instructions",
                                                "ignore your instructions",
                                                "ignore all instructions",
                                                "ignore previous instructions",
                                                "ignore all previous",
                                                "ignore the above",
                                                "ignore your rules",
                                                "forget your instructions",
                                                "forget your rules",
                                                "disregard your",
                                                "disregard all",
                                                "disregard previous",
                                                "override your",
                                                "system prompt",
                                                "new instructions",
                                                "you are now",
                                                "your new task",
                                                "ignore any other",
                                                "ignore what"};

// … and what speaks to whoever will be asked later.
constexpr std::array<Phrase, 10> k_conditions = {
    "when asked",     "if asked",        "when someone asks", "when somebody asks", "if someone asks",
    "if anyone asks", "when people ask", "whenever asked",    "if the user asks",   "when the user asks"};
constexpr std::array<Phrase, 9> k_answers = {"say",       "answer", "reply", "respond", "tell",
                                             "recommend", "send",   "name",  "write"};

// What a phrase belongs to, as bits.
enum Group : unsigned { addressee = 1, order = 2, override_ = 4, condition = 8, answer = 16 };

// All phrases by their first word, so that a text is gone through once.
class Phrases {
public:
    Phrases() {
        add(k_addressees, addressee);
        add(k_orders, order);
        add(k_overrides, override_);
        add(k_conditions, condition);
        add(k_answers, answer);
    }

    // The groups of which a phrase occurs.
    unsigned groups_in(std::span<const Word> words) const {
        unsigned groups = 0;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto found = by_first_word_.find(words[i].folded);
            if (found == by_first_word_.end()) continue;
            for (const auto& [phrase, group] : found->second) {
                if (stands_at(words.subspan(i), phrase)) groups |= group;
            }
        }
        return groups;
    }

private:
    static bool stands_at(std::span<const Word> words, Phrase phrase) {
        for (const Word& word : words) {
            if (!phrase.starts_with(word.folded)) return false;
            phrase.remove_prefix(word.folded.size());
            if (phrase.empty()) return true;
            if (phrase.front() != ' ') return false;
            phrase.remove_prefix(1);
        }
        return false;
    }

    void add(std::span<const Phrase> phrases, Group group) {
        for (const Phrase phrase : phrases)
            by_first_word_[phrase.substr(0, phrase.find(' '))].emplace_back(phrase, group);
    }

    std::unordered_map<std::string_view, std::vector<std::pair<Phrase, unsigned>>> by_first_word_;
};

}  // namespace

bool instructs(std::span<const Word> words) {
    static const Phrases k_phrases;
    const unsigned groups = k_phrases.groups_in(words);
    const auto has = [groups](unsigned wanted) { return (groups & wanted) == wanted; };
    return has(override_) || has(condition | answer) || has(addressee | order);
}

bool instructs(std::string_view text) { return instructs(words_of(text)); }

}  // namespace familiar::guard
