#include "retrieve/closer_reading.h"

#include "base/cues.h"
#include "retrieve/shares.h"
#include "retrieve/weights.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <ranges>
#include <unordered_map>

namespace familiar::retrieve {

namespace {

using F = SentenceFeature;

// What a word is, beside a word of the query.
enum Sign : std::uint16_t {
    k_capital = 1,
    k_new = 2,   // the question does not say it, nor the title
    k_name = 4,  // capital and new, and no month
    k_year = 8,
    k_month = 16,
    k_figure = 32,  // a number that is no year
    k_place_word = 64,
    k_role = 128,
    k_copula = 256,
    k_pronoun = 512,
};

std::uint16_t known_sign(const std::string& word) {
    static const std::unordered_map<std::string_view, std::uint16_t> k_signs = [] {
        std::unordered_map<std::string_view, std::uint16_t> signs;
        const auto add = [&](std::string_view words, std::uint16_t sign) {
            for (const auto part : std::views::split(words, ' ')) signs[std::string_view(part)] |= sign;
        };
        add("january february march april may june july august september october november december", k_month);
        add("two three four five six seven eight nine ten eleven twelve hundred thousand million billion half dozen "
            "twenty thirty forty fifty sixty once twice thirteen fourteen fifteen percent",
            k_figure);
        add("in at near from on outside to of through between", k_place_word);
        add("born actor actress singer songwriter musician politician player author writer director comedian artist "
            "inventor scientist coach captain physicist chemist engineer composer king queen president minister",
            k_role);
        add("is are was were refers means", k_copula);
        add("he she it they his her its their this these him them", k_pronoun);
        return signs;
    }();
    const auto found = k_signs.find(word);
    return found == k_signs.end() ? std::uint16_t{0} : found->second;
}

int year_of(const Word& word) {
    if (word.folded.size() != 4 || (word.folded[0] != '1' && word.folded[0] != '2')) return 0;
    int year = 0;
    const char* end = word.folded.data() + 4;
    if (std::from_chars(word.folded.data(), end, year).ptr != end) return 0;
    return year >= 1000 && year < 2100 ? year : 0;
}

double log_of(std::size_t count) { return std::log1p(static_cast<double>(count)); }
double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

class CloserReading {
public:
    CloserReading(const Page& page, const RankContext& context)
        : page_(page), words_(page.text.words), asking_(context.asking), shares_(context.terms), context_(context) {
        read_words();
    }

    void look(std::vector<SentenceFeatures>& all) {
        std::vector<KinSet> kin;
        double best = -1e9;
        for (SentenceFeatures& features : all) {
            features[F::first_look] = features.dot(k_reference_sentence);
            best = std::max(best, features[F::first_look]);
        }
        for (SentenceFeatures& features : all) features[F::first_look] -= best;
        for (std::size_t i = 0; i < all.size(); ++i) {
            add_question(all[i]);
            add_things(all[i], page_.text.sentences[i]);
            add_wording(all[i], page_.text.sentences[i]);
            add_surroundings(all[i], i);
            add_form(all[i], page_.text.sentences[i]);
            kin.push_back(add_kin(all[i], page_.text.sentences[i]));
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            int most = 0;
            for (std::size_t j = 0; j < all.size(); ++j) most = j == i ? most : std::max(most, std::popcount(kin[j]));
            if (asking_.with_kin > 0)
                all[i][F::kin_most] = static_cast<double>(std::popcount(kin[i]) - most) / asking_.with_kin;
        }
    }

private:
    void read_words() {
        const std::string_view text = page_.candidate.post.text;
        signs_.reserve(words_.size());
        kin_.reserve(words_.size());
        for (std::size_t w = 0; w < words_.size(); ++w) {
            const Word& word = words_[w];
            const bool said = page_.text.terms[w] != k_no_term ||
                              std::ranges::find(context_.asked, word.folded) != context_.asked.end();
            const bool titled =
                std::ranges::find(page_.title.words, word.folded, &Word::folded) != page_.title.words.end();
            unsigned sign = known_sign(word.folded);
            if (!said && !titled) sign |= k_new;
            if (const int year = year_of(word); year > 0) {
                sign |= k_year;
                latest_ = std::max(latest_, year);
                earliest_ = earliest_ == 0 ? year : std::min(earliest_, year);
            } else if (word.kind == WordKind::number) {
                sign |= k_figure;
            }
            if (word.kind == WordKind::word && is_capitalised(word.span.of(text))) {
                sign |= k_capital;
                if (!said && !titled && (sign & (k_month | k_pronoun)) == 0 && !is_function_word(word.folded, "en"))
                    sign |= k_name;
            }
            if ((sign & k_month) != 0 && (sign & k_capital) == 0) sign &= ~unsigned{k_month};
            signs_.push_back(static_cast<std::uint16_t>(sign));
            const auto kin = asking_.kin.find(word.folded);
            kin_.push_back(kin == asking_.kin.end() ? 0 : kin->second);
        }
    }

