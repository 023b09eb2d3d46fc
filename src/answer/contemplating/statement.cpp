#include "answer/contemplating/statement.h"

#include "answer/contemplating/limits.h"
#include "answer/instant/claims.h"
#include "answer/instant/figures.h"
#include "answer/instant/named.h"
#include "answer/instant/opinion.h"
#include "answer/instant/passages.h"
#include "base/dates.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::answer::contemplating {

namespace {

void add(std::vector<Concept>& concepts, Concept::Kind kind, std::string key) {
    concepts.push_back({kind, fmt::format("{}{}", static_cast<int>(kind), std::move(key))});
}

// A sentence that does not name the subject but stands in a short post or reply about it still speaks of it; in a long
// post, less surely.
double relevance_of(std::string_view sentence, const Evidence& evidence, const Subject& subject) {
    static constexpr std::size_t k_short_bytes = 280;
    static constexpr double k_elsewhere = 0.4;
    const double post = relevance_of(evidence, subject);
    const bool is_short = evidence.post.text.size() <= k_short_bytes;
    if (is_short || evidence.post.kind == PostKind::message) return post;
    const auto names_it = [&](std::string_view text) {
        const std::vector<std::string> stems = content_stems(text, subject.language);
        return std::ranges::any_of(
            subject.stems, [&](const std::string& stem) { return std::ranges::find(stems, stem) != stems.end(); });
    };
    // All of an article goes on about its title.
    return names_it(sentence) || names_it(evidence.post.title) ? post : post * k_elsewhere;
}

Statement read(const std::shared_ptr<const Evidence>& evidence, Span span, const Subject& subject,
               const ComposeContext& context) {
    Statement statement;
    statement.evidence = evidence;
    statement.span = span;
    const std::string_view text = statement.text();
    const std::vector<Word> words = words_of(text);
    const CivilDate written_on =
        evidence->post.posted_at ? time::civil(*evidence->post.posted_at, context.zone).date : CivilDate{};
    statement.words = words.size();
    statement.cues = cues_of(text, words);
    statement.stated = instant::values_in(text, written_on);
    statement.concepts = concepts_in(text, written_on, subject.language);
    statement.undecided = instant::is_undecided(text);
    statement.leaning = statement.undecided ? 0 : instant::leaning_of(text);
    statement.corrects = instant::corrects(text);
    statement.asks = statement.cues.question || statement.cues.seeks;
    statement.relevance = relevance_of(text, *evidence, subject);
    return statement;
}

// Where a clause ends that can stand without what follows: a semicolon, ", and".
std::vector<std::size_t> seams_of(std::string_view text) {
    static constexpr std::array<std::string_view, 5> k_seams = {"; ", ", and ", ", und ", ", y ", ", e "};
    std::vector<std::size_t> seams;
    for (const std::string_view seam : k_seams) {
        for (std::size_t at = 0; (at = text.find(seam, at)) != std::string_view::npos; at += seam.size())
            seams.push_back(at);
    }
    std::ranges::sort(seams);
    return seams;
}

// "If the money is not there, …": cut apart, both halves say something else.
bool hangs_together(std::string_view sentence) {
    static constexpr std::array<std::string_view, 14> k_words = {"if",   "unless", "but",  "not", "whether", "or",   "either",
                                                                 "wenn", "aber",   "oder", "si",  "pero",    "mas", "ob"};
    return std::ranges::any_of(words_of(sentence), [&](const Word& word) {
        return std::ranges::find(k_words, word.folded) != k_words.end();
    });
}

// Without the sign of a list in front of it.
Span without_bullet(std::string_view text, Span span) {
    const std::string_view sentence = span.of(text);
    const std::size_t begin = sentence.find_first_not_of("-*+ ");
    return begin == std::string_view::npos ? span : Span{span.begin + begin, span.end};
}

// The clause behind a seam, without the word that joined it.
Span behind(std::string_view text, Span whole, std::size_t seam) {
    std::size_t begin = whole.begin + seam;
    const std::string_view rest = text.substr(begin, whole.end - begin);
    for (const std::string_view joint : {", and ", ", und ", ", y ", ", e ", "; "}) {
        if (rest.starts_with(joint)) begin += joint.size();
        if (begin != whole.begin + seam) break;
    }
    return {begin, whole.end};
}

}  // namespace

std::pair<PostId, std::size_t> place_of(const Statement& statement) {
    return {statement.evidence->post.id, statement.span.begin};
}

std::vector<Statement> statements_in(const std::shared_ptr<const Evidence>& evidence, const Subject& subject,
                                     const ComposeContext& context) {
    std::vector<Statement> statements;
    if (evidence->instructs) return statements;
    const std::string_view text = evidence->post.text;
    for (const Span span : sentences_of(text))
        statements.push_back(read(evidence, instant::readable(text, without_bullet(text, span)), subject, context));
    return statements;
}

std::vector<Statement> clauses_of(const Statement& statement, const Subject& subject, const ComposeContext& context) {
    static constexpr std::size_t k_words_needed = 4;
    std::vector<Statement> clauses;
    if (statement.words <= k_trim_words || hangs_together(statement.text())) return clauses;
    const std::string_view text = statement.evidence->post.text;
    for (const std::size_t seam : seams_of(statement.text())) {
        for (const Span part : {Span{statement.span.begin, statement.span.begin + seam},
                                behind(text, statement.span, seam)}) {
            Statement clause = read(statement.evidence, part, subject, context);
            clause.relevance = statement.relevance;
            if (clause.words >= k_words_needed) clauses.push_back(std::move(clause));
        }
    }
    return clauses;
}

std::vector<Concept> concepts_in(std::string_view text, CivilDate written_on, std::string_view language) {
    using Kind = Concept::Kind;
    std::vector<Concept> concepts;
    for (const std::string& stem : content_stems(text, language)) add(concepts, Kind::word, stem);
    for (const std::string& name : instant::names_in(text, {})) add(concepts, Kind::name, folded(name));
    for (const instant::Figure& figure : instant::figures_in(text)) {
        const bool amount = !figure.unit.empty() || figure.is_decimal;
        add(concepts, amount ? Kind::amount : Kind::number, fmt::format("{} {}", figure.thousandths, figure.unit));
    }
    for (const DateMention& mention : dates_in(text, written_on))
        add(concepts, Kind::date, time::long_date(mention.date));
    const instant::Stated stated = instant::values_in(text, written_on);
    for (const auto& clock : {stated.now.clock, stated.former.clock}) {
        if (clock) add(concepts, Kind::clock, std::to_string(*clock));
    }
    std::ranges::sort(concepts);
    const auto repeated = std::ranges::unique(concepts);
    concepts.erase(repeated.begin(), repeated.end());
    return concepts;
}

}  // namespace familiar::answer::contemplating
