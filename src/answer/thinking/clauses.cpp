// Nested clauses and belongings, from the innermost outwards.
#include "answer/thinking/lexicon.h"
#include "answer/thinking/limits.h"
#include "answer/thinking/phrase.h"
#include "answer/thinking/split.h"

#include <algorithm>
#include <optional>

namespace familiar::answer::thinking {

namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

bool is_determiner(std::string_view word) {
    return is_one_of(word, {"the", "a", "an", "my", "our", "your", "his", "her", "their", "that", "this", "der", "die",
                            "das", "el", "la", "o"});
}

bool is_article(std::string_view word) { return is_determiner(word) && !is_one_of(word, {"that", "this", "a", "an"}); }

// "won", "charge", not "café".
bool is_verb(std::string_view word) { return sort_of_noun(word) == Sort::anything && is_verb_form(word); }

// A way to replace a part of a text by a gap.
struct Reduction {
    Step step;
    std::string rest;
};

struct Reductions {
    std::vector<Reduction> ways;
    bool may_stay = false;    // the text may also be asked as it is
    bool stays_last = false;  // … but only when nothing else leads anywhere
};

// The words of a text that name something, [begin, noun], and where the clause about it begins.
struct Head {
    std::size_t begin = 0;
    std::size_t noun = 0;
    std::size_t relative = 0;  // "who", "where"; the same as `clause` when there is none
    std::size_t clause = 0;
    bool open = false;  // "whoever": names nothing itself
};

// "the (blue) place": from a noun back to its determiner. "A plumber who …" and "somebody who …" stand for nothing that
// could be found first: they say what kind is asked for.
std::optional<std::size_t> begin_of_noun(const Phrase& text, std::size_t noun) {
    static constexpr std::size_t k_reach = 4;
    for (std::size_t back = 0; back <= k_reach && back <= noun; ++back) {
        const std::size_t i = noun - back;
        if (back > 0 && is_determiner(text.word(i)))
            return is_one_of(text.word(i), {"a", "an"}) ? std::nullopt : std::optional(i);
        if (is_question_word(text.word(i)) || is_auxiliary(text.word(i)) || is_preposition(text.word(i))) break;
        if (text.is_possessive(i) && back > 0) break;
    }
    return text.word(noun) == "those" ? std::optional(noun) : std::nullopt;
}

std::optional<Head> relative_at(const Phrase& text, std::size_t i) {
    const std::string_view word = text.word(i);
    if (is_one_of(word, {"whoever", "wherever"})) return Head{i, i, i, i + 1, true};
    if (i < 1 || !is_one_of(word, {"who", "whom", "that", "which", "where", "when", "who's"})) return std::nullopt;
    std::size_t noun = i - 1;
    if (is_preposition(text.word(noun)) && noun > 0) --noun;  // "the day on which"
    const auto begin = begin_of_noun(text, noun);
    if (noun > 0 && is_verb(text.word(noun)) && !is_determiner(text.word(noun - 1))) return std::nullopt;
    if (!begin || text.is_gap(noun) || is_determiner(text.word(noun))) return std::nullopt;
    return Head{*begin, noun, i, i + 1, false};
}

// "the place the writing group moved to", "the babysitter Siobhan calls great".
std::optional<Head> contact_at(const Phrase& text, std::size_t i) {
    const bool subject = is_article(text.word(i)) || text.is_capitalised(i) || text.is_gap(i) ||
                         is_one_of(text.word(i), {"we", "they", "he", "she"});
    if (!subject || i < 2 || i + 1 >= text.size() || text.breaks_after(i - 1)) return std::nullopt;
    const std::size_t noun = i - 1;
    const bool plain = !text.is_capitalised(noun) && !is_preposition(text.word(noun)) && !text.is_possessive(noun) &&
                       !is_auxiliary(text.word(noun)) && !is_determiner(text.word(noun));
    if (!plain || !is_article(text.word(noun - 1)) || is_verb(text.word(noun))) return std::nullopt;
    return Head{noun - 1, noun, i, i, false};
}

// "the woman running the choir", "the book proposed by Aoife".
std::optional<Head> participle_at(const Phrase& text, std::size_t i) {
    if (i < 2 || i + 1 >= text.size()) return std::nullopt;
    const std::string_view word = text.word(i);
    const std::size_t noun = i - 1;
    const Sort sort = sort_of_noun(text.word(noun));
    const bool has_object = is_article(text.word(i + 1)) || text.is_capitalised(i + 1);
    const bool acts = sort == Sort::person || (sort == Sort::place && has_object);  // not "the garden meeting in June"
    const bool running = word.ends_with("ing") && word.size() > 5 && is_verb_form(word) && acts;
    const bool done = is_past_form(word) && text.word(i + 1) == "by";
    if ((!running && !done) || text.is_capitalised(noun) || !is_article(text.word(noun - 1))) return std::nullopt;
    return Head{noun - 1, noun, i, i, false};
}

// Whether what begins at `begin` is the subject of a question with its auxiliary in front ("When does the café …"),
// and which auxiliary that is.
std::optional<std::size_t> inverted_before(const Phrase& text, std::size_t begin) {
    for (std::size_t back = 1; back <= begin; ++back) {
        const std::size_t i = begin - back;
        if (is_auxiliary(text.word(i))) return i;
        const bool of_subject = text.word(i) == "of" || !is_preposition(text.word(i));
        if (!of_subject || is_bare_verb(text.word(i)) || is_question_word(text.word(i))) return std::nullopt;
    }
    return std::nullopt;
}

// Where the clause that begins at `clause` may end, the likelier first.
std::vector<std::size_t> ends_of(const Phrase& text, const Head& head) {
    std::size_t last = text.size();
    for (std::size_t i = head.clause; i + 1 < text.size(); ++i) {
        if (text.breaks_after(i)) {
            last = i + 1;
            break;
        }
    }
    std::vector<std::size_t> ends;
    const auto auxiliary = inverted_before(text, head.begin);
    if (auxiliary && is_be(text.word(*auxiliary))) {
        const std::size_t tail = is_preposition(text.word(last - 1)) && last >= 2 ? last - 2 : last - 1;
        if (tail > head.clause + 1 && is_predicate(text.word(tail))) ends.push_back(tail);
        const bool two = tail > head.clause + 1 && is_preposition(text.word(tail)) && tail + 1 < last;
        if (two) ends.push_back(tail + 1);  // "the dentist that Ada goes to in"
    } else if (auxiliary) {
        for (std::size_t i = head.clause + 1; i < last; ++i) {
            if (is_bare_verb(text.word(i)) && !is_preposition(text.word(i - 1)) && !is_determiner(text.word(i - 1)))
                ends.push_back(i);
        }
    }
    const bool known = !ends.empty();
    ends.push_back(last);
    if (auxiliary && !known && !is_be(text.word(*auxiliary)) && last > head.clause + 2) ends.push_back(last - 1);
    if (auxiliary && !is_be(text.word(*auxiliary))) return ends;
    for (std::size_t i = last - 1; i > head.clause + 1; --i) {  // "… in the race": it may belong to the whole
        if (!is_preposition(text.word(i)) || text.word(i) == "of" || i + 1 >= last) continue;
        ends.push_back(i);
        break;
    }
    return ends;
}

Step clause_step(const Phrase& text, const Head& head, std::size_t end) {
    Step step;
    step.form = Form::clause;
    step.said = text.part(head.begin, end);
    const std::string clause = text.part(head.clause, end);
    const std::string noun(head.open ? std::string_view() : text.word(head.noun));
    const std::string_view relative = head.relative == head.clause ? std::string_view() : text.word(head.relative);
    step.noun = is_bare_noun(noun) ? std::string() : noun;
    step.sort = noun.empty() ? Sort::person : sort_of_noun(noun);
    if (text.word(head.relative) == "wherever") step.sort = Sort::place;
    if (step.sort == Sort::anything && is_one_of(relative, {"who", "whom", "who's"})) step.sort = Sort::person;
    const bool ends_open = end > head.clause && is_preposition(text.word(end - 1));
    const bool by_place = relative == "where" || ends_open;
    const std::string described = text.part(head.begin + 1, head.noun + 1);
    switch (step.sort) {
        case Sort::person: {
            const bool object = relative == "whom" || relative.empty() || text.is_capitalised(head.clause) ||
                                is_determiner(text.word(head.clause));
            step.question = "who " + clause + (object && !step.noun.empty() ? " " + step.noun : "");
            if (relative == "who's") step.question = "who is " + clause;
            return step;
        }
        case Sort::day: step.question = "when " + clause; return step;
        case Sort::place:
            step.by_name = !by_place;
            step.question = by_place ? "where " + clause : "which " + described + " " + clause;
            return step;
        default:
            step.sort = Sort::thing;
            step.question = "which " + described + " " + clause;
            return step;
    }
}

std::optional<Head> innermost_head(const Phrase& text) {
    for (std::size_t i = text.size(); i-- > 0;) {
        if (auto head = relative_at(text, i)) return head;
        if (auto head = participle_at(text, i)) return head;
        if (auto head = contact_at(text, i)) return head;
    }
    return std::nullopt;
}

Reductions clause_reductions(const Phrase& text) {
    Reductions reductions;
    const auto head = innermost_head(text);
    if (!head || head->clause >= text.size()) return reductions;
    for (const std::size_t end : ends_of(text, *head)) {
        if (end <= head->clause) continue;
        const Step step = clause_step(text, *head, end);
        const bool known =
            std::ranges::any_of(reductions.ways, [&](const Reduction& other) { return other.step.said == step.said; });
        if (!known) reductions.ways.push_back({step, text.replaced(head->begin, end, std::string(1, k_gap))});
    }
    // No word says that a clause begins: "the bakery Crumb & Tide" has none, "the bar the club meets in" has one.
    const bool two_nouns = is_article(text.word(head->clause));
    reductions.may_stay = head->relative == head->clause && !head->open && !two_nouns;
    reductions.stays_last = true;
    return reductions;
}

// Where the owner that begins at `from` ends: a gap, a name, or "the cake contest".
std::size_t end_of_owner(const Phrase& text, std::size_t from) {
    if (text.is_gap(from)) return from + 1;
    std::size_t end = from;
    const bool determined = is_determiner(text.word(from));
    if (determined) ++end;
    const bool named = text.is_capitalised(end);
    while (end < text.size()) {
        const bool goes_on = named ? text.is_capitalised(end) || (end > from && text.word(end).size() <= 2 &&
                                                                  text.word(end)[0] >= '0' && text.word(end)[0] <= '9')
                                   : !is_preposition(text.word(end)) && !is_bare_verb(text.word(end)) &&
                                         !is_auxiliary(text.word(end)) && !is_predicate(text.word(end));
        if (!goes_on) break;
        ++end;
        if (text.breaks_after(end - 1)) break;
    }
    return end;
}

Step belonging_step(std::string noun, std::string owner, std::string said) {
    Step step;
    step.form = Form::belonging;
    step.noun = std::move(noun);
    step.owner = std::move(owner);
    step.said = std::move(said);
    step.sort = is_relation(step.noun) ? Sort::person : Sort::thing;
    step.question = step.sort == Sort::person  ? "who is " + step.owner + "'s " + step.noun
                    : is_membership(step.noun) ? "which " + step.noun + " is " + step.owner + " in"
                                               : "which " + step.noun + " is " + step.owner + "'s";
    return step;
}

// "the sister of Odile", "the winner of the cake contest", "the mother of the ferryman".
std::optional<Reductions> of_reduction(const Phrase& text, std::size_t of) {
    if (of < 1 || of + 1 >= text.size()) return std::nullopt;
    const std::string noun(text.word(of - 1));
    const std::size_t end = end_of_owner(text, of + 1);
    const std::size_t begin = of >= 2 && is_determiner(text.word(of - 2)) ? of - 2 : of - 1;
    if (end <= of + 1) return std::nullopt;
    const std::string gap(1, k_gap);
    const std::string owner = text.part(of + 1, end);
    const std::string_view last = text.word(end - 1);
    const bool office = is_determiner(text.word(of + 1)) && sort_of_noun(last) == Sort::person && !is_bare_noun(last) &&
                        !is_relation(last);
    Reductions reductions;
    if (office) {  // first who that is
        Step step = {"who is " + owner, owner, Form::clause, Sort::person, {}, {}, false};
        reductions.ways.push_back({step, text.replaced(of + 1, end, gap)});
        reductions.may_stay = !is_relation(noun);
        return reductions;
    }
    if (const std::string_view deed = deed_of(noun); !deed.empty() && !text.is_gap(of + 1)) {
        Step step = {
            "who " + std::string(deed) + " " + owner, text.part(begin, end), Form::clause, Sort::person, {}, {}, false};
        reductions.ways.push_back({step, text.replaced(begin, end, gap)});
        return reductions;
    }
    const bool related = is_relation(noun) && (text.is_gap(of + 1) || text.is_capitalised(end - 1));
    const bool owned =
        text.is_gap(of + 1) && sort_of_noun(noun) != Sort::day && !is_one_of(noun, {"name", "time", "kilo"});
    if (!related && !owned) return std::nullopt;
    reductions.ways.push_back({belonging_step(noun, owner, text.part(begin, end)), text.replaced(begin, end, gap)});
    reductions.may_stay = !related;
    return reductions;
}

// "Odile's sister", "Tom Ashby's choir", "Priyanka's neighbour's dog".
std::optional<Reductions> possessive_reduction(const Phrase& text, std::size_t i) {
    if (!text.is_possessive(i) || i + 1 >= text.size() || is_question_word(text.word(i))) return std::nullopt;
    const std::string noun(text.word(i + 1));
    if (!is_relation(noun) && !is_membership(noun)) return std::nullopt;
    std::size_t begin = i;
    while (begin > 0 && text.is_capitalised(begin - 1) && text.is_capitalised(i) && !text.breaks_after(begin - 1) &&
           !is_auxiliary(text.word(begin - 1)) && !is_question_word(text.word(begin - 1)))
        --begin;
    std::string owner = text.part(begin, i + 1);
    if (owner.ends_with("'s")) owner.resize(owner.size() - 2);
    if (owner.ends_with("’s")) owner.resize(owner.size() - std::string_view("’s").size());
    const std::string gap(1, k_gap);
    Reductions reductions;
    reductions.may_stay = !is_relation(noun);
    const Step step = belonging_step(noun, owner, text.part(begin, i + 2));
    if (text.is_possessive(i + 1) && i + 2 < text.size()) {
        const std::string owned = "the " + std::string(text.written(i + 2)) + " of " + gap;
        reductions.ways.push_back({step, text.replaced(begin, i + 3, owned)});
    } else {
        reductions.ways.push_back({step, text.replaced(begin, i + 2, gap)});
    }
    return reductions;
}

Reductions belonging_reductions(const Phrase& text) {
    for (std::size_t i = text.size(); i-- > 0;) {
        if (text.word(i) == "of") {
            if (auto reductions = of_reduction(text, i)) return std::move(*reductions);
        }
        if (auto reductions = possessive_reduction(text, i)) return std::move(*reductions);
    }
    return {};
}

class Unfolding {
public:
    explicit Unfolding(std::vector<Chain>& chains) : chains_(chains) {}