    bool is(std::size_t word, unsigned sign) const { return (signs_[word] & sign) != 0; }

    void add_question(SentenceFeatures& features) const {
        const auto say = [&](F feature, bool value) { features[feature] = value ? 1 : 0; };
        say(F::asks_who, asking_.asked == Asked::who);
        say(F::asks_when, asking_.asked == Asked::when);
        say(F::asks_where, asking_.asked == Asked::where);
        say(F::asks_amount, asking_.asked == Asked::amount);
        say(F::asks_reason, asking_.asked == Asked::reason);
        say(F::asks_thing, asking_.asked == Asked::thing);
        say(F::asks_definition, asking_.defines);
        say(F::asks_latest, asking_.latest);
        say(F::asks_earliest, asking_.earliest);
    }

    // Whether a word is, or begins, a thing of the kind that is asked for.
    bool is_offer(std::size_t w, std::size_t first) const {
        switch (asking_.asked) {
            case Asked::who: return is(w, k_name) && w > first;
            case Asked::when: return is(w, k_year | k_month);
            case Asked::where:
                return is(w, k_name) && w > first &&
                       (is(w - 1, k_place_word) || (w > first + 1 && is(w - 2, k_place_word)));
            case Asked::amount: return is(w, k_figure);
            case Asked::reason: return words_[w].folded == "because" || words_[w].folded == "due";
            default: return w > first && is(w, k_name | k_year | k_figure);
        }
    }

    void add_things(SentenceFeatures& features, const Sentence& sentence) const {
        std::size_t full = 0, lone = 0, years = 0, months = 0, figures = 0, places = 0, agents = 0, roles = 0,
                    offers = 0;
        double near = 0;
        const std::size_t first = sentence.first_word;
        for (std::size_t w = first; w < sentence.end_word; ++w) {
            const bool name = is(w, k_name);
            const bool goes_on = w > first && is(w - 1, k_name);
            const bool more = w + 1 < sentence.end_word && is(w + 1, k_name);
            if (name && !goes_on) ++(more ? full : lone);
            years += is(w, k_year) ? 1 : 0;
            months += is(w, k_month) ? 1 : 0;
            figures += is(w, k_figure) ? 1 : 0;
            places += name && w > first && is(w - 1, k_place_word) ? 1 : 0;
            agents += name && w > first && words_[w - 1].folded == "by" ? 1 : 0;
            roles += is(w, k_role) ? 1 : 0;
            if (is_offer(w, first)) {
                ++offers;
                near = std::max(near, nearness(w, sentence));
            }
            if (const int year = year_of(words_[w]); year > 0) {
                features[F::latest_year] = std::max(features[F::latest_year], 1.0 / (1 + latest_ - year));
                features[F::earliest_year] = std::max(features[F::earliest_year], 1.0 / (1 + year - earliest_));
            }
        }
        features[F::full_names] = static_cast<double>(full);
        features[F::lone_names] = static_cast<double>(lone);
        features[F::years] = static_cast<double>(years);
        features[F::months] = static_cast<double>(months);
        features[F::figures] = static_cast<double>(figures);
        features[F::places] = static_cast<double>(places);
        features[F::agents] = static_cast<double>(agents);
        features[F::roles] = static_cast<double>(roles);
        features[F::offers] = log_of(offers);
        features[F::offers_near] = near;
    }

