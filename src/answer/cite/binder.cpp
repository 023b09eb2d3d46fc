#include "answer/cite/binder.h"

#include "answer/cite/limits.h"
#include "base/words.h"

#include <algorithm>
#include <array>

namespace familiar::answer::cite {

namespace {

using namespace std::string_view_literals;

// Beginnings of remarks on the search itself.
constexpr std::array k_of_search = {"i found"sv,
                                    "i could not find"sv,
                                    "i couldn't find"sv,
                                    "i did not find"sv,
                                    "i didn't find"sv,
                                    "here is"sv,
                                    "here are"sv,
                                    "here's"sv,
                                    "your sources"sv,
                                    "the sources do not"sv,
                                    "no source"sv,
                                    "the sources don't"sv,
                                    "none of the sources"sv,
                                    "let me know"sv,
                                    "i cannot"sv,
                                    "i can't"sv,
                                    "based on your sources"sv,
                                    "based on the sources"sv,
                                    "in summary"sv,
                                    "to summarise"sv,
                                    "i don't"sv,
                                    "there is nothing"sv};
// Beginnings of what is only polite, unless something is stated behind them ("Sorry, the quiz was moved to Friday").
constexpr std::array k_polite = {"i hope"sv, "sure"sv,      "of course"sv, "certainly"sv, "if you"sv, "would you"sv,
                                 "do you"sv, "feel free"sv, "i can "sv,    "i'm sorry"sv, "sorry"sv,  "thank"sv};

// Speaks of the two who talk and of nothing else that could be wrong.
bool is_only_polite(const Statement& statement) {
    static constexpr std::array k_talk = {"i"sv, "me"sv, "my"sv, "ask"sv, "help"sv, "question"sv, "questions"sv};
    const bool names = std::ranges::any_of(statement.terms, &Term::is_name);
    if (names || !statement.amounts.empty() || !statement.whens.empty()) return false;
    const std::vector<Word> words = words_of(statement.text);
    static constexpr std::size_t k_bare_words_max = 4;  // "Sure!", "Thank you very much."
    if (words.size() <= k_bare_words_max) return true;
    if (std::ranges::find(words, "that", &Word::folded) != words.end())
        return false;  // "I can confirm that it is free"
    return std::ranges::any_of(words,
                               [](const Word& word) { return std::ranges::find(k_talk, word.folded) != k_talk.end(); });
}

}  // namespace

bool states_something(std::string_view sentence) {
    const std::string plain = folded(without_markup(sentence));
    const std::size_t first = plain.find_first_not_of(" -•“\"'");
    if (first == std::string::npos) return false;
    const std::string_view text = std::string_view(plain).substr(first);
    const auto begins = [&](std::string_view words) { return text.starts_with(words); };
    if (words_of(text).size() < 2 || std::ranges::any_of(k_of_search, begins)) return false;
    if (!std::ranges::any_of(k_polite, begins)) return true;
    return !is_only_polite(read_statement(without_markup(sentence), {}));
}

const Binder::ReadSource& Binder::read(const NumberedSource& source) {
    const auto index = static_cast<std::size_t>(source.number - 1);
    if (read_.size() <= index) read_.resize(index + 1);
    if (!read_[index]) {
        const Post& post = source.evidence.post;
        ReadSource made;
        made.setting.about =
            post.title + ". " + post.author.name + " " + post.author.handle + ". " + source.evidence.source_title;
        if (post.posted_at) made.setting.posted_on = time::civil(*post.posted_at, zone_).date;
        for (const Span span : source.sentences)
            made.sentences.push_back(read_statement(span.of(post.text), made.setting.posted_on));
        read_[index] = std::move(made);
    }
    return *read_[index];
}

Verdict Binder::judge(const Statement& sentence, const NumberedSource& source, Span span, std::size_t first) {
    const Post& post = source.evidence.post;
    Setting setting = read(source).setting;
    for (std::size_t i = first >= 2 ? first - 2 : 0; i < first; ++i)
        setting.before += std::string(source.sentences[i].of(post.text)) + " ";
    return check(sentence, read_statement(span.of(post.text), setting.posted_on), setting);
}

void Binder::verify(const Statement& sentence, Candidate& candidate) const {
    if (candidate.span.empty()) return;
    const std::string_view span = candidate.span.of(candidate.source->evidence.post.text);
    candidate.verdict = verified(std::move(candidate.verdict), sentence.text, span, verifier_);
}

Binder::Candidate Binder::best_in(const Statement& sentence, const NumberedSource& source) {
    const ReadSource& read = this->read(source);
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < read.sentences.size(); ++i)
        order.emplace_back(-overlap(sentence, read.sentences[i]), i);
    const std::size_t count = std::min(order.size(), k_candidates_max);
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(count));
    order.resize(count);
    Candidate best{&source, {}, false, {}};
    const auto keep = [&](Span span, std::size_t first) {
        Verdict verdict = judge(sentence, source, span, first);
        verdict.supported = verdict.supported && !source.instructs;
        const bool better =
            verdict.supported != best.verdict.supported ? verdict.supported : verdict.score > best.verdict.score;
        if (best.span.empty() || better) best = {&source, span, false, std::move(verdict)};
    };
    for (const auto& [score, i] : order) keep(source.sentences[i], i);
    verify(sentence, best);
    if (!best.verdict.supported) {
        const Span alone = best.span;
        for (const auto& [score, i] : order) {
            if (i > 0) keep({source.sentences[i - 1].begin, source.sentences[i].end}, i - 1);
            if (i + 1 < source.sentences.size()) keep({source.sentences[i].begin, source.sentences[i + 1].end}, i);
        }
        if (best.span != alone) verify(sentence, best);
    }
    const std::string& title = source.evidence.post.title;
    if (!best.verdict.supported && !title.empty()) {
        Verdict verdict = check(sentence, read_statement(title, read.setting.posted_on), read.setting);
        if (verdict.supported && !source.instructs) best = {&source, {0, title.size()}, true, std::move(verdict)};
    }
    return best;
}

