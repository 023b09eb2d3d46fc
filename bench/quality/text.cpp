// How well printed text is read: character errors by degradation, of the pages that bench/quality/render_text.py makes.
//
//   bench_text FOLDER [--json FILE] [--show NAME]
//
// A character error is the edit distance to what the page says, by its length; white space counts as one blank. Times
// are of the processor, from the file to its lines.
#include "look/text.h"

#include "base/json.h"
#include "look/decode.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <string>
#include <vector>

namespace {

namespace look = familiar::look;

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string one_blank(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool is_blank = c == ' ' || c == '\n' || c == '\t';
        if (!is_blank)
            result += c;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

std::size_t distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < to.size(); ++j) {
            const std::size_t changed = diagonal + (from[i] == to[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

struct Tally {
    std::size_t pages = 0;
    std::size_t errors = 0;
    std::size_t characters = 0;
    double worst = 0;
    double milliseconds = 0;
    double rate() const { return characters == 0 ? 0 : static_cast<double>(errors) / static_cast<double>(characters); }
};

struct Options {
    std::filesystem::path folder;
    std::string json;
    std::string shown;
};

int measure(const Options& options) {
    auto reader = look::TextReader::open({"en"});
    if (!reader) {
        fmt::print("text: NOT MEASURED: {}\n", reader.error().text());
        return 0;
    }
    std::map<std::string, Tally> tallies;
    for (const auto& entry : std::filesystem::directory_iterator(options.folder)) {
        const std::filesystem::path& path = entry.path();
        if (path.extension() != ".png" && path.extension() != ".jpg") continue;
        const std::string name = path.stem().string();
        const std::string expected = one_blank(content_of(std::filesystem::path(path).replace_extension(".txt")));
        const std::string bytes = content_of(path);
        const std::clock_t begin = std::clock();
        const auto decoded = look::decode(bytes, {});
        if (!decoded) continue;
        std::string all;
        for (const auto& line : reader->read(look::grey_of(decoded->picture))) all += line.text + '\n';
        const double milliseconds = 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
        const std::size_t errors = distance(one_blank(all), expected);
        Tally& tally = tallies[name.substr(0, name.find('-'))];
        ++tally.pages;
        tally.errors += errors;
        tally.characters += expected.size();
        tally.worst = std::max(tally.worst, static_cast<double>(errors) / static_cast<double>(expected.size()));
        tally.milliseconds += milliseconds;
        if (!options.shown.empty() && name.starts_with(options.shown)) fmt::print("--- {} {}\n{}", name, errors, all);
    }
    fmt::print("{:<10} {:>6} {:>10} {:>8} {:>8} {:>10}\n", "text", "pages", "characters", "errors", "worst",
               "ms a page");
    familiar::Json line{{"case", "text"}};
    for (const auto& [kind, tally] : tallies) {
        fmt::print("{:<10} {:>6} {:>10} {:>7.2f}% {:>7.2f}% {:>10.0f}\n", kind, tally.pages, tally.characters,
                   100 * tally.rate(), 100 * tally.worst, tally.milliseconds / static_cast<double>(tally.pages));
        line[kind] = tally.rate();
    }
    if (!options.json.empty()) std::ofstream(options.json, std::ios::app) << familiar::json_text(line) << '\n';
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--json" && i + 1 < count)
            options.json = arguments[++i];
        else if (argument == "--show" && i + 1 < count)
            options.shown = arguments[++i];
        else
            options.folder = arguments[i];
    }
    if (options.folder.empty()) {
        fmt::print(stderr, "bench_text: name the folder that bench/quality/render_text.py has filled\n");
        return 2;
    }
    return measure(options);
}
