// Familiar over many posts.
//
//   bench_million make   FOLDER POSTS         writes posts and questions (speed/corpus.h)
//   bench_million tables FOLDER               writes them as rivals read them (speed/tables.h)
//   bench_million import FOLDER HOME [JSON]   imports them and says how fast, and how large the file is
//   bench_million ask    FOLDER HOME [JSON]   asks the questions, one after the other
//   bench_million recall FOLDER HOME [JSON]   compares what is found with scoring every post
//   bench_million brief  FOLDER HOME [JSON]   asks for briefs, contemplating
//   bench_million crowd  FOLDER HOME [JSON]   32 people ask, with and without pauses, while something is imported
//
// The one who asks is in 5 of the 40 circles, so the audience filter works all the time. Each figure is appended to
// JSON, a line each. bench/speed/run calls all of them.
#include "base/json.h"
#include "base/words.h"
#include "converse/assistant.h"
#include "converse/running_turns.h"
#include "gather/importer.h"
#include "platform/channel.h"
#include "speed/corpus.h"
#include "speed/exhaustive.h"
#include "speed/tables.h"
#include "store/archive.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <numeric>
#include <random>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace {

using namespace familiar;

constexpr std::size_t k_found = 10;
constexpr std::size_t k_own_circles = 5;
constexpr std::size_t k_askers = 32;
constexpr std::size_t k_questions_each = 30;

struct Spread {
    double p50 = 0;
    double p90 = 0;
    double p99 = 0;
    double most = 0;
};

Spread spread_of(std::vector<double> samples) {
    std::ranges::sort(samples);
    const auto at = [&](std::size_t percent) { return samples[(samples.size() - 1) * percent / 100]; };
    return {at(50), at(90), at(99), samples.back()};
}

template <class Work>
double milliseconds(const platform::Clock& clock, Work&& work) {
    const auto begin = clock.steady();
    work();
    return std::chrono::duration<double, std::milli>(clock.steady() - begin).count();
}

struct Place {
    std::filesystem::path corpus;
    std::filesystem::path home;
    std::filesystem::path json;
    platform::SystemClock clock;
    platform::Metrics metrics;
    platform::CurlClient http;
    std::unique_ptr<store::Archive> archive;
    Person asker;
    Viewer viewer;
};

Result<std::unique_ptr<Place>> open(const std::filesystem::path& corpus, const std::filesystem::path& home) {
    auto place = std::make_unique<Place>();
    place->corpus = corpus;
    place->home = home;
    place->archive = TRY(store::open_sqlite_archive({home, 0}, place->clock));
    auto asker = place->archive->common().person_by_handle("asker");
    if (!asker) {
        Person person;
        person.handle = "asker";
        person.display_name = "Asker";
        asker = place->archive->common().add_person(person);
        person.handle = "sharer";
        person.display_name = "Sharer";
        TRY(place->archive->common().add_person(person));
    }
    place->asker = TRY(std::move(asker));
    place->viewer = TRY(place->archive->common().viewer(place->asker.id));
    return place;
}

void keep(const Place& place, Json line) {
    line["folder"] = place.corpus.filename().string();
    if (!place.json.empty()) std::ofstream(place.json, std::ios::app) << json_text(line) << '\n';
}

void tell(const Place& place, const std::string& who, const std::string& what, const Spread& spread) {
    fmt::print("{:<44} p50 {:8.2f}  p90 {:8.2f}  p99 {:8.2f}  most {:8.2f} ms\n", who, spread.p50, spread.p90,
               spread.p99, spread.most);
    keep(place, {{"case", what},
                 {"who", who},
                 {"p50", spread.p50},
                 {"p90", spread.p90},
                 {"p99", spread.p99},
                 {"most", spread.most}});
}

std::uintmax_t bytes_in(const std::filesystem::path& folder) {
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) bytes += entry.file_size();
    return bytes;
}

