#include "answer/compute/format.h"
#include "answer/compute/limits.h"
#include "answer/compute/shell.h"
#include "answer/compute/shopping_questions.h"

#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr double k_certainty_purpose = 0.9;  // what the money was for is taken on trust

bool people_word(Cursor& in) {
    return in.any({"people",     "persons",     "friends",   "of us",   "ways",         "parts",      "guests",
                   "colleagues", "roommates",   "flatmates", "couples", "families",     "households", "children",
                   "kids",       "adults",      "diners",    "members", "participants", "teams",      "players",
                   "students",   "equal parts", "heads",     "persons"});
}

bool splitting_word(Cursor& in) { return in.any({"split", "divide", "share", "divided", "shared", "splitting"}); }

bool among_word(Cursor& in) {
    return in.any({"evenly between", "evenly among", "equally between", "equally among", "between", "among", "amongst",
                   "by", "across", "for", "into", "in", "over", "with"});
}

// What each pays, so that the shares add up: with a remainder some pay a cent more.
struct Shares {
    std::string each;      // "18.94"
    std::string in_words;  // "18.94 each", "2 pay 33.33 and 1 pays 33.34"
    std::string working;
};

Shares shares_of(const Number& total, std::int64_t people, const MoneyStyle& style) {
    const int decimals = style.decimals();
    const Number cents = (total * power_of_ten(decimals)).rounded(0);
    const Number each = quotient(cents, Number(people)).value_or(Number()).floor();
    const std::int64_t paying_more = (cents - each * Number(people)).to_int64().value_or(0);
    const Number cent = power_of_ten(-decimals);
    const std::string lower = money_text(each * cent, style);
    Shares shares;
    shares.each = lower;
    const Shown plain = shown(*quotient(total, Number(people)));
    shares.working = fmt::format("{} / {} {}", money_text(total, style), people, equals(plain));
    if (paying_more == 0) {
        shares.in_words = lower + " each";
        return shares;
    }
    const std::string upper = money_text((each + Number(1)) * cent, style);
    const std::int64_t paying_less = people - paying_more;
    shares.in_words = fmt::format("{} {} {} and {} {} {}", paying_less, paying_less == 1 ? "pays" : "pay", lower,
                                  paying_more, paying_more == 1 ? "pays" : "pay", upper);
    shares.working +=
        fmt::format("; {} × {} + {} × {} = {}", paying_less, lower, paying_more, upper, money_text(total, style));
    return shares;
}

Computation split(const Money& money, std::int64_t people) {
    const Number total = to_cents(money.amount, money.style);
    const Shares shares = shares_of(total, people, money.style);
    Computation answer;
    answer.result = shares.each;
    answer.sentence = fmt::format("{} between {} is {}.", money_text(total, money.style), people, shares.in_words);
    if (!shares.in_words.ends_with("each")) {
        answer.sentence = fmt::format("{} between {}: {}.", money_text(total, money.style), people, shares.in_words);
    }
    answer.working.push_back(shares.working);
    return answer;
}

Computation tip(const Number& percent, const Money& money, std::optional<std::int64_t> people, bool total_asked) {
    const MoneyStyle& style = money.style;
    const Number base = to_cents(money.amount, style);
    const Number exact = base * percent * Number::ratio(1, 100);
    const Number tip = to_cents(exact, style);
    const Number total = base + tip;
    const std::string rate = shown(percent).text;
    Computation answer;
    const std::string base_text = money_text(base, style);
    answer.working.push_back(fmt::format(
        "{} × {} / 100 {}", base_text, rate,
        exact == tip ? "= " + money_text(tip, style) : fmt::format("{} ≈ {}", equals(exact), money_text(tip, style))));
    answer.working.push_back(fmt::format("{} + {} = {}", base_text, money_text(tip, style), money_text(total, style)));
    answer.result = money_text(total_asked ? total : tip, style);
    answer.sentence = fmt::format("A tip of {}% on {} is {}, which makes {} in all", rate, base_text,
                                  money_text(tip, style), money_text(total, style));
    if (people) {
        const Shares shares = shares_of(total, *people, style);
        answer.result = shares.each;
        answer.sentence += fmt::format(", for {} people: {}", *people, shares.in_words);
        answer.working.push_back(shares.working);
    }
    answer.sentence += '.';
    return answer;
}

