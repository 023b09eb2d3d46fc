// What every endpoint gets, and the endpoints. Each is a plain function, run on a worker, that takes the caller's
// Viewer and no other; what it returns as an Error becomes HTTP in one place (wire/errors.cpp).
#pragma once

#include "platform/call.h"
#include "serve/api/import_desk.h"
#include "serve/gate/gate.h"
#include "serve/gate/seats.h"
#include "serve/http/message.h"
#include "serve/openai/known_answers.h"
#include "serve/server.h"

#include <cstdint>
#include <string>
#include <vector>

namespace familiar::serve {

struct Api {
    const ServerOptions& options;
    const ServerParts& parts;
    Gate& gate;
    ImportDesk& imports;
    Seats& seats;
    KnownAnswers& answers;
};

// One request with who asks.
struct Exchange {
    const http::Request& request;
    const Caller& caller;                 // nobody on open routes
    std::vector<std::string> parameters;  // what stands at the {…} of the route's pattern, in order

    PersonId person() const { return caller.person.id; }
};

using Endpoint = Result<http::Response> (*)(Api& api, const Exchange& exchange);

namespace api {

// turns.cpp
Result<http::Response> start_turn(Api& api, const Exchange& exchange);
Result<http::Response> get_turn(Api& api, const Exchange& exchange);
Result<http::Response> follow_turn(Api& api, const Exchange& exchange);
Result<http::Response> cancel_turn(Api& api, const Exchange& exchange);
Result<http::Response> answer_turn(Api& api, const Exchange& exchange);
// conversations.cpp
Result<http::Response> list_conversations(Api& api, const Exchange& exchange);
Result<http::Response> get_conversation(Api& api, const Exchange& exchange);
Result<http::Response> remove_conversation(Api& api, const Exchange& exchange);
// search.cpp
Result<http::Response> search(Api& api, const Exchange& exchange);
Result<http::Response> get_post(Api& api, const Exchange& exchange);
// sources.cpp
Result<http::Response> list_sources(Api& api, const Exchange& exchange);
Result<http::Response> remove_source(Api& api, const Exchange& exchange);
// imports.cpp
Result<http::Response> start_import(Api& api, const Exchange& exchange);
Result<http::Response> list_imports(Api& api, const Exchange& exchange);
Result<http::Response> get_import(Api& api, const Exchange& exchange);
Result<http::Response> follow_import(Api& api, const Exchange& exchange);
// people.cpp
Result<http::Response> sign_in(Api& api, const Exchange& exchange);
Result<http::Response> sign_out(Api& api, const Exchange& exchange);
Result<http::Response> me(Api& api, const Exchange& exchange);
Result<http::Response> people(Api& api, const Exchange& exchange);
// own.cpp
Result<http::Response> list_consents(Api& api, const Exchange& exchange);
Result<http::Response> set_consent(Api& api, const Exchange& exchange);
Result<http::Response> ledger(Api& api, const Exchange& exchange);
Result<http::Response> export_me(Api& api, const Exchange& exchange);
Result<http::Response> erase_me(Api& api, const Exchange& exchange);
// care.cpp
Result<http::Response> health(Api& api, const Exchange& exchange);
Result<http::Response> metrics(Api& api, const Exchange& exchange);
Result<http::Response> openapi(Api& api, const Exchange& exchange);

}  // namespace api

namespace openai {

Result<http::Response> chat_completion(Api& api, const Exchange& exchange);
Result<http::Response> create_response(Api& api, const Exchange& exchange);
Result<http::Response> list_models(Api& api, const Exchange& exchange);
Result<http::Response> get_model(Api& api, const Exchange& exchange);

}  // namespace openai
}  // namespace familiar::serve
