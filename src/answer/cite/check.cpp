#include "answer/cite/check.h"

#include "answer/cite/kin.h"

#include <algorithm>
#include <array>

namespace familiar::answer::cite {

namespace {

constexpr std::size_t k_none = static_cast<std::size_t>(-1);

// How the terms of a sentence are met.
struct Match {
    double degree = 0;           // 0…1
    std::size_t there = k_none;  // the term of the span
    bool in_setting = false;
};

std::size_t common_prefix(std::string_view a, std::string_view b) {
    const auto end = std::ranges::mismatch(a, b).in1;
    return static_cast<std::size_t>(end - a.begin());
}

bool derived(const Term& a, const Term& b) {
    if (a.folded.front() != b.folded.front()) return false;
    const std::size_t shared = common_prefix(a.folded, b.folded);
    const std::size_t shorter = std::min(a.stem.size(), b.stem.size());
    if (shared >= 5 && shared + 1 >= shorter && std::max(a.folded.size(), b.folded.size()) <= shared + 6) return true;
    return shared >= 4 && shared == std::min(a.folded.size(), b.folded.size()) &&
           std::max(a.folded.size(), b.folded.size()) <= shared + 3;
}

template <class List>
bool share(const List& a, const List& b) {
    return std::ranges::any_of(a, [&](auto one) { return std::ranges::find(b, one) != b.end(); });
}

bool share_opposition(const std::vector<std::uint16_t>& a, const std::vector<std::uint16_t>& b) {
    return std::ranges::any_of(
        a, [&](std::uint16_t one) { return std::ranges::find(b, static_cast<std::uint16_t>(one ^ 1U)) != b.end(); });
}

bool opposed(const Term& a, const Term& b) {
    if (share_opposition(a.oppositions, b.oppositions)) return true;
    return negates_by_prefix(a.folded, b.folded) || negates_by_prefix(b.folded, a.folded) ||
           negates_by_prefix(a.stem, b.stem) || negates_by_prefix(b.stem, a.stem);
}

double degree(const Term& said, const Term& there) {
    if (said.folded == there.folded || said.stem == there.stem) return 1;
    if (opposed(said, there)) return 0;
    if (said.is_name) return derived(said, there) ? 0.9 : 0;
    if (derived(said, there)) return 0.95;
    return share(said.meanings, there.meanings) ? 0.85 : 0;
}

Match best_match(const Term& term, const std::vector<Term>& terms) {
    Match match;
    for (std::size_t i = 0; i < terms.size() && match.degree < 1; ++i) {
        const double found = degree(term, terms[i]);
        if (found > match.degree) match = {found, i, false};
    }
    return match;
}

// "WHO" for "World Health Organization", and the other way round.
bool is_acronym_of(std::string_view acronym, const std::vector<Term>& terms) {
    if (acronym.size() < 2 || acronym.size() > 6) return false;
    for (std::size_t i = 0; i + acronym.size() <= terms.size(); ++i) {
        std::size_t k = 0;
        while (k < acronym.size() && terms[i + k].folded.front() == acronym[k] && terms[i + k].is_name) ++k;
        if (k == acronym.size()) return true;
    }
    return false;
}

class Checker {
public:
    Checker(const Statement& sentence, const Statement& span, const Setting& setting)
        : said_(sentence), there_(span), setting_(setting), about_(read_statement(setting.about, {})) {
        if (span.has_pronoun && !setting.before.empty()) before_ = read_statement(setting.before, {});
        for (const Term& term : said_.terms) matches_.push_back(match(term));
    }

