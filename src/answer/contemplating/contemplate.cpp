#include "answer/contemplating.h"
#include "answer/contemplating/agents.h"
#include "answer/contemplating/brief.h"
#include "answer/contemplating/limits.h"
#include "answer/contemplating/team.h"
#include "answer/contemplating/workspace.h"
#include "answer/instant/kinds.h"

#include <fmt/format.h>

namespace familiar::answer::contemplating {

namespace {

// One run: a first look, a round of agents, a round for the gaps, the brief.
class Run {
public:
    Run(const Call& call, const Question& question, const ContemplatingParts& parts)
        : call_(call),
          question_(question),
          parts_(parts),
          subject_(subject_of(question)),
          tools_(parts.tools, parts.context, subject_.language),
          request_{question, subject_},
          workspace_(subject_) {}

    Result<Answer> run() {
        TRY(look_over());
        const std::vector<Angle> angles = angles_for(subject_);
        parts_.tell(BudgetEvent{static_cast<int>(angles.size() + k_gaps_max), 0, k_seconds_expected});
        TRY(look_from(angles));
        TRY(fill_gaps());
        return write();
    }

private:
    bool is_stopped() const { return parts_.answer_now.stop_requested(); }

    // What the question is about shows in what is there.
    Result<> look_over() {
        TRY(call_.check());
        const auto found = TRY(tools_.search(call_, first_query(question_, subject_)));
        settle(subject_, *found);
        workspace_.add({TRY(look(call_, tools_, request_, {Angle::known, parts_.answer_now}))});
        workspace_.distil();
        return {};
    }

    Result<> look_from(const std::vector<Angle>& angles) {
        std::vector<Reply> replies(angles.size());
        std::vector<Job> jobs;
        for (std::size_t i = 0; i < angles.size(); ++i) {
            jobs.push_back({std::string(name_of(angles[i])), [this, &replies, &angles, i]() -> Result<> {
                                replies[i] = TRY(look(call_, tools_, request_, {angles[i], parts_.answer_now}));
                                return {};
                            }});
        }
        return take(std::move(jobs), replies);
    }

    Result<> fill_gaps() {
        course_.missing = workspace_.gaps();
        if (is_stopped() || course_.missing.empty()) return {};
        const std::vector<Gap> gaps = course_.missing;
        std::vector<Reply> replies(gaps.size());
        std::vector<Job> jobs;
        for (std::size_t i = 0; i < gaps.size(); ++i) {
            jobs.push_back({fmt::format("More about “{}”", gaps[i].what), [this, &replies, &gaps, i]() -> Result<> {
                                replies[i] = TRY(fill(call_, tools_, request_, gaps[i]));
                                return {};
                            }});
        }
        TRY(take(std::move(jobs), replies));
        course_.missing.clear();
        for (std::size_t i = 0; i < gaps.size(); ++i) {
            if (replies[i].statements.empty()) course_.missing.push_back(gaps[i]);
        }
        return {};
    }

    // Runs a round and takes what it brought. A stopped call ends the run; an agent that fails does not.
    Result<> take(std::vector<Job> jobs, const std::vector<Reply>& replies) {
        std::vector<std::string> names;
        for (const Job& job : jobs) names.push_back(job.name);
        const auto outcomes = run_all(
            parts_.workers, std::move(jobs), agents_ + 1, [this] { return is_stopped() || call_.stopped(); },
            parts_.tell);
        agents_ += static_cast<int>(names.size());
        TRY(call_.check());
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            if (outcomes[i])
                checked_.push_back(fmt::format("{}: {} statements in {} posts", names[i], replies[i].statements.size(),
                                               replies[i].evidence.size()));
            else if (!is_stopped())
                course_.failed.push_back(fmt::format("“{}” ({})", names[i], outcomes[i].error().text()));
        }
        workspace_.add(replies);
        workspace_.distil();
        return {};
    }

    Answer write() {
        course_.stopped = is_stopped();
        Answer answer = written();
        answer.mode = Mode::contemplating;
        answer.checked = checked_;
        for (const std::string& name : course_.failed) answer.degraded.push_back(name + " could not be looked at.");
        return answer;
    }

    Answer written() const {
        if (auto brief = write_brief(workspace_, subject_, course_, parts_.context)) return std::move(*brief);
        std::vector<Evidence> considered;
        for (const auto& evidence : workspace_.evidence()) considered.push_back(*evidence);
        return instant::compose_nothing(question_, considered, parts_.context);
    }

    const Call& call_;
    const Question& question_;
    const ContemplatingParts& parts_;
    Subject subject_;  // settled by the first look, then only read
    SharedTools tools_;
    const Request request_;
    Workspace workspace_;
    Course course_;
    std::vector<std::string> checked_;
    int agents_ = 0;
};

}  // namespace

static Result<Answer> run(const Call& call, const Question& question, const ContemplatingParts& parts) {
    return Run(call, question, parts).run();
}

}  // namespace familiar::answer::contemplating

namespace familiar::answer {

Result<Answer> contemplate(const Call& call, const Question& question, const ContemplatingParts& parts) {
    return contemplating::run(call, question, parts);
}

}  // namespace familiar::answer
