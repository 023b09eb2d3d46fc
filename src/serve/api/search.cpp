// Search, and one post by its id.
#include "serve/api/api.h"
#include "serve/api/common.h"
#include "serve/limits.h"
#include "serve/wire/posts.h"

#include <algorithm>

namespace familiar::serve::api {

namespace {

// A moment, or a date, which is the midnight that begins it where the person lives.
Result<Timestamp> moment_of(const std::string& text, std::string_view name, const Person& person) {
    const auto t = time::parse_rfc3339(text);
    if (!t)
        return fail(ErrorCode::invalid_argument,
                    "'" + std::string(name) + "' must be a date like 2026-03-01 or 2026-03-01T09:30:00Z");
    if (text.size() > 10) return *t;
    return time::day(time::civil(*t, "UTC").date, person.time_zone).begin;
}

Result<std::optional<TimeRange>> time_range_of(const Exchange& exchange) {
    const auto after = exchange.request.parameter("after").value_or("");
    const auto before = exchange.request.parameter("before").value_or("");
    if (after.empty() && before.empty()) return std::optional<TimeRange>();
    // Years 1 to 9999: what RFC 3339 can write.
    using namespace std::chrono_literals;
    TimeRange range{std::chrono::sys_days(1y / 1 / 1), std::chrono::sys_days(9999y / 12 / 31)};
    if (!after.empty()) range.begin = TRY(moment_of(after, "after", exchange.caller.person));
    if (!before.empty()) range.end = TRY(moment_of(before, "before", exchange.caller.person));
    if (range.end < range.begin) return fail(ErrorCode::invalid_argument, "'before' must not lie before 'after'");
    return std::optional(range);
}

Result<Query> query_of(const Exchange& exchange) {
    const http::Request& request = exchange.request;
    Query query;
    query.words = request.parameter("q").value_or("");
    if (query.words.size() > k_words_bytes_max)
        return fail(ErrorCode::invalid_argument, "'q' is too long; look for fewer words");
    query.filter.author = request.parameter("author").value_or("");
    query.filter.app = request.parameter("app").value_or("");
    query.filter.thread = request.parameter("thread").value_or("");
    query.filter.time = TRY(time_range_of(exchange));
    if (const auto kind = request.parameter("kind").value_or(""); !kind.empty()) {
        query.filter.kind = post_kind_from(kind);
        if (!query.filter.kind)
            return fail(ErrorCode::invalid_argument, "'kind' must be post, message, article or product");
    }
    const std::int64_t limit = TRY(number_parameter(request, "k")).value_or(10);
    query.limit = static_cast<std::size_t>(std::clamp<std::int64_t>(limit, 1, k_search_results_max));
    return query;
}

}  // namespace

Result<http::Response> search(Api& api, const Exchange& exchange) {
    const Query query = TRY(query_of(exchange));
    const Call call = call_for(api, exchange, k_search_time_max);
    Json results = Json::array();
    for (const Evidence& evidence : TRY(api.parts.assistant.search(call, exchange.person(), query))) {
        results.push_back(wire::evidence_json(evidence));
    }
    return json_response({{"results", std::move(results)}});
}

Result<http::Response> get_post(Api& api, const Exchange& exchange) {
    const auto id = shelf_id_from<Post>(exchange.parameters.at(0));
    if (!id) return fail(ErrorCode::not_found, "There is no post '" + exchange.parameters.at(0) + "'.");
    const Viewer& viewer = exchange.caller.viewer;
    if (id->shelf == Shelf::common) {
        auto& shelf = api.parts.archive.common();
        const Post post = TRY(shelf.post(viewer, id->number));
        return json_response(
            wire::post_json(post, title_of_source(shelf, viewer, post.source), TRY(own_circles(api, exchange))));
    }
    const auto shelf = TRY(own_store(api, exchange));
    const Post post = TRY(shelf->post(viewer, id->number));
    return json_response(wire::post_json(post, title_of_source(*shelf, viewer, post.source), {}));
}

}  // namespace familiar::serve::api
