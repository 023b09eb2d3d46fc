#include "answer/cite/kin.h"

#include "answer/cite/kin_tables.h"
#include "base/words.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace familiar::answer::cite {

namespace {

using Groups = std::vector<std::uint16_t>;

struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
using Table = std::unordered_map<std::string, Groups, Hash, std::equal_to<>>;
using WordSet = std::unordered_set<std::string, Hash, std::equal_to<>>;

void add(Table& table, std::string_view word, std::uint16_t group) {
    for (const std::string& form : {std::string(word), stem_of(word, "en")}) {
        Groups& groups = table[form];
        if (std::ranges::find(groups, group) == groups.end()) groups.push_back(group);
    }
}

// Calls `take` with each word between spaces.
template <class Take>
void for_each_word(std::string_view line, Take&& take) {
    for (std::size_t begin = 0; begin < line.size();) {
        const std::size_t end = std::min(line.find(' ', begin), line.size());
        if (end > begin) take(line.substr(begin, end - begin));
        begin = end + 1;
    }
}

Table meanings() {
    Table table;
    std::uint16_t group = 0;
    for (const std::string_view line : k_meanings) {
        for_each_word(line, [&](std::string_view word) { add(table, word, group); });
        ++group;
    }
    return table;
}

Table oppositions() {
    Table table;
    std::uint16_t side = 0;
    for (const std::string_view line : k_oppositions) {
        for_each_word(line, [&](std::string_view word) {
            if (word == "|")
                ++side;
            else
                add(table, word, side);
        });
        side = static_cast<std::uint16_t>((side | 1U) + 1U);
    }
    return table;
}

const Groups& looked_up(const Table& table, std::string_view word, std::string_view stem) {
    static const Groups k_none;
    if (const auto found = table.find(word); found != table.end()) return found->second;
    const auto found = table.find(stem);
    return found == table.end() ? k_none : found->second;
}

}  // namespace

const std::vector<std::uint16_t>& meanings_of(std::string_view folded_word, std::string_view stem) {
    static const Table k_table = meanings();
    return looked_up(k_table, folded_word, stem);
}

const std::vector<std::uint16_t>& oppositions_of(std::string_view folded_word, std::string_view stem) {
    static const Table k_table = oppositions();
    return looked_up(k_table, folded_word, stem);
}

bool negates_by_prefix(std::string_view longer, std::string_view shorter) {
    if (shorter.size() < 4) return false;
    for (const std::string_view prefix : {"un", "in", "im", "non", "dis", "ir", "il", "mis"}) {
        if (longer.size() == prefix.size() + shorter.size() && longer.starts_with(prefix) && longer.ends_with(shorter))
            return true;
    }
    return false;
}

bool is_denying(std::string_view folded_word) {
    return std::ranges::find(k_denying, folded_word) != std::end(k_denying);
}

bool is_light(std::string_view folded_word) {
    static const WordSet k_words = [] {
        WordSet words;
        for_each_word(k_light, [&](std::string_view word) { words.emplace(word); });
        return words;
    }();
    return k_words.contains(folded_word);
}

}  // namespace familiar::answer::cite
