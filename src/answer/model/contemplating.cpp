// Parallel-Distill-Refine over one engine: agents in parallel, one workspace, a second round, one synthesis.
#include "answer/contemplating/team.h"
#include "answer/model/author.h"
#include "answer/model/limits.h"
#include "answer/model/workspace.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::answer::model {

namespace {

struct Angle {
    std::string_view name;
    std::string_view task;
};

// The first ones are the most useful, whatever the question; who wants more agents gets more angles.
constexpr std::array<Angle, k_model_agents_max> k_angles = {{
    {"Facts and figures", "what is known for certain: names, places, dates, amounts"},
    {"Timeline", "what happened when, in order, up to the latest state"},
    {"People and positions", "who says what about it, and where each stands now"},
    {"For and against", "the reasons for it and the reasons against it"},
    {"What changed", "what was said earlier and no longer holds, and what replaced it"},
    {"Contradictions", "where sources disagree, and which of them is nearer to the matter"},
    {"First-hand accounts", "what those say who were there or decided it themselves"},
    {"Money and means", "costs, offers, who pays and what is needed"},
    {"Places and times", "where and when, exactly"},
    {"Background", "what one must know to understand it"},
    {"Consequences", "what follows from it, and for whom"},
    {"The other side", "what speaks against the most obvious answer"},
    {"Newest", "only what is newest, and what it means for the rest"},
    {"Oldest", "how it began"},
    {"Decisions", "what was decided, by whom, and what is still to be decided"},
    {"Open points", "what nobody has answered yet"},
}};

constexpr std::array<Angle, 4> k_refinements = {{
    {"What was missing", "what the notes leave open; search for it and add only what is new"},
    {"What contradicts", "where the notes contradict each other or a newer source; find out what holds"},
    {"The state of now", "whether each main point of the notes still holds; look for what is newest"},
    {"The other view", "who is spoken of but not heard in the notes, and what they say themselves"},
}};

std::string agent_task(const Angle& angle, std::string_view notes) {
    std::string task;
    if (!notes.empty())
        task = fmt::format("Notes that others took on this, with their own source numbers:\n{}\n", notes);
    return task +
           fmt::format(
               "You are one of several who look at this question. Look only at this: {}. Search where the sources "
               "shown are not enough. Write plain sentences, each with the number of its source, at most {} "
               "characters in all, and nothing that no source says.",
               angle.task, k_reply_bytes_max);
}

// One round of agents, each with a fresh context. What they found is taken into the workspace in the order of angles.
class Round {
public:
    Round(const Call& call, const Assignment& assignment, Workspace& workspace)
        : call_(call), assignment_(assignment), workspace_(workspace) {}

    void run(std::span<const Angle> angles, int first_agent, const std::string& notes) {
        std::vector<Answer> replies(angles.size());
        std::vector<contemplating::Job> jobs;
        jobs.reserve(angles.size());
        for (std::size_t i = 0; i < angles.size(); ++i) {
            jobs.push_back({std::string(angles[i].name), [this, &replies, &angles, &notes, i]() -> Result<> {
                                replies[i] = TRY(reply(angles[i], notes));
                                return {};
                            }});
        }
        const auto skip = [this] { return call_.stopped() || (assignment_.enough && assignment_.enough()); };
        const auto outcomes =
            contemplating::run_all(*assignment_.agents, std::move(jobs), first_agent, skip, assignment_.tell);
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            add(usage, replies[i].usage);
            if (outcomes[i]) {
                workspace_.add(angles[i].name, replies[i]);
            } else {
                ++failed;
                if (!first_failure) first_failure = outcomes[i].error();
            }
            for (const std::string& line : replies[i].checked) checked.push_back(line);
        }
        asked += outcomes.size();
    }

