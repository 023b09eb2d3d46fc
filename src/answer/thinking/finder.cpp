#include "answer/thinking/finder.h"

#include "answer/instant/passages.h"
#include "answer/thinking/grounds.h"
#include "answer/thinking/lexicon.h"
#include "answer/thinking/limits.h"
#include "answer/thinking/phrase.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::answer::thinking {

namespace {

constexpr double k_later_evidence = 0.985;  // each place further down counts a little less

bool gathers_speakers(const Instant& found) {
    const Intent intent = found.question.intent;
    return found.answer.kind == AnswerKind::gathered &&
           (intent == Intent::voices || intent == Intent::opinions || intent == Intent::head_count);
}

const Evidence* cited_in(const std::vector<Evidence>& evidence, const Citation& citation) {
    const auto found =
        std::ranges::find_if(evidence, [&](const Evidence& one) { return one.post.id == citation.post; });
    return found == evidence.end() ? nullptr : &*found;
}

std::vector<std::string> authors_of(const std::vector<Evidence>& evidence) {
    std::vector<std::string> names;
    for (const Evidence& one : evidence) {
        if (!one.post.author.name.empty()) names.push_back(one.post.author.name);
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

// Whether a quote offers what is wanted beyond what the question itself says.
bool says_something_new(const Instant& found, const Evidence& evidence, Span quote, const std::string& question) {
    const Wanted wanted = found.question.wanted;
    if (!offers(evidence, quote, wanted)) return false;
    const Sought sought{
        {question, question, Form::question, Sort::person, {}, {}, false}, question, false, authors_of(found.evidence)};
    if (wanted == Wanted::person) return !persons_in(evidence, quote, sought).empty();
    if (wanted == Wanted::place) return !places_in(evidence, quote, sought).empty();
    return true;
}

bool is_one_of_plain_verbs(std::string_view word) {
    static constexpr std::array<std::string_view, 8> k_words = {"get",    "take", "start",  "cost",
                                                                "charge", "say",  "happen", "have"};
    return std::ranges::find(k_words, word) != k_words.end();
}

// "instrument" of "what instrument does she play": what answers is one and need not be called so.
std::string kind_asked_for(const std::string& question) {
    const Phrase text(question);
    const bool asks = text.word(0) == "what" || text.word(0) == "which";
    if (!asks || is_auxiliary(text.word(1)) || text.size() < 4 || !is_auxiliary(text.word(2))) return {};
    for (std::size_t i = 3; i < text.size(); ++i) {  // unless nothing else would be left to look for
        const bool plain = is_one_of_plain_verbs(text.word(i)) || is_function_word(text.word(i), "en");
        if (is_verb_form(text.word(i)) && !plain && !text.is_capitalised(i)) return std::string(text.word(1));
    }
    return {};
}

// The question with verbs in the form that sources may have ("laid" for "lay"); empty when there is no other.
std::string in_other_forms(const std::string& question) {
    std::string text = question;
    std::vector<Word> words = words_of(question);
    std::ranges::reverse(words);  // so that the places in front of a change stay
    for (const Word& word : words) {
        const std::string other = other_form_of(word.folded);
        if (!other.empty() && !is_function_word(word.folded, "en"))
            text.replace(word.span.begin, word.span.size(), other);
    }
    return text == question ? std::string() : text;
}

void add_hit(std::vector<Hit>& hits, Hit hit) {
    for (Hit& known : hits) {
        if (!known.value.same_as(hit.value)) continue;
        if (hit.sure > known.sure) known = std::move(hit);
        return;
    }
    hits.push_back(std::move(hit));
}

}  // namespace

std::vector<Quoted> quotes_of(const Instant& found) {
    std::vector<Quoted> quotes;
    const auto add = [&](const Evidence* evidence, Span span, bool beside = false) {
        const bool known = evidence == nullptr || evidence->instructs || span.empty() ||
                           std::ranges::any_of(quotes, [&](const Quoted& one) {
                               return one.evidence == evidence && one.span.overlaps(span);
                           });
        if (!known && quotes.size() < k_quotes_max) quotes.push_back({evidence, span, beside});
    };
    for (const Sentence& sentence : found.answer.sentences) {
        if (sentence.role == SentenceRole::note) break;  // what was said earlier, who warned
        if (sentence.support != Support::quoted) continue;
        for (const Citation& citation : sentence.citations) {
            if (!citation.in_title) add(cited_in(found.evidence, citation), citation.span);
        }
    }
    for (const Evidence& evidence : found.evidence) {
        if (evidence.best.empty() || evidence.instructs || instant::only_asks(evidence, evidence.best)) continue;
        if (!instant::carries(evidence, k_coverage_looked_at)) continue;
        if (quotes.size() < k_evidence_max) add(&evidence, instant::passage_for(evidence, found.question.wanted));
    }
    const std::size_t chosen = std::min(quotes.size(), k_posts_read_whole);
    for (std::size_t i = 0; i < chosen; ++i) {
        const Evidence* evidence = quotes[i].evidence;
        for (const Span span : sentences_of(evidence->post.text)) {
            if (!instant::only_asks(*evidence, span)) add(evidence, instant::readable(evidence->post.text, span), true);
        }
    }
    return quotes;
}

bool Finder::exhausted() const { return asked_ >= k_questions_max; }

Result<const Instant*> Finder::ask(const std::string& question) {
    TRY(call_.check());
    if (const auto known = known_.find(question); known != known_.end()) return known->second;
    if (exhausted()) return static_cast<const Instant*>(nullptr);
    ++asked_;
    notice_(question, std::nullopt);
    kept_.push_back(TRY(tools_.ask(call_, question)));
    notice_(question, kept_.back().answer.kind != AnswerKind::nothing);
    known_.emplace(question, &kept_.back());
    return static_cast<const Instant*>(&kept_.back());
}

void Finder::note(const std::string& question, const std::string& found) {
    std::string line = fmt::format("{}: {}", question, found.empty() ? "nothing" : found);
    if (std::ranges::find(checked_, line) == checked_.end()) checked_.push_back(std::move(line));
}

// Sentences in which the owner's relation is spoken of, also those that no word of the step's own leads to.
Result<std::vector<Quoted>> Finder::related(const Step& step, const Instant& found) {
    std::vector<Quoted> quotes;
    const auto add_all = [&](const std::vector<Evidence>& evidence) {
        for (const Evidence& one : evidence) {
            for (const Span span : sentences_of(one.post.text)) {
                const std::vector<Word> words = words_of(span.of(one.post.text));
                const bool named = std::ranges::any_of(words, [&](const Word& w) { return w.folded == step.noun; });
                if (named && !one.instructs) quotes.push_back({&one, span, false});
            }
        }
    };
    add_all(found.evidence);
    if (exhausted()) return quotes;
    ++asked_;
    Query query;
    query.words = step.noun;
    query.filter.author = step.owner;
    query.neighbours = false;
    query.limit = k_evidence_max;
    searched_.push_back(TRY(tools_.search(call_, query)));
    add_all(searched_.back());
    return quotes;
}

void Finder::add_values(std::vector<Hit>& hits, const Quoted& quote, const Sought& sought, double weight) const {
    const Evidence& evidence = *quote.evidence;
    Span span = quote.span;
    std::vector<Value> values = values_of(evidence, span, sought, context_);
    const Span whole{0, evidence.post.text.size()};
    const bool brief = whole.size() <= k_short_post_bytes && !instant::only_asks(evidence, whole);
    if (values.empty() && !quote.beside && brief) {
        span = whole;
        values = values_of(evidence, span, sought, context_);
    }
    for (Value& value : values) {
        const double sure = value.sure * weight;
        if (sure >= k_sure_needed)
            add_hit(hits, {std::move(value), &evidence, span, sure, sought.step.said, sought.speakers});
    }
}

Result<std::vector<Hit>> Finder::read_as_asked(const Step& step, const Value* carried) {
    const std::string filler = carried == nullptr ? std::string() : carried->text;
    const Instant* found = TRY(ask(step.question));
    std::vector<Hit> hits;
    if (found == nullptr) return hits;
    const bool relation = step.form == Form::belonging && step.sort == Sort::person;
    const std::vector<Quoted> quotes = relation ? TRY(related(step, *found)) : quotes_of(*found);
    const Sought sought{step, step.question, gathers_speakers(*found), authors_of(found->evidence)};
    double weight = 1;
    for (const Quoted& quote : quotes) {
        const Evidence& evidence = *quote.evidence;
        if (!relation && carried != nullptr && !carries_value(evidence, *carried)) continue;
        const double share = relation       ? 1
                             : quote.beside ? share_in_sentence(evidence, quote.span, step.question, filler)
                                            : share_met(evidence, step.question, filler);
        if (share < k_share_needed) continue;
        add_values(hits, quote, sought, weight * (relation ? 1 : trust_in(evidence, sought)));
        weight *= k_later_evidence;
    }
    std::ranges::stable_sort(hits, std::greater<>(), &Hit::sure);
    note(step.question, hits.empty() ? std::string() : hits.front().value.text);
    return hits;
}

Result<std::vector<Hit>> Finder::read(const Step& open, const Value* carried) {
    Step step = open;
    const std::string filler = carried == nullptr ? std::string() : carried->text;
    step.question = filled(open.question, filler);
    step.owner = filled(open.owner, filler);
    step.said = filled(open.said, filler);
    std::vector<Hit> hits = TRY(read_as_asked(step, carried));
    const std::string other = in_other_forms(step.question);
    if (!hits.empty() || other.empty()) return hits;
    step.question = other;
    return read_as_asked(step, carried);
}

Result<std::vector<Hit>> Finder::values(const Step& step, const Value* carried) {
    std::vector<Hit> hits = TRY(read(step, carried));
    if (hits.size() > k_alternatives_max) hits.resize(k_alternatives_max);
    return hits;
}

Result<std::vector<Hit>> Finder::people(const Step& step, const Value* carried) {
    Step who = step;
    who.sort = Sort::person;
    std::vector<Hit> hits = TRY(read(who, carried));
    if (hits.size() > k_persons_max) hits.resize(k_persons_max);
    return hits;
}

Result<std::vector<Hit>> Finder::figures_of_set(const Step& step) {
    std::vector<Hit> hits;
    const Instant* found = TRY(ask(step.question));
    if (found == nullptr) return hits;
    for (const Evidence& evidence : found->evidence) {
        if (evidence.instructs || share_met(evidence, step.question, {}) < k_share_needed) continue;
        for (const Span span : sentences_of(evidence.post.text)) {
            if (instant::only_asks(evidence, span)) continue;
            const Sought sought{step, step.question, false, {}};
            const std::vector<Value> values = figures_for(evidence, span, sought);
            if (values.size() != 1) continue;  // which of several figures it is, nobody says
            hits.push_back({values.front(), &evidence, span, values.front().sure, step.said, false});
        }
    }
    note(step.question, hits.empty() ? std::string() : fmt::format("{} figures", hits.size()));
    return hits;
}

std::optional<Conclusion> Finder::concluded_by(const Hit& hit) const {
    return Conclusion{&kept_.back(), hit.evidence, hit.quote, false, hit.sure};
}

Result<std::optional<Conclusion>> Finder::conclude_as_asked(const std::string& question, const Value* carried) {
    std::string filler = carried == nullptr ? std::string() : carried->text;
    if (carried != nullptr) filler += " " + kind_asked_for(question);
    const Instant* found = TRY(ask(question));
    std::optional<Conclusion> conclusion;
    if (found == nullptr) return conclusion;
    const bool answered = found->answer.kind != AnswerKind::nothing;
    const bool speakers = gathers_speakers(*found);
    bool leads = answered;
    for (const Quoted& quote : quotes_of(*found)) {
        const Evidence& evidence = *quote.evidence;
        const double share = quote.beside ? share_in_sentence(evidence, quote.span, question, filler)
                                          : share_met(evidence, question, filler);
        const double needed = answered && !quote.beside ? k_share_of_question : k_share_needed;
        const bool told = speakers || (share >= needed && !instant::only_asks(evidence, quote.span) &&
                                       says_something_new(*found, evidence, quote.span, question));
        if (told && (carried == nullptr || carries_value(evidence, *carried))) {
            conclusion = {found, &evidence, quote.span, leads, std::max(instant::confidence_in(evidence), share / 2)};
            break;
        }
        leads = false;
    }
    note(question, conclusion ? std::string(conclusion->quote.of(conclusion->evidence->post.text)) : std::string());
    return conclusion;
}

Result<std::optional<Conclusion>> Finder::conclude(const Step& step, const Value* carried) {
    const std::string question = filled(step.question, carried == nullptr ? std::string() : carried->text);
    auto conclusion = TRY(conclude_as_asked(question, carried));
    const std::string other = in_other_forms(question);
    if (conclusion || other.empty()) return conclusion;
    return conclude_as_asked(other, carried);
}

}  // namespace familiar::answer::thinking
