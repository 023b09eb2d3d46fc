#include "answer/compute/places.h"

#include "base/time.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr std::size_t k_words_in_place_max = 4;

// Countries that keep several times, by their capital's.
struct WideCountry {
    std::string_view names;
    std::string_view zone;
    std::string_view capital;
};

constexpr auto k_wide_countries = std::to_array<WideCountry>({
    {"usa|us|united states|the united states|america|the us|the usa", "America/New_York", "Washington"},
    {"canada", "America/Toronto", "Ottawa"},
    {"mexico", "America/Mexico_City", "Mexico City"},
    {"brazil|brasil", "America/Sao_Paulo", "Brasília"},
    {"chile", "America/Santiago", "Santiago"},
    {"russia", "Europe/Moscow", "Moscow"},
    {"kazakhstan", "Asia/Almaty", "Astana"},
    {"mongolia", "Asia/Ulaanbaatar", "Ulaanbaatar"},
    {"indonesia", "Asia/Jakarta", "Jakarta"},
    {"australia", "Australia/Sydney", "Canberra"},
    {"congo", "Africa/Kinshasa", "Kinshasa"},
});

constexpr auto k_regions = std::to_array<std::string_view>({"Europe", "America", "Asia", "Africa", "Australia",
                                                            "Pacific", "Atlantic", "Indian", "America/Argentina",
                                                            "America/Indiana", "America/Kentucky", "Antarctica"});

bool among(std::string_view names, std::string_view name) {
    while (!names.empty()) {
        const std::size_t end = std::min(names.find('|'), names.size());
        if (names.substr(0, end) == name) return true;
        names.remove_prefix(std::min(end + 1, names.size()));
    }
    return false;
}

std::string capitalised(std::string word) {
    if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 32);
    return word;
}

// "new york" → "Europe/New_York", "America/New_York": the first that is a zone.
std::optional<std::string> zone_called_after(std::span<const Token> words) {
    static constexpr std::size_t k_shortest = 4;  // shorter words are no cities, but "Rome" is
    std::string last;
    for (const Token& word : words) last += (last.empty() ? "" : "_") + capitalised(word.text);
    if (last.size() < k_shortest) return std::nullopt;
    for (const std::string_view region : k_regions) {
        std::string zone = fmt::format("{}/{}", region, last);
        if (time::known_zone(zone)) return zone;
    }
    return std::nullopt;
}

std::string as_shown(std::span<const Token> words, bool abbreviation) {
    std::string name;
    for (const Token& word : words) {
        std::string part = word.written;
        for (char& c : part) c = abbreviation && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        const bool small = word.text == "of" || word.text == "de" || word.text == "the" || word.text == "time";
        name += (name.empty() ? "" : " ") + (small ? part : capitalised(std::move(part)));
    }
    return name;
}

std::optional<Place> place_named(std::span<const Token> words) {
    std::string name;
    for (const Token& word : words) {
        if (word.kind != TokenKind::word) return std::nullopt;
        name += (name.empty() ? "" : " ") + word.text;
    }
    for (const WideCountry& country : k_wide_countries) {
        if (!among(country.names, name)) continue;
        const std::string shown = as_shown(words, name.size() <= 3);
        return Place{shown, std::string(country.zone),
                     fmt::format("{} keeps several times; this is that of {}", shown, country.capital)};
    }
    for (const ZoneNames& row : zone_names()) {
        if (!among(row.names, name)) continue;
        const bool letters =
            words.size() == 1 && (row.zone == "UTC" || row.zone.starts_with("GMT") || name.size() == 2);
        return Place{as_shown(words, letters || name == "nyc" || name == "uae"), std::string(row.zone), "", letters};
    }
    const auto zone = zone_called_after(words);
    return zone ? std::optional(Place{as_shown(words, false), *zone, ""}) : std::nullopt;
}

// "UTC+2", "GMT-5:30"
std::optional<Place> offset_from_utc(Cursor& in) {
    Cursor ahead = in;
    if (!ahead.any({"utc", "gmt"})) return std::nullopt;
    const bool plus = ahead.symbol("+");
    if (!plus && !ahead.symbol("-")) return std::nullopt;
    const Token* hours = ahead.number();
    const auto count = hours != nullptr ? hours->value.to_int64() : std::nullopt;
    if (!count || *count > 14) return std::nullopt;
    std::int64_t minutes = 0;
    if (ahead.symbol(":")) {
        const Token* behind = ahead.number();
        minutes = behind != nullptr ? behind->value.to_int64().value_or(60) : 60;
        if (minutes > 59) return std::nullopt;
    }
    in = ahead;
    const char sign = plus ? '+' : '-';
    return Place{fmt::format("UTC{}{}", sign,
                             minutes == 0 ? fmt::format("{}", *count) : fmt::format("{}:{:02}", *count, minutes)),
                 fmt::format("GMT{}{:02}:{:02}", sign, *count, minutes), "", true};
}

}  // namespace

std::optional<Place> read_place(Cursor& in) {
    if (auto offset = offset_from_utc(in)) return offset;
    for (std::size_t count = std::min(k_words_in_place_max, in.rest().size()); count > 0; --count) {
        if (auto place = place_named(in.rest().first(count))) {
            in.skip(count);
            return place;
        }
    }
    return std::nullopt;
}

}  // namespace familiar::answer::computing
