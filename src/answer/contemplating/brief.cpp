#include "answer/contemplating/brief.h"

#include "answer/contemplating/limits.h"
#include "answer/contemplating/links.h"
#include "answer/contemplating/selection.h"
#include "answer/instant/draft.h"
#include "answer/instant/opinion.h"
#include "answer/instant/voices.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::answer::contemplating {

namespace {

using instant::Draft;
using instant::Position;
using instant::Stance;

enum class Section { summary, known, figures, timeline, in_favour, against, says, changed, contradicts, open };
constexpr std::array<std::pair<Section, std::string_view>, 9> k_sections = {{{Section::known, "What is known"},
                                                                             {Section::figures, "Facts and figures"},
                                                                             {Section::timeline, "Timeline"},
                                                                             {Section::in_favour, "For"},
                                                                             {Section::against, "Against"},
                                                                             {Section::says, "Who says what"},
                                                                             {Section::changed, "What changed"},
                                                                             {Section::contradicts, "What contradicts"},
                                                                             {Section::open, "Open points"}}};

// Where people stand, when there are two sides.
struct Sides {
    std::vector<Position> in_favour;
    std::vector<Position> against;

    bool both() const { return !in_favour.empty() && !against.empty() && in_favour.size() + against.size() > 2; }
    std::optional<Section> section_of(const Statement& statement) const {
        if (!both()) return std::nullopt;
        const auto holds = [&](const std::vector<Position>& side) {
            return std::ranges::any_of(side, [&](const Position& position) {
                return position.now.evidence->post.id == statement.evidence->post.id;
            });
        };
        if (holds(in_favour)) return Section::in_favour;
        if (holds(against)) return Section::against;
        return std::nullopt;
    }
};

std::string author_of(const Evidence& evidence, const ComposeContext& context) {
    std::string name = instant::who(evidence.post, context);
    return name.empty() ? evidence.source_title : name;
}

// "14 May"; with the year when it is another one.
std::string short_date(Timestamp t, const ComposeContext& context) {
    std::string date = time::long_date(t, context.zone);
    const std::string year = " " + std::to_string(int(time::civil(context.now, context.zone).date.year()));
    if (date.ends_with(year)) date.resize(date.size() - year.size());
    return date;
}

std::string attribution_of(const Evidence& evidence, const ComposeContext& context) {
    std::string text = author_of(evidence, context);
    if (evidence.post.posted_at) text += (text.empty() ? "" : ", ") + short_date(*evidence.post.posted_at, context);
    return text + ":";
}

// What a statement is about that lies ahead or was left open.
bool is_open(const Statement& statement) {
    static constexpr std::array<std::string_view, 16> k_signs = {
        "until ",   "by the end", "will look", "nothing is decided", "not decided", "decides",
        "doubtful", "maybe",      "looks for", "looking for",        "deadline",    "comments can",
        "to go",    "we need",    "offen",     "undecided"};
    if (statement.read->undecided) return true;
    const std::string text = folded(statement.text());
    return std::ranges::any_of(k_signs, [&](std::string_view sign) { return text.find(sign) != std::string::npos; });
}

bool has_amount(const Statement& statement) {
    return std::ranges::any_of(statement.read->concepts, [](const Concept& one) {
        return one.kind == Concept::Kind::amount || one.kind == Concept::Kind::number;
    });
}

// "I changed my mind", "I could live with it now".
bool turns(const Statement& statement) {
    static constexpr std::array<std::string_view, 9> k_signs = {
        "changed my mind", "change my mind",   "came round",      "credit where",       "could live with",
        "can live with",   "meinung geandert", "mudei de ideias", "cambiado de opinion"};
    const std::string text = folded(statement.text());
    return std::ranges::any_of(k_signs, [&](std::string_view sign) { return text.find(sign) != std::string::npos; });
}

Section section_of(const Statement& statement, const Sides& sides) {
    if (sides.both() && turns(statement)) return Section::changed;
    if (const auto side = sides.section_of(statement)) return *side;
    if (is_open(statement)) return Section::open;
    if (statement.read->cues.amount) return Section::figures;
    if (statement.read->cues.time) return Section::timeline;
    if (has_amount(statement)) return Section::figures;
    if (statement.read->cues.first_person) return Section::says;
    return Section::known;
}

class Writer {
public:
    Writer(const Workspace& workspace, const Subject& subject, const Course& course, const ComposeContext& context)
        : workspace_(workspace), subject_(subject), course_(course), context_(context) {
        for (const auto& evidence : workspace.evidence()) {
            if (relevance_of(*evidence, subject) >= k_relevance_needed) relevant_.push_back(*evidence);
        }
        take_sides();
        links_ = links_in(workspace.statements(), subject);
    }

