// Which endpoint a request is for. Pure.
#pragma once

#include "serve/api/api.h"
#include "serve/http/message.h"
#include "serve/limits.h"
#include "serve/wire/errors.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::serve {

enum class Access { open, person, host };

struct Route {
    http::Method method = http::Method::get;
    std::string_view pattern;  // "/api/v1/turns/{id}"
    Endpoint endpoint = nullptr;
    Access access = Access::person;
    wire::Shape shape = wire::Shape::own;
    bool is_turn = false;  // counts in the bucket of turns too
    std::size_t body_bytes_max = k_body_bytes_max;
};

// Every endpoint there is, except the page's files.
std::span<const Route> all_routes();

struct Match {
    const Route* route = nullptr;
    std::vector<std::string> parameters;
};

struct Lookup {
    std::optional<Match> match;
    std::string allowed;  // without a match: the methods that this path has, for the header Allow; empty: no such path
};

// HEAD finds GET.
Lookup find_route(http::Method method, std::string_view path);

// The shape that errors of a path have, known or not.
wire::Shape shape_of(std::string_view path);
// Whether the path belongs to the API, where nothing answers without a credential, rather than to the page.
bool is_api(std::string_view path);

}  // namespace familiar::serve