Result<> import_corpus(Place& place) {
    store::CommonStore& common = place.archive->common();
    const Person sharer = TRY(common.person_by_handle("sharer"));
    gather::Importer importer(*place.archive, place.http, place.clock);
    std::int64_t posts = 0;
    std::uintmax_t bytes = 0;
    Result<> outcome;
    const double took = milliseconds(place.clock, [&] {
        const auto files = bench::post_files(place.corpus);
        for (std::size_t file = 0; file < files.size() && outcome; ++file) {
            bytes += std::filesystem::file_size(files[file]);
            gather::ImportRequest request;
            request.owner = sharer.id;
            request.kind = gather::InputKind::jsonl;
            request.location = files[file].string();
            request.audience = Audience::everyone();
            if (file > 0) {
                const auto circle = common.ensure_circle(bench::circle_name(file - 1), sharer.id);
                if (!circle) {
                    outcome = Failure(circle.error());
                    continue;
                }
                if (file <= bench::k_circles && file <= k_own_circles)
                    outcome = common.add_to_circle(circle->id, place.asker.id);
                request.audience = Audience::of(circle->id);
            }
            auto jobs = importer.import(Call(place.clock), request, [](const ImportJob&, const Source&) {});
            if (!jobs) {
                outcome = Failure(jobs.error());
                continue;
            }
            for (const ImportJob& job : *jobs) posts += job.report.added;
        }
    });
    TRY(std::move(outcome));
    fmt::print("{:<44} {} in {:.1f} s, {:.0f}/s\n", "posts imported", posts, took / 1000,
               static_cast<double>(posts) / took * 1000);
    const auto disk = bytes_in(place.home);
    fmt::print("{:<44} {:.0f} MB, {:.2f} of the JSONL\n", "on disk", static_cast<double>(disk) / 1e6,
               static_cast<double>(disk) / static_cast<double>(bytes));
    const double resident = static_cast<double>(platform::resident_bytes()) / 1e6;
    fmt::print("{:<44} {:.0f} MB\n", "resident after importing", resident);
    keep(place, {{"case", "import"},
                 {"posts", posts},
                 {"build_s", took / 1000},
                 {"rate", static_cast<double>(posts) / took * 1000},
                 {"disk_mb", static_cast<double>(disk) / 1e6},
                 {"disk_share", static_cast<double>(disk) / static_cast<double>(bytes)},
                 {"resident_mb", resident}});
    return {};
}

// The words of a question as one form each, with how rare they are: what the index alone is measured with.
Result<store::MatchQuery> match_query(store::PostStore& store, const Viewer& viewer, const std::string& question) {
    store::MatchQuery query;
    query.limit = k_found;
    for (const std::string& word : bench::asked_words(question)) {
        std::string form = stem_of(word, "en");
        const bool known = std::ranges::any_of(query.terms, [&](const auto& term) { return term.forms[0] == form; });
        if (!known) query.terms.push_back({{std::move(form)}});
    }
    const auto statistics = TRY(store.statistics(viewer, query.terms));
    for (const std::int64_t with : statistics.with_term) query.idf.push_back(bench::idf_of(statistics.posts, with));
    return query;
}

Result<> ask(Place& place) {
    converse::Assistant assistant(*place.archive, place.clock, place.metrics);
    const Call call(place.clock);
    store::PostStore& common = place.archive->common();
    const auto questions = TRY(bench::questions_of(place.corpus));
    std::vector<double> matching;
    std::vector<double> searching;
    std::vector<double> turns;
    for (int round = 0; round < 2; ++round) {  // the first warms
        for (const std::string& question : questions) {
            const double match_ms = milliseconds(place.clock, [&] {
                const auto query = match_query(common, place.viewer, question);
                if (query && !query->terms.empty()) static_cast<void>(common.match(call, place.viewer, *query));
            });
            Query query;
            query.words = question;
            query.limit = k_found;
            const double search_ms =
                milliseconds(place.clock, [&] { static_cast<void>(assistant.search(call, place.asker.id, query)); });
            if (round == 0) continue;
            matching.push_back(match_ms);
            searching.push_back(search_ms);
        }
    }
    for (const std::string& question : questions) {
        Request request;
        request.words = "what did people write about " + question;
        turns.push_back(milliseconds(place.clock, [&] {
            static_cast<void>(assistant.take_turn(call, place.asker.id, request, [](const TurnEvent&) {}));
        }));
    }
    tell(place, "Familiar, its index", "search", spread_of(matching));
    tell(place, "Familiar, with second ranking", "search", spread_of(searching));
    tell(place, "whole turn, stored", "turn", spread_of(turns));
    const double resident = static_cast<double>(platform::resident_bytes()) / 1e6;
    fmt::print("{:<44} {:.0f} MB\n", "resident while serving", resident);
    keep(place, {{"case", "serving"}, {"resident_mb", resident}});
    return {};
}

// Broad questions of up to three words that posts hold, each as a brief and as a fast answer.
Result<> brief(Place& place) {
    static constexpr std::size_t k_briefs = 100;
    converse::Assistant assistant(*place.archive, place.clock, place.metrics);
    std::vector<std::string> topics;
    for (const std::string& question : TRY(bench::questions_of(place.corpus))) {
        std::string topic;
        for (const Word& word : first_words_of(question, 3)) topic += " " + std::string(word.span.of(question));
        if (topics.size() < k_briefs && !topic.empty()) topics.push_back(topic);
    }
    std::vector<double> briefs;
    std::vector<double> fast;
    std::size_t written = 0;
    for (const Mode mode : {Mode::fast, Mode::contemplating}) {
        for (const std::string& topic : topics) {
            Request request;
            request.words = "give me an overview of" + topic;
            request.mode = mode;
            request.temporary = true;
            auto& took = mode == Mode::fast ? fast : briefs;
            took.push_back(milliseconds(place.clock, [&] {
                const auto turn =
                    assistant.take_turn(Call(place.clock), place.asker.id, request, [](const TurnEvent&) {});
                written += turn && turn->answer->kind == AnswerKind::brief ? 1 : 0;
            }));
        }
    }
    tell(place, "fast answers to the same questions", "turn", spread_of(fast));
    tell(place, fmt::format("briefs ({} of {} questions have one)", written, topics.size()), "turn", spread_of(briefs));
    return {};
}