bool tip_word(Cursor& in) { return in.any({"tip", "gratuity", "service charge", "service"}); }

// "between 5 people", "5 ways", "for 4"; a bare number only behind a word that shares.
std::optional<std::int64_t> read_sharers(Cursor& in, bool number_alone) {
    Cursor ahead = in;
    const bool among = among_word(ahead);
    ahead.any({"the", "all"});
    const auto people = read_people(ahead);
    if (!people) return std::nullopt;
    const bool named = people_word(ahead);
    if (!named && !(among && number_alone)) return std::nullopt;
    in = ahead;
    return people;
}

// "for the boat trip": what was paid, between an amount of money and the people who share it.
bool pass_over_purpose(Cursor& in) {
    static constexpr std::size_t k_words_max = 5;
    Cursor ahead = in;
    if (!ahead.any({"for the", "for a", "for our", "for my", "for"})) return false;
    for (std::size_t i = 0; i < k_words_max; ++i) {
        const Token* next = ahead.peek();
        if (next == nullptr || next->kind != TokenKind::word) return false;
        if (next->is_word("between") || next->is_word("among") || next->is_word("amongst") || next->is_word("by")) {
            in = ahead;
            return i > 0;
        }
        ahead.skip();
    }
    return false;
}

// The shares of a bill, with the tip that is added at the end of the question: "…, plus 20% tip".
std::optional<Computation> split_at_end(Cursor in, const Money& money, std::int64_t people) {
    in.any({"each", "evenly", "equally"});
    if (in.done()) return split(money, people);
    in.symbol(",");
    if (!in.symbol("+") && !in.any({"plus", "with", "including", "and", "after"})) return std::nullopt;
    in.any({"a", "an"});
    const auto percent = read_percent(in);
    if (!percent || !tip_word(in) || !in.done()) return std::nullopt;
    return tip(*percent, money, people, true);
}

// "split 240 between 5 people", "divide a bill of €60 by 3"
std::optional<Computation> split_ordered(Cursor in) {
    if (!splitting_word(in)) return std::nullopt;
    const bool division = in.taken().back().is_word("divide");
    in.any({"a bill of", "the bill of", "a total of", "a", "the"});
    const auto money = read_money(in);
    if (!money) return std::nullopt;
    in.word("bill");
    const bool currency = money->style.currency != nullptr;
    const bool purpose = currency && pass_over_purpose(in);
    const auto people = read_sharers(in, !division || currency);
    auto answer = people ? split_at_end(in, *money, *people) : std::nullopt;
    if (answer && purpose) answer->certainty = k_certainty_purpose;
    return answer;
}

// "240 split 5 ways", "240 euros among 6", "a bill of 60 shared by 3"
std::optional<Computation> split_described(Cursor in) {
    in.any({"a bill of", "the bill of", "a total of"});
    const auto money = read_money(in);
    if (!money) return std::nullopt;
    const bool splitting = splitting_word(in);
    const bool division = splitting && in.taken().back().is_word("divided");
    const Token* next = in.peek();
    const bool among =
        next != nullptr && (next->is_word("among") || next->is_word("between") || next->is_word("amongst"));
    if (!splitting && !among) return std::nullopt;
    const auto people = read_sharers(in, !division);
    return people ? split_at_end(in, *money, *people) : std::nullopt;
}

// "how much does each pay if 5 people share 240", "if we split 240 between 5"
std::optional<Computation> split_supposed(Cursor in) {
    bool asked = in.any({"how much does each person pay", "how much does each pay", "how much would each pay",
                         "how much will each pay", "how much does everyone pay", "how much does each person get",
                         "how much does each get", "how much each", "what does each pay", "what does each person pay",
                         "how much per person", "how much does each one pay", "how much do we each pay",
                         "how much does each of us pay"});
    in.symbol(",");
    if (!in.any({"if", "when"})) return std::nullopt;
    std::optional<std::int64_t> people = read_people(in);
    if (people ? !people_word(in) : !in.word("we")) return std::nullopt;
    if (!splitting_word(in)) return std::nullopt;
    in.any({"a bill of", "the bill of", "a"});
    const auto money = read_money(in);
    if (!money) return std::nullopt;
    in.word("bill");
    if (!people) people = read_sharers(in, true);
    in.any({"evenly", "equally"});
    in.symbol(",");
    asked |= in.any({"how much does each person pay", "how much does each pay", "how much is that each",
                     "what does each pay", "how much is it each", "how much each", "how much does each get",
                     "how much do we each pay"});
    return asked && people && in.done() ? std::optional(split(*money, *people)) : std::nullopt;
}