    // How near word w is to one that is asked for and not in the title, or kin of such.
    double nearness(std::size_t w, const Sentence& sentence) const {
        for (std::size_t distance = 1; distance < 12; ++distance) {
            const auto asked = [&](std::size_t at) {
                const int term = page_.text.terms[at];
                return kin_[at] != 0 ||
                       (term != k_no_term && !holds(page_.title.whole, static_cast<std::size_t>(term)));
            };
            const bool left = w >= sentence.first_word + distance && asked(w - distance);
            const bool right = w + distance < sentence.end_word && asked(w + distance);
            if (left || right) return 1 / static_cast<double>(distance);
        }
        return 0;
    }

    KinSet add_kin(SentenceFeatures& features, const Sentence& sentence) const {
        KinSet met = 0;
        std::size_t count = 0;
        for (std::size_t w = sentence.first_word; w < sentence.end_word; ++w) {
            met |= kin_[w];
            count += kin_[w] != 0 ? 1 : 0;
        }
        if (asking_.with_kin > 0) features[F::kin] = static_cast<double>(std::popcount(met)) / asking_.with_kin;
        features[F::kin_count] = log_of(count);
        return met;
    }

    void add_wording(SentenceFeatures& features, const Sentence& sentence) const {
        const auto& asked = context_.asked;
        if (asked.empty()) return;
        std::vector<std::size_t> runs(asked.size() + 1, 0);
        std::vector<std::size_t> rows(asked.size() + 1, 0);
        std::vector<bool> pairs(asked.size(), false);
        std::size_t longest = 0;
        for (std::size_t w = sentence.first_word; w < sentence.end_word; ++w) {
            const std::string& word = words_[w].folded;
            std::size_t diagonal_run = 0;
            std::size_t diagonal = 0;
            for (std::size_t q = 0; q < asked.size(); ++q) {
                const std::size_t above_run = runs[q + 1];
                const std::size_t above = rows[q + 1];
                const bool same = word == asked[q];
                runs[q + 1] = same ? diagonal_run + 1 : 0;
                rows[q + 1] = same ? diagonal + 1 : std::max(above, rows[q]);
                if (runs[q + 1] >= 2) pairs[q] = true;
                longest = std::max(longest, runs[q + 1]);
                diagonal_run = above_run;
                diagonal = above;
            }
        }
        features[F::run] = share(longest, asked.size());
        features[F::in_order] = share(rows.back(), asked.size());
        features[F::pairs_of_words] = share(static_cast<std::size_t>(std::ranges::count(pairs, true)), asked.size());
        const auto says = [&](const std::string& word) {
            for (std::size_t w = sentence.first_word; w < sentence.end_word; ++w) {
                if (words_[w].folded == word) return true;
                const int term = page_.text.terms[w];
                if (term != k_no_term && context_.terms[static_cast<std::size_t>(term)].word == word) return true;
            }
            return false;
        };
        features[F::last_word] = says(asked.back()) ? 1 : 0;
        features[F::verb] = asked.size() > 1 && says(asked[1]) ? 1 : 0;
        add_head(features, sentence);
    }

    void add_head(SentenceFeatures& features, const Sentence& sentence) const {
        if (asking_.head.empty()) return;
        for (std::size_t w = sentence.first_word; w < sentence.end_word; ++w) {
            const int term = page_.text.terms[w];
            const bool here =
                words_[w].folded == asking_.head ||
                (term != k_no_term && context_.terms[static_cast<std::size_t>(term)].word == asking_.head);
            if (!here) continue;
            features[F::head] = 1;
            for (std::size_t back = 1; back <= 3 && w >= sentence.first_word + back; ++back) {
                if (is(w - back, k_figure)) features[F::head_counted] = 1;
                if (is(w - back, k_name)) features[F::head_named] = 1;
            }
            for (std::size_t on = 1; on <= 3 && w + on < sentence.end_word; ++on) {
                if (is(w + on, k_name)) features[F::head_named] = 1;
            }
        }
    }

