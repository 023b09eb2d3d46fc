// What several endpoints need: reading ids and JSON bodies, answering with JSON, limits of streams.
#pragma once

#include "base/json.h"
#include "serve/api/api.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace familiar::serve::api {

http::Response json_response(const Json& json, int status = 200);
http::Response event_stream(std::shared_ptr<http::Stream> stream);

// The body as JSON; invalid_argument when it is not.
Result<Json> json_body(const http::Request& request);
// A number in the path; not_found when it is none, as a wrong id is.
Result<std::int64_t> number_of(const std::string& text, const char* thing);
// A number in the query, 0 when absent; invalid_argument when it is none.
Result<std::optional<std::int64_t>> number_parameter(const http::Request& request, std::string_view name);
// The media type of the body without parameters, in lower case.
std::string media_type_of(const http::Request& request);

// `exhausted` when this person has too many streams open.
Result<Seats::Seat> seat_for(Api& api, const Exchange& exchange);
Call call_for(Api& api, const Exchange& exchange, std::optional<std::chrono::milliseconds> at_most);
Result<std::shared_ptr<store::PersonStore>> own_store(Api& api, const Exchange& exchange);
Result<std::vector<Circle>> own_circles(Api& api, const Exchange& exchange);
// A source title for display; "" when the source has gone.
std::string title_of_source(store::PostStore& shelf, const Viewer& viewer, SourceId source);

}  // namespace familiar::serve::api
