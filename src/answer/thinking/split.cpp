// The forms of questions that ask for two things at once.
#include "answer/thinking/split.h"

#include "answer/thinking/lexicon.h"
#include "answer/thinking/limits.h"
#include "answer/thinking/phrase.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

namespace familiar::answer::thinking {

namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

// Without control characters, politeness and the mark at the end.
std::string cleaned(std::string_view question) {
    std::string text;
    for (const char c : question) text += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    while (!text.empty() && (text.back() == '?' || text.back() == ' ' || text.back() == '.')) text.pop_back();
    static constexpr std::array<std::string_view, 10> k_openings = {"please ",
                                                                    "can you tell me ",
                                                                    "could you tell me ",
                                                                    "do you know ",
                                                                    "tell me ",
                                                                    "i wonder ",
                                                                    "so ",
                                                                    "and ",
                                                                    "i'd like to know ",
                                                                    "hey "};
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view opening : k_openings) {
            if (text.size() <= opening.size() || folded(std::string_view(text).substr(0, opening.size())) != opening)
                continue;
            text.erase(0, opening.size());
            again = true;
        }
    }
    return text;
}

std::string question_for(const Measure& measure, const std::string& thing) {
    if (measure.sort == Sort::day) return "when is " + thing;
    if (measure.sort == Sort::amount) return "how much does " + thing + " cost";
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> k_asks = {{{"long", "long"},
                                                                                             {"short", "long"},
                                                                                             {"tall", "tall"},
                                                                                             {"high", "high"},
                                                                                             {"old", "old"},
                                                                                             {"young", "old"},
                                                                                             {"far", "far"},
                                                                                             {"close", "far"}}};
    for (const auto& [start, word] : k_asks) {
        if (measure.word.starts_with(start)) return fmt::format("how {} is {}", word, thing);
    }
    return "how many " + thing;
}

Side side(std::string thing, const std::string& question) {
    while (!thing.empty() && (thing.back() == ',' || thing.back() == ' ')) thing.pop_back();
    return {std::move(thing), chains_of(question)};
}

std::optional<Plan> put_beside(Task task, const Measure& measure, const std::string& a, const std::string& b) {
    if (a.empty() || b.empty()) return std::nullopt;
    Plan plan;
    plan.task = task;
    plan.measure = measure;
    plan.sides = {side(a, question_for(measure, a)), side(b, question_for(measure, b))};
    plan.certain = true;
    return plan;
}

// The first word that compares, from `from` on.
std::optional<std::pair<std::size_t, Measure>> measure_in(const Phrase& text, std::size_t from = 0) {
    for (std::size_t i = from; i < text.size(); ++i) {
        auto measure = measure_of(text.word(i));
        if (!measure) continue;
        if (is_one_of(text.word(i), {"more", "less"})) {  // "more expensive"
            const auto next = measure_of(text.word(i + 1));
            if (!next) continue;
            measure = next;
            measure->wants_more = text.word(i) == "more";
            measure->word = std::string(text.word(i)) + " " + std::string(text.word(i + 1));
            return std::pair(i + 1, *measure);
        }
        if (is_one_of(text.word(i), {"before", "after"})) continue;
        return std::pair(i, *measure);
    }
    return std::nullopt;
}

// "Which is cheaper, A or B?", "A or B, which comes first?"
std::optional<Plan> order(const Phrase& text) {
    const std::size_t either = text.find("or");
    const auto measure = measure_in(text);
    const bool asks = is_question_word(text.word(0)) || is_auxiliary(text.word(0));
    if (either == text.size() || either == 0 || !measure) return std::nullopt;
    const auto& [at, how] = *measure;
    if (at > either) {
        std::size_t end = either + 1;
        while (end < text.size() && !text.breaks_after(end - 1)) ++end;
        if (end >= at) return std::nullopt;
        return put_beside(Task::order, how, text.part(0, either), text.part(either + 1, end));
    }
    std::size_t begin = at + 1;
    for (std::size_t i = at; i < either; ++i) {
        if (text.breaks_after(i)) {
            begin = i + 1;
            break;
        }
    }
    if (!asks) return std::nullopt;
    return put_beside(Task::order, how, text.part(begin, either), text.part(either + 1, text.size()));
}

