// Finding what was written in long chats: made-up worlds of several groups (chats/*.txt are the scripts, chat_world.h
// plays them), imported as WhatsApp exports and asked as a turn asks. Beside it plain full-text search over the same
// lines, each "author: text".
//
//   bench_chats [--half tuning|reporting] [--worlds N] [--every N] [--json FILE] [--misses KIND] [--print SEED]
//
// Figures are those of the reporting half, which nobody tunes on; --misses lists what was not found in the tuning half
// alone, --print writes the chats of one world.
#include "base/json.h"
#include "quality/chat_world.h"
#include "quality/plain.h"
#include "quality/world.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <map>

namespace {

using namespace familiar;

constexpr std::size_t k_depth = 10;

struct Options {
    bench::Half half = bench::Half::reporting;
    std::size_t worlds = 12;
    std::size_t every = 1;
    std::string json;
    std::string misses;
    std::uint64_t print = 0;
};

struct Figures {
    int questions = 0;
    double ours = 0;  // sums of recall
    double plain = 0;
    int first = 0;  // the first citation is the line that answers
    int answered = 0;
    int changed = 0;  // questions about something that changed
    int newest = 0;   // of those, the first citation is what holds now
    int shown = 0;    // and what held before is cited as older
};

std::uint64_t seed_of(bench::Half half, std::size_t world) {
    return (half == bench::Half::tuning ? 1'000U : 2'000U) + world;
}

double recall(const bench::ChatQuestion& question, std::vector<std::string> found) {
    if (found.size() > k_depth) found.resize(k_depth);
    const auto holds = [&](const std::string& key) { return std::ranges::find(found, key) != found.end() ? 1.0 : 0.0; };
    if (question.outdated.empty()) return holds(question.evidence);
    return (holds(question.evidence) + holds(question.outdated)) / 2;
}

std::string key_of(const Post& post) {
    return bench::key_of(post.posted_at.value_or(Timestamp()), post.author.name, post.text);
}

// The keys of what an answer cites, by its sentences, with whether a sentence is an item below a note.
struct Cited {
    std::string key;
    bool below_note = false;
};

std::vector<Cited> cited_by(const bench::Asked& asked) {
    std::map<PostId, std::string> keys;
    for (const Evidence& evidence : asked.found) keys[evidence.post.id] = key_of(evidence.post);
    std::vector<Cited> cited;
    bool noted = false;
    for (const Sentence& sentence : asked.answer.sentences) {
        noted = noted || sentence.role == SentenceRole::note;
        for (const Citation& citation : sentence.citations)
            cited.push_back({keys[citation.post], noted && sentence.role == SentenceRole::item});
    }
    return cited;
}

void count(Figures& figures, const bench::ChatQuestion& question, double ours, double plain,
           const std::vector<Cited>& cited) {
    ++figures.questions;
    figures.ours += ours;
    figures.plain += plain;
    const bool first = !cited.empty() && cited.front().key == question.evidence;
    figures.answered += cited.empty() ? 0 : 1;
    figures.first += first ? 1 : 0;
    if (question.outdated.empty()) return;
    ++figures.changed;
    figures.newest += first ? 1 : 0;
    figures.shown +=
        first && std::ranges::any_of(cited,
                                     [&](const Cited& one) { return one.below_note && one.key == question.outdated; })
            ? 1
            : 0;
}

void explain_miss(const bench::ChatQuestion& question, const bench::Asked& asked, double ours, double plain) {
    fmt::print("\n? {}  [{}, {:.1f} beside {:.1f}]\n* {}\n", question.text, question.kind, ours, plain,
               question.evidence);
    if (!question.outdated.empty()) fmt::print("- {}\n", question.outdated);
    fmt::print("  topic “{}” context “{}” author “{}” about “{}”\n", asked.question.topic, asked.question.context,
               asked.question.author, asked.question.about);
    for (std::size_t i = 0; i < asked.found.size() && i < k_depth; ++i)
        fmt::print("  {:6.3f} {:4.2f} {}\n", asked.found[i].score, asked.found[i].coverage,
                   key_of(asked.found[i].post));
    for (const Sentence& sentence : asked.answer.sentences) fmt::print("  > {}\n", sentence.text);
}

using FiguresByKind = std::map<std::string, Figures>;

Result<> ask_all(const bench::ChatWorld& made, const Options& options, FiguresByKind& by_kind) {
    const auto world = TRY(bench::QualityWorld::make());
    bench::PlainSearch plain;
    for (const bench::Chat& chat : made.chats) {
        TRY(world->import_chat("WhatsApp Chat with " + chat.title + ".txt", bench::exported(chat)));
        for (const bench::ChatMessage& message : chat.messages)
            plain.add(bench::key_of(message.at, message.author, message.text), "",
                      message.author + ": " + message.text);
    }
    std::size_t number = 0;
    for (const bench::ChatQuestion& question : made.questions) {
        if (number++ % options.every != 0) continue;
        const bench::Asked asked = TRY(world->asked(question.text));
        std::vector<std::string> found;
        for (const Evidence& evidence : asked.found) found.push_back(key_of(evidence.post));
        const double ours = recall(question, found);
        const double plainly = recall(question, plain.find(question.text, k_depth));
        const std::vector<Cited> cited = cited_by(asked);
        count(by_kind[question.kind], question, ours, plainly, cited);
        count(by_kind[""], question, ours, plainly, cited);
        const bool shown = question.outdated.empty() ||
                           std::ranges::any_of(cited, [&](const Cited& one) { return one.key == question.outdated; });
        const bool missed = ours < 1 || cited.empty() || cited.front().key != question.evidence || !shown;
        const bool listed = options.misses == question.kind || options.misses == "all";
        if (missed && listed && options.half == bench::Half::tuning) explain_miss(question, asked, ours, plainly);
    }
    return {};
}

void report(const FiguresByKind& by_kind, const Options& options) {
    const auto share = [](double part, int whole) { return whole == 0 ? 0 : part / whole; };
    Json line = {{"case", "chats"}, {"half", name_of(options.half)}};
    fmt::print("{:<38} {:>8} {:>10} {:>10}\n", fmt::format("chats, {} half", name_of(options.half)), "Familiar",
               "plain FTS5", "questions");
    for (const auto& [kind, figures] : by_kind) {
        const std::string name = "recall@10" + (kind.empty() ? "" : ", " + kind);
        const double ours = share(figures.ours, figures.questions);
        const double plain = share(figures.plain, figures.questions);
        fmt::print("{:<38} {:>8.3f} {:>10.3f} {:>10}\n", name, ours, plain, figures.questions);
        line[name] = ours;
        line["plain " + name] = plain;
    }
    for (const auto& [kind, figures] : by_kind) {
        const std::string name = "first citation answers" + (kind.empty() ? "" : ", " + kind);
        line[name] = share(figures.first, figures.questions);
        fmt::print("{:<38} {:>8.3f}\n", name, share(figures.first, figures.questions));
    }
    const Figures& all = by_kind.at("");
    line["questions"] = all.questions;
    const std::vector<std::pair<std::string, double>> rest = {
        {"answered at all", share(all.answered, all.questions)},
        {"changed: the newest leads", share(all.newest, all.changed)},
        {"changed: and the older shown as older", share(all.shown, all.changed)}};
    for (const auto& [name, value] : rest) {
        fmt::print("{:<38} {:>8.3f}\n", name, value);
        line[name] = value;
    }
    if (!options.json.empty()) std::ofstream(options.json, std::ios::app) << json_text(line) << '\n';
}

Result<> run(const Options& options) {
    const std::vector<bench::Script> scripts = TRY(bench::scripts_of(options.half));
    if (options.print != 0) {
        for (const bench::Chat& chat : bench::chat_world(scripts, options.half, options.print).chats)
            fmt::print("-- {} --\n{}\n", chat.title, bench::exported(chat));
        return {};
    }
    FiguresByKind by_kind;
    for (std::size_t i = 0; i < options.worlds; ++i)
        TRY(ask_all(bench::chat_world(scripts, options.half, seed_of(options.half, i)), options, by_kind));
    report(by_kind, options);
    return {};
}

}  // namespace

int main(int count, char** values) {
    Options options;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view name = values[i];
        const auto number = [&] { return std::max(1UL, std::strtoul(values[i + 1], nullptr, 10)); };
        if (name == "--half" && std::string_view(values[i + 1]) == "tuning") options.half = bench::Half::tuning;
        if (name == "--worlds") options.worlds = number();
        if (name == "--every") options.every = number();
        if (name == "--json") options.json = values[i + 1];
        if (name == "--misses") options.misses = values[i + 1];
        if (name == "--print") options.print = number();
    }
    const auto result = run(options);
    if (!result) fmt::print(stderr, "bench_chats: {}\n", result.error().text());
    return result ? 0 : 1;
}