    Verdict judge() {
        Verdict verdict;
        verdict.score = coverage();
        verdict.verbatim = there_.text.find(said_.text) != std::string::npos;
        if (verdict.verbatim) return verdict.supported = true, verdict.score = 1, verdict;
        using Find = std::optional<std::string> (Checker::*)() const;
        struct Fault {
            Lack lack;
            Find find;
        };
        static constexpr std::array<Fault, 7> k_faults = {{{Lack::number, &Checker::missing_number},
                                                           {Lack::date, &Checker::missing_date},
                                                           {Lack::name, &Checker::missing_name},
                                                           {Lack::negation, &Checker::contradiction},
                                                           {Lack::roles, &Checker::swapped_roles},
                                                           {Lack::certainty, &Checker::overstated},
                                                           {Lack::words, &Checker::uncovered}}};
        for (const Fault& fault : k_faults) {
            if (auto what = (this->*fault.find)()) {
                verdict.lack = fault.lack;
                verdict.what = std::move(*what);
                verdict.score *= 0.5;
                return verdict;
            }
        }
        verdict.supported = true;
        return verdict;
    }

private:
    Match match(const Term& term) const {
        Match found = best_match(term, there_.terms);
        if (found.degree >= 0.95) return found;
        for (const Statement* other : {&about_, &before_}) {
            const Match near = best_match(term, other->terms);
            if (near.degree >= 0.9 && near.degree > found.degree) found = {near.degree, k_none, true};
        }
        if (found.degree == 0 && term.is_name && is_acronym_of(term.folded, there_.terms)) found = {0.9, k_none, true};
        if (found.degree == 0 && term.is_name && expands_acronym(term)) found = {0.9, k_none, true};
        if (found.degree == 0) found.degree = denied_opposite(term) ? 0.9 : 0;
        return found;
    }
    bool expands_acronym(const Term& term) const {
        return std::ranges::any_of(there_.terms, [&](const Term& other) {
            return other.folded.size() >= 2 && other.folded.size() <= 6 && is_acronym_of(other.folded, said_.terms) &&
                   other.folded.find(term.folded.front()) != std::string::npos;
        });
    }
    // "not open" where the span says "closed".
    bool denied_opposite(const Term& term) const {
        return std::ranges::any_of(there_.terms, [&](const Term& other) {
            return opposed(term, other) && denied(said_, term) != denied(there_, other);
        });
    }
    static bool denied(const Statement& statement, const Term& term) {
        return statement.clauses[term.clause].denials % 2 == 1;
    }

    double coverage() const {
        double met = 0;
        double all = 0;
        for (std::size_t i = 0; i < matches_.size(); ++i) {
            met += said_.terms[i].weight * matches_[i].degree;
            all += said_.terms[i].weight;
        }
        for (std::size_t i = 0; i < said_.amounts.size() + said_.whens.size(); ++i) met += 0.5, all += 0.5;
        return all == 0 ? 1 : met / all;
    }

    std::optional<std::string> missing_number() const {
        for (const Amount& amount : said_.amounts) {
            if (amount.is_soft) continue;
            const bool found =
                std::ranges::any_of(there_.amounts, [&](const Amount& other) { return agrees(amount, other); }) ||
                is_said_as_time(amount) || in_about(amount);
            const bool bound_elsewhere = found && counts_otherwise(amount);
            if (!found || bound_elsewhere) return std::string(amount.span.of(said_.text));
        }
        return std::nullopt;
    }
    bool in_about(const Amount& amount) const {
        for (const Statement* other : {&about_, &before_}) {
            if (std::ranges::any_of(other->amounts, [&](const Amount& one) { return agrees(amount, one); }))
                return true;
        }
        return false;
    }
    bool is_said_as_time(const Amount& amount) const {
        return std::ranges::any_of(there_.whens, [&](const When& when) {
            const bool year = amount.is_year && when.year == static_cast<int>(amount.value);
            const bool day = amount.unit.empty() && when.day != 0 && when.day == static_cast<unsigned>(amount.value);
            const bool hour = when.minutes >= 0 && amount.unit.empty() && when.minutes % 60 == 0 &&
                              amount.noun.empty() && (when.minutes / 60) % 12 == static_cast<int>(amount.value) % 12;
            return year || day || hour;
        });
    }
    // "3 adults and 5 children" where the span says "5 adults and 3 children".
    bool counts_otherwise(const Amount& amount) const {
        if (amount.noun.empty()) return false;
        bool same_noun = false;
        for (const Amount& other : there_.amounts) {
            if (other.noun != amount.noun || other.unit != amount.unit) continue;
            if (agrees(amount, other)) return false;
            same_noun = true;
        }
        return same_noun;
    }

