#include "retrieve/candidate.h"

#include "base/cues.h"
#include "base/words.h"
#include "guard/quarantine.h"
#include "retrieve/limits.h"
#include "retrieve/overlap.h"
#include "retrieve/shares.h"
#include "retrieve/talk_score.h"
#include "retrieve/weights.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace familiar::retrieve {

namespace {

// How much a query word counts when it does not stand in the sentence itself but near it.
constexpr double k_in_sentence = 1.0;
constexpr double k_in_title = 0.85;
constexpr double k_next_sentence = 0.75;
constexpr double k_in_author = 0.75;
constexpr double k_sentence_after = 0.65;
constexpr double k_in_post = 0.6;
constexpr double k_by_speaker = 0.95;     // the name of the person who is asked about, in what this person writes of it
constexpr double k_without_i = 0.8;       // the same, where it may be of somebody else
constexpr double k_beside_speaker = 0.5;  // the same, in what this person writes of other things
constexpr double k_by_kin = 0.7;          // as another word
constexpr double k_in_source = 0.5;

constexpr double k_recency_share = 0.04;
constexpr double k_latest_share = 0.25;
constexpr double k_engagement_share = 0.005;
constexpr double k_subject_missing = 0.3;
constexpr double k_orders_penalty = 0.6;
constexpr double k_name_missing = 0.3;
constexpr double k_half_life_days = 45;

// BM25F as the stores compute it.
constexpr double k_k1 = 1.2;
constexpr double k_b = 0.75;
constexpr double k_title_weight = 2.5;

// `elsewhere`: what a term counts that stands only in the surroundings.
double bm25(const RankContext& context, const Reading& text, const Reading& title, double title_weight,
            const std::vector<double>& elsewhere) {
    const std::vector<Term>& terms = context.terms;
    const double norm = 1 - k_b + k_b * static_cast<double>(text.words.size()) / context.words_average;
    double score = 0;
    for (std::size_t t = 0; t < terms.size(); ++t) {
        double frequency = text.counts[t] / norm + title_weight * title.counts[t];
        if (frequency == 0) frequency = elsewhere[t];
        score += terms[t].idf * terms[t].demand * frequency * (k_k1 + 1) / (k_k1 + frequency);
    }
    return score;
}

// How much a word counts that was written before.
double met_before(std::size_t term, const Candidate& candidate) {
    double best = 0;
    for (const Before& before : candidate.before) {
        if (before.weight > best && holds(before.terms, term)) best = before.weight;
    }
    return best;
}

// How much the author's name counts: who is asked about need not say it.
double by_author(const Page& page, std::size_t i, const RankContext& context) {
    if (context.query.speaker.empty()) return k_in_author;
    const TermSet kin = i < page.kin.size() ? page.kin[i] : 0;
    if (((kin | page.text.whole) & ~page.author) == 0 || i >= page.text.sentences.size()) return k_beside_speaker;
    const Sentence& sentence = page.text.sentences[i];
    const Cues cues = cues_of(sentence.span.of(page.candidate.post.text), words_in(page.text, sentence));
    return cues.first_person ? k_by_speaker : k_without_i;
}

// How much a word counts for sentence i, by the best place where it stands.
double met(std::size_t term, const Page& page, std::size_t i, const RankContext& context) {
    const auto& sentences = page.text.sentences;
    const auto in = [&](std::size_t at) { return at < sentences.size() && holds(sentences[at].terms, term); };
    if (in(i)) return k_in_sentence;
    double best = 0;
    const auto at_least = [&](double weight, bool is_met) { best = is_met ? std::max(best, weight) : best; };
    at_least(k_in_title, holds(page.title.whole, term));
    at_least(k_next_sentence, i > 0 && in(i - 1));
    at_least(k_sentence_after, in(i + 1));
    at_least(by_author(page, i, context), holds(page.author, term));
    at_least(k_by_kin, i < page.kin.size() && holds(page.kin[i], term));
    at_least(k_in_post, holds(page.text.whole, term));
    at_least(k_in_source, holds(page.candidate.source_terms, term));
    return std::max(best, met_before(term, page.candidate));
}

// What a sentence offers of what is wanted.
void add_offer(SentenceFeatures& features, const Cues& cues, Wanted wanted) {
    using F = SentenceFeature;
    const auto say = [&](F feature, bool offered) { features[feature] = offered ? 1 : 0; };
    switch (wanted) {
        case Wanted::anything:
        case Wanted::decision: break;
        case Wanted::person: say(F::person, cues.name || cues.first_person); break;
        case Wanted::time: say(F::time, cues.time); break;
        case Wanted::place: say(F::place, cues.place); break;
        case Wanted::amount: say(F::amount, cues.amount); break;
        case Wanted::count: say(F::number, cues.number); break;
        case Wanted::reason: say(F::reason, cues.reason); break;
    }
    // Without a figure in it, a sentence cannot say when or how much.
    const bool figure = (wanted == Wanted::time && !cues.time) || (wanted == Wanted::amount && !cues.amount) ||
                        (wanted == Wanted::count && !cues.number);
    say(F::lacks, figure);
    say(F::negated, wanted == Wanted::person && cues.negated);
}

// What a sentence says beyond the question: names and numbers that may be the answer.
void add_news(SentenceFeatures& features, const Page& page, const Sentence& sentence, const RankContext& context) {
    using F = SentenceFeature;
    double names = 0;
    double numbers = 0;
    std::vector<bool> said(context.asked.size(), false);
    for (std::size_t w = sentence.first_word; w < sentence.end_word; ++w) {
        const Word& word = page.text.words[w];
        const auto known = std::ranges::find(context.asked, word.folded);
        if (known != context.asked.end()) said[static_cast<std::size_t>(known - context.asked.begin())] = true;
        if (known != context.asked.end() || page.text.terms[w] != k_no_term) continue;
        if (word.kind == WordKind::number) ++numbers;
        if (w > sentence.first_word && word.kind == WordKind::word &&
            is_capitalised(word.span.of(page.candidate.post.text)))
            ++names;
    }
    if (!said.empty())
        features[F::wording] = static_cast<double>(std::ranges::count(said, true)) / static_cast<double>(said.size());
    features[F::new_names] = std::log1p(names);
    features[F::new_numbers] = std::log1p(numbers);
}

// What can be said of a sentence without looking for cues.
SentenceFeatures by_words(const Page& page, std::size_t i, const Shares& shares, const RankContext& context) {
    using F = SentenceFeature;
    const Sentence& sentence = page.text.sentences[i];
    double demanded = 0;
    double found = 0;
    double helped = 0;
    double help = 0;
    for (std::size_t t = 0; t < context.terms.size(); ++t) {
        const double weight = context.terms[t].idf * context.terms[t].demand;
        const double share = met(t, page, i, context);
        (context.terms[t].is_demanded() ? demanded : help) += weight;
        (context.terms[t].is_demanded() ? found : helped) += weight * share;
    }
    SentenceFeatures features;
    features[F::around] = demanded > 0 ? found / demanded : 0;
    features[F::help] = help > 0 ? helped / help : 0;
    features[F::own] = shares.of_terms(sentence.terms);
    features[F::beyond_title] = shares.of_terms(sentence.terms & ~page.title.whole);
    features[F::pairs] = shares.of_pairs(pairs_in(page.text, sentence.first_word, sentence.end_word));
    features[F::opening] = i == 0 ? 1 : 0;
    features[F::early] = 1 / (1 + static_cast<double>(i));
    features[F::length] = std::log1p(static_cast<double>(sentence.end_word - sentence.first_word));
    return features;
}

void add_cues(SentenceFeatures& features, const Page& page, std::size_t i, const Query& query) {
    using F = SentenceFeature;
    const Sentence& sentence = page.text.sentences[i];
    const Cues cues = cues_of(sentence.span.of(page.candidate.post.text), words_in(page.text, sentence));
    add_offer(features, cues, query.wanted);
    features[F::asks] = cues.question || cues.seeks ? 1 : 0;
    features[F::change] = !cues.change ? 0 : query.latest ? 2 : 0.5;
}

// The most that cues can add.
double most_by_cues(const SentenceFeatures::Weights& weights) {
    double most = 0;
    for (std::size_t f = static_cast<std::size_t>(SentenceFeature::person);
         f <= static_cast<std::size_t>(SentenceFeature::reason); ++f)
        most = std::max(most, weights[f]);
    return most + 2 * weights[static_cast<std::size_t>(SentenceFeature::change)];
}

struct SentenceScore {
    std::size_t sentence = 0;
    double score = 0;
    SentenceFeatures features;
};

// The scores of all sentences that could be the best, best first. Cues cost more than words: they are looked for only
// where they could still decide.
std::vector<SentenceScore> scored_sentences(const Page& page, const Shares& shares, const RankContext& context) {
    const bool reference = is_reference(page.candidate.post);
    const SentenceFeatures::Weights& weights = reference ? k_reference_sentence : k_talk_sentence;
    std::vector<SentenceScore> scores;
    for (std::size_t i = 0; i < page.text.sentences.size(); ++i) {
        SentenceScore score{i, 0, by_words(page, i, shares, context)};
        if (reference) add_news(score.features, page, page.text.sentences[i], context);
        score.score = score.features.dot(weights);
        scores.push_back(score);
    }
    std::ranges::stable_sort(scores, std::greater<>(), &SentenceScore::score);
    double best = -1e9;
    std::size_t looked_at = 0;
    for (; looked_at < scores.size(); ++looked_at) {
        SentenceScore& score = scores[looked_at];
        if (score.score + most_by_cues(weights) < best) break;
        add_cues(score.features, page, score.sentence, context.query);
        score.score = score.features.dot(weights);
        best = std::max(best, score.score);
    }
    scores.resize(looked_at);
    std::ranges::stable_sort(scores, [](const SentenceScore& a, const SentenceScore& b) {
        return a.score != b.score ? a.score > b.score : a.sentence < b.sentence;
    });
    return scores;
}

double recency(const Post& post, const RankContext& context) {
    if (!post.posted_at || !context.newest) return 0;
    const double days = static_cast<double>((*context.newest - *post.posted_at).count()) / 86'400.0;
    return std::exp2(-std::max(0.0, days) / k_half_life_days);
}

Features features_of(const Page& page, const SentenceScore* best, const Shares& shares, const RankContext& context) {
    Features features;
    features[Feature::sentence] = best != nullptr ? best->features.dot(k_talk_sentence) : 0;
    if (context.matched_best > 0) features[Feature::matched] = page.candidate.matched / context.matched_best;
    features[Feature::pairs] = shares.of_pairs(pairs_in(page.text, 0, page.text.words.size()) |
                                               pairs_in(page.title, 0, page.title.words.size()));
    return features;
}

// What counts in works of reference alone.
void add_reference_features(Features& features, const Page& page, const SentenceScore* best, double lexical_best,
                            const Shares& shares, const RankContext& context) {
    const TermSet met_here = page.text.whole | page.title.whole | page.near;
    if (const double most = shares.most_lexical(k_k1 + 1); most > 0) {
        features[Feature::lexical] = page.lexical / most;
        features[Feature::text_only] = page.text_only / most;
    }
    if (lexical_best > 0) features[Feature::lexical_relative] = page.lexical / lexical_best;
    features[Feature::whole] = shares.of_terms(met_here);
    features[Feature::title] = shares.of_terms(page.title.whole);
    features[Feature::title_purity] = purity_of(page.title);
    if (!page.title.words.empty()) {
        features[Feature::title_order] = static_cast<double>(common_in_order(context.asked, page.title.words)) /
                                         static_cast<double>(page.title.words.size());
    }
    features[Feature::wording] = wording(page.title, page.text, context.asked);
    features[Feature::rarest] = shares.rarest(met_here);
    features[Feature::rare] = shares.of_rare(met_here);
    features[Feature::window] = window_of(page.text);
    features[Feature::opening] = best != nullptr && best->sentence == 0 ? 1 : 0;
    features[Feature::length] = std::log1p(static_cast<double>(page.text.words.size()));
}

void explain_terms(Evidence& evidence, const Page& page, std::size_t best, const RankContext& context) {
    double total = 0;
    for (const Term& term : context.terms) total += term.idf * term.demand;
    for (std::size_t t = 0; t < context.terms.size(); ++t) {
        const double share = met(t, page, best, context);
        if (share <= 0 || total <= 0) continue;
        const Term& term = context.terms[t];
        const bool here = holds(page.text.whole, t);
        Finding::Kind kind = Finding::Kind::word;
        if (share == k_in_title)
            kind = Finding::Kind::title_word;
        else if (share == met_before(t, page.candidate) && !here)
            kind = Finding::Kind::neighbour;
        else if (share == k_in_author && !here)
            kind = Finding::Kind::author;
        else if (share == k_in_source && !here)
            kind = Finding::Kind::thread;
        evidence.because.push_back({kind, term.word, share * term.idf * term.demand / total});
    }
}

// Whether a term that is asked for stands only in what was written before.
bool leans_on_before(const Page& page, const std::vector<Term>& terms) {
    for (std::size_t t = 0; t < terms.size(); ++t) {
        const bool own = holds(page.text.whole | page.title.whole, t);
        if (terms[t].is_demanded() && !own && met_before(t, page.candidate) > 0) return true;
    }
    return false;
}

// In a discussion what opened it, in a chat the message that counts most.
const Before& leant_on(const Candidate& candidate) {
    if (candidate.post.kind != PostKind::message || !candidate.post.reply_to.empty()) return candidate.before.back();
    return *std::ranges::max_element(candidate.before, {}, [](const Before& one) {
        return one.weight * static_cast<double>(1 + std::popcount(one.terms));
    });
}

bool misses_name(const Page& page, std::size_t best, const RankContext& context) {
    for (std::size_t t = 0; t < context.terms.size(); ++t) {
        if (context.terms[t].name && met(t, page, best, context) <= 0) return true;
    }
    return false;
}

bool instructs(const Page& page) {
    const Post& post = page.candidate.post;
    return post.title.empty() ? guard::instructs(post.text, page.text.words)
                              : guard::instructs(post.title + "\n" + post.text);
}

// Share of what the question is about that stands nowhere near, when that has a name of several words: of "the book
// club" a rowing club holds half.
double subject_missing(const Page& page, std::size_t best, const RankContext& context) {
    double words = 0;
    double missing = 0;
    for (std::size_t t = 0; t < context.terms.size(); ++t) {
        if (!context.terms[t].subject) continue;
        ++words;
        missing += met(t, page, best, context) > 0 ? 0 : 1;
    }
    return words > 0 ? missing / words : 0;
}

// What no collection of questions could teach: how new a post is, what others made of it, whether it gives orders.
double standing(const Evidence& evidence, const RankContext& context) {
    const Post& post = evidence.post;
    double score = (context.query.latest ? k_latest_share : k_recency_share) * recency(post, context);
    const double engagement = std::log1p(static_cast<double>(post.likes + 2 * post.shares));
    score += k_engagement_share * std::min(4.0, engagement);
    if (evidence.misses_name) score -= k_name_missing;
    if (evidence.instructs) score -= k_orders_penalty;
    return score;
}

}  // namespace

