// Figures of several posts put together, with the working: "205 + 402 + 310 = 917 euro".
#include "answer/instant/draft.h"
#include "answer/instant/figures.h"
#include "answer/instant/kinds.h"
#include "answer/instant/passages.h"
#include "answer/instant/talk.h"
#include "answer/limits.h"
#include "base/words.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::answer::instant {

namespace {

struct Part {
    const Evidence* evidence = nullptr;
    Span span;
    Figure figure;
};

// The figure that a post adds: the only whole, exact one of the unit in its sentences on the topic. Where there are
// several it is not clear which is meant, and none is taken.
std::optional<Part> part_of(const Evidence& evidence, const std::string& unit, bool any_sentence) {
    std::optional<Part> part;
    for (const Span span : sentences_of(evidence.post.text)) {
        if (!any_sentence && !holds_match(evidence, span)) continue;
        for (const Figure& figure : figures_in(span.of(evidence.post.text))) {
            if (figure.unit != unit || figure.is_price || figure.is_rough) continue;
            if (part) return std::nullopt;
            part = Part{&evidence, readable(evidence.post.text, span), figure};
        }
    }
    return part;
}

// The same figure about the same within a week is the same news told again.
bool told_before(const std::vector<Part>& parts, const Part& part) {
    static constexpr std::chrono::days k_same_news{7};
    return std::ranges::any_of(parts, [&](const Part& other) {
        const auto apart = *part.evidence->post.posted_at - *other.evidence->post.posted_at;
        return other.figure.thousandths == part.figure.thousandths && apart <= k_same_news && apart >= -k_same_news;
    });
}

std::vector<Part> parts_in(const Question& question, const Found& evidence, const std::string& unit) {
    const Talk talk(evidence);
    std::vector<const Evidence*> by_time;
    for (const Evidence& candidate : evidence) {
        const Evidence* asked = talk.question_answered_by(candidate);
        const bool answers = asked != nullptr && carries(*asked, k_coverage_gathered);
        const bool on_topic = question.topic.empty() ||
                              (carries(candidate, k_coverage_gathered) && !candidate.matches.empty()) ||
                              (answers && !candidate.instructs && !candidate.best.empty());
        if (on_topic && candidate.post.posted_at && !candidate.instructs && !asks(candidate))
            by_time.push_back(&candidate);
    }
    std::ranges::stable_sort(by_time, {}, [](const Evidence* one) { return *one->post.posted_at; });
    std::vector<Part> parts;
    for (const Evidence* candidate : by_time) {
        const bool any_sentence = question.topic.empty() || candidate->matches.empty();
        auto part = part_of(*candidate, unit, any_sentence);
        if (part && !told_before(parts, *part)) parts.push_back(std::move(*part));
    }
    return parts;
}

// Posts are summed only over one and the same thing: the word of the topic that most of them hold. The others hold some
// other word of it alone ("two nights" for "quiz nights").
void keep_one_thing(std::vector<Part>& parts, const Question& question) {
    const auto holds = [](const Part& part, const std::string& word) {
        return std::ranges::any_of(part.evidence->because,
                                   [&](const Finding& finding) { return finding.what == word; });
    };
    std::string thing;
    std::ptrdiff_t most = 0;
    for (const Word& word : words_of(question.topic)) {
        const auto with = std::ranges::count_if(parts, [&](const Part& part) { return holds(part, word.folded); });
        if (with > most) {
            most = with;
            thing = word.folded;
        }
    }
    if (!thing.empty()) std::erase_if(parts, [&](const Part& part) { return !holds(part, thing); });
}

std::string shown(const std::string& unit, std::int64_t thousandths) {
    const bool plural = unit != "euro" && thousandths != 1000;
    return fmt::format("{} {}{}", to_text(thousandths), unit, plural ? "s" : "");
}

}  // namespace

std::optional<Answer> compose_sum(const Question& question, const Found& evidence, const ComposeContext& context) {
    const std::string unit = question.unit.empty() ? "euro" : question.unit;
    std::vector<Part> parts = parts_in(question, evidence, unit);
    keep_one_thing(parts, question);
    if (parts.size() < 2) return std::nullopt;
    std::int64_t sum = 0;
    std::vector<std::string> figures;
    std::vector<std::pair<const Evidence*, Span>> grounds;
    for (const Part& part : parts) {
        sum += part.figure.thousandths;
        figures.push_back(to_text(part.figure.thousandths));
        grounds.emplace_back(part.evidence, part.span);
    }
    const std::string about = question.topic.empty() ? question.author : question.topic;
    const std::string when = question.time_said.empty() ? std::string() : ", " + question.time_said;
    Draft draft(context);
    draft.count(fmt::format("{} for “{}”{}, by what {} posts say.", shown(unit, sum), about, when, parts.size()),
                grounds);
    draft.say(fmt::format("{} = {}", fmt::join(figures, " + "), shown(unit, sum)), SentenceRole::working);
    for (const Part& part : parts) {
        draft.quote_said(*part.evidence, part.span, SentenceRole::item);
        if (!question.author.empty()) draft.remark(*part.evidence, {Finding::Kind::author, question.author, 0});
        if (!question.time_said.empty()) draft.remark(*part.evidence, {Finding::Kind::time, question.time_said, 0});
    }
    return draft.finish(AnswerKind::computed, 0.7, evidence);
}

}  // namespace familiar::answer::instant
