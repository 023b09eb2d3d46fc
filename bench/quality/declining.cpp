// Knowing when not to answer: half of the paragraphs are left out of the library, so that half of the questions have no
// answer in it. The confidence of the best article must tell the two apart, and what is composed must decline.
//
//   bench_declining [--every N] [--features FILE] [--json FILE]
//
// Figures are those of the half of the questions that nothing was learned from; --features writes the grounds of the
// other half for learn_trees.py.
#include "base/json.h"
#include "quality/feature_file.h"
#include "quality/questions.h"
#include "quality/world.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>

namespace {

using namespace familiar;

constexpr std::size_t k_found = 20;

struct Case {
    bool answerable = false;
    double confidence = 0;
    bool declined = false;
};

// How often an answerable question is above one that is not, ties by half: the area under the ROC curve (Hanley and
// McNeil 1982).
double separation(const std::vector<Case>& cases) {
    double above = 0;
    double pairs = 0;
    for (const Case& right : cases) {
        for (const Case& wrong : cases) {
            if (!right.answerable || wrong.answerable) continue;
            ++pairs;
            above += right.confidence > wrong.confidence ? 1 : right.confidence == wrong.confidence ? 0.5 : 0;
        }
    }
    return pairs > 0 ? above / pairs : 0;
}

double share_declined(const std::vector<Case>& cases, bool answerable) {
    double all = 0;
    double declined = 0;
    for (const Case& one : cases) {
        if (one.answerable != answerable) continue;
        ++all;
        declined += one.declined ? 1 : 0;
    }
    return all > 0 ? declined / all : 0;
}

void report(const std::vector<Case>& cases, const std::string& half, const std::string& json_file) {
    Json line = {{"case", "declining"}, {"half", half}, {"questions", cases.size()}};
    fmt::print("{} questions, {} half, the paragraphs of half of them removed\n", cases.size(), half);
    const std::vector<std::pair<std::string, double>> figures = {
        {"AUROC of confidence", separation(cases)},
        {"declined without an answer", share_declined(cases, false)},
        {"declined with an answer", share_declined(cases, true)},
    };
    for (const auto& [name, value] : figures) {
        fmt::print("{:<38} {:>8.3f}\n", name, value);
        line[name] = value;
    }
    if (!json_file.empty()) std::ofstream(json_file, std::ios::app) << json_text(line) << '\n';
}

Result<> run(std::size_t every, const std::string& features_file, const std::string& json_file) {
    const auto world = TRY(bench::QualityWorld::make());
    const bench::Examples examples = TRY(bench::examples());
    // By a hash of their ids, so that every run leaves out the same.
    const auto is_left_out = [](const std::string& article) { return bench::is_for_training(article); };
    std::string lines;
    for (std::size_t i = 0; i < examples.articles.size(); ++i)
        lines += is_left_out(fmt::format("q{}", i)) ? "" : examples.articles[i];
    TRY(world->import_lines("qed.jsonl", std::move(lines)));

    bench::FeatureFile<retrieve::Ground> grounds(features_file);
    std::vector<Case> cases;
    std::size_t number = 0;
    for (const bench::Example& example : examples.all) {
        const bool learns = bench::is_for_training(example.id);
        if (learns == features_file.empty() || number++ % every != 0) continue;
        const auto found = TRY(world->judged(example.question, k_found, false));
        Case one{!is_left_out(example.article), 0, false};
        one.declined = world->composed(example.question, found).kind == AnswerKind::nothing;
        for (const retrieve::Judgement& judgement : found) {
            if (!judgement.grounds) continue;
            one.confidence = judgement.evidence.confidence.value_or(0);
            grounds.add(example.id, one.answerable, *judgement.grounds);
        }
        cases.push_back(one);
    }
    report(cases, features_file.empty() ? "reporting" : "training", json_file);
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
    if (!result) fmt::print(stderr, "bench_declining: {}\n", result.error().text());
    return result ? 0 : 1;
}