    std::optional<Answer> write() {
        Selection selection(workspace_, subject_, context_);
        for (const Link& link : links_) {
            if (selection.take(*link.now) && !selection.take(*link.before)) continue;
        }
        if (sides_.both()) take_voices(selection);
        selection.choose(k_brief_words_max);
        std::vector<Statement> chosen = selection.chosen();
        if (chosen.empty()) return std::nullopt;
        for (;;) {
            Answer answer = draft_of(chosen);
            if (count_words(answer.text()) <= k_brief_words_max || chosen.size() == 1) return answer;
            chosen.pop_back();
        }
    }

private:
    // Positions of people who speak about it: in its discussions, or for themselves and clearly.
    void take_sides() {
        if (subject_.shape != Shape::conflict) return;
        Question question;
        question.topic = subject_.words;
        question.asked = subject_.words;
        question.language = subject_.language;
        std::ranges::copy_if(relevant_, std::back_inserter(talk_),
                             [](const Evidence& evidence) { return evidence.post.kind != PostKind::article; });
        for (const Position& position : instant::positions_in(talk_, question, instant::Asked::opinions)) {
            if (!is_stand(position) || turned(position.now.evidence->post.author)) continue;
            std::vector<Position>* side = position.now.stance == Stance::in_favour ? &sides_.in_favour
                                          : position.now.stance == Stance::against ? &sides_.against
                                                                                   : nullptr;
            if (side != nullptr && side->size() < k_voices_named_max) side->push_back(position);
        }
    }

    bool is_stand(const Position& position) const {
        static constexpr int k_clearly = 3;
        const Evidence& evidence = *position.now.evidence;
        if (position.now.answers != nullptr || is_in_place(evidence, subject_)) return true;
        const std::string_view text = position.now.span.of(evidence.post.text);
        return std::abs(instant::leaning_of(text)) >= k_clearly && cues_of(text, words_of(text)).first_person;
    }

    // Who says to have changed sides is quoted with that, and counted on none.
    bool turned(const Author& author) const {
        return std::ranges::any_of(workspace_.statements(), [&](const Statement& statement) {
            return statement.evidence->post.author == author && turns(statement);
        });
    }

    // What each side says, before all else.
    void take_voices(Selection& selection) const {
        for (const Statement& statement : workspace_.statements()) {
            if (turns(statement)) selection.take(statement);
        }
        for (const auto* side : {&sides_.in_favour, &sides_.against}) {
            std::size_t taken = 0;
            for (const Position& position : *side) {
                const Statement* best = nullptr;
                for (const Statement& statement : workspace_.statements()) {
                    const bool of_it = statement.evidence->post.id == position.now.evidence->post.id &&
                                       !statement.read->asks && position.now.span.contains(statement.read->span);
                    const bool says_more =
                        best == nullptr || statement.read->concepts.size() > best->read->concepts.size();
                    if (of_it && says_more) best = &statement;
                }
                if (best != nullptr && taken < k_voices_quoted && selection.take(*best)) ++taken;
            }
        }
    }

