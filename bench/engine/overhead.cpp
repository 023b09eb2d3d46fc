// What Familiar adds to a llama-server: whole turns (understood, searched, prompted, cited, checked, stored) against a
// plain client that sends the same messages to a server of the same kind, for one person and for eight. Runs take
// turns, so that what else the machine does falls on both. Each server sees the same prompts in the same order.
#include "engine/served.h"
#include "platform/http_client.h"
#include "tests/engine/home.h"

#include <algorithm>
#include <fmt/format.h>
#include <mutex>
#include <optional>
#include <thread>

namespace familiar::bench {

namespace {

constexpr std::int64_t k_reply_tokens = 128;
constexpr std::size_t k_people = 8;
constexpr ServedModel k_model{.layers = 4, .width = 384, .context_tokens = 8192, .places = k_people};
constexpr ServedModel k_model_for_one{.layers = 4, .width = 384, .context_tokens = 8192, .places = 1};

struct Run {
    double first_ms = 0;  // until the first token
    double told_ms = 0;   // until the first text that is told, which may wait for a marker or a link to end
    double seconds = 0;
    std::int64_t tokens = 0;
    std::int64_t evaluated = 0;
};

std::string_view name_of(infer::Role role) { return role == infer::Role::system ? "system" : "user"; }

// No more than it takes to ask and to see when tokens come.
class PlainClient {
public:
    explicit PlainClient(const Served& served) : served_(served) {}

    Run ask(const infer::ChatRequest& asked) {
        Json body = {{"stream", true},
                     {"max_tokens", asked.tokens_max},
                     {"cache_prompt", true},
                     {"stream_options", {{"include_usage", true}}},
                     {"reasoning_effort", "none"},
                     {"messages", Json::array()}};
        for (const infer::Message& message : asked.messages)
            body["messages"].push_back({{"role", name_of(message.role)}, {"content", message.text}});
        platform::HttpRequest request;
        request.url = "http://localhost/v1/chat/completions";
        request.unix_socket = served_.socket();
        request.method = platform::HttpMethod::post;
        request.headers["Content-Type"] = "application/json";
        request.body = json_text(body);
        request.body_bytes_max = std::size_t{64} << 20U;
        Run run;
        std::string end;
        const auto started = served_.clock().steady();
        must(http_.send(Call(served_.clock()), request, [&](const auto&, std::string_view bytes) {
            if (run.first_ms == 0 && bytes.find("\"content\":\"") != std::string_view::npos)
                run.first_ms = run.told_ms = seconds_since(served_.clock(), started) * 1000;
            end += bytes;
            if (end.size() > 8192) end.erase(0, end.size() - 4096);
            return true;
        }));
        run.seconds = seconds_since(served_.clock(), started);
        run.tokens = number_behind(end, "\"completion_tokens\":");
        run.evaluated = number_behind(end, "\"prompt_n\":");
        return run;
    }

private:
    static std::int64_t number_behind(std::string_view text, std::string_view name) {
        const std::size_t at = text.rfind(name);
        return at == std::string_view::npos ? 0 : std::atoll(std::string(text.substr(at + name.size(), 20)).c_str());
    }

    const Served& served_;
    platform::CurlClient http_;
};

// Familiar over a server of its own, as one of its people has it: each has a home, all share the server.
class Asker {
public:
    Asker(Served& served, const std::filesystem::path& folder) : served_(served), home_(folder, served.engine()) {
        home_.engine().let_write(k_reply_tokens);
    }

