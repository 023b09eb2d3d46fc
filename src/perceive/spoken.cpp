#include "perceive/spoken.h"

#include "base/words.h"
#include "perceive/limits.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace familiar::perceive {

namespace {

constexpr std::array<std::string_view, 20> k_small = {
    "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
    "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> k_tens = {"",      "",      "twenty",  "thirty", "forty",
                                                     "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::uint64_t k_largest_in_words = 999'999'999;

using Pair = std::pair<std::string_view, std::string_view>;

constexpr auto k_abbreviations = std::to_array<Pair>({{"dr", "doctor"},
                                                      {"mr", "mister"},
                                                      {"mrs", "missus"},
                                                      {"prof", "professor"},
                                                      {"st", "saint"},
                                                      {"vs", "versus"},
                                                      {"etc", "et cetera"},
                                                      {"km", "kilometers"},
                                                      {"kg", "kilograms"},
                                                      {"eur", "euro"},
                                                      {"approx", "approximately"},
                                                      {"ok", "okay"}});

constexpr auto k_signs = std::to_array<Pair>({{"&", "and"}, {"+", "plus"}, {"%", "percent"}, {"@", "at"}});

constexpr auto k_currencies =
    std::to_array<Pair>({{"€", "euro"}, {"$", "dollars"}, {"£", "pounds"}, {"¥", "yen"}, {"₹", "rupees"}});

// Ordinals that are not the cardinal with "th".
constexpr auto k_ordinals = std::to_array<Pair>({{"one", "first"},
                                                 {"two", "second"},
                                                 {"three", "third"},
                                                 {"five", "fifth"},
                                                 {"eight", "eighth"},
                                                 {"nine", "ninth"},
                                                 {"twelve", "twelfth"}});

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::uint64_t value_of(std::string_view digits) {
    std::uint64_t value = 0;
    for (const char digit : digits.substr(0, 18)) value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    return value;
}

void append(std::string& words, std::string_view word) {
    if (!words.empty()) words += ' ';
    words += word;
}

std::string below_thousand(std::uint64_t number) {
    std::string words;
    if (number >= 100) append(words, std::string(k_small[number / 100]) + " hundred");
    const std::uint64_t rest = number % 100;
    if (rest >= 20) {
        append(words, k_tens[rest / 10]);
        if (rest % 10 != 0) append(words, k_small[rest % 10]);
    } else if (rest > 0) {
        append(words, k_small[rest]);
    }
    return words;
}

std::string digit_by_digit(std::string_view digits) {
    std::string words;
    for (const char digit : digits) append(words, k_small[static_cast<std::size_t>(digit - '0')]);
    return words;
}

// Reads folded text from left to right.
class Speaker {
public:
    explicit Speaker(std::string_view text) : text_(text) {}

    std::vector<std::string> words() && {
        while (at_ < text_.size() && words_.size() < k_spoken_words_max) step();
        return std::move(words_);
    }

private:
    void say(std::string_view words) {
        while (!words.empty()) {
            const std::size_t space = std::min(words.find(' '), words.size());
            words_.emplace_back(words.substr(0, space));
            words.remove_prefix(std::min(space + 1, words.size()));
        }
    }

    bool eat(std::string_view what) {
        if (!text_.substr(at_).starts_with(what)) return false;
        at_ += what.size();
        return true;
    }

    std::string_view eat_digits() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    bool digits_follow(std::size_t offset, std::size_t count) const {
        for (std::size_t i = 0; i < count; ++i) {
            if (at_ + offset + i >= text_.size() || !is_digit(text_[at_ + offset + i])) return false;
        }
        return at_ + offset + count >= text_.size() || !is_digit(text_[at_ + offset + count]);
    }

    void step() {
        if (is_letter(text_[at_])) return say_word();
        if (is_digit(text_[at_])) return say_number({});
        for (const auto& [sign, name] : k_currencies) {
            if (!eat(sign)) continue;
            if (at_ < text_.size() && is_digit(text_[at_])) return say_number(name);
            return say(name);
        }
        for (const auto& [sign, name] : k_signs) {
            if (eat(sign)) return say(name);
        }
        ++at_;
    }

    void say_word() {
        const std::size_t begin = at_;
        const auto inside = [&] {
            if (is_letter(text_[at_])) return true;
            return text_[at_] == '\'' && at_ + 1 < text_.size() && is_letter(text_[at_ + 1]);
        };
        while (at_ < text_.size() && inside()) ++at_;
        const std::string_view word = text_.substr(begin, at_ - begin);
        const auto* known = std::ranges::find(k_abbreviations, word, &Pair::first);
        say(known == k_abbreviations.end() ? word : known->second);
    }

    // At the first digit; `currency` stood before it.
    void say_number(std::string_view currency) {
        std::string digits(eat_digits());
        bool has_comma = false;
        while (at_ < text_.size() && text_[at_] == ',' && digits_follow(1, 3)) {
            has_comma = true;
            ++at_;
            digits += eat_digits();
        }
        if (at_ < text_.size() && text_[at_] == ':' && digits_follow(1, 2)) return say_clock(value_of(digits));
        if (eat("st") || eat("nd") || eat("rd") || eat("th")) return say(ordinal_in_words(value_of(digits)));
        const bool has_fraction = at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1]);
        const bool is_year = digits.size() == 4 && !has_comma && currency.empty() && !has_fraction;
        say(is_year ? year(value_of(digits)) : whole(digits));
        if (has_fraction) say_fraction(currency);
        say(currency);
    }

