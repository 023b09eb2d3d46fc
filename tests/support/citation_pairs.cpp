#include "tests/support/citation_pairs.h"

#include "base/cues.h"
#include "base/dates.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <random>
#include <set>

namespace familiar::test {

namespace {

using Words = std::vector<Word>;
using namespace std::string_view_literals;

std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 14'695'981'039'346'656'037U;  // FNV-1a
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    return hash;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string replaced(std::string_view text, Span span, std::string_view with) {
    return std::string(text.substr(0, span.begin)).append(with).append(text.substr(span.end));
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

constexpr std::array k_months = {"January"sv, "February"sv, "March"sv,     "April"sv,   "May"sv,      "June"sv,
                                 "July"sv,    "August"sv,   "September"sv, "October"sv, "November"sv, "December"sv};

// Other words for the same, of the generator's own: chosen without a look at the checker's.
constexpr std::array<std::pair<std::string_view, std::string_view>, 44> k_rewordings = {
    {{"located", "situated"},    {"approximately", "about"}, {"began", "started"},      {"started", "began"},
     {"usually", "normally"},    {"often", "frequently"},    {"many", "numerous"},      {"large", "big"},
     {"small", "little"},        {"movie", "film"},          {"film", "movie"},         {"children", "kids"},
     {"physician", "doctor"},    {"doctor", "physician"},    {"disease", "illness"},    {"disorder", "disease"},
     {"caused by", "due to"},    {"due to", "caused by"},    {"because", "since"},      {"shows", "indicates"},
     {"called", "known as"},     {"known as", "called"},     {"released", "published"}, {"portrayed", "played"},
     {"played", "portrayed"},    {"produced", "made"},       {"created", "made"},       {"established", "founded"},
     {"founded", "established"}, {"assist", "help"},         {"helps", "assists"},      {"received", "got"},
     {"contains", "includes"},   {"includes", "contains"},   {"remained", "stayed"},    {"main", "principal"},
     {"primarily", "mainly"},    {"entire", "whole"},        {"ended", "finished"},     {"increase", "rise"},
     {"people", "persons"},      {"such as", "like"},        {"requires", "needs"},     {"rarely", "seldom"}}};

struct Sample {
    std::string sentence;
    std::string next;  // the sentence behind it; may be empty
    std::string title;
    std::size_t paragraph = 0;
};

class Maker {
public:
    Maker(const std::vector<Paragraph>& paragraphs, std::uint64_t seed, std::size_t each) : random_(seed), each_(each) {
        for (std::size_t i = 0; i < paragraphs.size(); ++i) read(paragraphs[i], i);
        std::shuffle(samples_.begin(), samples_.end(), random_);
    }

    std::vector<CitationPair> make() {
        for (std::size_t i = 0; i < samples_.size(); ++i) {
            const Sample& sample = samples_[i];
            add("verbatim", sample, sample.sentence);
            add("shortened", sample, shortened(sample.sentence));
            add("reordered", sample, reordered(sample.sentence));
            add("format", sample, reformatted(sample.sentence));
            add("paraphrased", sample, reworded(sample.sentence));
            add("number", sample, with_other_number(sample.sentence));
            add("date", sample, with_other_date(sample.sentence));
            add("name", sample, with_other_name(sample));
            add("negated", sample, negated(sample.sentence));
            add("half", sample, half_invented(sample, i));
            add("invented", sample, invented(sample, i));
        }
        return std::move(pairs_);
    }

private:
    std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_); }

