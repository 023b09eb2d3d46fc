#include "perceive/written.h"

#include "base/words.h"
#include "perceive/limits.h"
#include "perceive/spoken.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace familiar::perceive {

namespace {

constexpr std::uint64_t k_written_out_max = 12;
constexpr std::size_t k_number_words_max = 9;

std::vector<std::string_view> parted(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::string joined(const std::vector<std::string_view>& words, std::size_t first, std::size_t count) {
    std::string text;
    for (std::size_t i = first; i < first + count; ++i) text += (i == first ? "" : " ") + std::string(words[i]);
    return text;
}

// The words of every number that is looked for, each with its digits.
const std::unordered_map<std::string, std::string>& small_numbers() {
    static const std::unordered_map<std::string, std::string> numbers = [] {
        std::unordered_map<std::string, std::string> made;
        for (std::uint64_t i = 0; i < 1'000; ++i) made.emplace(number_in_words(i), std::to_string(i));
        return made;
    }();
    return numbers;
}

const std::unordered_map<std::string, std::string>& ordinals() {
    static const std::unordered_map<std::string, std::string> numbers = [] {
        std::unordered_map<std::string, std::string> made;
        for (std::uint64_t i = 1; i < 100; ++i) {
            const std::uint64_t last = i % 100 / 10 == 1 ? 0 : i % 10;
            const char* ending = last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
            made.emplace(ordinal_in_words(i), std::to_string(i) + ending);
        }
        return made;
    }();
    return numbers;
}

bool asks(std::string_view first) {
    static constexpr auto k_asking = std::to_array<std::string_view>(
        {"who",   "who's", "whose", "what",  "what's", "when", "where", "where's", "why",
         "how",   "which", "is",    "are",   "was",    "were", "do",    "does",    "did",
         "can",   "could", "will",  "would", "should", "has",  "have",  "am",      "may",
         "until", "since", "at",    "on",    "in",     "by",   "from",  "any",     "anything"});
    return std::ranges::find(k_asking, first) != k_asking.end();
}

void capitalise(std::string& text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 32);
}

}  // namespace

Writer::Writer(const WorldWords& words) {
    for (const auto* list : {&words.people, &words.groups, &words.names}) {
        for (const Weighed& one : *list) learn(one.text);
    }
    // The words of people's names stand for them alone, unless they are words of the language as well.
    for (const Weighed& person : words.people) {
        for (const std::string_view part : parted(person.text)) {
            const std::string said = spoken(part);
            const auto lower = words.lower_case.find(said);
            const bool is_word = lower != words.lower_case.end() && lower->second > person.weight;
            if (!is_word && !is_function_word(said, "en")) learn(part);
        }
    }
}

// The first way of writing stays: lists come with the heaviest first.
void Writer::learn(std::string_view name) {
    std::string said = spoken(name);
    if (!said.empty() && !is_function_word(said, "en")) names_.try_emplace(std::move(said), name);
}

std::size_t Writer::name_at(const std::vector<std::string_view>& words, std::size_t first, std::string& out) const {
    for (std::size_t count = std::min(k_name_words_max, words.size() - first); count > 0; --count) {
        std::string said = joined(words, first, count);
        std::string_view ending;
        if (said.ends_with("'s")) ending = "'s";
        auto known = names_.find(said);
        if (known != names_.end()) {
            ending = {};
        } else if (!ending.empty()) {
            said.resize(said.size() - ending.size());
            known = names_.find(said);
        }
        if (known == names_.end()) continue;
        out = known->second + std::string(ending);
        return count;
    }
    return 0;
}

std::size_t number_at(const std::vector<std::string_view>& words, std::size_t first, std::string& digits) {
    for (std::size_t count = std::min(k_number_words_max, words.size() - first); count > 0; --count) {
        const std::string said = joined(words, first, count);
        const auto ordinal = ordinals().find(said);
        if (ordinal != ordinals().end() && count > 1) {
            digits = ordinal->second;
            return count;
        }
        const auto cardinal = small_numbers().find(said);
        if (cardinal == small_numbers().end()) continue;
        const bool written_out = cardinal->second.size() < 2 || cardinal->second <= std::to_string(k_written_out_max);
        if (count == 1 && cardinal->second.size() <= 2 && written_out) return 0;
        digits = cardinal->second;
        return count;
    }
    return 0;
}

std::string Writer::written(std::string_view heard) const {
    const std::vector<std::string_view> words = parted(heard);
    std::string text;
    for (std::size_t i = 0; i < words.size();) {
        std::string piece;
        std::size_t taken = name_at(words, i, piece);
        if (taken == 0) taken = number_at(words, i, piece);
        if (taken == 0) {
            piece = words[i];
            if (piece == "i" || piece.starts_with("i'")) piece.front() = 'I';
            taken = 1;
        }
        text += (text.empty() ? "" : " ") + piece;
        i += taken;
    }
    capitalise(text);
    if (!text.empty()) text += asks(words.front()) ? '?' : '.';
    return text;
}

}  // namespace familiar::perceive
