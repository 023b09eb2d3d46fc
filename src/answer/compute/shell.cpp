#include "answer/compute/shell.h"

#include "answer/compute/cursor.h"

#include <array>
#include <string_view>

namespace familiar::answer::computing {

namespace {

// Longer phrases first where one begins another.
constexpr auto k_before = std::to_array<std::string_view>({"please",
                                                           "hey",
                                                           "hi",
                                                           "hello",
                                                           "ok",
                                                           "okay",
                                                           "so",
                                                           "well",
                                                           "um",
                                                           "hmm",
                                                           "familiar",
                                                           "can you",
                                                           "could you",
                                                           "would you",
                                                           "will you",
                                                           "do you know",
                                                           "tell me",
                                                           "let me know",
                                                           "give me",
                                                           "show me",
                                                           "i want to know",
                                                           "i would like to know",
                                                           "i d like to know",
                                                           "i need to know",
                                                           "i wonder",
                                                           "i was wondering",
                                                           "quick question",
                                                           "quickly",
                                                           "help me to",
                                                           "help me",
                                                           "just",
                                                           "kindly",
                                                           "and",
                                                           "say",
                                                           "can i ask",
                                                           "may i ask",
                                                           ",",
                                                           ":",
                                                           "-",
                                                           "!"});

constexpr auto k_after =
    std::to_array<std::string_view>({"please", "thanks", "thank you", "thx", "for me", "familiar", "exactly",
                                     "approximately", "roughly", "?", ",", "=", ":", "\"", "then", "anyway"});

constexpr auto k_openers = std::to_array<std::string_view>({"what is the result of",
                                                            "what is the value of",
                                                            "what is the answer to",
                                                            "what is the total of",
                                                            "what do you get when you",
                                                            "what do you get if you",
                                                            "what do i get if i",
                                                            "what is",
                                                            "what are",
                                                            "what does",
                                                            "what do",
                                                            "what would",
                                                            "what will",
                                                            "how much is",
                                                            "how much are",
                                                            "how much does",
                                                            "how much do",
                                                            "how much would",
                                                            "how much will",
                                                            "how many is",
                                                            "how many are",
                                                            "how much",
                                                            "calculate",
                                                            "compute",
                                                            "evaluate",
                                                            "work out",
                                                            "figure out",
                                                            "solve",
                                                            "find",
                                                            "simplify",
                                                            "the value of",
                                                            "the result of",
                                                            "what"});

constexpr auto k_closers =
    std::to_array<std::string_view>({"is what", "is how much", "equal to", "equals what", "equals", "equal", "makes",
                                     "make", "come to", "comes to", "come out at", "be", "is", "are", "="});

template <class Phrases>
bool drop_any_front(std::span<const Token>& tokens, const Phrases& phrases) {
    for (const std::string_view phrase : phrases) {
        if (drop_front(tokens, phrase)) return true;
    }
    return false;
}

template <class Phrases>
bool drop_any_back(std::span<const Token>& tokens, const Phrases& phrases) {
    for (const std::string_view phrase : phrases) {
        if (drop_back(tokens, phrase)) return true;
    }
    return false;
}

// "Thanks!" but not "5!".
bool drop_exclamation(std::span<const Token>& tokens) {
    if (tokens.empty() || !tokens.back().is_symbol("!")) return false;
    const bool factorial =
        tokens.size() > 1 && (tokens[tokens.size() - 2].is_number() || tokens[tokens.size() - 2].is_symbol(")"));
    if (factorial) return false;
    tokens = tokens.first(tokens.size() - 1);
    return true;
}

}  // namespace

std::span<const Token> without_politeness(std::span<const Token> question) {
    // A minus sign before a number is part of the sum.
    const auto sum_begins = [&] {
        return question.size() > 1 && question[0].is_symbol("-") &&
               (question[1].is_number() || question[1].is_symbol("("));
    };
    while (!sum_begins() && drop_any_front(question, k_before)) {}
    while (drop_any_back(question, k_after) || drop_exclamation(question)) {}
    return question;
}

Asked value_asked(std::span<const Token> question) {
    Asked asked{.what = question};
    const bool ends_in_equals = drop_back(asked.what, "=");
    asked.aloud = drop_any_front(asked.what, k_openers) || ends_in_equals;
    if (drop_any_back(asked.what, k_closers)) asked.aloud = true;
    if (asked.aloud) drop_front(asked.what, "the result of");
    return asked;
}

}  // namespace familiar::answer::computing
