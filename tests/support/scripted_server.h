// An OpenAI-compatible server on loopback or a Unix socket that a scripted engine answers, so that engines are tested
// over real sockets: chat completions streamed and whole, models, health, embeddings, rerank.
#pragma once

#include "infer/scripted_engine.h"
#include "tests/support/loopback.h"

#include <memory>
#include <string>
#include <string_view>

namespace familiar::test {

struct ServedScript {
    // How reasoning goes over the wire.
    enum class Thoughts { reasoning_content, reasoning, tags, unopened };

    Thoughts thoughts = Thoughts::reasoning_content;
    bool streams = true;        // false: one document, whatever was asked
    bool llama_server = false;  // tells timings
    std::string key = {};       // 401 without it
    int port = 0;               // 0: any
    std::string unix_socket = {};
};

// Any number of connections, kept alive; a client that goes away stops its chat. The engine outlives it. The destructor
// cuts what still runs, as a crash would.
class ScriptedServer {
public:
    explicit ScriptedServer(infer::ScriptedEngine& engine, ServedScript options = {});

    // "http://127.0.0.1:PORT/v1".
    std::string base_url() const;
    int port() const { return listener_.port(); }
    // Connections so far, and the requests, head and body.
    std::size_t connections() const { return listener_.connections(); }
    std::vector<std::string> requests() const { return listener_.requests(); }

private:
    void answer(Peer& peer, const HttpText& request);
    void chat(Peer& peer, const HttpText& request);

    infer::ScriptedEngine& engine_;
    const ServedScript options_;
    const platform::SystemClock clock_;
    Loopback listener_;  // last: its threads use the others
};

}  // namespace familiar::test