    std::optional<std::string> missing_date() const {
        for (const When& when : said_.whens) {
            const bool found =
                std::ranges::any_of(there_.whens, [&](const When& other) { return agrees(when, other); }) ||
                in_amounts(when) || in_setting(when);
            if (!found) return std::string(when.span.of(said_.text));
        }
        return std::nullopt;
    }
    bool in_amounts(const When& when) const {
        const bool year_only = when.year != 0 && when.month == 0 && !when.is_decade;
        const bool hour_only = when.minutes >= 0 && when.minutes % 60 == 0;
        return std::ranges::any_of(there_.amounts, [&](const Amount& amount) {
            if (year_only) return amount.is_year && static_cast<int>(amount.value) == when.year;
            return hour_only && amount.unit.empty() && amount.value >= 1 && amount.value <= 12 && amount.noun.empty() &&
                   static_cast<int>(amount.value) % 12 == (when.minutes / 60) % 12;
        });
    }
    bool in_setting(const When& when) const {
        for (const Statement* other : {&about_, &before_}) {
            if (std::ranges::any_of(other->whens, [&](const When& one) { return agrees(when, one); })) return true;
        }
        if (!setting_.posted_on || when.minutes >= 0 || (when.day == 0 && !(when.month != 0 && when.year != 0)))
            return false;
        When posted;
        posted.year = int(setting_.posted_on->year());
        posted.month = unsigned(setting_.posted_on->month());
        posted.day = unsigned(setting_.posted_on->day());
        return agrees(when, completed(posted, setting_.posted_on));
    }

    std::optional<std::string> missing_name() const {
        for (std::size_t i = 0; i < matches_.size(); ++i) {
            const Term& term = said_.terms[i];
            if (matches_[i].degree > 0) continue;
            if (term.is_name) return std::string(term.span.of(said_.text));
            if (term.may_be_name && has_other_name() && rest_is_covered(i))
                return std::string(term.span.of(said_.text));
        }
        return std::nullopt;
    }
    // A name in the span that the sentence does not give.
    bool has_other_name() const {
        return std::ranges::any_of(
            there_.terms, [&](const Term& other) { return (other.is_name || other.may_be_name) && !is_said(other); });
    }
    // All but one term: then that one was put in the place of another.
    bool rest_is_covered(std::size_t but) const {
        static constexpr double k_nearly_all = 0.85;
        double met = 0;
        double all = 0;
        for (std::size_t i = 0; i < matches_.size(); ++i) {
            if (i == but) continue;
            met += said_.terms[i].weight * matches_[i].degree;
            all += said_.terms[i].weight;
        }
        return all >= 1.5 && met / all >= k_nearly_all;
    }

    std::optional<std::string> contradiction() const {
        if (differs_by_denial()) return "not";
        if (auto word = turned()) return word;
        for (std::size_t i = 0; i < matches_.size(); ++i) {
            const Term& term = said_.terms[i];
            if (matches_[i].there != k_none) {
                if (flipped(term, there_.terms[matches_[i].there])) return std::string(term.span.of(said_.text));
            } else if (matches_[i].degree == 0) {
                for (const Term& other : there_.terms) {
                    const bool against =
                        opposed(term, other) && !is_said(other) && denied(said_, term) == denied(there_, other);
                    if (against) return std::string(term.span.of(said_.text));
                }
            }
        }
        return std::nullopt;
    }
    bool is_said(const Term& there) const {
        return std::ranges::any_of(said_.terms, [&](const Term& term) { return term.stem == there.stem; });
    }
    static int denials_in(const Statement& statement) {
        int count = 0;
        for (const Clause& clause : statement.clauses) count += clause.denials;
        return count;
    }
    // "cancelled", "lacks" close to the term.
    static bool is_near_denying(const Statement& statement, const Term& term) {
        static constexpr std::size_t k_near = 4;
        return std::ranges::any_of(statement.denying_at, [&](std::size_t at) {
            return std::max(at, term.word) - std::min(at, term.word) <= k_near;
        });
    }
    // Denied on one side, with nothing on the other side that denies.
    bool flipped(const Term& term, const Term& other) const {
        if (term.is_denied && !other.is_denied) return denials_in(there_) == 0 && !is_near_denying(there_, other);
        if (other.is_denied && !term.is_denied)
            return denials_in(said_) == 0 && !is_near_denying(said_, term) && !opposite_said(other);
        return false;
    }
    // The same words but for a "not" more or less.
    bool differs_by_denial() const {
        static constexpr double k_same_words = 0.93;
        const auto apart =
            static_cast<double>(said_.words) / static_cast<double>(std::max<std::size_t>(there_.words, 1));
        return coverage() >= k_same_words && apart > 0.75 && apart < 1.34 &&
               (denials_in(said_) + denials_in(there_)) % 2 == 1;
    }
    // "before taking" for "after taking".
    std::optional<std::string> turned() const {
        for (const Turn& turn : said_.turns) {
            const auto same_place = [&](const Turn& other) { return other.target == turn.target; };
            const bool agreed = std::ranges::any_of(
                there_.turns, [&](const Turn& other) { return same_place(other) && other.word == turn.word; });
            const bool against = std::ranges::any_of(there_.turns, [&](const Turn& other) {
                return same_place(other) && share_opposition(turn.oppositions, other.oppositions);
            });
            if (against && !agreed) return turn.word;
        }
        return std::nullopt;
    }
    bool opposite_said(const Term& there) const {
        return std::ranges::any_of(said_.terms, [&](const Term& term) { return opposed(term, there); });
    }

