#include "answer/instant/figures.h"

#include "answer/units.h"
#include "base/cues.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace familiar::answer::instant {

namespace {

constexpr std::int64_t k_whole = 1000;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

std::optional<std::int64_t> digits(std::string_view text) {
    static constexpr std::size_t k_digits_max = 12;
    std::int64_t value = 0;
    if (text.empty() || text.size() > k_digits_max) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

// "9,000" is nine thousand, "7,50" seven and a half; so "1.240" is read as a thousand too, since nobody writes a price
// with three decimals.
std::optional<std::int64_t> thousandths_of(std::string_view text) {
    static constexpr std::size_t k_group = 3;
    const std::size_t mark = text.find_last_of(".,");
    if (mark == std::string_view::npos) {
        const auto whole = digits(text);
        return whole ? std::optional(*whole * k_whole) : std::nullopt;
    }
    const std::string_view tail = text.substr(mark + 1);
    std::string head(text.substr(0, mark));
    std::erase_if(head, [](char c) { return c == '.' || c == ','; });
    const auto whole = digits(head);
    const auto part = digits(tail);
    if (!whole || !part) return std::nullopt;
    if (tail.size() == k_group) return (*whole * k_whole + *part) * k_whole;
    if (tail.size() > k_group) return std::nullopt;
    return *whole * k_whole + *part * (tail.size() == 1 ? 100 : 10);
}

class FigureReader {
public:
    explicit FigureReader(std::string_view text) : text_(text), words_(words_of(text)) {}

    std::vector<Figure> read() const {
        std::vector<Figure> figures;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const auto value = value_at(i);
            if (!value) continue;
            Figure figure{*value, unit_after(i), words_[i].span, false, is_decimal(i), is_rough(i)};
            figure.is_price = is_price(i, figure.unit);
            figures.push_back(std::move(figure));
        }
        return figures;
    }

private:
    std::string_view word(std::size_t i) const { return i < words_.size() ? std::string_view(words_[i].folded) : ""; }

    std::optional<std::int64_t> value_at(std::size_t i) const {
        const std::string_view text = words_[i].span.of(text_);
        if (!text.empty() && text.front() >= '0' && text.front() <= '9') return thousandths_of(text);
        const int named = number_value(words_[i].folded);
        const bool article = is_one_of(words_[i].folded, {"a", "an"});
        return named > 0 && !article ? std::optional(named * k_whole) : std::nullopt;
    }

    std::string unit_after(std::size_t i) const {
        const std::size_t end = words_[i].span.end;
        const std::size_t begin = words_[i].span.begin;
        if (text_.substr(end).starts_with("€") || text_.substr(end).starts_with(" €")) return "euro";
        if (text_.substr(0, begin).ends_with("€")) return "euro";
        return unit_named(word(i + 1));
    }

    bool is_decimal(std::size_t i) const {
        const std::string_view text = words_[i].span.of(text_);
        const std::size_t mark = text.find_last_of(".,");
        return mark != std::string_view::npos && text.size() - mark == 3;
    }

    bool is_rough(std::size_t i) const {
        static constexpr std::size_t k_reach = 2;
        for (std::size_t back = 1; back <= k_reach && back <= i; ++back) {
            if (is_one_of(word(i - back), {"about", "around", "over", "almost", "nearly", "roughly", "under", "maximum",
                                           "etwa", "rund", "fast", "uber", "ungefahr", "unos", "casi", "cerca"}))
                return true;
        }
        const std::size_t next = unit_after(i).empty() ? i + 1 : i + 2;
        const bool in_part = word(next) == "davon" || (word(next) == "of" && word(next + 1) == "which") ||
                             (word(next) == "at" && word(next + 1) == "most");
        return in_part || (i > 1 && word(i - 1) == "to" && word(i - 2) == "up");
    }

    bool is_price(std::size_t i, const std::string& unit) const {
        const std::size_t next = unit.empty() ? i + 1 : i + 2;
        if (is_one_of(word(next), {"a", "an", "per", "each", "pro", "por", "el", "la", "je"})) return true;
        if (word(next) == "of" && word(next + 1) == "each") return true;
        const bool for_some = i > 1 && is_one_of(word(i - 1), {"for", "por", "fur"}) && number_value(word(i - 2)) > 0;
        return for_some || (i > 1 && is_one_of(word(i - 1), {"for", "por", "fur"}) &&
                            is_one_of(word(i - 2), {"seis", "dos", "tres", "zwei", "drei", "sechs"}));
    }

    std::string_view text_;
    std::vector<Word> words_;
};

}  // namespace

std::vector<Figure> figures_in(std::string_view text) { return FigureReader(text).read(); }

std::string to_text(std::int64_t thousandths) {
    std::string whole = std::to_string(thousandths / k_whole);
    for (std::size_t at = whole.size(); at > 3; at -= 3) whole.insert(at - 3, ",");
    std::string part = fmt::format("{:03}", thousandths % k_whole);
    while (part.ends_with('0')) part.pop_back();
    return part.empty() ? whole : whole + "." + part;
}

}  // namespace familiar::answer::instant
