#include "serve/routes/router.h"

#include <algorithm>
#include <array>

namespace familiar::serve {

namespace {

using http::Method;
using wire::Shape;

constexpr std::array k_routes = {
    Route{Method::get, "/healthz", api::health, Access::open},
    Route{Method::get, "/sign-in", api::sign_in, Access::open},
    Route{Method::get, "/metrics", api::metrics, Access::host},

    Route{Method::get, "/api/v1/me", api::me},
    Route{Method::remove, "/api/v1/me", api::erase_me},
    Route{Method::post, "/api/v1/sign-out", api::sign_out},
    Route{Method::get, "/api/v1/people", api::people},
    Route{Method::get, "/api/v1/consents", api::list_consents},
    Route{Method::put, "/api/v1/consents/{purpose}", api::set_consent},
    Route{Method::get, "/api/v1/ledger", api::ledger},
    Route{Method::get, "/api/v1/export", api::export_me},
    Route{Method::get, "/api/v1/openapi.json", api::openapi},

    Route{Method::get, "/api/v1/search", api::search},
    Route{Method::get, "/api/v1/posts/{id}", api::get_post},

    Route{Method::post, "/api/v1/turns", api::start_turn, Access::person, Shape::own, true},
    Route{Method::get, "/api/v1/turns/{id}", api::get_turn},
    Route{Method::get, "/api/v1/turns/{id}/events", api::follow_turn},
    Route{Method::post, "/api/v1/turns/{id}/cancel", api::cancel_turn},
    Route{Method::post, "/api/v1/turns/{id}/answer", api::answer_turn},

    Route{Method::get, "/api/v1/conversations", api::list_conversations},
    Route{Method::get, "/api/v1/conversations/{id}", api::get_conversation},
    Route{Method::remove, "/api/v1/conversations/{id}", api::remove_conversation},

    Route{Method::get, "/api/v1/sources", api::list_sources},
    Route{Method::remove, "/api/v1/sources/{id}", api::remove_source},

    Route{Method::post, "/api/v1/imports", api::start_import, Access::person, Shape::own, false, k_import_bytes_max},
    Route{Method::get, "/api/v1/imports", api::list_imports},
    Route{Method::get, "/api/v1/imports/{id}", api::get_import},
    Route{Method::get, "/api/v1/imports/{id}/events", api::follow_import},

    Route{Method::post, "/v1/chat/completions", openai::chat_completion, Access::person, Shape::openai, true,
          k_chat_bytes_max},
    Route{Method::post, "/v1/responses", openai::create_response, Access::person, Shape::openai, true,
          k_chat_bytes_max},
    Route{Method::get, "/v1/models", openai::list_models, Access::person, Shape::openai},
    Route{Method::get, "/v1/models/{model}", openai::get_model, Access::person, Shape::openai},
};

// The next segment, which is removed from `path` with its slash.
std::string_view take_segment(std::string_view& path) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

std::optional<std::vector<std::string>> parameters_of(std::string_view pattern, std::string_view path) {
    std::vector<std::string> parameters;
    while (pattern.starts_with('/') && path.starts_with('/')) {
        const std::string_view expected = take_segment(pattern);
        const std::string_view given = take_segment(path);
        if (expected.starts_with('{')) {
            if (given.empty()) return std::nullopt;
            parameters.emplace_back(given);
        } else if (expected != given) {
            return std::nullopt;
        }
    }
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return parameters;
}

}  // namespace

std::span<const Route> all_routes() { return k_routes; }

Lookup find_route(Method method, std::string_view path) {
    if (method == Method::head) method = Method::get;
    Lookup lookup;
    for (const Route& route : k_routes) {
        auto parameters = parameters_of(route.pattern, path);
        if (!parameters) continue;
        if (route.method == method) {
            lookup.match = Match{&route, std::move(*parameters)};
            return lookup;
        }
        if (!lookup.allowed.empty()) lookup.allowed += ", ";
        lookup.allowed += name_of(route.method);
    }
    return lookup;
}

Shape shape_of(std::string_view path) { return path.starts_with("/v1/") ? Shape::openai : Shape::own; }

bool is_api(std::string_view path) {
    return path.starts_with("/api/") || path.starts_with("/v1/") || path == "/metrics";
}

}  // namespace familiar::serve