    static std::string whole(const std::string& digits) {
        const bool is_code = digits.size() > 1 && digits.front() == '0';
        return is_code || digits.size() > 9 ? digit_by_digit(digits) : number_in_words(value_of(digits));
    }

    static std::string year(std::uint64_t number) {
        if (number < 1100 || number > 2099 || number % 100 == 0 || (number >= 2000 && number < 2010))
            return number_in_words(number);
        const std::uint64_t rest = number % 100;
        return number_in_words(number / 100) + (rest < 10 ? " oh " : " ") + number_in_words(rest);
    }

    // At the point. Two digits behind it are cents, as in "five twenty", when an amount of money is told.
    void say_fraction(std::string_view currency) {
        ++at_;
        const std::string_view digits = eat_digits();
        const bool money = digits.size() == 2 && (!currency.empty() || text_.substr(at_).starts_with(" euro"));
        if (money && digits == "00") return;
        if (money && digits.front() != '0') return say(number_in_words(value_of(digits)));
        say("point");
        say(digit_by_digit(digits));
    }

    // At the colon.
    void say_clock(std::uint64_t hour) {
        ++at_;
        const std::string_view minutes = eat_digits();
        say(number_in_words(hour > 12 && hour < 24 ? hour - 12 : hour));
        if (minutes == "00") return say("o'clock");
        if (minutes.front() == '0') say("oh");
        say(number_in_words(value_of(minutes)));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> spoken_words(std::string_view text) { return Speaker(folded(text)).words(); }

std::string spoken(std::string_view text) {
    std::string joined;
    for (const std::string& word : spoken_words(text)) append(joined, word);
    return joined;
}

std::string number_in_words(std::uint64_t number) {
    if (number < k_small.size()) return std::string(k_small[number]);
    if (number > k_largest_in_words) return digit_by_digit(std::to_string(number));
    std::string words;
    if (number >= 1'000'000) append(words, below_thousand(number / 1'000'000) + " million");
    if (number / 1'000 % 1'000 != 0) append(words, below_thousand(number / 1'000 % 1'000) + " thousand");
    if (number % 1'000 != 0) append(words, below_thousand(number % 1'000));
    return words;
}

std::string ordinal_in_words(std::uint64_t number) {
    std::string words = number_in_words(number);
    const std::size_t space = words.rfind(' ');
    const std::size_t begin = space == std::string::npos ? 0 : space + 1;
    const std::string last = words.substr(begin);
    words.resize(begin);
    const auto* known = std::ranges::find(k_ordinals, last, &Pair::first);
    if (known != k_ordinals.end()) return words.append(known->second);
    if (last.ends_with('y')) return words + last.substr(0, last.size() - 1) + "ieth";
    return words + last + "th";
}

}  // namespace familiar::perceive
