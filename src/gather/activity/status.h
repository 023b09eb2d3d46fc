// Statuses as Mastodon's client API gives them (docs.joinmastodon.org/entities/Status).
#pragma once

#include "base/json.h"
#include "nouns/post.h"

#include <optional>

namespace familiar::gather {

bool is_status(const Json& value);

// Nothing for boosts and for statuses without words.
std::optional<Post> post_from_status(const Json& status);

}  // namespace familiar::gather
