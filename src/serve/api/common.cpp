#include "serve/api/common.h"

#include "serve/limits.h"

#include <algorithm>
#include <charconv>

namespace familiar::serve::api {

namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

}  // namespace

http::Response json_response(const Json& json, int status) {
    return http::response(status, "application/json", json_text(json));
}

http::Response event_stream(std::shared_ptr<http::Stream> stream) {
    http::Response response{200, {}, std::move(stream)};
    response.with("content-type", "text/event-stream")
        .with("cache-control", "no-store")
        .with("x-accel-buffering", "no");
    return response;
}

Result<Json> json_body(const http::Request& request) {
    auto json = parse_json(request.body);
    if (!json) return fail(ErrorCode::invalid_argument, "the body is " + json.error().message);
    return json;
}

Result<std::int64_t> number_of(const std::string& text, const char* thing) {
    const auto number = whole_number(text);
    if (!number || *number == 0)
        return fail(ErrorCode::not_found, std::string("There is no ") + thing + " '" + text + "'.");
    return *number;
}

Result<std::optional<std::int64_t>> number_parameter(const http::Request& request, std::string_view name) {
    const auto text = request.parameter(name);
    if (!text || text->empty()) return std::optional<std::int64_t>();
    const auto number = whole_number(*text);
    if (!number) return fail(ErrorCode::invalid_argument, "'" + std::string(name) + "' must be a whole number");
    return number;
}

std::string media_type_of(const http::Request& request) {
    const std::string_view header = request.header("content-type");
    std::string type(header.substr(0, header.find(';')));
    while (type.ends_with(' ')) type.pop_back();
    std::ranges::transform(type, type.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return type;
}

Result<Seats::Seat> seat_for(Api& api, const Exchange& exchange) {
    auto seat = api.seats.take(exchange.person());
    if (!seat) return fail(ErrorCode::exhausted, "you have too many streams open; close one");
    return std::move(*seat);
}

Call call_for(Api& api, const Exchange& exchange, std::optional<std::chrono::milliseconds> at_most) {
    return Call(api.parts.clock, exchange.request.gone, at_most, exchange.request.id);
}

Result<std::shared_ptr<store::PersonStore>> own_store(Api& api, const Exchange& exchange) {
    return api.parts.archive.person(exchange.person());
}

Result<std::vector<Circle>> own_circles(Api& api, const Exchange& exchange) {
    return api.parts.archive.common().circles_of(exchange.person());
}

std::string title_of_source(store::PostStore& shelf, const Viewer& viewer, SourceId source) {
    const auto found = shelf.source(viewer, source);
    return found ? found->title : std::string();
}

}  // namespace familiar::serve::api
