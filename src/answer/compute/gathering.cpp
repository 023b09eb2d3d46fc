#include "answer/compute/arithmetic.h"
#include "answer/compute/format.h"
#include "answer/compute/shell.h"
#include "base/check.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr std::size_t k_list_max = 40;

enum class Gather { average, median, sum, product, largest, smallest };

struct Asking {
    std::string_view words;
    Gather gather;
};

constexpr auto k_askings = std::to_array<Asking>({
    {"average of", Gather::average},
    {"mean of", Gather::average},
    {"arithmetic mean of", Gather::average},
    {"median of", Gather::median},
    {"sum of", Gather::sum},
    {"total of", Gather::sum},
    {"product of", Gather::product},
    {"largest of", Gather::largest},
    {"maximum of", Gather::largest},
    {"biggest of", Gather::largest},
    {"highest of", Gather::largest},
    {"max of", Gather::largest},
    {"smallest of", Gather::smallest},
    {"minimum of", Gather::smallest},
    {"lowest of", Gather::smallest},
    {"min of", Gather::smallest},
    {"add up", Gather::sum},
    {"add together", Gather::sum},
    {"add", Gather::sum},
    {"multiply", Gather::product},
});

std::string_view name_of(Gather gather) {
    switch (gather) {
        case Gather::average: return "average";
        case Gather::median: return "median";
        case Gather::sum: return "sum";
        case Gather::product: return "product";
        case Gather::largest: return "largest";
        case Gather::smallest: return "smallest";
    }
    CHECK(false, "every gathering has a name");
}

struct Item {
    Number value;
    std::string text;
};

struct List {
    std::vector<Item> items;
    MoneyStyle money;

    std::string joined(std::string_view between) const {
        std::string text;
        for (const Item& item : items) text += (text.empty() ? "" : std::string(between)) + item.text;
        return text;
    }
};

// "3, 5 and 9": at least two.
std::optional<List> read_list(Cursor& in) {
    List list;
    while (!in.done()) {
        const auto parsed = parse_expression(in);
        if (!parsed || list.items.size() == k_list_max) return std::nullopt;
        const auto value = evaluate(parsed->expression);
        const auto style = common_style(list.money, parsed->money);
        if (!value || !style) return std::nullopt;
        list.money = *style;
        list.items.push_back({*value, print(parsed->expression)});
        const bool comma = in.symbol(",");
        const bool and_word = in.any({"and", "with", "by", "to"});
        if (!comma && !and_word) break;
    }
    if (!in.done() || list.items.size() < 2) return std::nullopt;
    return list;
}

Number sum_of(const List& list) {
    Number sum;
    for (const Item& item : list.items) sum = sum + item.value;
    return sum;
}

Result<Number> product_of(const List& list) {
    Number product(1);
    for (const Item& item : list.items) {
        product = product * item.value;
        if (product.too_large()) return fail(ErrorCode::exhausted, "the product is too large");
    }
    return product;
}

// The middle of the sorted list, with a line for the sorted order.
Number median_of(List list, std::vector<std::string>& working) {
    std::ranges::sort(list.items, std::less(), &Item::value);
    working.push_back("in order: " + list.joined(", "));
    const std::size_t middle = list.items.size() / 2;
    const Number& upper = list.items[middle].value;
    if (list.items.size() % 2 == 1) return upper;
    const Number& lower = list.items[middle - 1].value;
    const Number between = (lower + upper) * Number::ratio(1, 2);
    working.push_back(fmt::format("({} + {}) / 2 {}", shown(lower).text, shown(upper).text, equals(between)));
    return between;
}

std::optional<Number> gathered(Gather gather, const List& list, std::vector<std::string>& working) {
    switch (gather) {
        case Gather::average: {
            const auto count = static_cast<std::int64_t>(list.items.size());
            const Number sum = sum_of(list);
            Number average = sum * Number::ratio(1, count);
            working.push_back(fmt::format("{} {}", list.joined(" + "), equals(sum)));
            working.push_back(fmt::format("{} / {} {}", shown(sum).text, count, equals(average)));
            return average;
        }
        case Gather::median: return median_of(list, working);
        case Gather::sum: {
            Number sum = sum_of(list);
            working.push_back(fmt::format("{} {}", list.joined(" + "), equals(sum)));
            return sum;
        }
        case Gather::product: {
            const auto product = product_of(list);
            if (!product) return std::nullopt;
            working.push_back(fmt::format("{} {}", list.joined(" × "), equals(*product)));
            return *product;
        }
        case Gather::largest: return std::ranges::max(list.items, std::less(), &Item::value).value;
        case Gather::smallest: return std::ranges::min(list.items, std::less(), &Item::value).value;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Computation> gathering(std::span<const Token> question) {
    Cursor in(value_asked(question).what);
    in.word("the");
    const auto asking = std::ranges::find_if(k_askings, [&](const Asking& row) { return in.word(row.words); });
    if (asking == k_askings.end()) return std::nullopt;
    const auto list = read_list(in);
    if (!list) return std::nullopt;
    Computation answer;
    const auto value = gathered(asking->gather, *list, answer.working);
    if (!value || value->too_large()) return std::nullopt;
    const Shown plain = shown(*value);
    answer.result = list->money.currency != nullptr ? money_text(*value, list->money) : plain.text;
    answer.sentence = fmt::format("The {} of {} is {}{}.", name_of(asking->gather), list->joined(", "),
                                  plain.rounded ? "≈ " : "", answer.result);
    return answer;
}

}  // namespace familiar::answer::computing
