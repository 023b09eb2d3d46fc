// The first set of speed figures: import rate, search latency and turn latency over posts of a seeded generator.
#include "converse/assistant.h"
#include "gather/importer.h"
#include "platform/random.h"
#include "store/archive.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace {

using namespace familiar;

constexpr std::size_t k_vocabulary = 20'000;
constexpr std::size_t k_questions = 300;

// Words by Zipf's law: the word of rank r with a chance proportional to 1/r.
class Vocabulary {
public:
    explicit Vocabulary(platform::SeededRandom& random) : random_(random) {
        static constexpr std::array<const char*, 16> k_syllables = {
            "ka", "lo", "mi", "ra", "ten", "sul", "par", "vo", "ne", "dri", "sto", "ba", "quin", "fe", "gar", "hu"};
        for (std::size_t i = 0; i < k_vocabulary; ++i) {
            std::string word;
            for (std::size_t n = i + 17; n > 0; n /= k_syllables.size()) word += k_syllables[n % k_syllables.size()];
            words_.push_back(std::move(word));
        }
    }
    const std::string& word() {
        const double u = static_cast<double>(random_.number() >> 11U) / static_cast<double>(1ULL << 53U);
        const auto rank = static_cast<std::size_t>(std::pow(static_cast<double>(k_vocabulary), u)) - 1;
        return words_[std::min(rank, k_vocabulary - 1)];
    }

private:
    platform::SeededRandom& random_;
    std::vector<std::string> words_;
};

std::string posts(std::size_t count, Vocabulary& vocabulary, platform::SeededRandom& random) {
    std::string lines;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text;
        const std::size_t words = 6 + random.number() % 30;
        for (std::size_t w = 0; w < words; ++w) text += vocabulary.word() + (w % 11 == 10 ? ". " : " ");
        const Timestamp at(std::chrono::seconds(1'700'000'000 + static_cast<std::int64_t>(i) * 600));
        lines += fmt::format(
            R"({{"kind":"post","id":"b-{}","app":"bench","author":{{"name":"Author {}","handle":"@a{}"}},"text":"{}",)"
            R"("posted_at":"{}","thread":"t-{}","likes":{}}})"
            "\n",
            i, i % 500, i % 500, text, time::rfc3339(at), i / 7, i % 40);
    }
    return lines;
}

struct Spread {
    double p50 = 0;
    double p99 = 0;
};

Spread spread_of(std::vector<double> samples) {
    std::ranges::sort(samples);
    return {samples[samples.size() / 2], samples[samples.size() * 99 / 100]};
}

template <class Work>
double milliseconds(const platform::Clock& clock, Work&& work) {
    const auto begin = clock.steady();
    work();
    return std::chrono::duration<double, std::milli>(clock.steady() - begin).count();
}

void row(std::string_view name, const std::string& value) { fmt::print("{:<34} {:>10}\n", name, value); }

Result<> run(std::size_t count, const std::filesystem::path& home) {
    const platform::SystemClock clock;
    platform::SeededRandom random(7);
    platform::Metrics metrics;
    platform::CurlClient http;
    auto archive = TRY(store::open_sqlite_archive({home, 0}, clock));
    Person person;
    person.handle = "bench";
    person.display_name = "Bench";
    person = TRY(archive->common().add_person(person));
    gather::Importer importer(*archive, http, clock);
    converse::Assistant assistant(*archive, clock, metrics);
    const Call call(clock);
    Vocabulary vocabulary(random);

    gather::ImportRequest request;
    request.owner = person.id;
    request.kind = gather::InputKind::jsonl;
    request.location = "bench.jsonl";
    request.content = std::make_shared<const std::string>(posts(count, vocabulary, random));
    Result<> imported;
    const double import_ms = milliseconds(clock, [&] {
        if (auto jobs = importer.import(call, request, [](const ImportJob&, const Source&) {}); !jobs) {
            imported = Failure(jobs.error());
        }
    });
    TRY(std::move(imported));
    row("posts", fmt::format("{}", count));
    row("import", fmt::format("{:.0f}/s", static_cast<double>(count) / import_ms * 1000));

    std::vector<double> searches;
    std::vector<double> turns;
    for (std::size_t i = 0; i < k_questions; ++i) {
        std::string words;
        for (std::size_t w = 0; w <= i % 5; ++w) words += vocabulary.word() + " ";
        Query query;
        query.words = words;
        searches.push_back(milliseconds(clock, [&] { static_cast<void>(assistant.search(call, person.id, query)); }));
        Request question;
        question.words = "what did people write about " + words;
        turns.push_back(milliseconds(clock, [&] {
            static_cast<void>(assistant.take_turn(call, person.id, question, [](const TurnEvent&) {}));
        }));
    }
    const Spread search = spread_of(searches);
    const Spread turn = spread_of(turns);
    row("search, median", fmt::format("{:.2f} ms", search.p50));
    row("search, 99th of 100", fmt::format("{:.2f} ms", search.p99));
    row("turn with store, median", fmt::format("{:.2f} ms", turn.p50));
    row("turn with store, 99th of 100", fmt::format("{:.2f} ms", turn.p99));
    row("memory of all this", fmt::format("{:.1f} MB", static_cast<double>(platform::resident_bytes()) / 1048576.0));
    return {};
}

}  // namespace

int main(int arguments, char** values) {
    const std::size_t count = arguments > 1 ? std::strtoul(values[1], nullptr, 10) : 10'000;
    const auto home = std::filesystem::temp_directory_path() / fmt::format("familiar-bench-{}", count);
    std::filesystem::remove_all(home);
    const auto result = run(count, home);
    std::filesystem::remove_all(home);
    if (!result) fmt::print(stderr, "bench: {}\n", result.error().text());
    return result ? 0 : 1;
}
