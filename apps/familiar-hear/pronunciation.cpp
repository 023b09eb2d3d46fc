#include "apps/familiar-hear/pronunciation.h"

#include "apps/familiar-hear/foreign_sounds.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>

namespace familiar::hear {

namespace {

constexpr std::array<std::string_view, 26> k_letters = {"EY",
                                                        "B IY",
                                                        "S IY",
                                                        "D IY",
                                                        "IY",
                                                        "EH F",
                                                        "JH IY",
                                                        "EY CH",
                                                        "AY",
                                                        "JH EY",
                                                        "K EY",
                                                        "EH L",
                                                        "EH M",
                                                        "EH N",
                                                        "OW",
                                                        "P IY",
                                                        "K Y UW",
                                                        "AA R",
                                                        "EH S",
                                                        "T IY",
                                                        "Y UW",
                                                        "V IY",
                                                        "D AH B AH L Y UW",
                                                        "EH K S",
                                                        "W AY",
                                                        "Z IY"};

constexpr std::size_t k_context_max = 4;  // letters on either side, as tools/learn_pronunciations.py has it
constexpr std::size_t k_part_min = 3;     // letters of a part of a compound

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::string_view take_field(std::string_view& line) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view field = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return field;
}

std::string_view last_phone(std::string_view phones) { return phones.substr(phones.rfind(' ') + 1); }

bool one_of(std::string_view phone, std::initializer_list<std::string_view> phones) {
    return std::ranges::find(phones, phone) != phones.end();
}

// The plural and possessive ending as English says it.
std::string with_s(const std::string& phones) {
    const std::string_view last = last_phone(phones);
    if (one_of(last, {"S", "Z", "SH", "ZH", "CH", "JH"})) return phones + " IH Z";
    return phones + (one_of(last, {"P", "T", "K", "F", "TH"}) ? " S" : " Z");
}

std::string with_ed(const std::string& phones) {
    const std::string_view last = last_phone(phones);
    if (one_of(last, {"T", "D"})) return phones + " IH D";
    return phones + (one_of(last, {"P", "K", "F", "TH", "S", "SH", "CH"}) ? " T" : " D");
}

void add_way(std::vector<std::string>& ways, std::string way) {
    const bool is_new = !way.empty() && std::ranges::find(ways, way) == ways.end();
    if (is_new && ways.size() < Pronouncer::k_variants_max) ways.push_back(std::move(way));
}

}  // namespace

std::string spelled(std::string_view word) {
    std::string phones;
    for (const char c : word) {
        if (is_letter(c))
            phones += (phones.empty() ? "" : " ") + std::string(k_letters[static_cast<std::size_t>(c - 'a')]);
    }
    return phones;
}

Result<Pronouncer> Pronouncer::read(std::string_view dictionary, std::string_view rules) {
    Pronouncer made;
    TRY(made.read_dictionary(dictionary));
    TRY(made.read_rules(rules));
    return made;
}

Result<> Pronouncer::read_dictionary(std::string_view text) {
    while (!text.empty()) {
        std::string_view line = take_line(text);
        if (line.empty()) continue;
        std::string_view word = take_field(line);
        word = word.substr(0, word.find('('));
        if (word.empty() || line.empty())
            return fail(ErrorCode::corrupt, fmt::format("the dictionary's line \"{}\" has no word or no phones", word));
        known_[std::string(word)].emplace_back(line);
    }
    return {};
}

Result<> Pronouncer::read_rules(std::string_view text) {
    while (!text.empty()) {
        std::string_view line = take_line(text);
        if (line.empty()) continue;
        const std::string_view left = take_field(line);
        const std::string_view letter = take_field(line);
        const std::string_view right = take_field(line);
        if (left.empty() || letter.size() != 1 || right.empty())
            return fail(ErrorCode::corrupt, fmt::format("a rule beside \"{} {}\" cannot be read", left, letter));
        Sounds sounds{std::string(line), std::nullopt};
        if (const std::size_t slash = line.find('/'); slash != std::string_view::npos) {
            sounds.usual = line.substr(0, slash == 0 ? 0 : slash - 1);
            sounds.other = line.substr(std::min(slash + 2, line.size()));
        }
        rules_[fmt::format("{} {} {}", left, letter, right)] = std::move(sounds);
    }
    return {};
}

