// Does the checker of citations tell what a span supports from what it does not? Pairs made from real paragraphs (QED
// and MedQuAD beside the project) and pairs written by hand; by class, with balanced accuracy and the time a pair
// takes.
//
//   bench_citations [--each N] [--seed N] [--half report|develop] [--show CLASS] [--json FILE]
#include "answer/cite/check.h"
#include "base/json.h"
#include "quality/world.h"
#include "tests/support/citation_pairs.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>

namespace {

using namespace familiar;

struct Options {
    std::size_t each = 400;
    std::uint64_t seed = 7;
    bool develops = false;
    std::string shown;
    std::string json_file;
};

// Of this process, so that what else the machine does is not counted.
double processor_micros() { return static_cast<double>(std::clock()) * 1e6 / CLOCKS_PER_SEC; }

struct Count {
    std::size_t right = 0;
    std::size_t all = 0;
    double share() const { return all == 0 ? 0 : static_cast<double>(right) / static_cast<double>(all); }
};

Result<std::vector<test::Paragraph>> paragraphs() {
    std::vector<test::Paragraph> found;
    std::string last;
    for (const std::string& line : TRY(bench::data_lines("retrieval/qed-train-dev.jsonl.zst"))) {
        const Json row = TRY(parse_json(line));
        std::string text = text_at(row, "paragraph_text");
        if (text != last) found.push_back({text_at(row, "title_text"), text});
        last = std::move(text);
    }
    for (const std::string& line : TRY(bench::data_lines("health/medquad-answered-dev.jsonl.zst"))) {
        const Json row = TRY(parse_json(line));
        if (found.size() % 3 == 0 || text_at(row, "answer").size() < 2000)
            found.push_back({text_at(row, "focus"), text_at(row, "answer")});
    }
    return found;
}

// Prints the classes of one set; returns its balanced accuracy.
double judge(std::string_view name, const std::vector<test::CitationPair>& pairs, const Options& options, Json& line) {
    std::map<std::string, Count> classes;
    Count supported;
    Count unsupported;
    std::vector<double> micros;
    for (const test::CitationPair& pair : pairs) {
        if (pair.is_for_development != options.develops) continue;
        const double begin = processor_micros();
        const answer::cite::Verdict verdict =
            answer::cite::check(pair.sentence, pair.span, {pair.about, {}, pair.posted_on});
        micros.push_back(processor_micros() - begin);
        const bool right = verdict.supported == pair.supported;
        for (Count* count : {&classes[pair.kind], pair.supported ? &supported : &unsupported}) {
            ++count->all;
            count->right += right ? 1 : 0;
        }
        if (!right && options.shown == pair.kind)
            fmt::print("  [{}: {} {:.2f}] {}\n    < {}\n", name_of(verdict.lack), verdict.what, verdict.score,
                       pair.sentence, pair.span);
    }
    const double balanced = (supported.share() + unsupported.share()) / 2;
    std::ranges::sort(micros);
    fmt::print("{}: balanced accuracy {:.3f} over {} pairs ({:.3f} of {} supported, {:.3f} of {} unsupported)\n", name,
               balanced, micros.size(), supported.share(), supported.all, unsupported.share(), unsupported.all);
    for (const auto& [kind, count] : classes) {
        fmt::print("  {:<12} {:.3f} of {}\n", kind, count.share(), count.all);
        line[std::string(name)][kind] = count.share();
    }
    if (!micros.empty())
        fmt::print("  a pair takes {:.0f} µs in the median, {:.0f} µs at most but for 1 in 100\n",
                   micros[micros.size() / 2], micros[micros.size() * 99 / 100]);
    line[std::string(name)]["balanced"] = balanced;
    return balanced;
}

Result<> run(const Options& options) {
    std::ifstream file(FAMILIAR_SOURCE_DIR "/tests/citations/pairs.txt");
    const std::string written((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const std::vector<test::CitationPair> made = test::made_pairs(TRY(paragraphs()), options.seed, options.each);
    Json line = {{"case", "citations"}, {"half", options.develops ? "develop" : "report"}, {"seed", options.seed}};
    judge("made", made, options, line);
    judge("written", TRY(test::written_pairs(written)), options, line);
    if (!options.json_file.empty()) std::ofstream(options.json_file, std::ios::app) << json_text(line) << '\n';
    return {};
}

}  // namespace

int main(int count, char** values) {
    Options options;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view name = values[i];
        if (name == "--each") options.each = std::max(1UL, std::strtoul(values[i + 1], nullptr, 10));
        if (name == "--seed") options.seed = std::strtoul(values[i + 1], nullptr, 10);
        if (name == "--half") options.develops = std::string_view(values[i + 1]) == "develop";
        if (name == "--show") options.shown = values[i + 1];
        if (name == "--json") options.json_file = values[i + 1];
    }
    const auto result = run(options);
    if (!result) fmt::print(stderr, "bench_citations: {}\n", result.error().text());
    return result ? 0 : 1;
}
