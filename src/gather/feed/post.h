// An entry of a feed as a post.
#pragma once

#include "gather/feed/entry.h"
#include "nouns/post.h"

#include <optional>

namespace familiar::gather::feed {

// Nothing when the entry holds no words. `head` describes the feed and fills what the entry leaves out.
std::optional<Post> post_from(const Entry& entry, const Entry& head);

}  // namespace familiar::gather::feed
