#include "commands/commands.h"
#include "desk.h"
#include "output.h"
#include "serve/limits.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace familiar::app {

namespace {

constexpr std::size_t k_token_bytes = 24;

// The address as a browser on this machine reaches it.
std::string base_address(const Listen& listen) {
    if (listen.address == "0.0.0.0" || listen.address == "::") return fmt::format("http://127.0.0.1:{}", listen.port);
    const bool six = listen.address.find(':') != std::string::npos;
    return six ? fmt::format("http://[{}]:{}", listen.address, listen.port)
               : fmt::format("http://{}:{}", listen.address, listen.port);
}

Result<> link(const Invocation& invocation, const std::string& listen_text) {
    const Desk desk = TRY(open_desk(invocation));
    const Listen listen = listen_text.empty() ? desk.familiar->configuration.listen : TRY(listen_from(listen_text));
    const std::string token = desk.familiar->random.token(k_token_bytes);
    const Timestamp expires_at = desk.familiar->clock->now() + serve::k_sign_in_age_max;
    TRY(desk.common().add_sign_in(platform::digest(token), desk.person.id, expires_at));
    const std::string address = fmt::format("{}/sign-in?token={}", base_address(listen), token);
    if (invocation.json)
        print_json({{"link", address}, {"person", desk.person.handle}, {"expires_at", time::rfc3339(expires_at)}});
    else
        fmt::print("{}\n", address);
    return {};
}

}  // namespace

void add_link(CLI::App& root, CommandLine& line) {
    const auto listen = std::make_shared<std::string>();
    CLI::App* command = root.add_subcommand("link", "Print a link that signs a person in, once");
    command->add_option("--listen", *listen, "Where the server listens, if not as configured")
        ->check(listen_is_good, "ADDRESS:PORT");
    command->callback([&line, listen] {
        line.chosen = [listen](const Invocation& invocation) { return link(invocation, *listen); };
    });
}

}  // namespace familiar::app
