#include "assemble.h"
#include "commands/commands.h"
#include "feeds.h"
#include "output.h"
#include "page.h"
#include "sample.h"
#include "serve/server.h"
#include "stop_signals.h"
#include "version.h"
#include "who.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <memory>
#include <thread>

namespace familiar::app {

namespace {

constexpr std::chrono::seconds k_goodbye_max{10};  // for streams to end after a signal

struct ServeOptions {
    std::string listen;
    bool sample = false;
};

serve::ServerOptions server_options(const Configuration& configuration, const infer::EngineRoom& engines, bool sample) {
    serve::ServerOptions options;
    options.address = configuration.listen.address;
    options.port = configuration.listen.port;
    options.page = page_files();
    options.version = k_version;
    options.sample = sample;
    options.fetch_addresses = configuration.fetch_addresses;
    options.requests_burst = configuration.requests_burst;
    options.requests_per_minute = configuration.requests_per_minute;
    options.turns_burst = configuration.turns_burst;
    options.turns_per_minute = configuration.turns_per_minute;
    const auto vision = engines.card(infer::Task::vision);
    options.sees_pictures = vision && vision->sees_pictures;
    return options;
}

Result<Person> host_of(Familiar& familiar, const std::string& as, bool sample) {
    if (sample) TRY(load_sample(*familiar.archive, familiar.importer, *familiar.clock));
    return who(*familiar.archive, *familiar.clock, as.empty() && sample ? std::string(k_sample_host) : as);
}

Result<> serve_until_signal(const Invocation& invocation, const ServeOptions& options) {
    const StopSignals signals;  // before any thread
    std::signal(SIGPIPE, SIG_IGN);
    AssembleOptions wanted{.home = invocation.home, .imports = true};
    if (!options.listen.empty()) wanted.listen = TRY(listen_from(options.listen));
    wanted.turn_threads = std::max(2U, std::thread::hardware_concurrency());
    wanted.request_threads = 2 * wanted.turn_threads;
    const auto familiar = TRY(assemble(wanted));
    const Person person = TRY(host_of(*familiar, invocation.as, options.sample));

    const auto server =
        TRY(serve::Server::start(server_options(familiar->configuration, *familiar->engines, options.sample),
                                 {*familiar->archive, familiar->assistant, familiar->turns, familiar->importer,
                                  familiar->request_workers, familiar->metrics, familiar->random, *familiar->clock}));
    const FeedRefresher feeds(*familiar);
    const std::string link = TRY(server->sign_in_link(person.id));
    if (invocation.json)
        print_json({{"link", link}, {"port", server->port()}, {"person", person.handle}});
    else
        fmt::print("Familiar is ready: {}\n", link);
    finish_output();

    signals.wait();
    signals.release();  // the next one ends the process at once
    server->stop(k_goodbye_max);
    return {};
}

}  // namespace

void add_serve(CLI::App& root, CommandLine& line) {
    const auto options = std::make_shared<ServeOptions>();
    CLI::App* command = root.add_subcommand("serve", "Answer over HTTP and print a link that signs you in");
    command->add_option("--listen", options->listen, "Where; 127.0.0.1:8484 by default")
        ->check(listen_is_good, "ADDRESS:PORT");
    command->add_flag("--sample", options->sample, "With the sample world, a small town to ask about");
    command->callback([&line, options] {
        line.chosen = [options](const Invocation& invocation) { return serve_until_signal(invocation, *options); };
    });
}

}  // namespace familiar::app