    // "A beat B" for "B beat A": two names around one verb, the other way round, with one voice.
    std::optional<std::string> swapped_roles() const {
        for (std::size_t i = 0; i + 2 < matches_.size(); ++i) {
            for (std::size_t j = i + 2; j < matches_.size() && j <= i + 5; ++j) {
                if (is_swapped(i, j))
                    return std::string(Span{said_.terms[i].span.begin, said_.terms[j].span.end}.of(said_.text));
            }
        }
        return std::nullopt;
    }
    bool is_swapped(std::size_t first, std::size_t second) const {
        const auto is_name = [](const Term& term) { return term.is_name || term.may_be_name; };
        const std::size_t there_first = matches_[first].there;
        const std::size_t there_second = matches_[second].there;
        if (there_first == k_none || there_second == k_none || there_first <= there_second) return false;
        if (!is_name(said_.terms[first]) || !is_name(said_.terms[second])) return false;
        if (!stands_once(there_.terms[there_first]) || !stands_once(there_.terms[there_second])) return false;
        for (std::size_t verb = first + 1; verb < second; ++verb) {
            const std::size_t there = matches_[verb].there;
            if (there == k_none || said_.terms[verb].is_name || matches_[verb].degree < 0.95) continue;
            if (there <= there_second || there >= there_first) continue;
            const bool passive_here = has_by(said_, said_.terms[verb], said_.terms[second]);
            const bool passive_there = has_by(there_, there_.terms[there], there_.terms[there_first]);
            return passive_here == passive_there;
        }
        return false;
    }
    bool stands_once(const Term& term) const { return std::ranges::count(there_.terms, term.stem, &Term::stem) == 1; }
    static bool has_by(const Statement& statement, const Term& from, const Term& to) {
        const std::string between = folded(Span{from.span.end, to.span.begin}.of(statement.text));
        return between.find(" by ") != std::string::npos || between.find(" to ") != std::string::npos ||
               between.find(" von ") != std::string::npos;
    }

    std::optional<std::string> overstated() const {
        if (said_.has_all && !there_.has_all && there_.has_some && !said_.has_some) return "all";
        for (std::size_t i = 0; i < matches_.size(); ++i) {
            if (matches_[i].there == k_none) continue;
            const Term& other = there_.terms[matches_[i].there];
            const bool hedged_here = said_.clauses[said_.terms[i].clause].hedges || said_.has_some;
            if (other.is_hedged && !hedged_here && !any_hedge(said_))
                return std::string(said_.terms[i].span.of(said_.text));
        }
        return std::nullopt;
    }
    static bool any_hedge(const Statement& statement) {
        static constexpr std::array<std::string_view, 6> k_words = {"can ",      "sometimes", "often",
                                                                    "potential", "possible",  "risk"};
        return std::ranges::any_of(statement.clauses, &Clause::hedges) ||
               std::ranges::any_of(
                   k_words, [&](std::string_view word) { return statement.text.find(word) != std::string::npos; });
    }