    // Both ends of a link, when both were chosen.
    const Link* link_at(const Statement& statement, const std::vector<Statement>& chosen) const {
        for (const Link& link : links_) {
            const bool is_end =
                place_of(*link.now) == place_of(statement) || place_of(*link.before) == place_of(statement);
            if (is_end && holds(chosen, *link.now) && holds(chosen, *link.before)) return &link;
        }
        return nullptr;
    }

    static bool holds(const std::vector<Statement>& chosen, const Statement& statement) {
        return std::ranges::any_of(chosen, [&](const Statement& one) { return place_of(one) == place_of(statement); });
    }

    double importance_of(const Statement& statement) const {
        double weight = statement.relevance * (0.4 + workspace_.centrality_of(statement));
        if (statement.read->cues.time) weight *= 1.3;
        if (statement.read->cues.amount) weight *= 1.2;
        if (statement.read->corrects) weight *= 1.2;
        if (statement.read->cues.first_person) weight *= 0.5;
        if (statement.evidence->post.kind == PostKind::article) weight *= 1.2;
        return weight;
    }

    std::map<Section, std::vector<const Statement*>> sorted(const std::vector<Statement>& chosen) const {
        std::vector<const Statement*> rest;
        for (const Statement& statement : chosen) {
            if (link_at(statement, chosen) == nullptr) rest.push_back(&statement);
        }
        std::ranges::stable_sort(
            rest, [&](const Statement* a, const Statement* b) { return importance_of(*a) > importance_of(*b); });
        std::map<Section, std::vector<const Statement*>> sections;
        for (const Statement* statement : rest) {
            auto& summary = sections[Section::summary];
            const Section section = section_of(*statement, sides_);
            const bool of_people =
                section == Section::in_favour || section == Section::against || section == Section::changed;
            const bool central = summary.size() < k_summary_max && !of_people;
            (central ? summary : sections[section]).push_back(statement);
        }
        for (auto& [section, statements] : sections) {
            std::ranges::stable_sort(statements, [](const Statement* a, const Statement* b) {
                const auto& left = a->evidence->post.posted_at;
                const auto& right = b->evidence->post.posted_at;
                return left != right ? left < right : place_of(*a) < place_of(*b);
            });
        }
        return sections;
    }

    Answer draft_of(const std::vector<Statement>& chosen) const {
        Draft draft(context_);
        auto sections = sorted(chosen);
        quote_all(draft, sections[Section::summary], SentenceRole::detail);
        for (const auto& [section, heading] : k_sections) {
            const bool counts = sides_.both() && (section == Section::in_favour || section == Section::against);
            const bool links = section == Section::changed || section == Section::contradicts;
            const std::vector<const Link*> shown = links ? links_of(section, chosen) : std::vector<const Link*>();
            if (sections[section].empty() && !counts && shown.empty()) continue;
            draft.say(std::string(heading), SentenceRole::heading);
            if (counts) count_side(draft, section == Section::in_favour);
            for (const Link* link : shown) quote_link(draft, *link);
            quote_all(draft, sections[section], SentenceRole::item);
        }
        say_missing(draft);
        return draft.finish(AnswerKind::brief, confidence_of(chosen), relevant_);
    }

    // Quotes of one post stand in one sentence; sentences that follow each other there, in one quote.
    void quote_all(Draft& draft, const std::vector<const Statement*>& statements, SentenceRole role) const {
        for (std::size_t i = 0; i < statements.size();) {
            const Evidence& evidence = *statements[i]->evidence;
            std::vector<Span> spans;
            for (; i < statements.size() && statements[i]->evidence->post.id == evidence.post.id; ++i) {
                const Span span = statements[i]->read->span;
                if (!spans.empty() && follows(evidence.post.text, spans.back(), span))
                    spans.back().end = span.end;
                else
                    spans.push_back(span);
            }
            const bool first = draft.empty();
            draft.quotes(attribution_of(evidence, context_), evidence, spans, first ? SentenceRole::lead : role);
        }
    }

