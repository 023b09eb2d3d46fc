// A post with what the index keeps of its words: the part of storing that needs no file, so that an import can read
// the next posts while the file takes the last. Pure, any thread.
#pragma once

#include "nouns/post.h"
#include "store/index/batch.h"

namespace familiar::store {

struct PreparedPost {
    Post post;
    index::PostWords words;
};

PreparedPost prepared(Post post);

}  // namespace familiar::store