    void read(const Paragraph& paragraph, std::size_t number) {
        const std::string text = with_natural_spaces(paragraph.text);
        const std::vector<Span> spans = sentences_of(text);
        for (std::size_t i = 0; i < spans.size(); ++i) {
            const std::string_view sentence = spans[i].of(text);
            const std::size_t words = words_of(sentence).size();
            const bool good = words >= 7 && words <= 40 && sentence.ends_with('.') && is_capitalised(sentence) &&
                              sentence.find("  ") == std::string_view::npos;
            if (!good) continue;
            const std::string_view next = i + 1 < spans.size() ? spans[i + 1].of(text) : std::string_view();
            samples_.push_back({std::string(sentence), std::string(next), paragraph.title, number});
            collect_names(sentence);
            break;  // one of a paragraph, so that no text weighs more than another
        }
    }
    void collect_names(std::string_view sentence) {
        for (const Span span : names_of(sentence)) names_.emplace_back(span.of(sentence));
    }
    // Single capitalised words inside a sentence that are no dates.
    static std::vector<Span> names_of(std::string_view sentence) {
        const Words words = words_of(sentence);
        std::vector<Span> names;
        for (std::size_t i = 1; i < words.size(); ++i) {
            const std::string_view word = words[i].span.of(sentence);
            const bool in_sentence =
                words[i].span.begin > 0 && sentence[words[i].span.begin - 1] == ' ' &&
                std::string_view(".!?:").find(sentence[words[i].span.begin - 2]) == std::string_view::npos;
            if (!in_sentence || words[i].kind != WordKind::word || word.size() < 4 || !is_capitalised(word)) continue;
            if (cues_of(word, {words[i]}).time || is_function_word(words[i].folded, "en")) continue;
            if (words[i].folded.ends_with("'s")) continue;
            names.push_back(words[i].span);
        }
        return names;
    }

    void add(const std::string& kind, const Sample& sample, const std::string& sentence) {
        static const std::set<std::string> k_supported = {"verbatim", "shortened", "reordered", "format",
                                                          "paraphrased"};
        if (sentence.empty() || counts_[kind] >= each_ || (sentence == sample.sentence && kind != "verbatim")) return;
        ++counts_[kind];
        CitationPair pair;
        pair.kind = kind;
        pair.supported = k_supported.contains(kind);
        pair.sentence = sentence;
        pair.span = sample.sentence;
        if (pair.supported && !sample.next.empty() && below(3) == 0) pair.span += " " + sample.next;
        pair.about = sample.title;
        pair.is_for_development = hash_of(sample.sentence) % 2 == 0;
        pairs_.push_back(std::move(pair));
    }