// "Was A found before B?", "Is A cheaper than B?"
std::optional<Plan> whether(const Phrase& text) {
    if (!is_auxiliary(text.word(0))) return std::nullopt;
    const auto measure = measure_in(text);
    const std::size_t than = text.find("than");
    if (measure && than < text.size() && than > measure->first) {
        return put_beside(Task::whether, measure->second, text.part(1, measure->first),
                          text.part(than + 1, text.size()));
    }
    for (std::size_t i = 2; i + 1 < text.size(); ++i) {
        if (!is_one_of(text.word(i), {"before", "after"})) continue;
        Plan plan;
        plan.task = Task::whether;
        plan.measure = *measure_of(text.word(i));
        const std::string a = text.part(1, i);
        const std::string b = text.part(i + 1, text.size());
        plan.sides = {side(a, fmt::format("when {} {}", text.word(0), a)), side(b, "when " + b)};
        plan.certain = true;
        return plan;
    }
    return std::nullopt;
}

bool is_unit_of_days(std::string_view word) { return is_one_of(word, {"days", "weeks", "hours"}); }

// "How many days are there between A and B?", "How many days after A is B?"
std::optional<Plan> days_apart(const Phrase& text) {
    if (text.word(0) != "how" || text.word(1) != "many" || !is_unit_of_days(text.word(2))) return std::nullopt;
    Measure measure{Sort::day, false, "between", std::string(text.word(2))};
    const std::size_t between = text.find("between");
    if (between < text.size()) {
        std::size_t join = text.size();
        for (std::size_t i = between + 1; i < text.size(); ++i) {
            if (text.word(i) == "and") join = i;
        }
        if (join == text.size()) return std::nullopt;
        return put_beside(Task::difference, measure, text.part(between + 1, join), text.part(join + 1, text.size()));
    }
    if (!is_one_of(text.word(3), {"after", "before"})) return std::nullopt;
    for (std::size_t i = 5; i + 1 < text.size(); ++i) {
        if (!is_auxiliary(text.word(i))) continue;
        return put_beside(Task::difference, measure, text.part(4, i), text.part(i + 1, text.size()));
    }
    return std::nullopt;
}

// Where the subject that begins at `from` ends.
std::size_t end_of_subject(const Phrase& text, std::size_t from) {
    std::size_t i = from;
    while (i < text.size() && !(is_bare_verb(text.word(i)) && i > from) && !is_auxiliary(text.word(i))) ++i;
    return i;
}

// "How much more does A cost than B?", "How much more did Vera promise for the roof than Dora?"
std::optional<Plan> amounts_apart(const Phrase& text) {
    const std::size_t than = text.find("than");
    if (than >= text.size() || than + 1 >= text.size()) return std::nullopt;
    const std::string b = text.part(than + 1, text.size());
    const std::size_t at = text.word(0) == "by" ? 1 : 0;
    if (text.word(at) != "how" || text.word(at + 1) != "much") return std::nullopt;
    const auto said = measure_in(text, at + 2);
    Measure measure{Sort::amount, true, "more", {}};
    if (said && said->first < than) measure = said->second;
    std::size_t auxiliary = at + 2;
    while (auxiliary < than && !is_auxiliary(text.word(auxiliary))) ++auxiliary;
    if (auxiliary >= than) return std::nullopt;
    const std::size_t end = std::min(end_of_subject(text, auxiliary + 1), than);
    const bool compared = said && said->first < end;  // "is A dearer than B"
    const std::string a = text.part(auxiliary + 1, compared ? said->first : end);
    const std::string rest = compared ? std::string() : text.part(end, than);
    if (a.empty()) return std::nullopt;
    if (rest.empty() || rest == "cost") return put_beside(Task::difference, measure, a, b);
    Plan plan;
    plan.task = Task::difference;
    plan.measure = measure;
    plan.measure.sort = Sort::amount;
    const auto question = [&](const std::string& thing) {
        return fmt::format("how much {} {} {}", text.word(auxiliary), thing, rest);
    };
    plan.sides = {side(a, question(a)), side(b, question(b))};
    plan.certain = true;
    return plan;
}

// "What do A and B cost together?"
std::optional<Plan> total(const Phrase& text) {
    std::size_t together = text.size();
    for (const std::string_view word : {"together", "altogether", "combined", "total", "zusammen"})
        together = std::min(together, text.find(word));
    const bool asks = is_one_of(text.word(0), {"how", "what", "was", "wie"});
    if (together >= text.size() || !asks) return std::nullopt;
    std::size_t begin = 1;
    while (begin < together && !is_auxiliary(text.word(begin)) && text.word(begin) != "kosten") ++begin;
    ++begin;
    std::size_t end = begin;
    const auto ends = [&](std::size_t i) {
        const bool in_total = text.word(i) == "in" && i + 1 == together;
        return in_total || is_one_of(text.word(i), {"cost", "costs", "come", "make"});
    };
    while (end < together && !ends(end)) ++end;
    std::size_t join = text.find("and", begin);
    if (join >= end) join = text.find("und", begin);
    if (join >= end) return std::nullopt;
    return put_beside(Task::total, {Sort::amount, true, "together", {}}, text.part(begin, join),
                      text.part(join + 1, end));
}

