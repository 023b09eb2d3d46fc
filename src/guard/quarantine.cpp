#include "guard/quarantine.h"

#include "base/words.h"

#include <algorithm>
#include <array>
#include <string>
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

// The words of a text with single spaces between and around them, so that phrases match at word boundaries.
std::string spaced(std::string_view text) {
    std::string out = " ";
    for (const Word& word : words_of(text)) {
        out += word.folded;
        out += ' ';
    }
    return out;
}

template <std::size_t N>
bool holds_any(const std::string& spaced_text, const std::array<Phrase, N>& phrases) {
    return std::ranges::any_of(
        phrases, [&](Phrase phrase) { return spaced_text.find(" " + std::string(phrase) + " ") != std::string::npos; });
}

}  // namespace

bool instructs(std::string_view text) {
    const std::string words = spaced(text);
    if (holds_any(words, k_conditions) && holds_any(words, k_answers)) return true;
    return holds_any(words, k_overrides) || (holds_any(words, k_addressees) && holds_any(words, k_orders));
}

}  // namespace familiar::guard