    // Without what stands in brackets or behind the first comma, where what is left has a verb.
    std::string shortened(const std::string& sentence) {
        std::string text = sentence;
        const std::size_t open = text.find(" (");
        const std::size_t close = text.find(')', open == std::string::npos ? 0 : open);
        if (open != std::string::npos && close != std::string::npos && close < text.size() - 2)
            return text.erase(open, close - open + 1);
        for (const std::string_view joint : {", which ", ", who ", ", and ", ", but ", ", where ", ", including ",
                                             " and is ", " and was ", " because ", " while "}) {
            const std::size_t at = text.find(joint);
            if (at == std::string::npos || words_of(std::string_view(text).substr(0, at)).size() < 6) continue;
            if (text.substr(0, at).find(',') != std::string::npos) continue;
            return text.substr(0, at) + ".";
        }
        return {};
    }
    // "In 1997, the team won." for "The team won in 1997." and the other way round; or the sides of an "and".
    std::string reordered(const std::string& sentence) {
        const std::size_t comma = sentence.find(", ");
        static constexpr std::array k_openers = {"In "sv,    "On "sv,    "At "sv, "During "sv,
                                                 "After "sv, "Since "sv, "By "sv, "For "sv};
        const bool opener =
            std::ranges::any_of(k_openers, [&](std::string_view word) { return sentence.starts_with(word); });
        if (opener && comma != std::string::npos && comma < 40 && sentence.find(',', comma + 1) == std::string::npos) {
            std::string first = sentence.substr(0, comma);
            first[0] = static_cast<char>(first[0] - 'A' + 'a');
            std::string rest = sentence.substr(comma + 2);
            rest.pop_back();
            return capitalised(rest) + " " + first + ".";
        }
        const std::size_t last = sentence.rfind(" in ");
        if (last != std::string::npos && sentence.size() - last < 16 &&
            all_digits(sentence.substr(last + 4, sentence.size() - last - 5)))
            return "In " + sentence.substr(last + 4, sentence.size() - last - 5) + ", " + sentence.substr(0, last) +
                   ".";
        return {};
    }
    std::string reformatted(const std::string& sentence) {
        static constexpr std::array k_numbers = {"zero"sv, "one"sv,    "two"sv,   "three"sv, "four"sv,
                                                 "five"sv, "six"sv,    "seven"sv, "eight"sv, "nine"sv,
                                                 "ten"sv,  "eleven"sv, "twelve"sv};
        for (const DateMention& date : dates_in(sentence, CivilDate(std::chrono::year(2020) / 6 / 1))) {
            if (!date.year_said) continue;
            if (below(2) == 0)
                return replaced(sentence, date.span,
                                fmt::format("{}-{:02}-{:02}", int(date.date.year()), unsigned(date.date.month()),
                                            unsigned(date.date.day())));
            const std::string_view written = date.span.of(sentence);
            const std::string month(k_months[unsigned(date.date.month()) - 1]);
            const bool month_first = is_capitalised(written);
            return replaced(sentence, date.span,
                            month_first
                                ? fmt::format("{} {} {}", unsigned(date.date.day()), month, int(date.date.year()))
                                : fmt::format("{} {}, {}", month, unsigned(date.date.day()), int(date.date.year())));
        }
        const Words words = words_of(sentence);
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::string_view written = words[i].span.of(sentence);
            const auto spelled = std::ranges::find(k_numbers, written);
            if (spelled != k_numbers.end() && written != "one" && written != "zero")
                return replaced(sentence, words[i].span, std::to_string(spelled - k_numbers.begin()));
            if (written.size() >= 5 && written.find(',') != std::string_view::npos &&
                written.find_first_not_of("0123456789,") == std::string_view::npos) {
                std::string plain(written);
                std::erase(plain, ',');
                return replaced(sentence, words[i].span, plain);
            }
            const std::size_t after = words[i].span.end;
            if (all_digits(written) && sentence.substr(after, 1) == "%")
                return replaced(sentence, {after, after + 1}, " percent");
            if (all_digits(written) && sentence.substr(after, 8) == " percent")
                return replaced(sentence, {after, after + 8}, "%");
        }
        return {};
    }
    std::string reworded(const std::string& sentence) {
        std::string text = sentence;
        int changes = 0;
        for (const auto& [from, to] : k_rewordings) {
            const std::string word = " " + std::string(from) + " ";
            const std::size_t at = text.find(word);
            if (at == std::string::npos || changes >= 3) continue;
            text.replace(at, word.size(), " " + std::string(to) + " ");
            ++changes;
        }
        return changes >= 1 ? text : std::string();
    }