bool is_reference(const Post& post) { return post.kind == PostKind::article && !post.posted_at; }

Page page_of(Candidate candidate, const RankContext& context) {
    const Post& post = candidate.post;
    Page page{{},
              read(post.text, context.matcher),
              read(post.title, context.matcher),
              context.matcher.in(post.author.name + " " + post.author.handle),
              0,
              0};
    page.candidate = std::move(candidate);
    lean(page.candidate.post, page.candidate.before);
    if (!is_reference(page.candidate.post)) hear(page, context);
    std::vector<double> elsewhere;
    for (std::size_t t = 0; t < context.terms.size(); ++t) {
        elsewhere.push_back(std::max(met_before(t, page.candidate), holds(page.author, t) ? k_in_author : 0));
        if (elsewhere.back() > 0) page.near |= TermSet{1} << t;
    }
    page.lexical = bm25(context, page.text, page.title, k_title_weight, elsewhere);
    page.text_only = bm25(context, page.text, page.title, 0, elsewhere);
    return page;
}

std::vector<SentenceFeatures> sentences_of(const Page& page, const RankContext& context) {
    const Shares shares(context.terms);
    std::vector<SentenceFeatures> all;
    for (std::size_t i = 0; i < page.text.sentences.size(); ++i) {
        all.push_back(by_words(page, i, shares, context));
        add_news(all.back(), page, page.text.sentences[i], context);
        add_cues(all.back(), page, i, context.query);
    }
    return all;
}

