#include "commands/commands.h"
#include "desk.h"
#include "infer/models/catalogue.h"
#include "infer/models/pull.h"
#include "output.h"
#include "platform/environment.h"
#include "platform/machine.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

namespace familiar::app {

namespace {

using infer::CatalogueEntry;
using infer::Fit;
using infer::Model;
using infer::ModelIndex;

constexpr std::int64_t k_usual_context_tokens = 16'384;

std::string gigabytes(std::int64_t bytes) { return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9); }

std::string_view name_of(Fit fit) {
    switch (fit) {
        case Fit::well: return "fits";
        case Fit::barely: return "barely fits";
        case Fit::not_at_all: return "too large";
    }
    return "too large";
}

Json json_of(const Model& model, bool is_used) {
    return {{"name", model.name},
            {"installed", true},
            {"in_use", is_used},
            {"title", model.title},
            {"work", infer::name_of(model.work)},
            {"bytes", model.bytes},
            {"memory_bytes", infer::memory_need(model, k_usual_context_tokens)},
            {"architecture", model.architecture},
            {"quantization", model.quantization},
            {"parameters", model.parameters},
            {"context_tokens", model.context_tokens},
            {"sees_pictures", !model.projector.empty()},
            {"source", model.source},
            {"sha256", model.sha256},
            {"pulled_at", time::rfc3339(model.pulled_at)}};
}

Json json_of(const CatalogueEntry& entry, Fit fit) {
    return {{"name", entry.name},        {"installed", false},
            {"title", entry.title},      {"work", infer::name_of(entry.work)},
            {"bytes", entry.file_bytes}, {"memory_bytes", entry.memory_bytes},
            {"fit", name_of(fit)},       {"sees_pictures", entry.sees_pictures},
            {"source", entry.source},    {"good_for", entry.good_for},
            {"licence", entry.licence}};
}

bool is_used(const ModelIndex& index, const Model& model) {
    const Model* const used = index.used(model.work);
    return used != nullptr && used->name == model.name;
}

void print_installed(const ModelIndex& index) {
    for (const Model& model : index.models) {
        print_line(fmt::format("{:1} {:24} {:9} {:>8}, needs {:>8}  {}", is_used(index, model) ? "*" : "", model.name,
                               infer::name_of(model.work), gigabytes(model.bytes),
                               gigabytes(infer::memory_need(model, k_usual_context_tokens)), model.title),
                   4);
    }
    if (index.models.empty())
        print_line("There is no model yet. Pull one with: familiar models pull NAME");
    else
        print_line("* is used for its work.");
}

Result<> list(const Invocation& invocation) {
    const ModelIndex index = TRY(infer::read_models(invocation.home));
    const std::int64_t memory = platform::this_machine().memory_bytes;
    if (!invocation.json) {
        print_installed(index);
        print_line(fmt::format("\nGood for Familiar, on this machine with {} of memory:", gigabytes(memory)));
    } else {
        for (const Model& model : index.models) print_json(json_of(model, is_used(index, model)));
    }
    for (const CatalogueEntry& entry : infer::catalogue()) {
        if (index.find(entry.name) != nullptr) continue;
        const Fit fit = infer::fit_of(entry.memory_bytes, memory);
        if (invocation.json)
            print_json(json_of(entry, fit));
        else
            print_line(
                fmt::format("  {:24} {:9} {:>8}, needs {:>8}  {:11}  {}", entry.name, infer::name_of(entry.work),
                            gigabytes(entry.file_bytes), gigabytes(entry.memory_bytes), name_of(fit), entry.good_for),
                4);
    }
    return {};
}

// One line on a terminal's standard error that is written over again and again.
class ProgressLine {
public:
    void show(const infer::PullProgress& progress) {
        if (!shown_at_all_) return;
        const std::int64_t step =
            progress.bytes_all > 0 ? progress.bytes * 1000 / progress.bytes_all : progress.bytes / 10'000'000;
        if (step == last_) return;
        last_ = step;
        if (progress.bytes_all > 0)
            fmt::print(stderr, "\r{:5.1f} % of {}  {}\x1b[K", static_cast<double>(step) / 10,
                       gigabytes(progress.bytes_all), progress.file);
        else
            fmt::print(stderr, "\r{}  {}\x1b[K", gigabytes(progress.bytes), progress.file);
        std::fflush(stderr);
    }
    ~ProgressLine() {
        if (last_ >= 0) fmt::print(stderr, "\r\x1b[K");
    }

private:
    const bool shown_at_all_ = platform::is_terminal(platform::StandardStream::error);
    std::int64_t last_ = -1;
};

struct PullWish {
    std::string source;
    std::string name;
    std::string sha256;
    std::string work;
    std::string hub = std::string(infer::k_hub);
};

Result<> pull(const Invocation& invocation, const PullWish& wish) {
    const Desk desk = TRY(open_desk(invocation));
    const auto store = TRY(desk.archive().person(desk.person.id));
    ProgressLine line;
    infer::PullOptions options;
    options.home = invocation.home;
    options.name = wish.name;
    options.sha256 = wish.sha256;
    options.hub = wish.hub;
    options.work = infer::model_work_from(wish.work);
    options.addresses = desk.familiar->configuration.fetch_addresses;
    options.progress = [&](const infer::PullProgress& progress) { line.show(progress); };
    options.ledger = [&](const LedgerEntry& entry) { return store->record_egress(entry); };
    const Model model = TRY(infer::pull_model(desk.familiar->call(), *desk.familiar->http, wish.source, options));
    const bool used = is_used(TRY(infer::read_models(invocation.home)), model);
    if (invocation.json) {
        print_json(json_of(model, used));
        return {};
    }
    print_line(fmt::format(
        "{} is here: {}, {}, for {}{}", model.name, model.title, gigabytes(model.bytes), infer::name_of(model.work),
        used ? ". It is used from now on." : fmt::format(". Use it with: familiar models use {}", model.name)));
    return {};
}

Result<> use(const Invocation& invocation, const std::string& name) {
    const Model model = TRY(infer::use_model(invocation.home, name));
    if (invocation.json)
        print_json(json_of(model, true));
    else
        print_line(fmt::format("{} is used for {} from now on.", model.name, infer::name_of(model.work)));
    return {};
}

Result<> remove(const Invocation& invocation, const std::string& name) {
    const Model model = TRY(infer::remove_model(invocation.home, name));
    if (invocation.json)
        print_json({{"removed", model.name}, {"bytes", model.bytes}});
    else
        print_line(fmt::format("Removed {}; {} are free again.", model.name, gigabytes(model.bytes)));
    return {};
}

void add_pull(CLI::App& command, CommandLine& line) {
    const auto wish = std::make_shared<PullWish>();
    CLI::App* pulling = command.add_subcommand("pull", "Fetch a model; goes on where it stopped");
    pulling->add_option("source", wish->source, "A name of the list, hf:OWNER/REPO[:QUANT], or the URL of a .gguf file")
        ->required();
    pulling->add_option("--name", wish->name, "What to call it");
    pulling->add_option("--sha256", wish->sha256, "The checksum that a file from a URL must have")->type_name("HEX");
    pulling->add_option("--for", wish->work, "What to use it for, where its file does not say it")
        ->check(CLI::IsMember({"chat", "embedding", "rerank"}));
    pulling->add_option("--hub", wish->hub, "Another place that answers as the hub of hf: does")->type_name("URL");
    pulling->callback(
        [&line, wish] { line.chosen = [wish](const Invocation& invocation) { return pull(invocation, *wish); }; });
}

void add_named(CLI::App& command, CommandLine& line, const std::string& word, const std::string& help,
               Result<> (*chosen)(const Invocation&, const std::string&)) {
    const auto name = std::make_shared<std::string>();
    CLI::App* added = command.add_subcommand(word, help);
    added->add_option("name", *name, "As the list shows it")->required();
    added->callback([&line, name, chosen] {
        line.chosen = [name, chosen](const Invocation& invocation) { return chosen(invocation, *name); };
    });
}

}  // namespace

void add_models(CLI::App& root, CommandLine& line) {
    CLI::App* command = root.add_subcommand("models", "Language models on this machine: list, pull, use and remove");
    command->callback([&line, command] {
        if (command->get_subcommands().empty()) line.chosen = list;
    });
    command->add_subcommand("list", "What there is, and what fits this machine (also without this word)")
        ->callback([&line] { line.chosen = list; });
    add_pull(*command, line);
    add_named(*command, line, "use", "Use a model for its work from now on", use);
    add_named(*command, line, "remove", "Remove a model with its files", remove);
}

}  // namespace familiar::app