    void unfold(const Phrase& text, const Chain& before) {
        if (chains_.size() >= k_chains_max) return;
        Reductions reductions;
        if (before.size() + 1 < k_hops_max && text.size() <= k_question_words_max) reductions = reductions_of(text);
        std::erase_if(reductions.ways, [&](const Reduction& way) { return leaves_gap_behind(text, way); });
        if (reductions.ways.empty() || (reductions.may_stay && !reductions.stays_last)) add(text, before);
        for (const Reduction& way : reductions.ways) {
            Chain chain = before;
            chain.push_back(way.step);
            unfold(Phrase(way.rest), chain);
        }
        if (!reductions.ways.empty() && reductions.may_stay && reductions.stays_last) add(text, before);
    }

private:
    static Reductions reductions_of(const Phrase& text) {
        Reductions inner = belonging_reductions(text);
        Reductions clauses = clause_reductions(text);
        if (clauses.ways.empty()) return inner;
        // A belonging inside of a clause comes first: "the café that Odile's sister runs".
        const auto lies_in = [&](const Reduction& way) {
            return clauses.ways.front().step.said.find(way.step.said) != std::string::npos;
        };
        if (inner.ways.empty() || !lies_in(inner.ways.front())) return clauses;
        if (!inner.may_stay) return inner;
        std::ranges::move(inner.ways, std::back_inserter(clauses.ways));
        return clauses;
    }

    // What the step before found must go into the next step.
    static bool leaves_gap_behind(const Phrase& text, const Reduction& way) {
        return text.holds_gap() && way.step.question.find(k_gap) == std::string::npos;
    }

    void add(const Phrase& text, Chain chain) {
        if (chains_.size() >= k_chains_max) return;
        Step last;
        last.question = text.text();
        last.said = last.question;
        chain.push_back(std::move(last));
        chains_.push_back(std::move(chain));
    }

    std::vector<Chain>& chains_;
};

}  // namespace

std::vector<Chain> chains_of(std::string_view question) {
    std::vector<Chain> chains;
    Unfolding(chains).unfold(Phrase(std::string(question)), {});
    return chains;
}

}  // namespace familiar::answer::thinking
