#include "retrieve/second_look.h"

#include "base/cues.h"
#include "retrieve/closer_reading.h"
#include "retrieve/confidence.h"
#include "retrieve/limits.h"
#include "retrieve/shares.h"
#include "retrieve/trees.h"
#include "retrieve/weights.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <span>

namespace familiar::retrieve {

namespace {

using F = Feature;
using S = SentenceFeature;

// What the sum of the trees is worth beside the scores of the first look.
constexpr double k_tree_unit = 0.3;

// How much less, by the trees, a sentence beside the best may be worth to be quoted with it.
constexpr double k_passage_reach = 2.0;

// An article while it is looked at.
struct Look {
    Judgement& judgement;
    const Page& page;
    std::vector<SentenceFeatures> sentences;
    std::vector<double> scores;  // of the sentences
};

void add_question(Features& features, const Asking& asking) {
    const auto say = [&](F feature, bool value) { features[feature] = value ? 1 : 0; };
    say(F::asks_who, asking.asked == Asked::who);
    say(F::asks_when, asking.asked == Asked::when);
    say(F::asks_where, asking.asked == Asked::where);
    say(F::asks_amount, asking.asked == Asked::amount);
    say(F::asks_reason, asking.asked == Asked::reason);
    say(F::asks_thing, asking.asked == Asked::thing);
    say(F::asks_definition, asking.defines);
}

void add_best(Features& features, const std::vector<SentenceFeatures>& sentences) {
    const auto most = [&](F feature, S of) {
        for (const SentenceFeatures& sentence : sentences)
            features[feature] = std::max(features[feature], sentence[of]);
    };
    most(F::best_around, S::around);
    most(F::best_own, S::own);
    most(F::best_beyond_title, S::beyond_title);
    most(F::best_kin, S::kin);
    most(F::best_offers_near, S::offers_near);
    most(F::best_run, S::run);
    most(F::best_in_order, S::in_order);
    most(F::best_window, S::window);
    most(F::best_pairs, S::pairs_of_words);
    if (sentences.empty()) return;
    features[F::best_sentence] = sentences.front().dot(k_reference_sentence);
    for (const SentenceFeatures& sentence : sentences)
        features[F::best_sentence] = std::max(features[F::best_sentence], sentence.dot(k_reference_sentence));
    features[F::kin_opening] = sentences.front()[S::kin];
    features[F::opens_defining] = sentences.front()[S::is_definition];
    features[F::sentences] = std::log1p(static_cast<double>(sentences.size()));
}

void add_kin(Features& features, const Page& page, const Asking& asking) {
    KinSet met = 0;
    double count = 0;
    for (const Word& word : page.text.words) {
        const auto kin = asking.kin.find(word.folded);
        if (kin == asking.kin.end()) continue;
        met |= kin->second;
        ++count;
    }
    if (asking.with_kin > 0) features[F::kin] = static_cast<double>(std::popcount(met)) / asking.with_kin;
    features[F::kin_count] = std::log1p(count);
    features[F::kin_rate] = count / static_cast<double>(std::max<std::size_t>(page.text.words.size(), 10));
}

double longest_run(const std::vector<std::string>& asked, const std::vector<Word>& title) {
    std::size_t longest = 0;
    for (std::size_t q = 0; q < asked.size(); ++q) {
        for (std::size_t t = 0; t < title.size(); ++t) {
            std::size_t run = 0;
            while (q + run < asked.size() && t + run < title.size() && asked[q + run] == title[t + run].folded) ++run;
            longest = std::max(longest, run);
        }
    }
    return title.empty() ? 0 : static_cast<double>(longest) / static_cast<double>(title.size());
}

// The value of "2", "two", "second" and "II" alike; -1 for what is no number.
int ordinal_value(const std::string& folded) {
    static constexpr std::array<std::string_view, 12> k_ordinals = {"first", "second", "third",    "fourth",
                                                                    "fifth", "sixth",  "seventh",  "eighth",
                                                                    "ninth", "tenth",  "eleventh", "twelfth"};
    static constexpr std::array<std::string_view, 7> k_roman = {"ii", "iii", "iv", "v", "vi", "vii", "viii"};
    if (folded == "a" || folded == "an") return -1;
    if (const auto found = std::ranges::find(k_ordinals, folded); found != k_ordinals.end())
        return static_cast<int>(found - k_ordinals.begin()) + 1;
    if (const auto found = std::ranges::find(k_roman, folded); found != k_roman.end())
        return static_cast<int>(found - k_roman.begin()) + 2;
    return number_value(folded);
}

std::vector<int> numbers_among(std::span<const Word> words) {
    std::vector<int> numbers;
    for (const Word& word : words) {
        if (const int value = ordinal_value(word.folded); value >= 0) numbers.push_back(value);
    }
    return numbers;
}

bool holds_number(const std::vector<int>& numbers, int value) {
    return std::ranges::find(numbers, value) != numbers.end();
}

void add_numbers(Features& features, const Page& page, const RankContext& context) {
    std::vector<int> asked;
    for (const std::string& word : context.asked) {
        if (const int value = ordinal_value(word); value >= 0) asked.push_back(value);
    }
    const std::vector<int> title = numbers_among(page.title.words);
    features[F::numbers_amiss] =
        static_cast<double>(std::ranges::count_if(title, [&](int value) { return !holds_number(asked, value); }));
    if (asked.empty() || page.text.sentences.empty()) return;
    const std::vector<int> first = numbers_among({page.text.words.data(), page.text.sentences.front().end_word});
    const auto met = std::ranges::count_if(
        asked, [&](int value) { return holds_number(title, value) || holds_number(first, value); });
    features[F::numbers_met] = static_cast<double>(met) / static_cast<double>(asked.size());
}

void add_page(Features& features, const Page& page, const RankContext& context) {
    add_numbers(features, page, context);
    const std::size_t bracket = page.candidate.post.title.find('(');
    for (std::size_t i = 0; i < page.title.words.size() && page.title.words[i].span.begin < bracket; ++i) {
        const bool says = !is_function_word(page.title.words[i].folded, "en");
        if (page.title.terms[i] == k_no_term && says) ++features[F::title_outside];
    }
    if (!page.text.sentences.empty()) {
        const Shares shares(context.terms);
        features[F::opening_met] = shares.of_terms(page.text.sentences.front().terms | page.title.whole);
    }
    features[F::title_words] = static_cast<double>(page.title.words.size());
    features[F::title_run] = longest_run(context.asked, page.title.words);
    const TermSet met = page.text.whole | page.title.whole;
    for (std::size_t t = 0; t < context.terms.size(); ++t) {
        if ((met >> t & 1U) == 0 && context.terms[t].is_demanded())
            features[F::unmet] = std::max(features[F::unmet], context.terms[t].idf);
    }
}

// How an article stands among those of the same title: a library may have many on one thing.
void add_same_title(std::vector<Look>& looks) {
    for (Look& look : looks) {
        Features& features = look.judgement.features;
        int same = 0;
        double kin = 0;
        double text = 0;
        double first = 0;
        for (const Look& other : looks) {
            if (&other == &look || other.page.candidate.post.title != look.page.candidate.post.title) continue;
            const Features& others = other.judgement.features;
            kin = same == 0 ? others[F::kin_rate] : std::max(kin, others[F::kin_rate]);
            text = same == 0 ? others[F::text_only] : std::max(text, others[F::text_only]);
            first = same == 0 ? others[F::first_look] : std::max(first, others[F::first_look]);
            ++same;
        }
        features[F::same_title] = std::log1p(same);
        if (same == 0) continue;
        features[F::kin_of_title] = features[F::kin_rate] - kin;
        features[F::text_of_title] = features[F::text_only] - text;
        features[F::first_of_title] = features[F::first_look] - first;
    }
}

std::size_t best_of(const std::vector<double>& scores) {
    return static_cast<std::size_t>(std::ranges::max_element(scores) - scores.begin());
}

// The best sentence, and those beside it while they may answer nearly as well and all can be read at a glance.
Span passage_of(const Look& look, std::size_t best) {
    const auto& sentences = look.page.text.sentences;
    std::size_t first = best;
    std::size_t last = best;
    while (true) {
        const auto fits = [&](std::size_t from, std::size_t to, std::size_t added) {
            return sentences[to].span.end - sentences[from].span.begin <= k_passage_bytes_max &&
                   look.scores[added] > look.scores[best] - k_passage_reach;
        };
        const bool left = first > 0 && fits(first - 1, last, first - 1);
        const bool right = last + 1 < sentences.size() && fits(first, last + 1, last + 1);
        if (!left && !right) break;
        if (left && (!right || look.scores[first - 1] > look.scores[last + 1]))
            --first;
        else
            ++last;
    }
    if (first == last) return {};
    return {sentences[first].span.begin, sentences[last].span.end};
}

void choose_sentence(Look& look, const RankContext& context) {
    if (look.sentences.empty()) return;
    for (const SentenceFeatures& sentence : look.sentences) look.scores.push_back(sum_of(sentence_trees(), sentence));
    const std::size_t best = best_of(look.scores);
    point_to(look.judgement.evidence, look.page, best, look.sentences[best], context);
    look.judgement.evidence.passage = passage_of(look, best);
}

// Says of the best article how sure it is.
void weigh_lead(std::vector<Look>& looks, const RankContext& context) {
    std::vector<Look*> order;
    for (Look& look : looks) order.push_back(&look);
    std::ranges::stable_sort(order, std::greater<>(), [](const Look* look) { return look->judgement.as_reference; });
    Look& best = *order.front();
    if (best.sentences.empty()) return;
    const std::size_t sentence = best_of(best.scores);
    Lead lead{best.page,
              best.judgement.features,
              best.sentences[sentence],
              best.page.text.sentences[sentence].terms,
              best.scores,
              {}};
    std::ranges::sort(lead.sentence_scores, std::greater<>());
    for (const Look* look : order) lead.scores.push_back(look->judgement.as_reference / k_tree_unit);
    lead.second_has_same_title =
        order.size() > 1 && order[1]->page.candidate.post.title == best.page.candidate.post.title;
    best.judgement.grounds = grounds_of(lead, context);
    const double sure = confidence_of(*best.judgement.grounds);
    // The others by their odds against the best, as the second look gives them.
    for (const Look* look : order) {
        const double behind = (best.judgement.as_reference - look->judgement.as_reference) / k_tree_unit;
        look->judgement.evidence.confidence = sure * std::exp(-behind);
    }
}

// The judgements of articles of reference by their places in `found`, best first.
std::vector<std::size_t> best_references(const std::vector<Judgement>& found) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (is_reference(found[i].evidence.post)) order.push_back(i);
    }
    std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return found[i].as_reference; });
    return order;
}

}  // namespace

