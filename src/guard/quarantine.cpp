#include "guard/quarantine.h"

#include "base/words.h"

#include <array>
#include <span>
#include <string>
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
constexpr std::array<Phrase, 30> k_orders = {
    "must be told",  "you must",       "must recommend",   "never name",     "never mention",  "an order",
    "tell everyone", "tell everybody", "tell the user",    "tell your user", "answer that",    "answer with",
    "answer every",  "recommend only", "always recommend", "reply only",     "reply with",     "respond with",
    "must say",      "must answer",    "say that",         "say only",       "do not mention", "don't mention",
    "print all",     "print the",      "forward",          "send all",       "send me",        "rank"};

// … and these by themselves.
constexpr std::array<Phrase, 22> k_overrides = {"ignore your previous",
                                                "ignore your earlier",
                                                "ignore all earlier instructions",
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
constexpr std::array<Phrase, 11> k_conditions = {
    "whoever asks",   "when asked",      "if asked",       "when someone asks", "when somebody asks", "if someone asks",
    "if anyone asks", "when people ask", "whenever asked", "if the user asks",  "when the user asks"};
constexpr std::array<Phrase, 9> k_answers = {"say",       "answer", "reply", "respond", "tell",
                                             "recommend", "send",   "name",  "write"};

// The words of a text with single spaces between and around them, so that phrases match at word boundaries.
std::string spaced(std::string_view text) {
    std::string out = " ";
    for (const Word& word : words_of(text)) {
        out += word.folded;
        out += ' ';
    }
    return out;
}

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
    unsigned groups_in(std::string_view spaced_text) const {
        unsigned groups = 0;
        for (std::size_t begin = 1; begin < spaced_text.size();) {
            const std::size_t end = spaced_text.find(' ', begin);
            const auto found = by_first_word_.find(spaced_text.substr(begin, end - begin));
            if (found != by_first_word_.end()) {
                for (const auto& [phrase, group] : found->second) {
                    const bool here = spaced_text.substr(begin).starts_with(phrase) &&
                                      spaced_text.substr(begin + phrase.size()).starts_with(' ');
                    if (here) groups |= group;
                }
            }
            begin = end + 1;
        }
        return groups;
    }

private:
    void add(std::span<const Phrase> phrases, Group group) {
        for (const Phrase phrase : phrases)
            by_first_word_[phrase.substr(0, phrase.find(' '))].emplace_back(phrase, group);
    }

    std::unordered_map<std::string_view, std::vector<std::pair<Phrase, unsigned>>> by_first_word_;
};

}  // namespace

bool instructs(std::string_view text) {
    static const Phrases k_phrases;
    const unsigned groups = k_phrases.groups_in(spaced(text));
    const auto has = [groups](unsigned wanted) { return (groups & wanted) == wanted; };
    return has(override_) || has(condition | answer) || has(addressee | order);
}

}  // namespace familiar::guard
