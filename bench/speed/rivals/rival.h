// What every rival is measured with: the posts and questions that `bench_million tables` wrote, the same audience
// filter, the same clock, one line of JSON. Only the standard library: bench_rival_xapian is linked with nothing of
// Familiar.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

namespace familiar::bench::rival {

using Words = std::vector<std::string>;

inline constexpr int k_found = 10;
inline constexpr int k_audience_max = 5;  // the asker sees what is public (0) and the circles 1 to 5 of 40

struct Row {
    std::int64_t number = 0;
    int audience = 0;
    std::string title;
    std::string text;
};

// FOLDER/posts.tsv: number, audience, title, text.
template <class Work>
void each_post(const std::filesystem::path& folder, Work&& work) {
    std::ifstream in(folder / "posts.tsv");
    Row row;
    for (std::string number, audience; std::getline(in, number, '\t');) {
        std::getline(in, audience, '\t');
        std::getline(in, row.title, '\t');
        std::getline(in, row.text);
        row.number = std::stoll(number);
        row.audience = std::stoi(audience);
        work(row);
    }
}

// FOLDER/asked.txt: the content words of a question a line.
inline std::vector<Words> questions_in(const std::filesystem::path& folder) {
    std::ifstream in(folder / "asked.txt");
    std::vector<Words> questions;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        questions.emplace_back();
        for (std::string word; words >> word;) questions.back().push_back(word);
    }
    return questions;
}

inline double milliseconds(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

struct Case {
    std::string name;
    std::filesystem::path folder;  // of the corpus
    std::filesystem::path place;   // where the rival keeps its index
    std::filesystem::path json;    // a line is appended
    std::size_t every = 1;         // ask only every so manieth question
};

// How an index came to be.
struct Built {
    std::string note;
    double took_ms = 0;
    double disk_mb = 0;
};

inline double megabytes_in(const std::filesystem::path& folder) {
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) bytes += entry.file_size();
    return static_cast<double>(bytes) / 1e6;
}

// Asks one question; returns false when it took longer than the rival was given.
using Ask = std::function<bool(const Words&)>;

// A tenth of the questions warm, then each that is asked is timed once. One that ran out of time counts as that time.
inline void measure(const Case& one, const Built& built, const Ask& ask) {
    const std::vector<Words> questions = questions_in(one.folder);
    for (std::size_t i = 0; i < questions.size(); i += 10 * one.every) ask(questions[i]);
    std::vector<double> took;
    int late = 0;
    for (std::size_t i = 0; i < questions.size(); i += one.every)
        took.push_back(milliseconds([&] { late += ask(questions[i]) ? 0 : 1; }));
    std::ranges::sort(took);
    const auto at = [&](std::size_t percent) { return took[(took.size() - 1) * percent / 100]; };
    std::FILE* out = std::fopen(one.json.c_str(), "a");
    if (out == nullptr) return std::perror(one.json.c_str());
    std::fprintf(
        out,
        R"({"case":"search","who":"%s","note":"%s","questions":%zu,"late":%d,"p50":%.3f,"p90":%.3f,"p99":%.3f,)"
        R"("most":%.3f,"build_s":%.1f,"disk_mb":%.1f,"folder":"%s"})"
        "\n",
        one.name.c_str(), built.note.c_str(), took.size(), late, at(50), at(90), at(99), took.back(),
        built.took_ms / 1000, built.disk_mb, one.folder.filename().c_str());
    std::fclose(out);
}

// PROGRAM FOLDER PLACE JSON [EVERY]
inline Case case_of(const std::string& name, int count, char** values) {
    if (count < 4) {
        std::fprintf(stderr, "%s FOLDER PLACE JSON [EVERY]; see bench/speed/run\n", values[0]);
        std::exit(2);
    }
    return {name, values[1], values[2], values[3], count > 4 ? std::stoul(values[4]) : 1};
}

}  // namespace familiar::bench::rival
