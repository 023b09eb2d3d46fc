// GET /v1/models: the ways to be answered, as models.
#include "serve/api/api.h"
#include "serve/api/common.h"
#include "serve/openai/chat_request.h"

namespace familiar::serve::openai {

namespace {

constexpr std::int64_t k_created = 1'767'225'600;  // 2026-01-01: the same for all, so that lists compare

Json model_json(const Model& model) {
    return {{"id", model.id}, {"object", "model"}, {"created", k_created}, {"owned_by", "familiar"}};
}

}  // namespace

Result<http::Response> list_models(Api&, const Exchange&) {
    Json list = Json::array();
    for (const Model& model : k_models) list.push_back(model_json(model));
    return api::json_response({{"object", "list"}, {"data", std::move(list)}});
}

Result<http::Response> get_model(Api&, const Exchange& exchange) {
    const std::string& id = exchange.parameters.at(0);
    const auto model = model_named(id);
    if (!model) return wire::complaint_response(no_such_model(id), wire::Shape::openai, exchange.request.id);
    return api::json_response(model_json(*model));
}

}  // namespace familiar::serve::openai
