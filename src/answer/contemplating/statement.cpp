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
#include <set>

namespace familiar::answer::contemplating {

namespace {

// FNV-1a, as good as the text itself for a few thousand words.
std::uint64_t key_of(std::string_view text) {
    std::uint64_t hash = 14'695'981'039'346'656'037U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    return hash;
}

bool holds_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

// Words, names, figures, dates and clock times of a sentence.
std::vector<Concept> concepts_in(std::string_view text, CivilDate written_on, std::string_view language,
                                 const instant::Stated& stated) {
    using Kind = Concept::Kind;
    std::vector<Concept> concepts;
    for (const std::string& stem : content_stems(text, language)) {
        if (!holds_digit(stem)) concepts.push_back(concept_of(Kind::word, stem));
    }
    for (const std::string& name : instant::names_in(text, {}))
        concepts.push_back(concept_of(Kind::name, folded(name)));
    for (const instant::Figure& figure : instant::figures_in(text)) {
        const bool amount = !figure.unit.empty() || figure.is_decimal;
        concepts.push_back(
            concept_of(amount ? Kind::amount : Kind::number, fmt::format("{} {}", figure.thousandths, figure.unit)));
    }
    for (const DateMention& mention : dates_in(text, written_on))
        concepts.push_back(concept_of(Kind::date, time::long_date(mention.date)));
    for (const auto& clock : {stated.now.clock, stated.former.clock}) {
        if (clock) concepts.push_back(concept_of(Kind::clock, std::to_string(*clock)));
    }
    std::ranges::sort(concepts);
    const auto repeated = std::ranges::unique(concepts);
    concepts.erase(repeated.begin(), repeated.end());
    return concepts;
}

// Words that many sentences with a value hold, whatever they are about.
const std::set<Concept>& go_with_any_value() {
    static const std::set<Concept> k_words = [] {
        std::set<Concept> words;
        for (const std::string_view word :
             {"euro",   "pounds",  "costs",     "price",    "hour",      "day",      "starts", "begins",
              "clock",  "last",    "new",       "moved",    "pay",       "paid",     "week",   "today",
              "night",  "year",    "monday",    "tuesday",  "wednesday", "thursday", "friday", "saturday",
              "sunday", "january", "february",  "march",    "april",     "may",      "june",   "july",
              "august", "october", "september", "november", "december"})
            words.insert(concept_of(Concept::Kind::word, stem_of(word, "en")));
        return words;
    }();
    return k_words;
}

std::shared_ptr<const Reading> read(const Post& post, Span span, const ComposeContext& context,
                                    std::string_view language) {
    auto reading = std::make_shared<Reading>();
    const std::string_view text = span.of(post.text);
    const std::vector<Word> words = words_of(text);
    const CivilDate written_on = post.posted_at ? time::civil(*post.posted_at, context.zone).date : CivilDate{};
    reading->span = span;
    reading->words = words.size();
    for (const Word& word : words) reading->bag.push_back(key_of(word.folded));
    std::ranges::sort(reading->bag);
    reading->cues = cues_of(text, words);
    reading->stated = instant::values_in(text, written_on);
    reading->concepts = concepts_in(text, written_on, language, reading->stated);
    reading->undecided = instant::is_undecided(text);
    reading->leaning = reading->undecided ? 0 : instant::leaning_of(text);
    reading->corrects = instant::corrects(text);
    reading->asks = reading->cues.question || reading->cues.seeks;
    return reading;
}

std::size_t count_held(const std::vector<Concept>& concepts, const std::vector<std::string>& stems) {
    return static_cast<std::size_t>(std::ranges::count_if(stems, [&](const std::string& stem) {
        return std::ranges::binary_search(concepts, concept_of(Concept::Kind::word, stem));
    }));
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
    static constexpr std::array<std::string_view, 14> k_words = {
        "if", "unless", "but", "not", "whether", "or", "either", "wenn", "aber", "oder", "si", "pero", "mas", "ob"};
    return std::ranges::any_of(
        words_of(sentence), [&](const Word& word) { return std::ranges::find(k_words, word.folded) != k_words.end(); });
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

Concept concept_of(Concept::Kind kind, std::string_view text) { return {kind, key_of(text)}; }

bool goes_with_any_value(const Concept& one) { return go_with_any_value().contains(one); }

std::pair<PostId, std::size_t> place_of(const Statement& statement) {
    return {statement.evidence->post.id, statement.read->span.begin};
}

bool same_words(const Reading& a, const Reading& b) {
    std::size_t shared = 0;
    for (std::size_t i = 0, j = 0; i < a.bag.size() && j < b.bag.size();) {
        if (a.bag[i] == b.bag[j]) ++shared;
        const bool left = a.bag[i] <= b.bag[j];
        const bool right = b.bag[j] <= a.bag[i];
        i += left ? 1 : 0;
        j += right ? 1 : 0;
    }
    const std::size_t longer = std::max(a.bag.size(), b.bag.size());
    return longer == 0 || shared * 10 >= longer * 8;
}

Readings read_sentences(const Post& post, const ComposeContext& context, std::string_view language) {
    Readings readings;
    for (const Span span : sentences_of(post.text)) {
        const Span shown = instant::readable(post.text, without_bullet(post.text, span));
        readings.push_back(read(post, shown, context, language));
    }
    return readings;
}

// A sentence that does not name the subject but stands in a short post or reply about it still speaks of it, and so
// does all of an article that has it in its title or first sentence; of another long post only what names it.
std::vector<Statement> statements_in(const std::shared_ptr<const Evidence>& evidence, const Readings& sentences,
                                     const Subject& subject) {
    static constexpr std::size_t k_short_bytes = 280;
    static constexpr double k_elsewhere = 0.3;
    std::vector<Statement> statements;
    if (evidence->instructs) return statements;
    const double relevance = relevance_of(*evidence, subject);
    const Post& post = evidence->post;
    const std::vector<std::string> title = content_stems(post.title, subject.language);
    const bool titled = std::ranges::any_of(
        subject.stems, [&](const std::string& stem) { return std::ranges::find(title, stem) != title.end(); });
    const std::size_t needed =
        std::min<std::size_t>(2, subject.stems.size());  // "last night" opens no article of quiz nights
    const bool opens = !sentences.empty() && count_held(sentences.front()->concepts, subject.stems) >= needed;
    const bool is_short = post.kind == PostKind::post && post.text.size() <= k_short_bytes;
    const bool all = post.kind == PostKind::message || is_short || titled || opens;
    for (const auto& sentence : sentences) {
        const bool speaks_of_it = all || count_held(sentence->concepts, subject.stems) > 0;
        statements.push_back({evidence, sentence, relevance * (speaks_of_it ? 1 : k_elsewhere)});
    }
    return statements;
}

std::vector<Statement> clauses_of(const Statement& statement, const Subject& subject, const ComposeContext& context) {
    static constexpr std::size_t k_words_needed = 4;
    std::vector<Statement> clauses;
    if (statement.read->words <= k_trim_words || hangs_together(statement.text())) return clauses;
    const Post& post = statement.evidence->post;
    const Span whole = statement.read->span;
    for (const std::size_t seam : seams_of(statement.text())) {
        for (const Span part : {Span{whole.begin, whole.begin + seam}, behind(post.text, whole, seam)}) {
            auto clause = read(post, part, context, subject.language);
            if (clause->words >= k_words_needed)
                clauses.push_back({statement.evidence, std::move(clause), statement.relevance});
        }
    }
    return clauses;
}

}  // namespace familiar::answer::contemplating