Result<> recall(Place& place) {
    store::PostStore& common = place.archive->common();
    const auto questions = TRY(bench::questions_of(place.corpus));
    std::vector<store::MatchQuery> queries;
    for (std::size_t i = 0; i < questions.size(); i += 5)
        queries.push_back(TRY(match_query(common, place.viewer, questions[i])));
    std::erase_if(queries, [](const store::MatchQuery& query) { return query.terms.empty(); });
    std::vector<std::filesystem::path> files = bench::post_files(place.corpus);
    files.resize(1 + k_own_circles);  // what the asker may see
    const bench::Exhaustive exhaustive = TRY(bench::Exhaustive::read(files, queries));
    double sum = 0;
    std::size_t counted = 0;
    for (std::size_t q = 0; q < queries.size(); ++q) {
        const auto found = TRY(common.match(Call(place.clock), place.viewer, queries[q]));
        std::vector<std::int64_t> numbers;
        for (const store::Match& match : found) numbers.push_back(match.number);
        std::vector<std::string> ids;
        for (const Post& post : TRY(common.posts(place.viewer, numbers))) ids.push_back(post.external_id);
        if (const auto share = exhaustive.recall(q, ids, k_found)) {
            sum += *share;
            ++counted;
        }
    }
    const double mean = counted == 0 ? 0 : sum / static_cast<double>(counted);
    fmt::print("{:<44} {:.4f} over {} questions\n", "recall@10 against scoring every post", mean, counted);
    keep(place, {{"case", "recall"}, {"recall", mean}, {"questions", counted}});
    return {};
}

// Asks as the server does, and waits for the last event. False when it failed.
bool ask_and_wait(converse::RunningTurns& turns, PersonId person, const std::string& question) {
    Request request;
    request.words = "what did people write about " + question;
    const auto started = turns.start(person, request, "");
    if (!started) return false;
    const auto ended = std::make_shared<platform::Channel<bool>>(1);  // may be told twice, the second time late
    started->log->on_change([ended, log = started->log.get()] {
        if (log->ended()) ended->try_send(true);
    });
    ended->receive();
    return std::ranges::none_of(started->log->after(0, {}), [](const converse::NumberedEvent& numbered) {
        return std::holds_alternative<ErrorEvent>(numbered.event);
    });
}

// k_askers people who are in the same circles as the asker.
Result<std::vector<PersonId>> people(Place& place) {
    store::CommonStore& common = place.archive->common();
    const Person sharer = TRY(common.person_by_handle("sharer"));
    std::vector<PersonId> ids;
    for (std::size_t i = 0; i < k_askers; ++i) {
        Person person;
        person.handle = fmt::format("asker-{:02}", i);
        person.display_name = person.handle;
        auto known = common.person_by_handle(person.handle);
        if (!known) known = common.add_person(person);
        ids.push_back(TRY(std::move(known)).id);
        for (std::size_t circle = 0; circle < k_own_circles; ++circle)
            TRY(common.add_to_circle(TRY(common.ensure_circle(bench::circle_name(circle), sharer.id)).id, ids.back()));
    }
    return ids;
}

// Imports batches of short posts until it is told to stop; returns how many.
std::int64_t import_meanwhile(Place& place, const std::vector<std::string>& words, const std::atomic<bool>& goes_on,
                              std::atomic<int>& errors) {
    gather::Importer importer(*place.archive, place.http, place.clock);
    std::int64_t imported = 0;
    for (int round = 0; goes_on; ++round) {
        std::string lines;
        for (std::size_t i = 0; i < 2000; ++i)
            lines +=
                fmt::format(R"({{"kind":"post","id":"more-{}-{}","author":{{"name":"More"}},"text":"more words {}"}})"
                            "\n",
                            round, i, words[i % words.size()]);
        gather::ImportRequest request;
        request.owner = place.asker.id;
        request.audience = Audience::everyone();
        request.kind = gather::InputKind::jsonl;
        request.location = fmt::format("more-{}.jsonl", round);
        request.content = std::make_shared<const std::string>(std::move(lines));
        const auto jobs = importer.import(Call(place.clock), request, [](const ImportJob&, const Source&) {});
        if (!jobs) {
            ++errors;
            continue;
        }
        for (const ImportJob& job : *jobs) imported += job.report.added;
    }
    return imported;
}

