// Sources that the caller may see; only their owner removes them.
#include "serve/api/api.h"
#include "serve/api/common.h"
#include "serve/wire/things.h"

namespace familiar::serve::api {

namespace {

Result<> add_sources(Json& list, store::PostStore& shelf, const Exchange& exchange,
                     const std::vector<Circle>& circles) {
    for (const Source& source : TRY(shelf.sources(exchange.caller.viewer))) {
        list.push_back(wire::source_json(source, exchange.person(), circles));
    }
    return {};
}

Result<> remove_if_mine(store::PostStore& shelf, SourceId id, const Exchange& exchange) {
    const Source source = TRY(shelf.source(exchange.caller.viewer, id));
    if (source.owner != exchange.person()) {
        return fail(ErrorCode::denied, "'" + source.title + "' was added by somebody else; only they can remove it");
    }
    return shelf.remove_source(id);
}

}  // namespace

Result<http::Response> list_sources(Api& api, const Exchange& exchange) {
    const auto circles = TRY(own_circles(api, exchange));
    const auto own = TRY(own_store(api, exchange));
    Json list = Json::array();
    TRY(add_sources(list, *own, exchange, circles));
    TRY(add_sources(list, api.parts.archive.common(), exchange, circles));
    return json_response({{"sources", std::move(list)}});
}

Result<http::Response> remove_source(Api& api, const Exchange& exchange) {
    const auto id = shelf_id_from<Source>(exchange.parameters.at(0));
    if (!id) return fail(ErrorCode::not_found, "There is no source '" + exchange.parameters.at(0) + "'.");
    if (id->shelf == Shelf::common) {
        TRY(remove_if_mine(api.parts.archive.common(), *id, exchange));
    } else {
        const auto own = TRY(own_store(api, exchange));
        TRY(remove_if_mine(*own, *id, exchange));
    }
    return http::no_content();
}

}  // namespace familiar::serve::api
