// Knowing when not to answer: half of the paragraphs are left out of the library, so that half of the questions have no
// answer in it. The confidence of the best article must tell the two apart, and what is composed must decline.
//
//   bench_declining [--every N] [--library N] [--features FILE] [--json FILE]
//
// --library divides the articles into libraries of N, since a small one must be known as well as a large one.
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
#include <set>

namespace {

using namespace familiar;

constexpr std::size_t k_found = 20;

struct Options {
    std::size_t every = 1;
    std::size_t library = 0;  // articles of a library; 0: all
    std::string features_file;
    std::string json_file;
};

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

void report(const std::vector<Case>& cases, const Options& options) {
    const std::string half = options.features_file.empty() ? "reporting" : "training";
    Json line = {{"case", "declining"}, {"half", half}, {"library", options.library}, {"questions", cases.size()}};
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
    if (!options.json_file.empty()) std::ofstream(options.json_file, std::ios::app) << json_text(line) << '\n';
}

class Declining {
public:
    Declining(const bench::Examples& examples, const Options& options)
        : examples_(examples), options_(options), grounds_(options.features_file) {}

    Result<std::vector<Case>> run() {
        const std::size_t all = examples_.articles.size();
        const std::size_t size = options_.library == 0 ? all : options_.library;
        for (std::size_t first = 0; first < all; first += size) TRY(ask(first, std::min(first + size, all)));
        return std::move(cases_);
    }

private:
    // A library of the articles first…end, and the questions about them.
    Result<> ask(std::size_t first, std::size_t end) {
        const auto world = TRY(bench::QualityWorld::make());
        std::string lines;
        std::set<std::string> ids;
        for (std::size_t i = first; i < end; ++i) {
            const std::string id = fmt::format("q{}", i);
            ids.insert(id);
            lines += is_left_out(id) ? "" : examples_.articles[i];
        }
        TRY(world->import_lines("qed.jsonl", std::move(lines)));
        for (const bench::Example& example : examples_.all) {
            const bool learns = bench::is_for_training(example.id);
            if (!ids.contains(example.article) || learns == options_.features_file.empty()) continue;
            if (number_++ % options_.every == 0) cases_.push_back(TRY(tried(*world, example)));
        }
        return {};
    }

    Result<Case> tried(bench::QualityWorld& world, const bench::Example& example) {
        const auto found = TRY(world.judged(example.question, k_found, false));
        Case one{!is_left_out(example.article), 0, false};
        one.declined = world.composed(example.question, found).kind == AnswerKind::nothing;
        for (const retrieve::Judgement& judgement : found) {
            if (!judgement.grounds) continue;
            one.confidence = judgement.evidence.confidence.value_or(0);
            grounds_.add(example.id, one.answerable, *judgement.grounds);
        }
        return one;
    }

    // By a hash of their ids, so that every run leaves out the same.
    static bool is_left_out(const std::string& article) { return bench::is_for_training(article); }

    const bench::Examples& examples_;
    const Options& options_;
    bench::FeatureFile<retrieve::Ground> grounds_;
    std::vector<Case> cases_;
    std::size_t number_ = 0;
};

Result<> run(const Options& options) {
    const bench::Examples examples = TRY(bench::examples());
    const std::vector<Case> cases = TRY(Declining(examples, options).run());
    report(cases, options);
    return {};
}

}  // namespace

int main(int count, char** values) {
    Options options;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view name = values[i];
        if (name == "--every") options.every = std::max(1UL, std::strtoul(values[i + 1], nullptr, 10));
        if (name == "--library") options.library = std::strtoul(values[i + 1], nullptr, 10);
        if (name == "--features") options.features_file = values[i + 1];
        if (name == "--json") options.json_file = values[i + 1];
    }
    const auto result = run(options);
    if (!result) fmt::print(stderr, "bench_declining: {}\n", result.error().text());
    return result ? 0 : 1;
}
