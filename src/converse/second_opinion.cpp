#include "converse/second_opinion.h"

#include "base/utf8.h"

#include <algorithm>
#include <fmt/format.h>
#include <span>

namespace familiar::converse {

namespace {

using infer::Task;

std::string question_of(const Query& query) {
    std::string question = query.asked.empty() ? query.words : query.asked;
    if (!query.carried_words.empty()) question += " (" + query.carried_words + ")";
    return std::string(utf8::prefix(question, k_judged_question_bytes_max));
}

// The part of a post that is judged: all of a short one; of a long one the part that holds its best sentence, cut at
// fixed places so that other questions meet the same parts.
Span part_of(const Evidence& evidence) {
    static constexpr std::size_t k_step = k_judged_bytes_max / 2;
    const std::string& text = evidence.post.text;
    if (text.size() <= k_judged_bytes_max) return {0, text.size()};
    const std::size_t begin = utf8::boundary_before(text, evidence.best.begin / k_step * k_step);
    return {begin, utf8::boundary_before(text, std::min(text.size(), begin + k_judged_bytes_max))};
}

std::string titled(const Post& post, Span part) {
    std::string text(utf8::prefix(post.title, k_judged_title_bytes_max));
    if (!text.empty()) text += "\n";
    return text + std::string(part.of(post.text));
}

// As a reader would need it: with what it answers, and who says so.
std::string in_context(const Evidence& evidence) {
    std::string text;
    if (evidence.before) {
        text = fmt::format("{}: {}\n", evidence.before->author.name,
                           utf8::prefix(evidence.before->text, k_judged_before_bytes_max));
    }
    if (!evidence.post.author.name.empty()) text += evidence.post.author.name + ": ";
    return text + titled(evidence.post, part_of(evidence));
}

}  // namespace

struct SecondOpinion::Matter {
    PersonId viewer;
    std::string question;
    std::span<const Evidence> judged;
    Call until;  // what all opinions together may take

    std::chrono::milliseconds left() const { return *until.left(); }
};

void SecondOpinion::weigh(const Call& call, PersonId viewer, const Query& query, std::vector<Evidence>& found) {
    const Matter matter{viewer, question_of(query), std::span(found).first(std::min(found.size(), k_judged_max)),
                        call.within(judging_.times().opinions)};
    if (query.order != QueryOrder::relevance || matter.question.empty() || matter.judged.size() < 2) return;
    std::vector<retrieve::Opinion> opinions;
    if (auto opinion = reranked(call, matter)) opinions.push_back(std::move(*opinion));
    if (auto opinion = by_meaning(call, matter)) opinions.push_back(std::move(*opinion));
    retrieve::weigh_opinions(found, opinions);
}

std::optional<retrieve::Opinion> SecondOpinion::reranked(const Call& call, const Matter& matter) {
    const auto engine = judging_.rerank(call, matter.viewer, Task::rerank);
    if (!engine || matter.left().count() == 0) return std::nullopt;
    std::vector<std::string> texts;
    for (const Evidence& evidence : matter.judged) texts.push_back(in_context(evidence));
    const auto scores = judging_.within(call, Task::rerank, matter.left(), [&](const Call& within) {
        return engine->rerank(within, matter.question, texts, {});
    });
    if (!scores) return std::nullopt;
    return retrieve::Opinion{Finding::Kind::reranked, judging_.name_of(Task::rerank), retrieve::likelihoods(*scores)};
}

std::optional<retrieve::Opinion> SecondOpinion::by_meaning(const Call& call, const Matter& matter) {
    const auto engine = judging_.embedding(call, matter.viewer);
    if (!engine || matter.left().count() == 0) return std::nullopt;
    std::vector<Vector> vectors;
    std::vector<std::string> asked = {matter.question};  // and the parts that are not known
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < matter.judged.size(); ++i) {
        const Evidence& evidence = matter.judged[i];
        const Span part = part_of(evidence);
        std::string text = titled(evidence.post, part);
        vectors.push_back(vectors_.find(key_of(matter.viewer, evidence.post, part.begin), text));
        if (vectors.back()) continue;
        unknown.push_back(i);
        asked.push_back(std::move(text));
    }
    auto made = judging_.within(call, Task::embedding, matter.left(),
                                [&](const Call& within) { return engine->embed(within, asked, {}); });
    if (!made) return std::nullopt;
    judging_.count_vectors(vectors.size() - unknown.size(), made->size());
    for (std::size_t k = 0; k < unknown.size(); ++k) {
        const Evidence& evidence = matter.judged[unknown[k]];
        vectors[unknown[k]] = std::make_shared<const std::vector<float>>((*made)[k + 1]);
        vectors_.keep(key_of(matter.viewer, evidence.post, part_of(evidence).begin), asked[k + 1],
                      std::move((*made)[k + 1]));
    }
    std::vector<double> cosines;
    for (const Vector& vector : vectors) {
        if (vector->size() != made->front().size()) {  // the engine has another model than before
            judging_.refuse(call, Task::embedding);
            vectors_.forget();
            return std::nullopt;
        }
        cosines.push_back(retrieve::cosine(made->front(), *vector));
    }
    return retrieve::Opinion{Finding::Kind::meaning, judging_.name_of(Task::embedding), retrieve::nearness(cosines)};
}

}  // namespace familiar::converse