void point_to(Evidence& evidence, const Page& page, std::size_t sentence, const SentenceFeatures& features,
              const RankContext& context) {
    evidence.coverage = features[SentenceFeature::around];
    evidence.best = page.text.sentences[sentence].span;
    evidence.misses_name = misses_name(page, sentence, context);
    evidence.because.clear();
    if (features[SentenceFeature::pairs] > 0)
        evidence.because.push_back({Finding::Kind::phrase, "", features[SentenceFeature::pairs]});
    explain_terms(evidence, page, sentence, context);
}

Judgement judge(const Page& page, double lexical_best, const RankContext& context) {
    const Shares shares(context.terms);
    const std::vector<SentenceScore> scores = scored_sentences(page, shares, context);
    const SentenceScore* best = scores.empty() ? nullptr : &scores.front();
    const Candidate& candidate = page.candidate;

    Judgement judgement;
    judgement.features = features_of(page, best, shares, context);
    if (is_reference(candidate.post))
        add_reference_features(judgement.features, page, best, lexical_best, shares, context);
    Evidence& evidence = judgement.evidence;
    evidence.post = candidate.post;
    evidence.source_title = candidate.source_title;
    if (best != nullptr) {
        point_to(evidence, page, best->sentence, best->features, context);
    } else {
        evidence.misses_name = misses_name(page, 0, context);
        explain_terms(evidence, page, 0, context);
    }
    if (!candidate.before.empty() && evidence.coverage > 0 && leans_on_before(page, context.terms))
        evidence.before = leant_on(candidate).post;
    evidence.instructs = instructs(page);
    evidence.score = judgement.features.dot(k_talk) + standing(evidence, context);
    if (best != nullptr) evidence.score += in_talk(page, best->features, shares, context);
    if (!is_reference(candidate.post))
        evidence.score -= k_subject_missing * subject_missing(page, best != nullptr ? best->sentence : 0, context);
    judgement.as_reference = judgement.features.dot(k_reference);
    for (std::size_t i = 0; i < page.text.words.size(); ++i) {
        if (page.text.terms[i] != k_no_term) evidence.matches.push_back(page.text.words[i].span);
    }
    return judgement;
}

}  // namespace familiar::retrieve
