#include "retrieve/candidate.h"

#include "base/cues.h"
#include "base/words.h"
#include "guard/quarantine.h"
#include "retrieve/limits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

namespace familiar::retrieve {

namespace {

// How much a query word counts when it does not stand in the sentence itself but near it.
constexpr double k_in_sentence = 1.0;
constexpr double k_in_title = 0.85;
constexpr double k_next_sentence = 0.75;
constexpr double k_in_author = 0.75;
constexpr double k_before_reply = 0.7;  // in the post that this one answers
constexpr double k_in_post = 0.6;
constexpr std::array<double, 3> k_before_chat = {0.68, 0.6, 0.5};  // in a message shortly before, the nearest first
constexpr double k_in_source = 0.5;

constexpr double k_offers_wanted = 0.22;
constexpr double k_lacks_figure = 0.2;
constexpr double k_asks = 0.35;  // a question is rarely an answer
constexpr double k_lexical_share = 0.15;
constexpr double k_phrase_share = 0.08;
constexpr double k_recency_share = 0.04;
constexpr double k_latest_share = 0.25;
constexpr double k_change_share = 0.06;
constexpr double k_orders_penalty = 0.6;
constexpr double k_name_missing = 0.3;
constexpr double k_half_life_days = 45;

using Stems = std::unordered_set<std::string>;

// The stems under which the index knows the words of a text.
void add_stems(Stems& stems, std::string_view text, const std::vector<Word>& words) {
    const std::string language = language_of(text);
    for (const Word& word : words) {
        if (word.kind == WordKind::link) continue;
        stems.insert(word.kind == WordKind::word ? stem_of(word.folded, language) : word.folded);
        stems.insert(word.folded);
        if (word.kind == WordKind::hashtag || word.kind == WordKind::handle) {
            stems.insert(stem_of(std::string_view(word.folded).substr(1), language));
        }
    }
}

Stems stems_of(std::string_view text) {
    Stems stems;
    add_stems(stems, text, words_of(text));
    return stems;
}

bool holds(const Stems& stems, const Term& term) {
    return std::ranges::any_of(term.forms, [&](const std::string& form) { return stems.contains(form); });
}

// A sentence with what it holds.
struct Reading {
    Span span;
    Stems stems;
    Cues cues;
};

std::vector<Reading> read(std::string_view text) {
    std::vector<Reading> readings;
    const std::string language = language_of(text);
    for (const Span span : sentences_of(text)) {
        if (readings.size() >= k_sentences_max) break;
        const std::string_view sentence = span.of(text);
        const std::vector<Word> words = words_of(sentence);
        Reading reading{span, {}, cues_of(sentence, words)};
        add_stems(reading.stems, sentence, words);
        for (const Word& word : words) {
            if (word.kind == WordKind::word) reading.stems.insert(stem_of(word.folded, language));
        }
        readings.push_back(std::move(reading));
    }
    return readings;
}

// What surrounds every sentence of a candidate.
struct Surroundings {
    Stems title;
    Stems author;
    Stems source;
    Stems whole;
    std::vector<std::pair<Stems, double>> before;  // with the weight of being met there
};

Surroundings surroundings_of(const Candidate& candidate) {
    Surroundings around;
    around.title = stems_of(candidate.post.title);
    around.author = stems_of(candidate.post.author.name + " " + candidate.post.author.handle);
    around.source = stems_of(candidate.source_title);
    around.whole = stems_of(candidate.post.text);
    const bool chat = candidate.post.reply_to.empty() && candidate.post.kind == PostKind::message;
    for (std::size_t i = 0; i < candidate.before.size(); ++i) {
        const Post& post = candidate.before[i];
        const double weight = chat ? k_before_chat[std::min(i, k_before_chat.size() - 1)] : k_before_reply;
        around.before.emplace_back(stems_of(post.title + "\n" + post.text), weight);
    }
    return around;
}

// How much a word counts that was written before.
double met_before(const Term& term, const Surroundings& around) {
    double best = 0;
    for (const auto& [stems, weight] : around.before) {
        if (weight > best && holds(stems, term)) best = weight;
    }
    return best;
}

double met(const Term& term, const std::vector<Reading>& readings, std::size_t i, const Surroundings& around) {
    if (holds(readings[i].stems, term)) return k_in_sentence;
    double best = 0;
    if (holds(around.title, term)) best = k_in_title;
    if (best < k_next_sentence && i > 0 && holds(readings[i - 1].stems, term)) best = k_next_sentence;
    if (best < k_next_sentence && i + 1 < readings.size() && holds(readings[i + 1].stems, term))
        best = k_in_post + 0.05;
    if (best < k_in_author && holds(around.author, term)) best = k_in_author;
    best = std::max(best, met_before(term, around));
    if (best < k_in_post && holds(around.whole, term)) best = k_in_post;
    if (best < k_in_source && holds(around.source, term)) best = k_in_source;
    return best;
}

bool offers(const Cues& cues, Wanted wanted) {
    switch (wanted) {
        case Wanted::anything: return false;
        case Wanted::person: return cues.name || cues.first_person;
        case Wanted::time: return cues.time;
        case Wanted::place: return cues.place;
        case Wanted::amount: return cues.amount;
        case Wanted::count: return cues.number;
        case Wanted::reason: return cues.reason;
    }
    return false;
}

// Without a figure in it, a sentence cannot say when or how much.
bool needs_figure(Wanted wanted) {
    return wanted == Wanted::time || wanted == Wanted::amount || wanted == Wanted::count;
}

struct Judgement {
    double coverage = 0;
    double score = 0;
};

Judgement judge_sentence(const std::vector<Reading>& readings, std::size_t i, const Surroundings& around,
                         const RankContext& context) {
    double demanded = 0;
    double found = 0;
    double helped = 0;
    double help = 0;
    for (const Term& term : context.terms) {
        const double weight = term.idf * term.demand;
        const double share = met(term, readings, i, around);
        if (term.is_demanded()) {
            demanded += weight;
            found += weight * share;
        } else {
            help += weight;
            helped += weight * share;
        }
    }
    const Cues& cues = readings[i].cues;
    Judgement judgement;
    judgement.coverage = demanded > 0 ? found / demanded : 0;
    judgement.score = judgement.coverage + (help > 0 ? 0.15 * helped / help : 0);
    if (offers(cues, context.query.wanted))
        judgement.score += k_offers_wanted;
    else if (needs_figure(context.query.wanted))
        judgement.score -= k_lacks_figure;
    if (context.query.wanted == Wanted::person && cues.negated) judgement.score -= k_lacks_figure;
    if (cues.question || cues.seeks) judgement.score -= k_asks;
    if (cues.change) judgement.score += context.query.latest ? 2 * k_change_share : k_change_share / 2;
    return judgement;
}

double recency(const Post& post, const RankContext& context) {
    if (!post.posted_at || !context.newest) return 0;
    const double days = static_cast<double>((*context.newest - *post.posted_at).count()) / 86'400.0;
    return std::exp2(-std::max(0.0, days) / k_half_life_days);
}

// Whether two query words that stand side by side do so in the sentence too.
bool holds_phrase(std::string_view sentence, const std::vector<Term>& terms) {
    const std::vector<Word> words = words_of(sentence);
    const std::string language = language_of(sentence);
    int last = -2;
    for (const Word& word : words) {
        const std::string stem = stem_of(word.folded, language);
        int place = -2;
        for (std::size_t t = 0; t < terms.size(); ++t) {
            const auto& forms = terms[t].forms;
            const bool same = terms[t].is_demanded() && (std::ranges::find(forms, stem) != forms.end() ||
                                                         std::ranges::find(forms, word.folded) != forms.end());
            if (same) place = static_cast<int>(t);
        }
        if (last >= 0 && place == last + 1) return true;
        last = place;
    }
    return false;
}

void explain_terms(Evidence& evidence, const std::vector<Reading>& readings, std::size_t best,
                   const Surroundings& around, const RankContext& context) {
    double total = 0;
    for (const Term& term : context.terms) total += term.idf * term.demand;
    for (const Term& term : context.terms) {
        const double share =
            readings.empty() ? (holds(around.title, term) ? k_in_title : 0) : met(term, readings, best, around);
        if (share <= 0 || total <= 0) continue;
        Finding::Kind kind = Finding::Kind::word;
        if (share == k_in_title)
            kind = Finding::Kind::title_word;
        else if (share == met_before(term, around) && !holds(around.whole, term))
            kind = Finding::Kind::neighbour;
        else if (share == k_in_author && !holds(around.whole, term))
            kind = Finding::Kind::author;
        else if (share == k_in_source && !holds(around.whole, term))
            kind = Finding::Kind::thread;
        evidence.because.push_back({kind, term.word, share * term.idf * term.demand / total});
    }
}

void mark_matches(Evidence& evidence, const std::vector<Term>& terms) {
    const std::string language = language_of(evidence.post.text);
    for (const Word& word : words_of(evidence.post.text)) {
        const std::string stem = stem_of(word.folded, language);
        const bool matches = std::ranges::any_of(
            terms, [&](const Term& term) { return std::ranges::find(term.forms, stem) != term.forms.end(); });
        if (matches) evidence.matches.push_back(word.span);
    }
}

}  // namespace

Evidence judge(const Candidate& candidate, const RankContext& context) {
    const std::vector<Reading> readings = read(candidate.post.text);
    const Surroundings around = surroundings_of(candidate);

    Evidence evidence;
    evidence.post = candidate.post;
    evidence.source_title = candidate.source_title;
    Judgement best{0, -1};
    std::size_t best_sentence = 0;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        const Judgement judgement = judge_sentence(readings, i, around, context);
        if (judgement.score > best.score) {
            best = judgement;
            best_sentence = i;
        }
    }
    if (!readings.empty()) evidence.best = readings[best_sentence].span;
    evidence.coverage = best.coverage;
    evidence.score = best.score + k_lexical_share * candidate.lexical;
    const double fresh = recency(candidate.post, context);
    evidence.score += (context.query.latest ? k_latest_share : k_recency_share) * fresh;
    const double engagement = std::log1p(static_cast<double>(candidate.post.likes + 2 * candidate.post.shares));
    evidence.score += 0.005 * std::min(4.0, engagement);
    if (!readings.empty() && holds_phrase(evidence.best.of(candidate.post.text), context.terms)) {
        evidence.score += k_phrase_share;
        evidence.because.push_back({Finding::Kind::phrase, "", k_phrase_share});
    }
    for (const Term& term : context.terms) {
        const bool known = !readings.empty() && met(term, readings, best_sentence, around) > 0;
        if (term.name && !known && !holds(around.title, term)) evidence.misses_name = true;
    }
    if (evidence.misses_name) evidence.score -= k_name_missing;
    if (!candidate.before.empty() && best.coverage > 0) {
        const Stems own = stems_of(candidate.post.title + "\n" + candidate.post.text);
        const bool leans = std::ranges::any_of(context.terms, [&](const Term& term) {
            return term.is_demanded() && !holds(own, term) && met_before(term, around) > 0;
        });
        if (leans) evidence.before = candidate.before.back();
    }
    evidence.instructs = guard::instructs(candidate.post.title + "\n" + candidate.post.text);
    if (evidence.instructs) evidence.score -= k_orders_penalty;
    explain_terms(evidence, readings, best_sentence, around, context);
    mark_matches(evidence, context.terms);
    return evidence;
}

}  // namespace familiar::retrieve
