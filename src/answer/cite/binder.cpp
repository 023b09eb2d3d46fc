#include "answer/cite/binder.h"

#include "answer/cite/limits.h"
#include "base/words.h"

#include <algorithm>
#include <array>

namespace familiar::answer::cite {

bool states_something(std::string_view sentence) {
    static constexpr std::array<std::string_view, 34> k_remarks = {"i found",
                                                                   "i could not find",
                                                                   "i couldn't find",
                                                                   "i did not find",
                                                                   "i didn't find",
                                                                   "here is",
                                                                   "here are",
                                                                   "here's",
                                                                   "your sources",
                                                                   "the sources do not",
                                                                   "the sources don't",
                                                                   "none of the sources",
                                                                   "no source",
                                                                   "let me know",
                                                                   "i hope",
                                                                   "sure",
                                                                   "of course",
                                                                   "certainly",
                                                                   "based on your sources",
                                                                   "based on the sources",
                                                                   "if you",
                                                                   "would you",
                                                                   "do you",
                                                                   "feel free",
                                                                   "i can ",
                                                                   "i cannot",
                                                                   "i can't",
                                                                   "i'm sorry",
                                                                   "sorry",
                                                                   "thank",
                                                                   "in summary",
                                                                   "to summarise",
                                                                   "there is nothing",
                                                                   "i don't"};
    const std::string plain = folded(without_markup(sentence));
    const std::size_t first = plain.find_first_not_of(" -•“\"'");
    if (first == std::string::npos) return false;
    const std::string_view text = std::string_view(plain).substr(first);
    const bool remark = std::ranges::any_of(k_remarks, [&](std::string_view words) { return text.starts_with(words); });
    return !remark && words_of(text).size() >= 2;
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
        if (verdict.supported) best = {&source, {0, title.size()}, true, std::move(verdict)};
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
        for (Candidate& one : cited) one.verdict.supported = !one.span.empty();
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