    std::string with_other_number(const std::string& sentence) {
        const Words words = words_of(sentence);
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::string_view written = words[i].span.of(sentence);
            const bool is_year = written.size() == 4 && all_digits(written);
            const bool digits = written.find_first_not_of("0123456789,.") == std::string_view::npos;
            const bool of_date = (i > 0 && month_named(words[i - 1].folded) != 0) ||
                                 (i + 1 < words.size() && month_named(words[i + 1].folded) != 0);
            const int value = number_value(words[i].folded);
            const bool spelled = value >= 2 && !digits && words[i].folded != "a" && words[i].folded != "an";
            if ((digits && !is_year && !of_date) || spelled) places.push_back(i);
        }
        if (places.empty()) return {};
        const Word& word = words[places[below(places.size())]];
        std::string written(word.span.of(sentence));
        if (written.find_first_of("0123456789") == std::string::npos) {
            static constexpr std::array k_others = {"two"sv, "three"sv, "four"sv, "five"sv,
                                                    "six"sv, "seven"sv, "nine"sv, "eleven"sv};
            std::string_view other = k_others[below(k_others.size())];
            if (other == word.folded) other = "eight";
            return sentence.find(other) != std::string::npos ? std::string() : replaced(sentence, word.span, other);
        }
        const std::size_t digit = written.find_first_of("0123456789", below(2) == 0 && written.size() > 1 ? 1 : 0);
        const std::size_t at = digit == std::string::npos ? 0 : digit;
        const char old = written[at];
        do written[at] = static_cast<char>('1' + below(9));
        while (written[at] == old);
        const bool elsewhere = sentence.find(written) != std::string::npos;
        return elsewhere ? std::string() : replaced(sentence, word.span, written);
    }
    std::string with_other_date(const std::string& sentence) {
        const Words words = words_of(sentence);
        std::vector<std::pair<Span, std::string>> places;
        for (const Word& word : words) {
            const std::string_view written = word.span.of(sentence);
            if (written.size() == 4 && all_digits(written) && (written.starts_with("1") || written.starts_with("20"))) {
                const int year = number_value(word.folded) + static_cast<int>(1 + below(12)) * (below(2) == 0 ? 1 : -1);
                if (sentence.find(std::to_string(year)) == std::string::npos)
                    places.emplace_back(word.span, std::to_string(year));
            }
            const auto month = std::ranges::find(k_months, written);
            if (month != k_months.end()) {
                const std::string_view other =
                    k_months[(static_cast<std::size_t>(month - k_months.begin()) + 1 + below(10)) % 12];
                if (sentence.find(other) == std::string::npos) places.emplace_back(word.span, other);
            }
            const unsigned day = weekday_named(word.folded);
            static constexpr std::array k_days = {"Monday"sv, "Tuesday"sv,  "Wednesday"sv, "Thursday"sv,
                                                  "Friday"sv, "Saturday"sv, "Sunday"sv};
            if (day != 0 && is_capitalised(written)) places.emplace_back(word.span, k_days[(day + below(6)) % 7]);
        }
        if (places.empty()) return {};
        const auto& [span, other] = places[below(places.size())];
        return replaced(sentence, span, other);
    }
    std::string with_other_name(const Sample& sample) {
        const std::vector<Span> names = names_of(sample.sentence);
        if (names.empty() || names_.empty()) return {};
        const Span span = names[below(names.size())];
        const std::string& other = names_[below(names_.size())];
        const std::string all = folded(sample.sentence + " " + sample.title);
        const std::string stem = folded(other).substr(0, 5);
        const std::string known = folded(span.of(sample.sentence));
        if (all.find(stem) != std::string::npos) return {};
        // A name that the sentence gives twice, or that its title gives, would still be there.
        if (all.find(known) != all.rfind(known)) return {};
        return replaced(sample.sentence, span, other);
    }
    std::string negated(const std::string& sentence) {
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 20> k_flips = {
            {{" is ", " is not "},
             {" are ", " are not "},
             {" was ", " was not "},
             {" were ", " were not "},
             {" can ", " cannot "},
             {" will ", " will not "},
             {" has been ", " has not been "},
             {" does not ", " does "},
             {" did not ", " did "},
             {" cannot ", " can "},
             {" increased ", " decreased "},
             {" increases ", " decreases "},
             {" before ", " after "},
             {" after ", " before "},
             {" more ", " less "},
             {" higher ", " lower "},
             {" first ", " last "},
             {" always ", " never "},
             {" with ", " without "},
             {" large ", " small "}}};
        const std::string lower = folded(sentence);
        if (lower.find(" not ") != std::string::npos && below(2) == 0) {
            std::string text = sentence;
            const std::size_t at = text.find(" not ");
            if (at != std::string::npos && text.substr(at, 9) != " not only") return text.erase(at, 4);
        }
        if (lower.find(" not") != std::string::npos || lower.find(" no ") != std::string::npos ||
            lower.find("without") != std::string::npos)
            return {};
        const std::size_t from = below(k_flips.size());
        for (std::size_t i = 0; i < k_flips.size(); ++i) {
            const auto& [before, after] = k_flips[(from + i) % k_flips.size()];
            const std::size_t at = sentence.find(before);
            if (at == std::string::npos || sentence.find(before, at + 1) != std::string::npos) continue;
            if (before == " after " && sentence.find("named after") != std::string::npos) continue;
            return replaced(sentence, {at, at + before.size()}, after);
        }
        return {};
    }
    // The sentence, and a clause of what follows it in its text, or of another text.
    std::string half_invented(const Sample& sample, std::size_t i) {
        const Sample& other = samples_[(i + 1 + below(samples_.size() - 1)) % samples_.size()];
        if (other.paragraph == sample.paragraph || words_of(sample.sentence).size() > 18) return {};
        const std::string& more = below(2) == 0 ? sample.next : other.sentence;
        for (const std::string_view verb : {" is ", " was ", " are ", " were ", " has ", " had ", " can "}) {
            const std::size_t at = more.find(verb);
            if (at == std::string::npos || more.size() - at < 30 || more.size() - at > 120) continue;
            std::string text = sample.sentence;
            text.pop_back();
            return text + " and" + more.substr(at);
        }
        return {};
    }
    // Of the same thing, what no word of the span says: the sentence behind it, or how another text goes on.
    std::string invented(const Sample& sample, std::size_t i) {
        if (below(2) == 0 && words_of(sample.next).size() >= 8) return sample.next;
        const Sample& other = samples_[(i + 1 + below(samples_.size() - 1)) % samples_.size()];
        if (other.paragraph == sample.paragraph) return {};
        for (const std::string_view verb : {" is ", " was ", " are ", " were ", " has ", " had "}) {
            const std::size_t own = sample.sentence.find(verb);
            const std::size_t foreign = other.sentence.find(verb);
            if (own == std::string::npos || foreign == std::string::npos || own > 60 ||
                other.sentence.size() - foreign < 30)
                continue;
            return sample.sentence.substr(0, own) + other.sentence.substr(foreign);
        }
        return {};
    }

    std::mt19937_64 random_;
    std::size_t each_;
    std::vector<Sample> samples_;
    std::vector<std::string> names_;
    std::map<std::string, std::size_t> counts_;
    std::vector<CitationPair> pairs_;
};

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(' ') - begin + 1));
}

}  // namespace

