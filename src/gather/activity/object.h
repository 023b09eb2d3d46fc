// Objects and activities of ActivityStreams 2 (W3C, 2017) and of its predecessor ActivityStreams 1 as posts.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "nouns/post.h"

#include <optional>

namespace familiar::gather {

// The post that a value makes known: a note, article, question or the like, or what a Create or Update wraps. Nothing
// for what is no words of the author: shares, likes, follows, deletions, people, bare references. Invalid_argument for
// what is no ActivityStreams object at all.
Result<std::optional<Post>> post_from_activity(const Json& value);

// Whether the value is a collection, whose items are the records.
bool is_collection(const Json& value);

}  // namespace familiar::gather
