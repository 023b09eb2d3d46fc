#include "answer/thinking.h"

#include "answer/instant/named.h"
#include "answer/thinking/beside.h"
#include "answer/thinking/grounds.h"
#include "answer/thinking/lexicon.h"
#include "answer/thinking/limits.h"
#include "answer/thinking/names.h"
#include "answer/thinking/report.h"
#include "answer/thinking/split.h"

#include <algorithm>

namespace familiar::answer::thinking {

namespace {

constexpr double k_share_of_all = 0.999;  // one sentence that holds every word asked for needs no steps
constexpr double k_share_at_once = 0.8;   // what may be answered at once when steps lead nowhere

// What the answer at once leads with.
struct Lead {
    const Evidence* evidence = nullptr;
    Span quote;
};

Lead lead_of(const Instant& at_once) {
    for (const Sentence& sentence : at_once.answer.sentences) {
        for (const Citation& citation : sentence.citations) {
            const auto found = std::ranges::find_if(at_once.evidence,
                                                    [&](const Evidence& one) { return one.post.id == citation.post; });
            if (found != at_once.evidence.end() && !citation.in_title) return {&*found, citation.span};
        }
    }
    return {};
}

bool suffices(const Instant& at_once, std::string_view question) {
    const Lead lead = lead_of(at_once);
    if (at_once.answer.kind == AnswerKind::nothing || lead.evidence == nullptr) return false;
    return offers(*lead.evidence, lead.quote, at_once.question.wanted) &&
           share_in_sentence(*lead.evidence, lead.quote, question, {}) >= k_share_of_all;
}

bool answers_nearly(const Instant& at_once, std::string_view question) {
    const Lead lead = lead_of(at_once);
    if (at_once.answer.kind == AnswerKind::nothing || lead.evidence == nullptr) return false;
    return offers(*lead.evidence, lead.quote, at_once.question.wanted) &&
           share_in_sentence(*lead.evidence, lead.quote, question, {}) >= k_share_at_once;
}

bool is_plain(const Plan& plan) {
    return plan.task == Task::follow && plan.chains.size() == 1 && plan.chains.front().size() == 1;
}

class Thinking {
public:
    Thinking(const Call& call, Tools& tools, const Matter& matter, const ProgressSink& tell)
        : matter_(matter), finder_(call, tools, matter.context, notice_for(tell)) {}

    Result<Answer> run() {
        const Instant& at_once = matter_.at_once;
        if (at_once.answer.kind == AnswerKind::about || at_once.answer.kind == AnswerKind::computed)
            return at_once.answer;
        const Plan plan = split(matter_.question);
        if (is_plain(plan)) return at_once.answer;
        if (plan.task == Task::follow && suffices(at_once, matter_.question)) return at_once.answer;
        std::optional<Answer> answer = TRY(worked(plan));
        if (!answer) answer = without_steps();
        answer->checked = finder_.checked();
        return std::move(*answer);
    }

private:
    static Notice notice_for(const ProgressSink& tell) {
        return [tell](const std::string& question, std::optional<bool> found) {
            if (!tell) return;
            const ProgressState state = !found   ? ProgressState::started
                                        : *found ? ProgressState::done
                                                 : ProgressState::failed;
            tell({0, question, state});
        };
    }

    Result<std::optional<Answer>> worked(const Plan& plan) {
        if (plan.task == Task::both) return both(plan);
        if (plan.task != Task::follow) return put_together(plan, finder_, breaks_);
        Follower follower(finder_);
        const auto followed = TRY(follower.conclude(plan.chains));
        if (follower.broken()) breaks_.push_back(*follower.broken());
        if (!followed) return std::optional<Answer>();
        // A reading without steps gave it.
        if (followed->trail.empty() && followed->conclusion.whole)
            return std::optional(matter_.at_once.answer.kind == AnswerKind::nothing ? followed->conclusion.found->answer
                                                                                    : matter_.at_once.answer);
        return std::optional(report_followed(*followed, finder_.context()));
    }

    Result<std::optional<Answer>> both(const Plan& plan) {
        Follower follower(finder_);
        const auto first = TRY(follower.conclude(plan.sides[0].chains));
        if (!first) {
            if (follower.broken()) breaks_.push_back(*follower.broken());
            return std::optional<Answer>();
        }
        const std::vector<Chain>& rest = plan.sides[1].chains;
        const bool goes_on = rest.front().front().question.find(k_gap) != std::string::npos;
        if (!goes_on) {
            const auto second = TRY(follower.conclude(rest));
            if (second) return std::optional(report_both(*first, std::nullopt, *second, finder_.context()));
        }
        for (const Hit& about : goes_on ? spoken_of(first->conclusion) : std::vector<Hit>()) {
            const auto second = TRY(follower.conclude(rest, &about.value));
            if (second) return std::optional(report_both(*first, about, *second, finder_.context()));
        }
        Break broken{first->trail, plan.sides[1].said, true};
        broken.trail.push_back({{Sort::anything, "found", 1},
                                first->conclusion.evidence,
                                first->conclusion.quote,
                                first->conclusion.sure,
                                plan.sides[0].said,
                                false});
        breaks_.push_back(std::move(broken));
        return std::optional<Answer>();
    }

    // Whom or what a pronoun of the second question may mean: those named in the answer to the first, then who said it.
    std::vector<Hit> spoken_of(const Conclusion& first) const {
        std::vector<Hit> hits;
        const auto add = [&](std::string name, const Evidence& evidence, Span quote, double sure) {
            const bool known =
                std::ranges::any_of(hits, [&](const Hit& hit) { return same_name(hit.value.text, name); });
            if (known || hits.size() >= k_alternatives_max) return;
            hits.push_back({{Sort::person, name, sure}, &evidence, quote, sure, "who or what is spoken of", false});
        };
        const std::vector<Quoted> quotes = quotes_of(*first.found);
        std::vector<std::string> texts;
        texts.reserve(quotes.size());
        for (const Quoted& one : quotes) texts.emplace_back(one.span.of(one.evidence->post.text));
        for (const instant::Named& named : instant::tally(texts, matter_.question)) {
            const auto names = [&](const Quoted& one) {
                return shares_word(named.name, one.span.of(one.evidence->post.text));
            };
            const auto by = std::ranges::find_if(quotes, names);
            if (by != quotes.end()) add(named.name, *by->evidence, by->span, 0.8);
        }
        for (const Quoted& one : quotes) {
            if (one.evidence->post.kind != PostKind::article)
                add(one.evidence->post.author.name, *one.evidence, one.span, 0.7);
        }
        return hits;
    }

    // The answer at once when it holds nearly all that is asked; else what is missing.
    Answer without_steps() const {
        const bool one_thing = breaks_.empty() || (breaks_.size() == 1 && breaks_.front().trail.empty());
        if (one_thing && answers_nearly(matter_.at_once, matter_.question)) return matter_.at_once.answer;
        return report_break(matter_.question, breaks_, finder_.context(), matter_.at_once.evidence);
    }

    const Matter& matter_;
    Finder finder_;
    std::vector<Break> breaks_;
};

}  // namespace

bool asks_for_steps(std::string_view question) { return split(question).certain; }

Result<Answer> think(const Call& call, Tools& tools, const Matter& matter, const ProgressSink& tell) {
    return Thinking(call, tools, matter, tell).run();
}

}  // namespace familiar::answer::thinking
