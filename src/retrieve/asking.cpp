#include "retrieve/asking.h"

#include "retrieve/kin_words.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace familiar::retrieve {

namespace {

using Folded = std::vector<std::string>;

template <std::size_t N>
bool is_one(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::ranges::find(words, word) != words.end();
}

bool is_auxiliary(std::string_view word) {
    static constexpr std::array<std::string_view, 20> k_words = {
        "is", "are", "was",   "were", "do",    "does",   "did", "has",   "have",   "had",
        "be", "can", "could", "will", "would", "should", "may", "might", "called", "named"};
    return is_one(word, k_words);
}

bool opens_noun(std::string_view word) {
    static constexpr std::array<std::string_view, 4> k_words = {"the", "a", "an", "some"};
    return is_one(word, k_words);
}

// "What kind of cell": the noun comes after.
bool stands_for_noun(std::string_view word) {
    static constexpr std::array<std::string_view, 8> k_words = {"kind", "type",  "kinds", "types",
                                                                "name", "names", "part",  "form"};
    return is_one(word, k_words);
}

bool is_time(std::string_view word) {
    static constexpr std::array<std::string_view, 8> k_words = {"year", "date",    "day", "month",
                                                                "time", "century", "era", "decade"};
    return is_one(word, k_words);
}

bool is_place(std::string_view word) {
    static constexpr std::array<std::string_view, 12> k_words = {"city",     "country",   "state",   "county",
                                                                 "place",    "continent", "town",    "province",
                                                                 "location", "region",    "stadium", "countries"};
    return is_one(word, k_words);
}

bool is_measure(std::string_view word) {
    static constexpr std::array<std::string_view, 22> k_words = {
        "many", "much", "long", "old",  "tall",  "far",        "big",        "often", "deep",   "high",   "large",
        "fast", "hot",  "cold", "wide", "heavy", "percentage", "population", "size",  "number", "length", "height"};
    return is_one(word, k_words);
}

// Where the word stands that asks, with what it asks; words.size() when none does.
std::pair<std::size_t, Asked> asking_word(const Folded& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word.starts_with("who") && word != "whole") return {i, Asked::who};
        if (word.starts_with("when")) return {i, Asked::when};
        if (word.starts_with("where")) return {i, Asked::where};
        if (word == "why") return {i, Asked::reason};
        if (word == "how") {
            const bool measures = i + 1 < words.size() && is_measure(words[i + 1]);
            return {i, measures ? Asked::amount : Asked::other};
        }
        if (word == "what" || word == "whats" || word == "which") return {i, Asked::thing};
    }
    return {words.size(), Asked::other};
}

// The last word before one that says nothing, after those that lead to a noun.
std::string head_after(const Folded& words, std::size_t at) {
    while (at < words.size() && (is_auxiliary(words[at]) || opens_noun(words[at]) ||
                                 is_one(words[at], std::array<std::string_view, 2>{"many", "much"})))
        ++at;
    std::string head;
    for (; at < words.size(); ++at) {
        if (head.empty() && is_function_word(words[at], "en")) continue;
        if (!head.empty() && (is_function_word(words[at], "en") || is_auxiliary(words[at]))) {
            if (!stands_for_noun(head) || words[at] != "of") break;
            head.clear();
            continue;
        }
        head = words[at];
    }
    return head;
}

// Whether words with spaces between hold one.
bool holds_word(std::string_view words, std::string_view word) {
    if (word.empty()) return false;
    for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
    }
    return false;
}

void add_kin(Asking& asking, const Folded& words) {
    static constexpr int k_most = 31;  // bits of a KinSet
    for (std::size_t i = 0; i < words.size() && asking.with_kin < k_most; ++i) {
        const std::string pair = i + 1 < words.size() ? words[i] + "_" + words[i + 1] : std::string();
        bool any = false;
        for (const KinWords& row : k_kin_words) {
            if (!holds_word(row.asked, words[i]) && !holds_word(row.asked, pair)) continue;
            any = true;
            for (const auto part : std::views::split(row.answered, ' '))
                asking.kin[std::string_view(part)] |= KinSet{1} << static_cast<unsigned>(asking.with_kin);
        }
        asking.with_kin += any ? 1 : 0;
    }
}

}  // namespace

Asking asking_of(const Folded& words) {
    Asking asking;
    const auto [at, asked] = asking_word(words);
    asking.asked = asked;
    if (asked == Asked::thing || asked == Asked::amount) asking.head = head_after(words, at + 1);
    if (asked == Asked::thing) {
        if (is_time(asking.head)) asking.asked = Asked::when;
        if (is_place(asking.head)) asking.asked = Asked::where;
        if (is_measure(asking.head)) asking.asked = Asked::amount;
        asking.defines = at == 0 && words.size() > 1 && (words[1] == "is" || words[1] == "are");
        for (std::size_t i = at + 2; i < words.size() && asking.defines; ++i) {
            static constexpr std::array<std::string_view, 6> k_ties = {"of", "for", "to", "in", "does", "the"};
            if (is_one(words[i], k_ties)) asking.defines = false;
        }
    }
    for (const std::string& word : words) {
        static constexpr std::array<std::string_view, 8> k_latest = {"last", "latest", "current", "currently",
                                                                     "now",  "recent", "today",   "present"};
        static constexpr std::array<std::string_view, 4> k_earliest = {"first", "original", "originally", "earliest"};
        asking.latest = asking.latest || is_one(word, k_latest);
        asking.earliest = asking.earliest || is_one(word, k_earliest);
    }
    add_kin(asking, words);
    return asking;
}

}  // namespace familiar::retrieve