    Run ask(int number) {
        Run run;
        const auto started = served_.clock().steady();
        const auto now = [&] { return seconds_since(served_.clock(), started) * 1000; };
        home_.engine().on_delta([&](const infer::Delta&) {
            if (run.first_ms == 0) run.first_ms = now();
            return true;
        });
        must(home_.ask(Call(served_.clock()), tests::Home::fast(tests::Home::question(number)),
                       [&](const TurnEvent& event) {
                           if (run.told_ms == 0 && std::holds_alternative<TextEvent>(event)) run.told_ms = now();
                       }));
        run.seconds = now() / 1000;
        const auto outcome = home_.engine().outcomes().back();
        run.tokens = outcome.usage.completion;
        run.evaluated = outcome.prompt_evaluated;
        return run;
    }
    infer::ChatRequest request() const { return home_.engine().request(); }

private:
    Served& served_;
    mutable tests::Home home_;
};

struct Sums {
    std::vector<double> first_added;
    std::vector<double> told_added;
    std::vector<double> speed;  // tokens per second of Familiar over those of the plain client
    std::int64_t evaluated[2] = {0, 0};
    std::vector<double> plain_speed;
};

void print(std::string_view name, const Sums& sums) {
    const Figure first = figure_of(sums.first_added);
    const Figure told = figure_of(sums.told_added);
    const Figure speed = figure_of(sums.speed);
    fmt::print(
        "{:<14} {:>7.2f} ({:.2f} to {:.2f}) ms   {:>7.2f} ({:.2f} to {:.2f}) ms   {:>6.3f} ({:.3f} to {:.3f})   "
        "{:>5.0f}/s   {} / {}\n",
        name, first.median, first.low, first.high, told.median, told.low, told.high, speed.median, speed.low,
        speed.high, figure_of(sums.plain_speed).median, sums.evaluated[0], sums.evaluated[1]);
}

Sums one_person(int rounds) {
    Served ours(k_model_for_one);
    Served theirs(k_model_for_one);
    const test::TempFolder folder;
    Asker asker(ours, folder / "home");
    must(theirs.engine()->chat(Call(theirs.clock()), {.messages = {{infer::Role::user, "Hi"}}, .tokens_max = 1}, {}));
    PlainClient plain(theirs);
    Sums sums;
    const int warm = 6;  // until every slot has held a chat
    for (int i = 0; i < warm + rounds; ++i) {
        const Run familiar = asker.ask(i);
        const Run direct = plain.ask(asker.request());
        if (i < warm) continue;
        sums.first_added.push_back(familiar.first_ms - direct.first_ms);
        sums.told_added.push_back(familiar.told_ms - direct.told_ms);
        const double speed = static_cast<double>(direct.tokens) / direct.seconds;
        sums.plain_speed.push_back(speed);
        sums.speed.push_back(static_cast<double>(familiar.tokens) / familiar.seconds / speed);
        sums.evaluated[0] += familiar.evaluated;
        sums.evaluated[1] += direct.evaluated;
    }
    return sums;
}

// All at once; what they got together in the time that the last one took.
template <class Ask>
std::vector<Run> crowd(const platform::Clock& clock, const Ask& ask, double& seconds) {
    std::vector<Run> runs(k_people);
    const auto started = clock.steady();
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < k_people; ++i) threads.emplace_back([&, i] { runs[i] = ask(i); });
    }
    seconds = seconds_since(clock, started);
    return runs;
}

double speed_of(const std::vector<Run>& runs, double seconds) {
    std::int64_t tokens = 0;
    for (const Run& run : runs) tokens += run.tokens;
    return static_cast<double>(tokens) / seconds;
}

Sums eight_people(int rounds) {
    Served ours(k_model);
    Served theirs(k_model);
    const test::TempFolder folder;
    std::vector<std::unique_ptr<Asker>> askers;
    std::vector<std::unique_ptr<PlainClient>> plain;
    auto engine = theirs.engine();
    must(engine->chat(Call(theirs.clock()), {.messages = {{infer::Role::user, "Hi"}}, .tokens_max = 1}, {}));
    for (std::size_t i = 0; i < k_people; ++i) {
        askers.push_back(std::make_unique<Asker>(ours, folder / fmt::format("home{}", i)));
        plain.push_back(std::make_unique<PlainClient>(theirs));
    }
    Sums sums;
    constexpr int k_warm = 5;
    for (int round = 0; round < k_warm + rounds; ++round) {
        double our_seconds = 0;
        double their_seconds = 0;
        const auto familiar = crowd(
            ours.clock(), [&](std::size_t i) { return askers[i]->ask(round * 8 + static_cast<int>(i)); }, our_seconds);
        const auto direct =
            crowd(theirs.clock(), [&](std::size_t i) { return plain[i]->ask(askers[i]->request()); }, their_seconds);
        if (round < k_warm) continue;
        const double speed = speed_of(direct, their_seconds);
        sums.plain_speed.push_back(speed);
        sums.speed.push_back(speed_of(familiar, our_seconds) / speed);
        std::vector<double> first[2];
        std::vector<double> told[2];
        for (std::size_t i = 0; i < k_people; ++i) {
            first[0].push_back(familiar[i].first_ms), first[1].push_back(direct[i].first_ms);
            told[0].push_back(familiar[i].told_ms), told[1].push_back(direct[i].told_ms);
            sums.evaluated[0] += familiar[i].evaluated;
            sums.evaluated[1] += direct[i].evaluated;
        }
        sums.first_added.push_back(figure_of(first[0]).median - figure_of(first[1]).median);
        sums.told_added.push_back(figure_of(told[0]).median - figure_of(told[1]).median);
    }
    return sums;
}

}  // namespace

void print_overhead(int rounds) {
    fmt::print("Familiar over llama-server, {} layers of {}, {} tokens a reply; medians of {} pairs (quarters)\n",
               k_model.layers, k_model.width, k_reply_tokens, rounds);
    fmt::print("{:<14} {:<27} {:<27} {:<26} {:<9} {}\n", "", "added to the first token", "to the first text told",
               "throughput, times plain", "plain", "evaluated, ours / plain");
    print("one person", one_person(rounds));
    print("eight people", eight_people(rounds));
    fmt::print("\n");
}

}  // namespace familiar::bench
