#include "base/cues.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <span>
#include <unicode/uchar.h>
#include <unordered_map>
#include <utility>

namespace familiar {

namespace {

using WordList = std::span<const std::string_view>;

// Folded words, English, German, Spanish, Portuguese and French together: a sign in another language does no harm.
WordList time_words() {
    static constexpr std::string_view k_words[] = {
        "january",   "february",   "march",       "april",        "may",           "june",         "july",
        "august",    "september",  "october",     "november",     "december",      "jan",          "feb",
        "mar",       "apr",        "jun",         "jul",          "aug",           "sept",         "sep",
        "oct",       "nov",        "dec",         "monday",       "tuesday",       "wednesday",    "thursday",
        "friday",    "saturday",   "sunday",      "mondays",      "tuesdays",      "wednesdays",   "thursdays",
        "fridays",   "saturdays",  "sundays",     "mon",          "tue",           "wed",          "thu",
        "fri",       "sat",        "sun",         "today",        "tomorrow",      "tonight",      "yesterday",
        "noon",      "midnight",   "oclock",      "o'clock",      "weekend",       "weekdays",     "weekday",
        "morning",   "evening",    "januar",      "februar",      "marz",          "mai",          "juni",
        "juli",      "oktober",    "dezember",    "montag",       "dienstag",      "mittwoch",     "donnerstag",
        "freitag",   "samstag",    "sonntag",     "heute",        "morgen",        "gestern",      "uhr",
        "enero",     "febrero",    "marzo",       "abril",        "mayo",          "junio",        "julio",
        "agosto",    "septiembre", "octubre",     "noviembre",    "diciembre",     "lunes",        "martes",
        "miercoles", "jueves",     "viernes",     "sabado",       "domingo",       "hoy",          "manana",
        "ayer",      "janeiro",    "fevereiro",   "marco",        "maio",          "junho",        "julho",
        "setembro",  "outubro",    "novembro",    "dezembro",     "segunda",       "terca",        "quarta",
        "quinta",    "sexta",      "terca-feira", "quinta-feira", "segunda-feira", "quarta-feira", "sexta-feira",
        "hoje",      "amanha",     "ontem",       "janvier",      "fevrier",       "mars",         "avril",
        "juin",      "juillet",    "aout",        "septembre",    "octobre",       "novembre",     "decembre",
        "lundi",     "mardi",      "mercredi",    "jeudi",        "vendredi",      "samedi",       "dimanche",
        "demain",    "hier",       "half",        "quarter",      "past"};
    return k_words;
}

WordList unit_words() {
    static constexpr std::string_view k_words[] = {
        "euro",       "euros",     "eur",    "cent",   "cents",   "dollar",  "dollars", "usd",   "pound",
        "pounds",     "gbp",       "kr",     "chf",    "franken", "percent", "prozent", "km",    "kilometres",
        "kilometers", "kilometer", "miles",  "metres", "meters",  "m",       "cm",      "kg",    "kilo",
        "kilos",      "g",         "gramm",  "grams",  "litres",  "liters",  "l",       "ml",    "hours",
        "hour",       "minutes",   "minute", "days",   "weeks",   "stunden", "minuten", "horas", "minutos",
        "dozen",      "tonnes",    "knots",  "years",  "year",    "degrees"};
    return k_words;
}

WordList place_words() {
    static constexpr std::string_view k_words[] = {
        "in",    "at",     "behind",  "under", "near",   "beside", "next",  "opposite", "above",
        "below", "inside", "outside", "on",    "hinter", "unter",  "neben", "bei",      "im",
        "am",    "auf",    "en",      "junto", "detras", "bajo",   "sob",   "atras",    "na",
        "no",    "perto",  "chez",    "dans",  "sous",   "to",     "from",  "around",   "by"};
    return k_words;
}

WordList reason_words() {
    static constexpr std::string_view k_words[] = {"because", "since", "due",     "therefore", "reason",
                                                   "weil",    "denn",  "deshalb", "porque",    "pois",
                                                   "car",     "parce", "cause",   "so",        "wegen"};
    return k_words;
}

WordList negation_words() {
    static constexpr std::string_view k_words[] = {
        "not",     "no",      "never", "don't",    "doesn't", "didn't", "won't",   "wouldn't", "can't",  "cannot",
        "isn't",   "avoid",   "nicht", "kein",     "keine",   "nie",    "nao",     "nunca",    "jamais", "pas",
        "without", "neither", "nor",   "couldn't", "aren't",  "wasn't", "weren't", "against"};
    return k_words;
}

WordList change_words() {
    static constexpr std::string_view k_words[] = {
        "moved",     "moves", "move",        "new",        "now",   "instead",   "changed", "changes", "postponed",
        "cancelled", "from",  "rescheduled", "verschoben", "neue",  "neuer",     "jetzt",   "cambio",  "nuevo",
        "nueva",     "agora", "novo",        "nova",       "mudou", "no longer", "anymore", "until",   "since"};
    return k_words;
}

WordList number_words() {
    static constexpr std::string_view k_words[] = {
        "one",    "two",     "three",    "four",   "five",   "six",   "seven",  "eight",  "nine",  "ten",
        "eleven", "twelve",  "dozen",    "twins",  "both",   "half",  "zwei",   "drei",   "vier",  "funf",
        "sechs",  "sieben",  "acht",     "neun",   "zehn",   "dos",   "tres",   "cuatro", "cinco", "seis",
        "siete",  "ocho",    "nueve",    "diez",   "dois",   "duas",  "quatro", "sete",   "oito",  "nove",
        "dez",    "hundred", "thousand", "twenty", "thirty", "forty", "fifty"};
    return k_words;
}

WordList first_person_words() {
    static constexpr std::string_view k_words[] = {
        "i",   "i'm", "i'll", "i've", "i'd", "me", "my",       "we", "we're", "we'll", "we've", "our", "us",
        "ich", "mir", "mich", "wir",  "uns", "yo", "nosotros", "eu", "nos",   "je",    "nous",  "mine"};
    return k_words;
}

// The lists that a word stands in, as bits.
enum Sign : std::uint32_t {
    time_sign = 1,
    unit_sign = 2,
    place_sign = 4,
    reason_sign = 8,
    negation_sign = 16,
    change_sign = 32,
    number_sign = 64,
    first_person_sign = 128
};

// All lists in one table, so that a word is looked up once.
std::uint32_t signs_of(std::string_view folded_word) {
    static const auto k_signs = [] {
        std::unordered_map<std::string_view, std::uint32_t> signs;
        const auto add = [&](WordList words, Sign sign) {
            for (const std::string_view word : words) signs[word] |= sign;
        };
        add(time_words(), time_sign);
        add(unit_words(), unit_sign);
        add(place_words(), place_sign);
        add(reason_words(), reason_sign);
        add(negation_words(), negation_sign);
        add(change_words(), change_sign);
        add(number_words(), number_sign);
        add(first_person_words(), first_person_sign);
        return signs;
    }();
    const auto found = k_signs.find(folded_word);
    return found == k_signs.end() ? 0 : found->second;
}

bool holds_digit(std::string_view word) {
    return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

// "18" of "18:30": the colon stands between two words.
bool begins_clock_time(std::string_view sentence, Span word) {
    const auto digit = [&](std::size_t i) { return i < sentence.size() && sentence[i] >= '0' && sentence[i] <= '9'; };
    return word.size() <= 2 && word.end < sentence.size() && sentence[word.end] == ':' && digit(word.end + 1) &&
           digit(word.end + 2);
}

// "1997": between the years that people write of.
bool is_year(std::string_view text) {
    const bool digits = text.size() == 4 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return digits && (text.starts_with("1") || text.starts_with("20"));
}

bool holds_currency_sign(std::string_view sentence) {
    static constexpr std::array<std::string_view, 5> k_signs = {"€", "$", "£", "¥", "%"};
    return std::ranges::any_of(k_signs,
                               [&](std::string_view sign) { return sentence.find(sign) != std::string_view::npos; });
}

// Phrases of two words. They are looked for around each space, of which a sentence has few.
bool seeks_something(std::string_view folded_sentence) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> k_phrases = {
        {{"does", "anyone"},
         {"does", "anybody"},
         {"anyone", "know"},
         {"anybody", "know"},
         {"looking", "for"},
         {"can", "anyone"},
         {"can", "anybody"},
         {"who", "has"},
         {"who", "knows"},
         {"any", "idea"},
         {"any", "tips"},
         {"recommendations", "for"},
         {"weiss", "jemand"},
         {"sabe", "alguien"},
         {"alguem", "sabe"},
         {"need", "a"}}};
    for (std::size_t space = folded_sentence.find(' '); space != std::string_view::npos;
         space = folded_sentence.find(' ', space + 1)) {
        const std::string_view before = folded_sentence.substr(0, space);
        const std::string_view after = folded_sentence.substr(space + 1);
        if (before.empty() || after.empty()) continue;
        for (const auto& [first, second] : k_phrases) {
            if (before.back() != first.back() || after.front() != second.front()) continue;
            if (before.ends_with(first) && after.starts_with(second)) return true;
        }
    }
    return false;
}

// "Someone left the gate open": it asks who.
bool names_nobody(std::span<const Word> words) {
    return !words.empty() &&
           (words.front().folded == "someone" || words.front().folded == "somebody" ||
            words.front().folded == "jemand" || words.front().folded == "alguien" || words.front().folded == "alguem");
}

bool ends_as_question(std::string_view sentence) { return sentence.ends_with('?') || sentence.ends_with("?!"); }

}  // namespace

bool asks(std::string_view sentence) {
    return ends_as_question(sentence) || seeks_something(folded(sentence)) || names_nobody(first_words_of(sentence, 1));
}

bool is_capitalised(std::string_view word) {
    if (word.empty()) return false;
    std::size_t offset = 0;
    return u_isupper(static_cast<UChar32>(utf8::next(word, offset))) != 0;
}

int number_value(std::string_view folded_word) {
    static constexpr std::array<std::string_view, 13> k_names = {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};
    if (folded_word == "dozen") return 12;
    if (folded_word == "a" || folded_word == "an") return 1;
    const auto found = std::ranges::find(k_names, folded_word);
    if (found != k_names.end()) return static_cast<int>(found - k_names.begin());
    int value = 0;
    const auto [end, error] = std::from_chars(folded_word.data(), folded_word.data() + folded_word.size(), value);
    return error == std::errc() && end == folded_word.data() + folded_word.size() ? value : -1;
}

Cues cues_of(std::string_view sentence, const std::vector<Word>& words) {
    Cues cues;
    cues.question = ends_as_question(sentence);
    cues.seeks = seeks_something(folded(sentence)) || names_nobody(words);
    bool number_before = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Word& word = words[i];
        const std::string_view text = word.span.of(sentence);
        const std::uint32_t signs = signs_of(word.folded);
        const bool digits = word.kind != WordKind::link && holds_digit(text);
        const bool numeric = digits || (signs & number_sign) != 0;
        cues.number = cues.number || numeric;
        cues.time = cues.time || (signs & time_sign) != 0 ||
                    (digits && (begins_clock_time(sentence, word.span) || is_year(text)));
        cues.amount = cues.amount || (number_before && (signs & unit_sign) != 0);
        cues.name = cues.name || (i > 0 && word.kind == WordKind::word && is_capitalised(text) && text.size() > 1);
        cues.place = cues.place || ((signs & place_sign) != 0 && i + 1 < words.size());
        cues.reason = cues.reason || (signs & reason_sign) != 0;
        cues.negated = cues.negated || (signs & negation_sign) != 0;
        cues.change = cues.change || (signs & change_sign) != 0;
        cues.first_person = cues.first_person || (signs & first_person_sign) != 0;
        number_before = numeric;
    }
    cues.amount = cues.amount || (cues.number && holds_currency_sign(sentence));
    return cues;
}

}  // namespace familiar
