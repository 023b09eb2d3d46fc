// What those who run Familiar look at, and the description of the API itself.
#include "serve/api/api.h"
#include "serve/api/common.h"

extern "C" const unsigned char familiar_openapi_json[];
extern "C" const unsigned char familiar_openapi_json_end[];

namespace familiar::serve::api {

Result<http::Response> health(Api&, const Exchange&) { return json_response({{"status", "ok"}}); }

Result<http::Response> metrics(Api& api, const Exchange&) {
    return http::response(200, "text/plain; version=0.0.4; charset=utf-8", api.parts.metrics.text());
}

Result<http::Response> openapi(Api&, const Exchange&) {
    const auto* begin = reinterpret_cast<const char*>(familiar_openapi_json);
    const auto* end = reinterpret_cast<const char*>(familiar_openapi_json_end);
    http::Response response{200, {}, std::string_view(begin, static_cast<std::size_t>(end - begin))};
    response.with("content-type", "application/json");
    return response;
}

}  // namespace familiar::serve::api
