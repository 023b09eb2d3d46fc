// Finding and quoting over real questions (QED: Lamm and others, 2021): every paragraph is an article, every question
// is asked through the search that answers use.
//
//   bench_finding [--every N] [--features FILE] [--json FILE]
//
// Figures are those of the half of the questions that nothing was learned from; --features writes the other half's
// candidates for train.py.
#include "base/json.h"
#include "quality/plain.h"
#include "quality/ranks.h"
#include "quality/world.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <map>

namespace {

using namespace familiar;

constexpr std::size_t k_learned_from = 100;  // candidates of a question

struct Example {
    std::string id;
    std::string question;
    std::string article;  // its external id
    Span answer;          // in characters of the paragraph
    Span sentence;        // the annotated one
    bool one_sentence = false;
    std::vector<std::string> answers;
};

// Positions in the data count code points; ours count bytes.
std::size_t byte_at(std::string_view text, std::int64_t character) {
    std::size_t at = 0;
    for (; at < text.size() && character > 0; --character) {
        do ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
    }
    return at;
}

struct Examples {
    std::vector<Example> all;
    std::string lines;  // the paragraphs as JSONL
    bench::PlainSearch plain;
};

Examples examples_of(const std::vector<std::string>& lines) {
    Examples examples;
    std::map<std::pair<std::string, std::string>, std::string> articles;
    for (const std::string& line : lines) {
        const auto row = parse_json(line);
        if (!row) continue;
        const std::string title = text_at(*row, "title_text");
        const std::string text = text_at(*row, "paragraph_text");
        const auto [article, is_new] = articles.try_emplace({title, text}, fmt::format("q{}", articles.size()));
        if (is_new) {
            examples.lines += bench::article_line(article->second, title, text);
            examples.plain.add(article->second, title, text);
        }
        Example example;
        example.id = text_at(*row, "example_id");
        example.question = text_at(*row, "question_text");
        example.article = article->second;
        example.one_sentence = text_at(*row, "answer_type") == "single_sentence";
        for (const Json& answer : member(*row, "answer_text")) example.answers.push_back(answer.get<std::string>());
        const Json& spans = member(*row, "answer_spans");
        if (!spans.empty()) {
            example.answer = {byte_at(text, spans[0][0].get<std::int64_t>()),
                              byte_at(text, spans[0][1].get<std::int64_t>())};
            example.sentence = {0, text.size()};
            for (const Json& start : member(*row, "sentence_starts")) {
                const std::size_t at = byte_at(text, start.get<std::int64_t>());
                if (at <= example.answer.begin) example.sentence.begin = at;
                if (at > example.answer.begin && at < example.sentence.end) example.sentence.end = at;
            }
        }
        examples.all.push_back(std::move(example));
    }
    return examples;
}

struct Figures {
    bench::Ranks ours;
    bench::Ranks plain;
    int single = 0;  // single-sentence questions whose paragraph was a candidate
    int right_sentence = 0;
    int with_answer = 0;  // questions whose first quote contains the answer
};

// Whether the quote is the annotated sentence, up to where sentences are taken to begin and end.
bool is_sentence(Span quote, Span wanted) {
    const std::size_t begin = std::max(quote.begin, wanted.begin);
    const std::size_t end = std::min(quote.end, wanted.end);
    return end > begin && (end - begin) * 2 > std::max(quote.size(), std::size_t{1}) &&
           (end - begin) * 2 > std::max(wanted.size(), std::size_t{1});
}

const std::string& id_of(const retrieve::Judgement& judgement) { return judgement.evidence.post.external_id; }

void count(Figures& figures, const Example& example, const std::vector<retrieve::Judgement>& found) {
    figures.ours.add(bench::rank_of(found, example.article, id_of));
    const auto right = std::ranges::find(found, example.article, id_of);
    if (right != found.end() && example.one_sentence) {
        ++figures.single;
        figures.right_sentence += is_sentence(right->evidence.best, example.sentence) ? 1 : 0;
    }
    if (found.empty()) return;
    const std::string_view quote = found.front().evidence.best.of(found.front().evidence.post.text);
    const bool has_all =
        !example.answers.empty() && std::ranges::all_of(example.answers, [&](const std::string& answer) {
            return quote.find(answer) != std::string_view::npos;
        });
    figures.with_answer += has_all ? 1 : 0;
}

// Rows for train.py: an id, whether it is the right one, its features.
template <class Name>
class FeatureFile {
public:
    explicit FeatureFile(const std::string& path) {
        if (path.empty()) return;
        out_.open(path);
        out_ << "id\tright";
        for (std::size_t f = 0; f < retrieve::FeatureVector<Name>::k_size; ++f)
            out_ << '\t' << name_of(static_cast<Name>(f));
        out_ << '\n';
    }
    void add(const std::string& id, bool right, const retrieve::FeatureVector<Name>& features) {
        if (!out_.is_open()) return;
        out_ << id << '\t' << (right ? 1 : 0);
        for (std::size_t f = 0; f < retrieve::FeatureVector<Name>::k_size; ++f)
            out_ << '\t' << fmt::format("{:.5f}", features[static_cast<Name>(f)]);
        out_ << '\n';
    }

private:
    std::ofstream out_;
};

// A table for people, and a line of JSON for what compares runs.
void report(const Figures& figures, const std::string& half, const std::string& json_file) {
    const auto share = [](double part, int whole) { return whole == 0 ? 0 : part / whole; };
    Json line = {{"case", "finding"}, {"half", half}};
    bench::report("questions, " + half + " half", figures.ours, figures.plain, line);
    const std::vector<std::pair<std::string, double>> quoting = {
        {"right sentence in right paragraph", share(figures.right_sentence, figures.single)},
        {"first quote contains the answer", share(figures.with_answer, figures.ours.questions())},
    };
    for (const auto& [name, value] : quoting) {
        fmt::print("{:<38} {:>8.3f}\n", name, value);
        line[name] = value;
    }
    if (!json_file.empty()) std::ofstream(json_file, std::ios::app) << json_text(line) << '\n';
}

Result<> run(std::size_t every, const std::string& features_file, const std::string& json_file) {
    const auto world = TRY(bench::QualityWorld::make());
    Examples examples = examples_of(TRY(bench::data_lines("retrieval/qed-train-dev.jsonl.zst")));
    TRY(world->import_lines("qed.jsonl", examples.lines));
    FeatureFile<retrieve::Feature> of_posts(features_file);
    FeatureFile<retrieve::SentenceFeature> of_sentences(features_file.empty() ? "" : features_file + ".sentences");
    Figures figures;
    std::size_t number = 0;
    for (const Example& example : examples.all) {
        const bool learns = bench::is_for_training(example.id);
        if (learns == features_file.empty() || number++ % every != 0) continue;
        const auto found = TRY(world->judged(example.question, bench::Ranks::k_depth, learns));
        count(figures, example, found);
        const auto plainly = examples.plain.find(example.question, bench::Ranks::k_depth);
        figures.plain.add(bench::rank_of(plainly, example.article, std::identity()));
        for (std::size_t rank = 0; learns && rank < std::min(found.size(), k_learned_from); ++rank) {
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