using AskOne = std::function<void(std::size_t asker, std::size_t number)>;

// What k_askers people waited who ask all at once, each pausing between two questions for as long as people do: at
// random, so that they do not stay in step.
std::vector<double> asked_by_all(const Place& place, const AskOne& ask_one, std::chrono::milliseconds pause) {
    std::vector<std::vector<double>> took(k_askers);
    {
        std::vector<std::jthread> askers;
        for (std::size_t asker = 0; asker < k_askers; ++asker) {
            askers.emplace_back([&, asker] {
                std::mt19937 random(static_cast<std::uint32_t>(asker));
                std::exponential_distribution<double> pauses(1);
                for (std::size_t i = 0; i < k_questions_each; ++i) {
                    if (pause.count() > 0) std::this_thread::sleep_for(pause * pauses(random));
                    took[asker].push_back(
                        milliseconds(place.clock, [&] { ask_one(asker, asker * k_questions_each + i); }));
                }
            });
        }
    }
    std::vector<double> all;
    for (const auto& one : took) all.insert(all.end(), one.begin(), one.end());
    return all;
}

// Threads and priorities are those of `familiar serve` on two cores.
Result<> crowd(Place& place) {
    static constexpr std::chrono::milliseconds k_pause{1000};  // people read longer
    converse::Assistant assistant(*place.archive, place.clock, place.metrics);
    platform::Workers turn_workers(2, k_askers);
    converse::RunningTurns turns(assistant, *place.archive, place.clock, turn_workers);
    const auto questions = TRY(bench::questions_of(place.corpus));
    const std::vector<PersonId> persons = TRY(people(place));
    std::atomic<int> errors = 0;
    const auto ask_one = [&](std::size_t person, std::size_t number) {
        if (!ask_and_wait(turns, persons[person], questions[number % questions.size()])) ++errors;
    };
    for (std::size_t person = 0; person < persons.size(); ++person) ask_one(person, person);  // their files are made
    std::vector<double> single;
    for (std::size_t i = 0; i < k_askers * k_questions_each; ++i)
        single.push_back(milliseconds(place.clock, [&] { ask_one(i % k_askers, i); }));

    const Spread alone = spread_of(single);
    tell(place, "turns, one at a time", "crowd", alone);
    for (const std::chrono::milliseconds pause : {std::chrono::milliseconds(0), k_pause}) {
        std::atomic<bool> asking = true;
        std::int64_t imported = 0;
        Spread together;
        {
            platform::Workers desk(1, 1, platform::Priority::background);
            desk.submit([&] { imported = import_meanwhile(place, questions, asking, errors); });
            together = spread_of(asked_by_all(place, ask_one, pause));
            asking = false;
        }
        const std::string how = pause.count() > 0 ? "who pause" : "without a pause";
        tell(place, fmt::format("turns, {} people {}, importing", k_askers, how), "crowd", together);
        const double ratio = together.p99 / alone.p99;
        fmt::print("{:<44} {:.1f} (p99 together over p99 alone), {} errors, {} posts imported meanwhile\n", "ratio",
                   ratio, errors.load(), imported);
        keep(place, {{"case", "crowd"},
                     {"pause_ms", pause.count()},
                     {"ratio", ratio},
                     {"errors", errors.load()},
                     {"imported", imported}});
    }
    return {};
}

Result<> run(const std::vector<std::string>& words) {
    if (words.size() == 3 && words[0] == "make") return bench::make_corpus(words[1], std::stoul(words[2]));
    if (words.size() == 2 && words[0] == "tables") return bench::write_tables(words[1]);
    if (words.size() < 3)
        return fail(ErrorCode::invalid_argument,
                    "bench_million make|tables|import|ask|brief|recall|crowd FOLDER [HOME|POSTS]");
    const auto place = TRY(open(words[1], words[2]));
    if (words.size() > 3) place->json = words[3];
    if (words[0] == "import") return import_corpus(*place);
    if (words[0] == "ask") return ask(*place);
    if (words[0] == "brief") return brief(*place);
    if (words[0] == "recall") return recall(*place);
    if (words[0] == "crowd") return crowd(*place);
    return fail(ErrorCode::invalid_argument, "there is no case " + words[0]);
}

}  // namespace

int main(int count, char** values) {
    const auto result = run(std::vector<std::string>(values + 1, values + count));
    if (!result) fmt::print(stderr, "bench_million: {}\n", result.error().text());
    return result ? 0 : 1;
}
