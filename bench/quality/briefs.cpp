// How many of the key facts of tests/briefs/ a brief holds, with what `fast` says beside it.
//
//   bench_briefs [--only TEXT] [-v] [--json FILE]      -v prints the briefs and what they lack
#include "tests/briefs/runner/briefs.h"

#include "base/json.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>

namespace {

using namespace familiar;

struct Options {
    std::string only;
    std::string json_file;
    bool verbose = false;
};

struct Score {
    std::size_t facts = 0;
    std::size_t held = 0;
    std::size_t held_by_fast = 0;
    std::size_t words_most = 0;
    std::size_t faults = 0;
};

double percent(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

void print_lacking(const briefs::Brief& brief, const Answer& answer) {
    fmt::print("\n{}\n\n", answer.text());
    for (const std::string& line : answer.checked) fmt::print("  checked {}\n", line);
    for (const briefs::Fact& fact : brief.facts) {
        if (!briefs::holds(answer, fact)) fmt::print("  lacks: {}\n", fact.name);
    }
    fmt::print("\n");
}

Result<> ask(scenes::Worlds& worlds, const briefs::Brief& brief, const Options& options, Score& score) {
    const Answer answer = TRY(briefs::answer_to(worlds, brief, Mode::contemplating));
    const Answer fast = TRY(briefs::answer_to(worlds, brief, Mode::fast));
    const std::size_t held = briefs::count_held(answer, brief);
    const std::size_t held_by_fast = briefs::count_held(fast, brief);
    const std::size_t words = briefs::count_words(answer.text());
    const auto faults = briefs::faults_of(answer);
    fmt::print("{:<28} {:>2} of {:>2} {:>5.0f} %   fast {:>2} {:>5.0f} %   {:>3} words\n", brief.file.stem().string(),
               held, brief.facts.size(), percent(held, brief.facts.size()), held_by_fast,
               percent(held_by_fast, brief.facts.size()), words);
    for (const std::string& fault : faults) fmt::print("  fault: {}\n", fault);
    if (options.verbose) print_lacking(brief, answer);
    score.facts += brief.facts.size();
    score.held += held;
    score.held_by_fast += held_by_fast;
    score.words_most = std::max(score.words_most, words);
    score.faults += faults.size();
    return {};
}

Result<> run(const Options& options) {
    scenes::Worlds worlds;
    Score score;
    for (const briefs::Brief& brief : TRY(briefs::read_all())) {
        if (brief.file.stem().string().find(options.only) != std::string::npos) TRY(ask(worlds, brief, options, score));
    }
    fmt::print("{:<28} {:>2} of {:>2} {:>5.1f} %   fast {:>2} {:>5.1f} %   at most {} words, {} faults\n", "all",
               score.held, score.facts, percent(score.held, score.facts), score.held_by_fast,
               percent(score.held_by_fast, score.facts), score.words_most, score.faults);
    if (options.json_file.empty()) return {};
    const Json line = {{"case", "briefs"},           {"facts", score.facts},           {"held", score.held},
                       {"fast", score.held_by_fast}, {"words most", score.words_most}, {"faults", score.faults}};
    std::ofstream(options.json_file, std::ios::app) << json_text(line) << '\n';
    return {};
}

}  // namespace

int main(int count, char** values) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view value = values[i];
        if (value == "-v") options.verbose = true;
        if (value == "--only" && i + 1 < count) options.only = values[++i];
        if (value == "--json" && i + 1 < count) options.json_file = values[++i];
    }
    const auto outcome = run(options);
    if (!outcome) fmt::print(stderr, "bench_briefs: {}\n", outcome.error().text());
    return outcome ? 0 : 1;
}
