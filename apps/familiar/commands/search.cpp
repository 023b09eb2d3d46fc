#include "answer_text.h"
#include "base/utf8.h"
#include "commands/commands.h"
#include "desk.h"
#include "nouns/answer_json.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <vector>

namespace familiar::app {

namespace {

constexpr std::size_t k_excerpt_bytes = 300;

struct SearchOptions {
    std::vector<std::string> words;
    std::size_t results = 10;
    std::string author;
    std::string app;
    std::string thread;
};

// As `GET /api/v1/search` has it: offsets count UTF-16 units of the text.
Json result_json(const Evidence& found) {
    const Post& post = found.post;
    const auto units = [&](std::size_t offset) {
        return utf8::utf16_length(std::string_view(post.text).substr(0, offset));
    };
    Json json = to_json(post);
    json["source_title"] = found.source_title;
    json["quote"] = {{"start", units(found.best.begin)}, {"end", units(found.best.end)}};
    json["score"] = found.score;
    return json;
}

// The best sentence, or the beginning when only the title matched.
std::string excerpt_of(const Evidence& found) {
    const std::string_view whole =
        found.best.empty() ? std::string_view(found.post.text) : found.best.of(found.post.text);
    std::string text(utf8::prefix(whole, k_excerpt_bytes));
    std::ranges::replace(text, '\n', ' ');
    return text.size() < whole.size() ? text + "…" : text;
}

void print_result(std::size_t number, const Evidence& found, const std::string& zone) {
    std::string head = fmt::format("{}. {}", number, origin_of(found.post, found.source_title, zone));
    if (!found.source_title.empty()) head += fmt::format(" ({})", found.source_title);
    print_line(head, 3);
    if (!found.post.title.empty()) print_line("   " + found.post.title, 3);
    print_line("   " + excerpt_of(found), 3);
    if (!found.post.url.empty()) print_line("   " + found.post.url, 3);
}

Result<> search(const Invocation& invocation, const SearchOptions& options) {
    const Desk desk = TRY(open_desk(invocation));
    Query query;
    for (const std::string& word : options.words) query.words += (query.words.empty() ? "" : " ") + word;
    query.words = utf8::repaired(query.words);
    query.filter.author = options.author;
    query.filter.app = options.app;
    query.filter.thread = options.thread;
    query.limit = options.results;

    const auto results = TRY(desk.familiar->assistant.search(desk.familiar->call(), desk.person.id, query));
    std::size_t number = 0;
    for (const Evidence& found : results) {
        if (invocation.json)
            print_json(result_json(found));
        else
            print_result(++number, found, desk.person.time_zone);
    }
    if (results.empty() && !invocation.json) print_line("Nothing was found. See what there is with: familiar sources");
    return {};
}

}  // namespace

void add_search(CLI::App& root, CommandLine& line) {
    constexpr std::size_t k_results_max = 100;
    const auto options = std::make_shared<SearchOptions>();
    CLI::App* command = root.add_subcommand("search", "Search everything you may see");
    command->add_option("words", options->words, "What to look for")->required()->type_name("TEXT");
    command->add_option("-k,--results", options->results, "How many")->check(CLI::Range(std::size_t{1}, k_results_max));
    command->add_option("--author", options->author, "Only by this person")->type_name("NAME");
    command->add_option("--app", options->app, "Only from this app")->type_name("NAME");
    command->add_option("--thread", options->thread, "Only from this chat, feed or thread")->type_name("NAME");
    command->callback([&line, options] {
        line.chosen = [options](const Invocation& invocation) { return search(invocation, *options); };
    });
}

}  // namespace familiar::app