    std::optional<std::string> uncovered() const {
        static constexpr double k_coverage_needed = 0.62;
        static constexpr double k_clause_needed = 0.34;
        static constexpr double k_clause_weight = 1.9;
        static constexpr double k_run_max = 2.6;
        if (coverage() < k_coverage_needed) return first_unmet();
        double run = 0;
        for (std::size_t i = 0; i < matches_.size(); ++i) {
            run = matches_[i].degree > 0 ? (said_.terms[i].weight > 0.5 ? 0 : run) : run + said_.terms[i].weight;
            if (run >= k_run_max) return std::string(said_.terms[i].span.of(said_.text));
        }
        for (std::size_t clause = 0; clause < said_.clauses.size(); ++clause) {
            double met = 0;
            double all = 0;
            for (std::size_t i = 0; i < matches_.size(); ++i) {
                if (said_.terms[i].clause != clause) continue;
                met += said_.terms[i].weight * matches_[i].degree;
                all += said_.terms[i].weight;
            }
            if (all >= k_clause_weight && met / all < k_clause_needed) return first_unmet(clause);
        }
        return std::nullopt;
    }
    std::optional<std::string> first_unmet(std::size_t clause = k_none) const {
        for (std::size_t i = 0; i < matches_.size(); ++i) {
            if (matches_[i].degree == 0 && said_.terms[i].weight > 0.5 &&
                (clause == k_none || said_.terms[i].clause == clause))
                return std::string(said_.terms[i].span.of(said_.text));
        }
        return std::string();
    }

    const Statement& said_;
    const Statement& there_;
    const Setting& setting_;
    Statement about_;
    Statement before_;
    std::vector<Match> matches_;
};

}  // namespace

std::string_view name_of(Lack lack) {
    switch (lack) {
        case Lack::nothing: return "nothing";
        case Lack::name: return "name";
        case Lack::number: return "number";
        case Lack::date: return "date";
        case Lack::negation: return "negation";
        case Lack::roles: return "roles";
        case Lack::certainty: return "certainty";
        case Lack::words: return "words";
    }
    return "nothing";
}

Verdict check(const Statement& sentence, const Statement& span, const Setting& setting) {
    return Checker(sentence, span, setting).judge();
}

Verdict check(std::string_view sentence, std::string_view span, const Setting& setting) {
    return check(read_statement(without_markup(sentence), {}), read_statement(span, setting.posted_on), setting);
}

Verdict verified(Verdict verdict, std::string_view sentence, std::string_view span, const Verifier& verifier) {
    static constexpr double k_surely = 0.8;
    static constexpr double k_surely_not = 0.1;
    if (!verifier || verdict.verbatim || (!verdict.supported && verdict.lack != Lack::words)) return verdict;
    const auto probability = verifier(sentence, span);
    if (!probability) return verdict;
    if (!verdict.supported && *probability >= k_surely) {
        verdict.supported = true;
        verdict.lack = Lack::nothing;
        verdict.what.clear();
        verdict.score = std::max(verdict.score, *probability);
    } else if (verdict.supported && *probability <= k_surely_not) {
        verdict.supported = false;
        verdict.lack = Lack::words;
        verdict.score *= 0.5;
    }
    return verdict;
}

double overlap(const Statement& sentence, const Statement& span) {
    double met = 0;
    double all = 0;
    for (const Term& term : sentence.terms) {
        all += term.weight;
        met += term.weight * best_match(term, span.terms).degree;
    }
    for (const Amount& amount : sentence.amounts) {
        all += 1;
        if (std::ranges::any_of(span.amounts, [&](const Amount& other) { return agrees(amount, other); })) met += 1;
    }
    for (const When& when : sentence.whens) {
        all += 1;
        if (std::ranges::any_of(span.whens, [&](const When& other) { return agrees(when, other); })) met += 1;
    }
    return all == 0 ? 0 : met / all;
}

}  // namespace familiar::answer::cite