    static bool follows(std::string_view text, Span before, Span span) {
        if (span.begin < before.end) return false;
        const std::string_view between = text.substr(before.end, span.begin - before.end);
        return between.find_first_not_of(" \n\t\r") == std::string_view::npos;
    }

    std::vector<const Link*> links_of(Section section, const std::vector<Statement>& chosen) const {
        std::vector<const Link*> links;
        for (const Link& link : links_) {
            const bool here = link.is_change == (section == Section::changed);
            if (here && holds(chosen, *link.now) && holds(chosen, *link.before)) links.push_back(&link);
        }
        return links;
    }

    void quote_link(Draft& draft, const Link& link) const {
        const Evidence& now = *link.now->evidence;
        const Evidence& before = *link.before->evidence;
        draft.quotes(attribution_of(now, context_), now, {link.now->read->span}, SentenceRole::item);
        draft.quotes((link.is_change ? "before, " : "against it, ") + attribution_of(before, context_), before,
                     {link.before->read->span}, SentenceRole::item);
    }

    void count_side(Draft& draft, bool in_favour) const {
        const std::vector<Position>& side = in_favour ? sides_.in_favour : sides_.against;
        const std::string verb = side.size() == 1 ? "speaks" : "speak";
        std::vector<std::string> names;
        std::vector<std::pair<const Evidence*, Span>> grounds = instant::grounds_of(side);
        for (const Position& position : side) {
            std::string name = instant::who(position.now.evidence->post, context_);
            if (position.before) {
                name += " (once " + std::string(stance_name(position.before->stance)) + ")";
                grounds.emplace_back(position.before->evidence, position.before->span);
            }
            names.push_back(std::move(name));
        }
        draft.count(fmt::format("{} {} {} it: {}.", instant::people(side.size()), verb, in_favour ? "for" : "against",
                                instant::listed(names)),
                    grounds, SentenceRole::item);
    }

    static std::string_view stance_name(Stance stance) {
        switch (stance) {
            case Stance::in_favour: return "for";
            case Stance::against: return "against";
            default: return "undecided";
        }
    }

    void say_missing(Draft& draft) const {
        std::vector<std::string> lines;
        for (const Gap& gap : course_.missing) {
            if (lines.size() >= k_missing_max) break;
            lines.push_back(gap.kind == Gap::Kind::name ? fmt::format("Who or what “{}” is.", gap.what)
                                                        : fmt::format("A {} for it.", gap.what));
        }
        if (!course_.failed.empty())
            lines.push_back("What this would have shown: " + instant::listed(course_.failed) + ".");
        if (course_.stopped) lines.emplace_back("The rest: you asked for the answer before all was searched.");
        if (lines.empty()) return;
        draft.say("What I could not find", SentenceRole::heading);
        for (const std::string& line : lines) draft.say(line, SentenceRole::note);
    }

    double confidence_of(const std::vector<Statement>& chosen) const {
        double best = 0;
        for (const Statement& statement : chosen) best = std::max(best, statement.relevance);
        return best;
    }

    const Workspace& workspace_;
    const Subject& subject_;
    const Course& course_;
    const ComposeContext& context_;
    std::vector<Evidence> relevant_;
    std::vector<Evidence> talk_;  // the positions refer to it
    Sides sides_;
    std::vector<Link> links_;
};

}  // namespace

std::optional<Answer> write_brief(const Workspace& workspace, const Subject& subject, const Course& course,
                                  const ComposeContext& context) {
    return Writer(workspace, subject, course, context).write();
}

std::size_t count_words(std::string_view text) {
    std::size_t count = 0;
    bool inside = false;
    for (const char c : text) {
        const bool is_space = static_cast<unsigned char>(c) <= ' ';
        count += !is_space && !inside ? 1 : 0;
        inside = !is_space;
    }
    return count;
}

}  // namespace familiar::answer::contemplating
