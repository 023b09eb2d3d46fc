// Finding and quoting over real questions (QED: Lamm and others, 2021): every paragraph is an article, every question
// is asked through the search that answers use.
//
//   bench_finding [--every N] [--features FILE] [--json FILE]
//
// Figures are those of the half of the questions that nothing was learned from; --features writes the other half's
// candidates for train.py.
#include "base/json.h"
#include "quality/feature_file.h"
#include "quality/plain.h"
#include "quality/questions.h"
#include "quality/ranks.h"
#include "quality/world.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <functional>

namespace {

using namespace familiar;

struct Figures {
    bench::Ranks ours;
    bench::Ranks plain;
    int single = 0;  // single-sentence questions whose paragraph was a candidate
    int right_sentence = 0;
    int with_answer = 0;  // questions whose first quote contains the answer
    int quotes = 0;
    double quote_bytes = 0;
};

// Whether the quote is the annotated sentence, up to where sentences are taken to begin and end.
bool is_sentence(Span quote, Span wanted) {
    const std::size_t begin = std::max(quote.begin, wanted.begin);
    const std::size_t end = std::min(quote.end, wanted.end);
    return end > begin && (end - begin) * 2 > std::max(quote.size(), std::size_t{1}) &&
           (end - begin) * 2 > std::max(wanted.size(), std::size_t{1});
}

const std::string& id_of(const retrieve::Judgement& judgement) { return judgement.evidence.post.external_id; }

void count(Figures& figures, const bench::Example& example, const std::vector<retrieve::Judgement>& found,
           const Answer& answer) {
    figures.ours.add(bench::rank_of(found, example.article, id_of));
    const auto right = std::ranges::find(found, example.article, id_of);
    if (right != found.end() && example.one_sentence) {
        ++figures.single;
        figures.right_sentence += is_sentence(right->evidence.best, example.sentence) ? 1 : 0;
    }
    const std::string quote = bench::first_quote(answer);
    figures.quotes += quote.empty() ? 0 : 1;
    figures.quote_bytes += static_cast<double>(quote.size());
    const bool has_all =
        !example.answers.empty() && std::ranges::all_of(example.answers, [&](const std::string& wanted) {
            return quote.find(wanted) != std::string::npos;
        });
    figures.with_answer += has_all ? 1 : 0;
}

// A table for people, and a line of JSON for what compares runs.
void report(const Figures& figures, const std::string& half, const std::string& json_file) {
    const auto share = [](double part, int whole) { return whole == 0 ? 0 : part / whole; };
    Json line = {{"case", "finding"}, {"half", half}};
    bench::report("questions, " + half + " half", figures.ours, figures.plain, line);
    const std::vector<std::pair<std::string, double>> quoting = {
        {"right sentence in right paragraph", share(figures.right_sentence, figures.single)},
        {"first quote contains the answer", share(figures.with_answer, figures.ours.questions())},
        {"quoted at all", share(figures.quotes, figures.ours.questions())},
        {"bytes of a first quote", share(figures.quote_bytes, figures.quotes)},
    };
    for (const auto& [name, value] : quoting) {
        fmt::print("{:<38} {:>8.3f}\n", name, value);
        line[name] = value;
    }
    if (!json_file.empty()) std::ofstream(json_file, std::ios::app) << json_text(line) << '\n';
}

Result<> run(std::size_t every, const std::string& features_file, const std::string& json_file) {
    const auto world = TRY(bench::QualityWorld::make());
    bench::Examples examples = TRY(bench::examples());
    std::string lines;
    for (const std::string& article : examples.articles) lines += article;
    TRY(world->import_lines("qed.jsonl", std::move(lines)));
    bench::FeatureFile<retrieve::Feature> of_posts(features_file);
    bench::FeatureFile<retrieve::SentenceFeature> of_sentences(features_file.empty() ? ""
                                                                                     : features_file + ".sentences");
    Figures figures;
    std::size_t number = 0;
    for (const bench::Example& example : examples.all) {
        const bool learns = bench::is_for_training(example.id);
        if (learns == features_file.empty() || number++ % every != 0) continue;
        const auto found = TRY(world->judged(example.question, bench::Ranks::k_depth, learns));
        count(figures, example, found, world->composed(example.question, found));
        const auto plainly = examples.plain.find(example.question, bench::Ranks::k_depth);
        figures.plain.add(bench::rank_of(plainly, example.article, std::identity()));
        for (std::size_t rank = 0; learns && rank < found.size(); ++rank) {
            if (!found[rank].looked_at_again) continue;
            const bool right = found[rank].evidence.post.external_id == example.article;
            of_posts.add(example.id, right, found[rank].features);
            if (!right || !example.one_sentence) continue;
            for (const auto& [span, features] : found[rank].sentences)
                of_sentences.add(example.id, is_sentence(span, example.sentence), features);
        }
    }
    report(figures, features_file.empty() ? "reporting" : "training", json_file);
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
    if (!result) fmt::print(stderr, "bench_finding: {}\n", result.error().text());
    return result ? 0 : 1;
}