// "for 4 people", ", split between 4", "each"
bool read_tail(Cursor& in, std::optional<std::int64_t>& people) {
    in.symbol(",");
    if (in.done()) return true;
    in.any({"and"});
    splitting_word(in);
    people = read_sharers(in, true);
    in.any({"each", "per person", "evenly", "equally"});
    return people.has_value() && in.done();
}

// "18% tip on 64.20", "tip of 18% on 64.20", "tip 18% on a bill of 64.20"
std::optional<Computation> tip_on(Cursor in) {
    in.any({"a", "an", "the"});
    std::optional<Number> percent = read_percent(in);
    const bool tip_first = !percent;
    if (!tip_word(in)) return std::nullopt;
    in.word("of");
    if (tip_first) percent = read_percent(in);
    if (!in.any({"on", "for", "of"})) return std::nullopt;
    in.any({"a bill of", "the bill of", "a check of", "a total of", "a meal of", "a", "the"});
    const auto money = read_money(in);
    if (!money) return std::nullopt;
    in.any({"bill", "meal", "check"});
    if (!percent && in.any({"at", "of", "with"})) percent = read_percent(in);
    std::optional<std::int64_t> people;
    if (!percent || !read_tail(in, people)) return std::nullopt;
    return tip(*percent, *money, people, false);
}

// "add an 18% tip to 64.20", "64.20 plus 18% tip for 4 people"
std::optional<Computation> tip_added(Cursor in) {
    std::optional<Number> percent;
    std::optional<Money> money;
    if (in.word("add")) {
        in.any({"a", "an", "the"});
        percent = read_percent(in);
        if (!percent || !tip_word(in) || !in.any({"to", "on"})) return std::nullopt;
        in.any({"a bill of", "the bill of", "a"});
        money = read_money(in);
        in.word("bill");
    } else {
        in.any({"a bill of", "the bill of"});
        money = read_money(in);
        if (!money || !(in.symbol("+") || in.any({"plus", "with", "and", "including"}))) return std::nullopt;
        in.any({"a", "an"});
        percent = read_percent(in);
        if (!percent || !tip_word(in)) return std::nullopt;
    }
    std::optional<std::int64_t> people;
    if (!money || !read_tail(in, people)) return std::nullopt;
    return tip(*percent, *money, people, true);
}

}  // namespace

std::optional<Number> read_percent(Cursor& in) {
    Cursor ahead = in;
    const Token* number = ahead.number();
    if (number == nullptr || !(ahead.symbol("%") || ahead.any({"percent", "per cent"}))) return std::nullopt;
    in = ahead;
    return number->value;
}

Number to_cents(const Number& amount, const MoneyStyle& style) { return amount.rounded(style.decimals()); }

std::optional<std::int64_t> read_people(Cursor& in) {
    Cursor ahead = in;
    const Token* number = ahead.number();
    const auto count = number != nullptr ? number->value.to_int64() : std::nullopt;
    if (!count || *count < 2 || *count > static_cast<std::int64_t>(k_people_max)) return std::nullopt;
    in = ahead;
    return count;
}

std::optional<Computation> bill(std::span<const Token> question) {
    const Cursor whole(question);
    const Cursor core(value_asked(question).what);
    for (const Cursor& in : {whole, core}) {
        for (const auto form : {tip_on, tip_added, split_ordered, split_described, split_supposed}) {
            if (auto answer = form(in)) return answer;
        }
    }
    return std::nullopt;
}

}  // namespace familiar::answer::computing
