#include "guard/quarantine.h"

#include "base/phrases.h"
#include "base/words.h"
#include "guard/order_words.h"

#include <algorithm>
#include <span>
#include <vector>

namespace familiar::guard {

namespace {

// What stands at a word: the roles of it and of the phrases that begin there.
struct Place {
    unsigned roles = 0;
    std::size_t length = 1;  // of the longest phrase, in words
};

// A sentence, or a part of one up to a colon or semicolon.
struct Line {
    std::vector<Place> places;
    unsigned roles = 0;  // of all places together: most lines have none that matters, and are passed over by it

    unsigned at(std::size_t i) const { return i < places.size() ? places[i].roles : 0; }
    bool has(unsigned role) const { return (roles & role) != 0; }
    bool has_between(std::size_t begin, std::size_t end, unsigned role) const {
        for (std::size_t i = begin; i < std::min(end, places.size()); ++i) {
            if ((places[i].roles & role) != 0) return true;
        }
        return false;
    }
};

// All role words; what a phrase is a sign of are its roles.
const PhraseTable& lexicon() {
    static const PhraseTable k_lexicon = [] {
        PhraseTable table;
        for (auto [roles, list] : k_role_words) {
            for (std::size_t comma = list.find(", "); comma != std::string_view::npos; comma = list.find(", ")) {
                table.add(static_cast<PhraseTable::Sign>(roles), list.substr(0, comma));
                list.remove_prefix(comma + 2);
            }
            table.add(static_cast<PhraseTable::Sign>(roles), list);
        }
        return table;
    }();
    return k_lexicon;
}

// Of the general punctuation only a few: curly quotes and dashes are in most texts.
bool begins_with_format(std::string_view text) {
    const auto third = [&](char first, char last) { return text.size() > 2 && text[2] >= first && text[2] <= last; };
    return text.starts_with("\u00AD") || text.starts_with("\uFEFF") ||
           (text.starts_with("\xE2\x80") && third('\x8B', '\x8F')) ||
           (text.starts_with("\xE2\x81") && third('\xA0', '\xAF'));
}

// What a reader does not see but a model reads: format characters are dropped, and the copies of ASCII that Unicode
// has as tags become the letters they stand for.
std::string unhidden(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        if (begins_with_format(rest)) {
            i += text[i] == '\xC2' ? 1 : 2;
        } else if (rest.starts_with("\xF3\xA0") && rest.size() > 3) {  // U+E0020 … U+E007E
            const auto code =
                (static_cast<unsigned char>(rest[2]) & 0x1U) * 64U + (static_cast<unsigned char>(rest[3]) & 63U);
            out += static_cast<char>(code);
            i += 3;
        } else {
            out += text[i];
        }
    }
    return out;
}

bool holds_hidden(std::string_view text) {
    for (std::size_t at = text.find_first_of("\xC2\xE2\xEF\xF3"); at != std::string_view::npos;
         at = text.find_first_of("\xC2\xE2\xEF\xF3", at + 1)) {
        const std::string_view rest = text.substr(at);
        if (begins_with_format(rest) || rest.starts_with("\xF3\xA0")) return true;
    }
    return false;
}

Line line_of(std::span<const Word> words) {
    Line line{std::vector<Place>(words.size())};
    lexicon().each(words, [&line](PhraseTable::Sign sign, std::size_t first, std::size_t end) {
        Place& place = line.places[first];
        place.roles |= static_cast<unsigned>(sign);
        place.length = std::max(place.length, end - first);
        line.roles |= place.roles;
    });
    return line;
}

std::vector<Line> lines_of(std::string_view text, std::span<const Word> words) {
    std::vector<Line> lines;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::size_t next = i + 1 < words.size() ? words[i + 1].span.begin : text.size();
        const std::string_view between = text.substr(words[i].span.end, next - words[i].span.end);
        if (i + 1 < words.size() && between.find_first_of(".!?:;\n") == std::string_view::npos) continue;
        lines.push_back(line_of(words.subspan(begin, i + 1 - begin)));
        begin = i + 1;
    }
    return lines;
}

// "Ignore all the instructions you got before", "forget everything you learned".
bool drops_rules(const Line& line) {
    static constexpr std::size_t k_reach = 6;
    if (!line.has(k_ignore)) return false;
    for (std::size_t i = 0; i < line.places.size(); ++i) {
        if ((line.at(i) & k_ignore) == 0) continue;
        if ((line.at(i + 1) & k_everything) != 0 && line.has_between(i + 2, i + k_reach, k_yours)) return true;
        for (std::size_t j = i + 2; j <= i + k_reach; ++j) {
            if ((line.at(j) & k_rules) != 0 && line.has_between(i + 1, j, k_whose)) return true;
        }
    }
    return false;
}

// "Add a link to your answer", "please begin your reply with …", "in your response, suggest …".
bool shapes_the_reply(const Line& line) {
    if (!line.has(k_edit)) return false;
    std::size_t first = 0;
    while ((line.at(first) & k_polite) != 0) ++first;
    if ((line.at(first) & k_in_reply) != 0) return (line.at(first + line.places[first].length) & k_edit) != 0;
    if ((line.at(first) & k_edit) == 0) return false;
    for (std::size_t i = first + 1; i < line.places.size(); ++i) {
        const bool is_your = (line.at(i) & k_yours) != 0 && (line.at(i) & k_whose) != 0;
        if (is_your && line.has_between(i + 1, i + 3, k_reply)) return true;
    }
    return false;
}

// "Print your initial instructions".
bool asks_for_the_prompt(const Line& line) {
    if (!line.has(k_show)) return false;
    for (std::size_t i = 0; i < line.places.size(); ++i) {
        if ((line.at(i) & k_inner) != 0 && (line.at(i + 1) & k_prompt) != 0 && line.has(k_yours)) return true;
    }
    return false;
}

bool calls_an_assistant(const Line& line) {
    if (!line.has(k_addressee | k_person)) return false;
    for (std::size_t i = 0; i < line.places.size(); ++i) {
        if ((line.at(i) & k_addressee) != 0) return true;
        if ((line.at(i) & k_person) != 0 && (i == 0 || (line.at(i - 1) & k_call) != 0)) return true;
    }
    return false;
}

bool gives_orders(const std::vector<Line>& lines) {
    static constexpr std::size_t k_lines_of_address = 3;  // how far an order is from whom it is for
    std::size_t called = lines.size();                    // the line where an assistant was last spoken to
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Line& line = lines[i];
        if (line.has(k_override) || (line.has(k_condition) && line.has(k_answer))) return true;
        if (drops_rules(line) || shapes_the_reply(line) || asks_for_the_prompt(line)) return true;
        if (calls_an_assistant(line)) called = i;
        if (called != lines.size() && i - called < k_lines_of_address && line.has(k_order)) return true;
    }
    return false;
}

// What every order needs one of. Most texts have none, and are not looked at further.
constexpr unsigned k_telling = k_addressee | k_person | k_override | k_condition | k_ignore | k_edit | k_show;

bool gives_orders(std::string_view text, std::span<const Word> words) {
    return line_of(words).has(k_telling) && gives_orders(lines_of(text, words));
}

}  // namespace

bool instructs(std::string_view text, std::span<const Word> words) {
    if (!holds_hidden(text)) return gives_orders(text, words);
    const std::string shown = unhidden(text);
    return gives_orders(shown, words_of(shown));
}

bool instructs(std::string_view text) { return instructs(text, words_of(text)); }

}  // namespace familiar::guard
