// Conversations of the caller: listed, read, removed. Their numbers mean something only inside the caller's own file.
#include "serve/api/api.h"
#include "serve/api/common.h"
#include "serve/limits.h"
#include "serve/wire/turns.h"

namespace familiar::serve::api {

namespace {

Result<Id<Conversation>> conversation_of(const Exchange& exchange) {
    return Id<Conversation>{TRY(number_of(exchange.parameters.at(0), "conversation"))};
}

}  // namespace

Result<http::Response> list_conversations(Api& api, const Exchange& exchange) {
    const auto store = TRY(own_store(api, exchange));
    Json list = Json::array();
    for (const Conversation& conversation : TRY(store->conversations(k_conversations_listed_max))) {
        list.push_back(wire::conversation_json(conversation));
    }
    return json_response({{"conversations", std::move(list)}});
}

Result<http::Response> get_conversation(Api& api, const Exchange& exchange) {
    const auto store = TRY(own_store(api, exchange));
    const Conversation conversation = TRY(store->conversation(TRY(conversation_of(exchange))));
    Json turns = Json::array();
    for (const Turn& turn : TRY(store->turns(conversation.id, k_turns_listed_max)))
        turns.push_back(wire::turn_json(turn));
    Json json = wire::conversation_json(conversation);
    json["turns"] = std::move(turns);
    return json_response(json);
}

Result<http::Response> remove_conversation(Api& api, const Exchange& exchange) {
    const auto store = TRY(own_store(api, exchange));
    const Conversation conversation = TRY(store->conversation(TRY(conversation_of(exchange))));
    TRY(store->remove_conversation(conversation.id));
    return http::no_content();
}

}  // namespace familiar::serve::api