// "Which of the bikes for sale is the cheapest?", "What is the cheapest honey in the market?"
std::optional<Plan> extreme(const Phrase& text) {
    const auto measure = measure_in(text);
    if (!measure || !is_question_word(text.word(0))) return std::nullopt;
    const auto& [at, how] = *measure;
    const std::string_view before = at > 0 ? text.word(at - 1) : std::string_view();
    const bool most = is_one_of(before, {"most", "least"});
    if ((!how.word.ends_with("est") && !most) || how.sort != Sort::amount) return std::nullopt;
    Plan plan;
    plan.task = Task::extreme;
    plan.measure = how;
    if (most) plan.measure.wants_more = before == "most";
    std::string set;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view word = text.word(i);
        const bool form = i == at || is_be(word) || is_one_of(word, {"the", "most", "least", "of", "offered"}) ||
                          (i == 0 && is_question_word(word));
        if (form) continue;
        if (!set.empty()) set += ' ';
        set += text.written(i);
    }
    if (set.empty()) return std::nullopt;
    plan.sides = {side(set, "how much does " + set + " cost")};
    plan.certain = true;
    return plan;
}

// "Who sits on both A and B?", "Who is in A and also in B?"
std::optional<Plan> shared(const Phrase& text) {
    if (text.word(0) != "who") return std::nullopt;
    const std::size_t both = text.find("both");
    const std::size_t also = text.find("also");
    std::size_t join = text.size();
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        const bool joins = text.word(i) == "and" && (both < i || text.word(i + 1) == "also");
        if (joins) join = i;
    }
    if (join >= text.size() || (both >= text.size() && also >= text.size())) return std::nullopt;
    const std::size_t first = both < join ? both + 1 : 1;
    const std::size_t second = text.word(join + 1) == "also" ? join + 2 : join + 1;
    const std::string opening = both < join ? text.part(0, both) : std::string("who");
    const std::string a = text.part(first, join);
    const std::string b = text.part(second, text.size());
    const std::string_view start = text.word(second);
    const bool does = start.ends_with("s") && !is_preposition(start) && start != "his";
    std::string preposition;
    for (std::size_t i = 1; i < join; ++i) {
        if (both >= join && is_preposition(text.word(i)) && !is_preposition(start) && !does)
            preposition = text.part(1, i + 1) + " ";
    }
    Plan plan;
    plan.task = Task::shared;
    plan.sides = {side(a, opening + " " + a), side(b, (does ? "who" : opening) + " " + preposition + b)};
    plan.certain = true;
    return plan;
}

// "Who recommended the plumber, and how much does he charge?"
std::optional<Plan> both(const Phrase& text) {
    std::size_t join = text.size();
    for (std::size_t i = 3; i + 2 < text.size(); ++i) {
        if (text.word(i) == "and" && is_question_word(text.word(i + 1))) join = i;
    }
    if (join >= text.size() || !is_question_word(text.word(0))) return std::nullopt;
    const Phrase second(text.part(join + 1, text.size()));
    std::string goes_on = second.text();
    for (std::size_t i = 1; i < second.size(); ++i) {
        if (!is_pronoun(second.word(i))) continue;
        goes_on = second.replaced(i, i + 1, std::string(1, k_gap));
        break;
    }
    Plan plan;
    plan.task = Task::both;
    std::string first = text.part(0, join);
    plan.sides = {side(first, first)};
    Step step;
    step.question = goes_on;
    step.said = second.text();
    Side last{second.text(), {{step}}};
    if (goes_on == second.text()) last.chains = chains_of(goes_on);
    plan.sides.push_back(std::move(last));
    plan.certain = true;
    return plan;
}

}  // namespace

Plan split(std::string_view question) {
    const Phrase text(cleaned(question));
    if (text.size() >= 4 && text.size() <= k_question_words_max) {
        using Reader = std::optional<Plan> (*)(const Phrase&);
        static constexpr std::array<Reader, 8> k_readers = {shared, days_apart, amounts_apart, total,
                                                            order,  whether,    extreme,       both};
        for (const Reader read : k_readers) {
            if (auto plan = read(text)) return std::move(*plan);
        }
    }
    Plan plan;
    plan.chains = chains_of(text.text());
    plan.certain = std::ranges::any_of(plan.chains, [](const Chain& chain) {
        return std::ranges::any_of(chain, [](const Step& step) { return step.form != Form::question; });
    });
    return plan;
}

}  // namespace familiar::answer::thinking