std::string with_natural_spaces(std::string_view text) {
    std::string out(text);
    for (const std::string_view mark : {",", ".", ";", ":", "?", "!", ")", "%", "'s", "'", "’s"})
        replace_all(out, " " + std::string(mark) + " ", std::string(mark) + " ");
    for (const std::string_view mark : {",", ".", ";", ")", "%"})
        replace_all(out, " " + std::string(mark), std::string(mark));
    replace_all(out, "( ", "(");
    replace_all(out, "$ ", "$");
    replace_all(out, " -- ", "–");
    replace_all(out, "`` ", "“");
    replace_all(out, " ''", "”");
    while (out.find("  ") != std::string::npos) replace_all(out, "  ", " ");
    return out;
}

Result<std::vector<CitationPair>> written_pairs(std::string_view file_content) {
    static const std::set<std::string> k_supported = {"verbatim", "shortened", "reordered", "format", "paraphrased"};
    std::vector<CitationPair> pairs;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < file_content.size();) {
        const std::size_t end = std::min(file_content.find('\n', begin), file_content.size());
        const std::string_view line = file_content.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.empty() || line.starts_with('#')) continue;
        std::vector<std::string> fields;
        for (std::size_t at = 0; at <= line.size();) {
            const std::size_t bar = std::min(line.find('|', at), line.size());
            fields.push_back(trimmed(line.substr(at, bar - at)));
            at = bar + 1;
        }
        if (fields.size() < 3)
            return fail(ErrorCode::corrupt, fmt::format("line {}: write class | sentence | span", number));
        fields.resize(5);
        CitationPair pair{fields[0], k_supported.contains(fields[0]), fields[1], fields[2], fields[3],
                          {},        hash_of(fields[2]) % 2 == 0};
        if (!fields[4].empty())
            pair.posted_on = CivilDate(std::chrono::floor<std::chrono::days>(TRY(time::parse_rfc3339(fields[4]))));
        pairs.push_back(std::move(pair));
    }
    return pairs;
}

std::vector<CitationPair> made_pairs(const std::vector<Paragraph>& paragraphs, std::uint64_t seed, std::size_t each) {
    return Maker(paragraphs, seed, each).make();
}

}  // namespace familiar::test
