// The modes in which one model writes.
#include "answer/model/author.h"
#include "answer/model/limits.h"
#include "answer/model/settled.h"

namespace familiar::answer::model {

namespace {

std::optional<Effort> effort_of(const Assignment& assignment, Effort otherwise) {
    if (assignment.client != nullptr && assignment.client->effort) return assignment.client->effort;
    return otherwise;
}

}  // namespace

Result<Answer> write_fast(const Call& call, const Assignment& assignment) {
    AuthorOptions options;
    options.tokens_max = k_answer_tokens;
    options.effort = Effort::none;
    options.reasoning_tokens_max = 0;
    Author author(assignment, std::move(options), history_of(assignment));
    TRY(author.write(call));
    return author.finish();
}

Result<Answer> write_thinking(const Call& call, const Assignment& assignment) {
    constexpr std::int64_t k_tokens = k_answer_tokens + k_reasoning_tokens;
    if (assignment.tell) assignment.tell(BudgetEvent{1, k_tokens, static_cast<double>(k_tokens) / k_tokens_per_second});
    AuthorOptions options;
    options.mode = Mode::thinking;
    options.task = instructions_of(Mode::thinking);
    options.own_tools = true;
    options.tokens_max = k_tokens;
    options.effort = effort_of(assignment, Effort::medium);
    options.reasoning_tokens_max = k_reasoning_tokens;
    Author author(assignment, std::move(options), history_of(assignment));
    Settled settled(assignment.engine);
    author.watch_reasoning([&settled](const Call& within, const infer::ChatRequest& request, std::string_view thought) {
        return settled(within, request, thought);
    });
    TRY(author.write(call));
    Answer answer = author.finish();
    add(answer.usage, settled.usage());
    if (assignment.enough && assignment.enough())
        answer.degraded.emplace_back("You asked for the answer before all had been thought through.");
    return answer;
}

}  // namespace familiar::answer::model
