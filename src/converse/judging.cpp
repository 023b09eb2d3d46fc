#include "converse/judging.h"

#include "converse/leave.h"

namespace familiar::converse {

std::string Judging::name_of(infer::Task task) const {
    const auto card = engines_.card(task);
    return card ? card->name : std::string();
}

template <class Engine>
std::unique_ptr<Engine> Judging::taken(infer::Task task, Result<std::unique_ptr<Engine>> engine) {
    if (engine) return engine.release();
    count(task, engine.error().code == ErrorCode::denied ? "denied" : "failed");
    return nullptr;
}

std::unique_ptr<infer::EmbeddingEngine> Judging::embedding(const Call& call, PersonId person) {
    constexpr infer::Task k_task = infer::Task::embedding;
    if (!has(k_task) || rests(call, k_task)) return nullptr;
    return taken(k_task, engines_.embedding(leave_of(archive_, person)));
}

std::unique_ptr<infer::RerankEngine> Judging::rerank(const Call& call, PersonId person, infer::Task task) {
    if (!has(task) || rests(call, task)) return nullptr;
    return taken(task, engines_.rerank(task, leave_of(archive_, person)));
}

std::unique_ptr<infer::TextEngine> Judging::text(const Call& call, PersonId person, infer::Task task) {
    if (!has(task) || rests(call, task)) return nullptr;
    return taken(task, engines_.text(task, leave_of(archive_, person)));
}

bool Judging::rests(const Call& call, infer::Task task) {
    {
        const platform::Lock lock(mutex_);
        const auto& until = rests_until_[static_cast<std::size_t>(task)];
        if (!until || *until <= call.clock().steady()) return false;
    }
    count(task, "resting");
    return true;
}

void Judging::rest(const Call& call, infer::Task task) {
    const platform::Lock lock(mutex_);
    rests_until_[static_cast<std::size_t>(task)] = call.clock().steady() + times_.rest;
}

void Judging::refuse(const Call& call, infer::Task task) {
    rest(call, task);
    count(task, "refused");
}

void Judging::note(const Call& call, infer::Task task, platform::Elapsed begun, const Error* error) {
    const std::chrono::duration<double> took = call.clock().steady() - begun;
    metrics_.observe("familiar_judge_seconds", took.count(), {{"task", std::string(infer::name_of(task))}});
    if (error == nullptr) return count(task, "used");
    if (!call.check()) return count(task, "cancelled");  // whoever asked has gone; the engine is not to blame
    rest(call, task);
    count(task, error->code == ErrorCode::deadline ? "late" : "failed");
}

void Judging::count(infer::Task task, const char* outcome) {
    metrics_.count("familiar_judged_total", {{"task", std::string(infer::name_of(task))}, {"outcome", outcome}});
}

void Judging::count_vectors(std::size_t remembered, std::size_t made) {
    metrics_.count("familiar_vectors_total", {{"from", "memory"}}, static_cast<double>(remembered));
    metrics_.count("familiar_vectors_total", {{"from", "engine"}}, static_cast<double>(made));
}

}  // namespace familiar::converse
