// Finding in a health library (MedQuAD: Ben Abacha and Demner-Fushman, 2019): every answer is an article titled by what
// it is about, and every question should find its own.
//
//   bench_health [--every N] [--features FILE] [--json FILE]
//
// Figures are those of the half of the questions that nothing was learned from; --features writes the other half's
// candidates for train.py.
#include "base/json.h"
#include "quality/feature_file.h"
#include "quality/plain.h"
#include "quality/ranks.h"
#include "quality/world.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <functional>

namespace {

using namespace familiar;

constexpr std::size_t k_lines_at_once = 2000;  // an import at a time, so that uploads stay small

Result<> run(std::size_t every, const std::string& features_file, const std::string& json_file) {
    const auto world = TRY(bench::QualityWorld::make());
    bench::PlainSearch plain;
    std::vector<std::pair<std::string, std::string>> questions;  // with the id of their answer
    std::string lines;
    for (const std::string& line : TRY(bench::data_lines("health/medquad-answered-dev.jsonl.zst"))) {
        const Json row = TRY(parse_json(line));
        const std::string id = text_at(row, "qid");
        lines += bench::article_line(id, text_at(row, "focus"), text_at(row, "answer"));
        plain.add(id, text_at(row, "focus"), text_at(row, "answer"));
        questions.emplace_back(text_at(row, "question"), id);
        if (questions.size() % k_lines_at_once == 0)
            TRY(world->import_lines(fmt::format("medquad-{}.jsonl", questions.size()), std::exchange(lines, {})));
    }
    if (!lines.empty()) TRY(world->import_lines("medquad.jsonl", std::move(lines)));

    bench::Ranks ours;
    bench::Ranks plainly;
    bench::FeatureFile<retrieve::Feature> of_posts(features_file);
    std::size_t number = 0;
    for (const auto& [question, right] : questions) {
        const bool learns = bench::is_for_training(right);
        if (learns == features_file.empty() || number++ % every != 0) continue;
        const auto found = TRY(world->judged(question, bench::Ranks::k_depth, false));
        ours.add(bench::rank_of(found, right, [](const retrieve::Judgement& judgement) -> const std::string& {
            return judgement.evidence.post.external_id;
        }));
        for (const retrieve::Judgement& judgement : found) {
            const bool is_right = judgement.evidence.post.external_id == right;
            if (learns && judgement.looked_at_again) of_posts.add(right, is_right, judgement.features);
        }
        plainly.add(bench::rank_of(plain.find(question, bench::Ranks::k_depth), right, std::identity()));
    }
    const std::string half = features_file.empty() ? "reporting" : "training";
    Json line = {{"case", "health"}, {"half", half}};
    bench::report("health questions, " + half + " half", ours, plainly, line);
    if (!json_file.empty()) std::ofstream(json_file, std::ios::app) << json_text(line) << '\n';
    return {};
}

}  // namespace

int main(int count, char** values) {
    std::size_t every = 1;
    std::string features;
    std::string json;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view name = values[i];
        if (name == "--every") every = std::max(1UL, std::strtoul(values[i + 1], nullptr, 10));
        if (name == "--features") features = values[i + 1];
        if (name == "--json") json = values[i + 1];
    }
    const auto result = run(every, features, json);
    if (!result) fmt::print(stderr, "bench_health: {}\n", result.error().text());
    return result ? 0 : 1;
}