    void add_surroundings(SentenceFeatures& features, std::size_t i) const {
        const auto& sentences = page_.text.sentences;
        TermSet others = page_.title.whole;
        for (std::size_t j = 0; j < sentences.size(); ++j) others |= j == i ? 0 : sentences[j].terms;
        features[F::alone] = shares_.of_terms(sentences[i].terms & ~others);
        double rarest = 0;
        for (std::size_t t = 0; t < context_.terms.size(); ++t) {
            if (holds(page_.title.whole, t) || context_.terms[t].idf <= rarest) continue;
            rarest = context_.terms[t].idf;
            features[F::rarest] = holds(sentences[i].terms, t) ? 1 : 0;
        }
        if (i > 0) features[F::before] = shares_.of_terms(sentences[i - 1].terms);
        if (i + 1 < sentences.size()) features[F::after] = shares_.of_terms(sentences[i + 1].terms);
        features[F::place_in_page] = sentences.size() < 2 ? 0 : share(i, sentences.size() - 1);
        features[F::sentences] = log_of(sentences.size());
        features[F::window] = window(sentences[i]);
    }

    double window(const Sentence& sentence) const {
        const auto wanted = static_cast<std::size_t>(std::popcount(sentence.terms));
        if (wanted < 2) return 0;
        std::size_t first = sentence.end_word;
        std::size_t last = sentence.first_word;
        std::size_t shortest = sentence.end_word - sentence.first_word;
        for (std::size_t begin = sentence.first_word; begin < sentence.end_word; ++begin) {
            if (page_.text.terms[begin] == k_no_term) continue;
            TermSet met = 0;
            for (std::size_t end = begin; end < std::min(sentence.end_word, begin + shortest); ++end) {
                if (page_.text.terms[end] == k_no_term) continue;
                met |= TermSet{1} << static_cast<unsigned>(page_.text.terms[end]);
                if (met != sentence.terms) continue;
                shortest = end - begin + 1;
                first = begin;
                last = end;
                break;
            }
        }
        return last >= first ? share(wanted, std::max(wanted, last - first + 1)) : share(wanted, shortest);
    }

    void add_form(SentenceFeatures& features, const Sentence& sentence) const {
        const std::string_view text = sentence.span.of(page_.candidate.post.text);
        const std::size_t size = sentence.end_word - sentence.first_word;
        std::size_t capitals = 0;
        for (std::size_t w = sentence.first_word; w < sentence.end_word; ++w) capitals += is(w, k_capital) ? 1 : 0;
        features[F::capitals] = share(capitals, size);
        features[F::commas] = static_cast<double>(std::ranges::count(text, ','));
        features[F::brackets] = static_cast<double>(std::ranges::count(text, '('));
        features[F::quotes] = text.find('"') != text.npos || text.find("``") != text.npos ? 1 : 0;
        if (size == 0) return;
        features[F::opens_by_pronoun] = is(sentence.first_word, k_pronoun) ? 1 : 0;
        features[F::opens_by_article] = words_[sentence.first_word].folded == "the" ? 1 : 0;
        const auto& title = page_.title.words;
        const auto lead =
            std::ranges::find_if(title, [](const Word& word) { return !is_function_word(word.folded, "en"); });
        std::size_t said = 0;
        std::size_t last = sentence.end_word;
        for (const Word& word : title) {
            for (std::size_t w = sentence.first_word; w < sentence.end_word; ++w) {
                if (words_[w].folded != word.folded) continue;
                ++said;
                last = w;
                break;
            }
        }
        features[F::says_title] = share(said, title.size());
        for (std::size_t w = sentence.first_word;
             lead != title.end() && w < std::min(sentence.first_word + 3, sentence.end_word); ++w) {
            if (words_[w].folded == lead->folded) features[F::opens_by_title] = 1;
        }
        if (features[F::opens_by_title] == 0) return;
        for (std::size_t w = last; w < std::min(last + 8, sentence.end_word); ++w) {
            if (is(w, k_copula)) features[F::is_definition] = 1;
        }
    }

    const Page& page_;
    const std::vector<Word>& words_;
    const Asking& asking_;
    const Shares shares_;
    const RankContext& context_;
    std::vector<std::uint16_t> signs_;
    std::vector<KinSet> kin_;
    int latest_ = 0;
    int earliest_ = 0;
};

}  // namespace

std::vector<SentenceFeatures> read_closely(const Page& page, const RankContext& context) {
    std::vector<SentenceFeatures> sentences = sentences_of(page, context);
    CloserReading(page, context).look(sentences);
    return sentences;
}

}  // namespace familiar::retrieve