void look_again(std::vector<Judgement>& found, const std::vector<Page>& pages, const RankContext& context,
                bool examined) {
    const std::vector<std::size_t> order = best_references(found);
    const std::size_t count = std::min(order.size(), k_second_looks);
    if (count == 0) return;
    std::vector<Look> looks;
    for (std::size_t rank = 0; rank < count; ++rank) {
        Judgement& judgement = found[order[rank]];
        const Page& page = pages[order[rank]];
        judgement.looked_at_again = true;
        looks.push_back({judgement, page, read_closely(page, context), {}});
        Features& features = judgement.features;
        add_question(features, context.asking);
        features[F::first_look] = judgement.as_reference - found[order[0]].as_reference;
        features[F::first_rank] = 1 / static_cast<double>(rank + 1);
        add_best(features, looks.back().sentences);
        add_kin(features, page, context.asking);
        add_page(features, page, context);
    }
    add_same_title(looks);
    double least = 0;
    const double last = looks.back().judgement.as_reference;
    for (Look& look : looks) {
        choose_sentence(look, context);
        look.judgement.as_reference = k_tree_unit * sum_of(article_trees(), look.judgement.features);
        least = std::min(least, look.judgement.as_reference);
        if (!examined) continue;
        for (std::size_t i = 0; i < look.sentences.size(); ++i)
            look.judgement.sentences.emplace_back(look.page.text.sentences[i].span, look.sentences[i]);
    }
    weigh_lead(looks, context);
    for (std::size_t rank = count; rank < order.size(); ++rank) {
        found[order[rank]].as_reference += least - last;
        found[order[rank]].evidence.confidence = 0;
    }
}

}  // namespace familiar::retrieve
