#include "apps/familiar-hear/foreign_sounds.h"

#include <algorithm>
#include <array>
#include <span>

namespace familiar::hear {

namespace {

// What stands at a place is written anew; "^" and "$" are the ends of the word.
struct Respelling {
    std::string_view letters;
    std::string_view anew;
};

struct Orthography {
    std::span<const Respelling> signs;  // one of these must stand in the word
    std::span<const Respelling> rules;  // the first that fits is taken, from left to right
};

constexpr auto k_irish_signs = std::to_array<Respelling>({{"bh", ""},
                                                          {"dh", ""},
                                                          {"mh", ""},
                                                          {"aoi", ""},
                                                          {"^si", ""},
                                                          {"^sea", ""},
                                                          {"eoi", ""},
                                                          {"^ao", ""},
                                                          {"adh", ""},
                                                          {"aidh", ""},
                                                          {"uai", ""},
                                                          {"uair", ""},
                                                          {"raig$", ""},
                                                          {"nne$", ""},
                                                          {"^niamh$", ""},
                                                          {"^cia", ""},
                                                          {"oirs", ""},
                                                          {"^caoi", ""}});
constexpr auto k_irish = std::to_array<Respelling>({{"^siobha", "shivaw"},
                                                    {"aidhg", "ige"},
                                                    {"adhg", "ige"},
                                                    {"iobha", "ivaw"},
                                                    {"aoibh", "eev"},
                                                    {"aoimh", "eev"},
                                                    {"amh$", "av"},
                                                    {"eamh", "ev"},
                                                    {"^si", "sh"},
                                                    {"^sea", "shaw"},
                                                    {"^eoi", "owe"},
                                                    {"aoi", "ee"},
                                                    {"ao", "ay"},
                                                    {"raig$", "rig"},
                                                    {"ainne$", "onya"},
                                                    {"nne$", "nya"},
                                                    {"uai", "oo"},
                                                    {"oirs", "ersh"},
                                                    {"iobh", "iv"},
                                                    {"eabh", "ev"},
                                                    {"bh", "v"},
                                                    {"mh", "v"},
                                                    {"dh$", ""},
                                                    {"gh$", ""},
                                                    {"dh", ""},
                                                    {"gh", ""},
                                                    {"ch", "k"},
                                                    {"th", "h"},
                                                    {"^cia", "keer"},
                                                    {"^c", "k"},
                                                    {"fh", ""}});

constexpr auto k_german_signs = std::to_array<Respelling>({{"sch", ""},
                                                           {"ei", ""},
                                                           {"tz$", ""},
                                                           {"^j", ""},
                                                           {"eu", ""},
                                                           {"^w", ""},
                                                           {"^z", ""},
                                                           {"mann$", ""},
                                                           {"dorf$", ""},
                                                           {"ue", ""}});
constexpr auto k_german = std::to_array<Respelling>({{"sch", "sh"},
                                                     {"ei", "y"},
                                                     {"ie", "ee"},
                                                     {"eu", "oy"},
                                                     {"aeu", "oy"},
                                                     {"^w", "v"},
                                                     {"^v", "f"},
                                                     {"^j", "y"},
                                                     {"^z", "ts"},
                                                     {"tz", "ts"},
                                                     {"ue", "oo"},
                                                     {"oe", "er"},
                                                     {"^sp", "shp"},
                                                     {"^st", "sht"},
                                                     {"ch", "k"},
                                                     {"e$", "a"}});

constexpr auto k_iberian_signs = std::to_array<Respelling>({{"lh", ""},
                                                            {"nh", ""},
                                                            {"ll", ""},
                                                            {"ao$", ""},
                                                            {"^j", ""},
                                                            {"ez$", ""},
                                                            {"es$", ""},
                                                            {"oes$", ""},
                                                            {"o$", ""},
                                                            {"qu", ""},
                                                            {"alho", ""}});
constexpr auto k_iberian = std::to_array<Respelling>({{"lh", "ly"},
                                                      {"nh", "ny"},
                                                      {"ll", "y"},
                                                      {"ao$", "ow"},
                                                      {"^j", "h"},
                                                      {"que", "keh"},
                                                      {"qui", "kee"},
                                                      {"gue", "geh"},
                                                      {"gui", "ghee"},
                                                      {"z$", "s"},
                                                      {"i", "ee"},
                                                      {"^h", ""},
                                                      {"u", "oo"}});

const auto k_orthographies =
    std::to_array<Orthography>({{k_irish_signs, k_irish}, {k_german_signs, k_german}, {k_iberian_signs, k_iberian}});

bool stands(std::string_view padded, std::span<const Respelling> signs) {
    return std::ranges::any_of(
        signs, [&](const Respelling& sign) { return padded.find(sign.letters) != std::string_view::npos; });
}

// `padded` begins with "^" and ends with "$", which no rule may write.
std::string rewritten(std::string_view padded, std::span<const Respelling> rules) {
    std::string out;
    while (!padded.empty()) {
        const auto rule =
            std::ranges::find_if(rules, [&](const Respelling& one) { return padded.starts_with(one.letters); });
        const bool found = rule != rules.end();
        if (found)
            out += rule->anew;
        else if (padded.front() != '^' && padded.front() != '$')
            out += padded.front();
        padded.remove_prefix(found ? rule->letters.size() : 1);
    }
    return out;
}

}  // namespace

std::vector<std::string> respellings_of(std::string_view word) {
    const std::string padded = "^" + std::string(word) + "$";
    std::vector<std::string> found;
    for (const Orthography& orthography : k_orthographies) {
        if (!stands(padded, orthography.signs)) continue;
        std::string anew = rewritten(padded, orthography.rules);
        const bool is_new = anew != word && !anew.empty() && std::ranges::find(found, anew) == found.end();
        if (is_new) found.push_back(std::move(anew));
    }
    return found;
}

}  // namespace familiar::hear