std::vector<std::string> Pronouncer::ways_to_say(std::string_view word) const {
    if (word.size() > k_letters_max || std::ranges::none_of(word, is_letter)) return {};
    if (const auto known = known_.find(std::string(word)); known != known_.end()) return known->second;
    std::vector<std::string> ways;
    for (std::string& way : by_ending(word)) add_way(ways, std::move(way));
    if (!ways.empty()) return ways;
    const bool has_vowel = word.find_first_of("aeiouy") != std::string_view::npos;
    if (!has_vowel && word.size() < 6) return {spelled(word)};
    // Strangers' names are read as English and as what their spelling gives away.
    for (std::string& way : by_parts(word)) add_way(ways, std::move(way));
    std::vector<std::string> read = by_letters(word);
    if (read.empty()) return ways;
    add_way(ways, std::move(read.front()));
    for (const std::string& respelled : respellings_of(word)) add_way(ways, by_letters(respelled).front());
    for (std::string& way : read) add_way(ways, std::move(way));
    return ways;
}

std::vector<std::string> Pronouncer::by_ending(std::string_view word) const {
    std::vector<std::string> ways;
    const auto each = [&](std::string_view stem, auto change) {
        for (const std::string& way : ways_to_say(stem)) ways.push_back(change(way));
    };
    if (word.ends_with("'s")) {
        each(word.substr(0, word.size() - 2), with_s);
    } else if (word.ends_with("'")) {
        each(word.substr(0, word.size() - 1), [](const std::string& way) { return way; });
    } else if (word.ends_with("s") && knows(word.substr(0, word.size() - 1))) {
        each(word.substr(0, word.size() - 1), with_s);
    } else if (word.ends_with("ed") && knows(word.substr(0, word.size() - 2))) {
        each(word.substr(0, word.size() - 2), with_ed);
    } else if (word.ends_with("ing") && knows(word.substr(0, word.size() - 3))) {
        each(word.substr(0, word.size() - 3), [](const std::string& way) { return way + " IH NG"; });
    }
    return ways;
}

// "lighthouse" from "light" and "house": the split whose shorter part is longest.
std::vector<std::string> Pronouncer::by_parts(std::string_view word) const {
    std::size_t best = 0;
    for (std::size_t at = k_part_min; at + k_part_min <= word.size(); ++at) {
        if (!knows(word.substr(0, at)) || !knows(word.substr(at))) continue;
        if (best == 0 || std::min(at, word.size() - at) > std::min(best, word.size() - best)) best = at;
    }
    if (best == 0) return {};
    return {known_.at(std::string(word.substr(0, best))).front() + " " +
            known_.at(std::string(word.substr(best))).front()};
}

// What the longest known context says; contexts grow to the right and to the left in turn.
const Pronouncer::Sounds* Pronouncer::sounds_of(std::string_view padded, std::size_t at) const {
    const Sounds* found = nullptr;
    std::size_t left = 0;
    std::size_t right = 0;
    while (true) {
        const std::size_t begin = at - std::min(left, at);
        const std::string_view before = left == 0 ? "." : padded.substr(begin, at - begin);
        const std::string_view after = right == 0 ? "." : padded.substr(at + 1, right);
        const auto rule = rules_.find(fmt::format("{} {} {}", before, padded[at], after));
        if (rule != rules_.end()) found = &rule->second;
        if (left == k_context_max && right == k_context_max) return found;
        ++(right <= left && right < k_context_max ? right : left);
    }
}

// First with the usual sound of every letter, then with the other sound of one letter at a time.
std::vector<std::string> Pronouncer::by_letters(std::string_view word) const {
    std::string padded = "^";
    std::ranges::copy_if(word, std::back_inserter(padded), is_letter);
    padded += '$';
    std::vector<const Sounds*> sounds;
    for (std::size_t at = 1; at + 1 < padded.size(); ++at) {
        if (const Sounds* found = sounds_of(padded, at)) sounds.push_back(found);
    }
    const auto joined = [&](std::size_t changed) {
        std::string phones;
        for (std::size_t i = 0; i < sounds.size(); ++i) {
            const std::string& said = i == changed ? *sounds[i]->other : sounds[i]->usual;
            if (!said.empty()) phones += (phones.empty() ? "" : " ") + said;
        }
        return phones;
    };
    std::vector<std::string> ways = {joined(sounds.size())};
    for (std::size_t i = 0; i < sounds.size(); ++i) {
        if (sounds[i]->other) ways.push_back(joined(i));
    }
    return ways;
}

std::vector<std::string> Pronouncer::known_words() const {
    std::vector<std::string> words;
    for (const auto& [word, ways] : known_) words.push_back(word);
    std::ranges::sort(words);
    return words;
}

std::string Pronouncer::dictionary_of(const std::vector<std::string>& words) const {
    std::string text;
    for (const std::string& word : words) {
        std::size_t number = 0;
        for (const std::string& way : ways_to_say(word)) {
            ++number;
            text += number == 1 ? fmt::format("{} {}\n", word, way) : fmt::format("{}({}) {}\n", word, number, way);
        }
    }
    return text;
}

}  // namespace familiar::hear