Binder::Candidate Binder::best_anywhere(const Statement& sentence, const std::vector<int>& but) {
    static constexpr double k_worth_a_look = 0.4;
    Candidate best;
    for (const NumberedSource& source : sources_.all()) {
        if (std::ranges::find(but, source.number) != but.end()) continue;
        const std::vector<Statement>& sentences = read(source).sentences;
        const bool near = std::ranges::any_of(
            sentences, [&](const Statement& one) { return overlap(sentence, one) >= k_worth_a_look; });
        if (!near) continue;
        Candidate found = best_in(sentence, source);
        const bool better = best.source == nullptr || (found.verdict.supported != best.verdict.supported
                                                           ? found.verdict.supported
                                                           : found.verdict.score > best.verdict.score);
        if (better) best = std::move(found);
    }
    return best;
}

bool Binder::support_together(const Statement& sentence, const std::vector<Candidate>& parts) {
    std::string text;
    Setting setting;
    for (const Candidate& part : parts) {
        if (part.source->instructs) continue;
        const Setting& own = read(*part.source).setting;
        text += std::string(part.span.of(part.source->evidence.post.text)) + "\n";
        setting.about += own.about + ". ";
        if (!setting.posted_on) setting.posted_on = own.posted_on;
    }
    return check(sentence, read_statement(text, setting.posted_on), setting).supported;
}

Citation Binder::citation_of(const Candidate& candidate) {
    const Post& post = candidate.source->evidence.post;
    Citation citation;
    citation.post = post.id;
    citation.version = post.version;
    citation.span = candidate.span;
    citation.in_title = candidate.in_title;
    citation.quote = std::string(candidate.span.of(candidate.in_title ? post.title : post.text));
    citation.support = candidate.verdict.verbatim ? Support::quoted : Support::entailed;
    if (!candidate.verdict.supported) citation.support = Support::unsupported;
    return citation;
}

BoundSentence Binder::bind(std::string_view text, const WrittenSentence& written) {
    BoundSentence bound;
    const std::string plain = without_markup(text);
    const bool cites = written.is_marked && written.role != SentenceRole::heading;
    if (!cites && (!written.may_state || !states_something(plain))) return bound;
    const Statement sentence = read_statement(plain, {});
    std::vector<Candidate> cited;
    for (const int number : written.numbers) {
        if (const NumberedSource* source = sources_.numbered(number)) cited.push_back(best_in(sentence, *source));
    }
    std::vector<Candidate> holding;
    std::ranges::copy_if(cited, std::back_inserter(holding),
                         [](const Candidate& one) { return one.verdict.supported; });
    if (holding.empty() && cited.size() > 1 && support_together(sentence, cited)) {
        for (Candidate& one : cited) one.verdict.supported = !one.span.empty() && !one.source->instructs;
        std::ranges::copy_if(cited, std::back_inserter(holding),
                             [](const Candidate& one) { return one.verdict.supported; });
    }
    if (holding.empty()) {
        Candidate other = best_anywhere(sentence, written.numbers);
        bound.is_rebound = cites && other.source != nullptr && other.verdict.supported;
        if (other.source != nullptr && other.verdict.supported) holding.push_back(std::move(other));
    }
    for (const Candidate& one : holding) bound.citations.push_back(citation_of(one));
    if (!holding.empty()) {
        const bool quoted = std::ranges::any_of(holding, [](const Candidate& one) { return one.verdict.verbatim; });
        bound.support = quoted ? Support::quoted : Support::entailed;
        bound.verdict = holding.front().verdict;
        return bound;
    }
    bound.support = cites ? Support::unsupported : Support::own_knowledge;
    for (const Candidate& one : cited) {
        if (!one.span.empty()) bound.citations.push_back(citation_of(one));
    }
    if (!cited.empty()) bound.verdict = cited.front().verdict;
    return bound;
}

}  // namespace familiar::answer::cite