    TokenUsage usage;
    std::size_t asked = 0;
    std::size_t failed = 0;
    std::optional<Error> first_failure;
    std::vector<std::string> checked;

private:
    Result<Answer> reply(const Angle& angle, const std::string& notes) const {
        Assignment own = assignment_;
        own.earlier = {};
        own.client = nullptr;
        own.tell = [](const TurnEvent&) {};
        own.verifier = {};  // it is asked about the answer alone
        AuthorOptions options;
        options.mode = Mode::contemplating;
        options.task = agent_task(angle, notes);
        options.own_tools = true;
        options.tokens_max = k_agent_tokens;
        options.effort = Effort::low;
        Author author(own, std::move(options), history_of(own));
        TRY(author.write(call_));
        return author.finish();
    }

    const Call& call_;
    const Assignment& assignment_;
    Workspace& workspace_;
};

BudgetEvent budget_of(std::size_t agents, std::size_t refining) {
    BudgetEvent budget;
    budget.agents = static_cast<int>(agents + refining);
    budget.tokens = static_cast<std::int64_t>(agents + refining) * k_agent_tokens + k_synthesis_tokens;
    // Rounds run at once: what is waited for is two agents and the synthesis.
    budget.seconds = static_cast<double>(2 * k_agent_tokens + k_synthesis_tokens) / k_tokens_per_second;
    return budget;
}

std::string synthesis_task(const std::string& notes) {
    return fmt::format(
        "Several have looked into this and noted what the sources say:\n{}\n"
        "Write the brief from these notes: first a summary of two or three sentences, then sections with a short "
        "heading each where they help, last what remains open. Keep each number with what it stands for. Say nothing "
        "twice and nothing that the notes do not say. At most 500 words.",
        notes);
}

}  // namespace

Result<Answer> write_contemplating(const Call& call, const Assignment& assignment) {
    const std::size_t wanted = assignment.agents_wanted == 0 ? k_agents_default : assignment.agents_wanted;
    const std::size_t agents = std::clamp<std::size_t>(wanted, 1, k_model_agents_max);
    const std::size_t refining = std::min(k_refinements.size(), (agents + 1) / 2);
    if (assignment.tell) assignment.tell(budget_of(agents, refining));

    Prompt history = history_of(assignment);  // its list numbers the sources of all agents once
    Workspace workspace(history.sources(),
                        std::min(k_workspace_bytes_max, prompt_bytes_max(assignment.engine.card()) / 2));
    Round round(call, assignment, workspace);
    round.run(std::span(k_angles).first(agents), 1, {});
    TRY(call.check());
    const bool enough = assignment.enough && assignment.enough();
    if (!enough && !workspace.empty())
        round.run(std::span(k_refinements).first(refining), static_cast<int>(agents) + 1, workspace.text());
    TRY(call.check());
    if (workspace.empty() && round.first_failure && round.failed == round.asked)
        return Failure(std::move(*round.first_failure));

    // Without anything that holds, what was found at first is all there is to answer from.
    static const std::vector<Evidence> k_none;
    Assignment synthesis{
        assignment.engine,  assignment.tools,   assignment.question, workspace.empty() ? assignment.evidence : k_none,
        assignment.context, assignment.earlier, assignment.client,   assignment.cache_key,
        assignment.tell};
    synthesis.verifier = assignment.verifier;
    AuthorOptions options;
    options.mode = Mode::contemplating;
    options.tokens_max = k_synthesis_tokens;
    options.effort = Effort::low;
    if (!workspace.empty()) options.task = synthesis_task(workspace.text());
    Author author(synthesis, std::move(options), std::move(history));
    TRY(author.write(call));
    Answer answer = author.finish();
    answer.checked.insert(answer.checked.begin(), round.checked.begin(), round.checked.end());
    if (answer.checked.size() > k_checked_max) answer.checked.resize(k_checked_max);
    add(answer.usage, round.usage);
    if (round.failed > 0) {
        answer.degraded.push_back(fmt::format("{} of {} agents did not come back: {}", round.failed, round.asked,
                                              round.first_failure->text()));
    }
    if (enough) answer.degraded.emplace_back("You asked for the answer before all had been looked at.");
    return answer;
}

}  // namespace familiar::answer::model
