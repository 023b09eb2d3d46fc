// The HTTP server: the protocol and nothing but the protocol. docs/api/ says what it speaks.
#pragma once

#include "base/result.h"
#include "converse/running_turns.h"
#include "gather/importer.h"
#include "platform/metrics.h"
#include "platform/random.h"
#include "platform/workers.h"
#include "store/archive.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace familiar::serve {

// A file of the page, in memory for the life of the program.
struct PageFile {
    std::string_view content;
    std::string_view content_type;
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8484;             // 0: any free one
    std::map<std::string, PageFile> page;  // by path ("/", "/app.js"); empty: no page
    std::string version;
    bool sample = false;
    bool sees_pictures = false;  // a model is there that looks at pictures
    platform::AddressPolicy fetch_addresses = platform::AddressPolicy::public_only;
    // Requests a person may make in a burst, and how many come back per minute.
    double requests_burst = 60;
    double requests_per_minute = 120;
    double turns_burst = 20;
    double turns_per_minute = 40;
    // The same for an address from which nobody has signed in.
    double address_burst = 240;
    double address_per_minute = 600;
};

// Everything the server uses; all of it outlives the server. `workers` answer requests. They must not be the ones that
// take turns: a request that starts a turn waits until the turn has a number.
struct ServerParts {
    store::Archive& archive;
    converse::Assistant& assistant;
    converse::RunningTurns& turns;
    gather::Importer& importer;
    platform::Workers& workers;
    platform::Metrics& metrics;
    platform::Random& random;
    const platform::Clock& clock;
};

class Server {
public:
    // Binds and starts to answer on its own threads. `unavailable` when the port is taken.
    static Result<std::unique_ptr<Server>> start(const ServerOptions& options, const ServerParts& parts);
    // Stops accepting, lets what streams finish for up to `at_most`, then closes.
    void stop(std::chrono::milliseconds at_most);
    ~Server();

    std::uint16_t port() const;
    // A link that signs this person in, once, for a limited time.
    Result<std::string> sign_in_link(PersonId person);

private:
    struct State;
    explicit Server(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace familiar::serve
