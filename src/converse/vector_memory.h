// Vectors of posts, kept in memory so that the same text is not embedded with every question. Bounded; the ones used
// longest ago make room. What a person's own file holds is kept under that person, and is found for nobody else.
//
// Thread-safe.
#pragma once

#include "converse/limits.h"
#include "nouns/person.h"
#include "nouns/post.h"
#include "platform/mutex.h"

#include <compare>
#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::converse {

using Vector = std::shared_ptr<const std::vector<float>>;

// A part of a post, in one version.
struct PartKey {
    PersonId owner;  // whose file; 0: the common one
    PostId post;
    int version = 1;
    std::size_t begin = 0;

    friend auto operator<=>(const PartKey&, const PartKey&) = default;
};

// The key of a part for a viewer who was shown the post.
PartKey key_of(PersonId viewer, const Post& post, std::size_t begin);

class VectorMemory {
public:
    explicit VectorMemory(std::size_t numbers_max = k_vector_numbers_max) : numbers_max_(numbers_max) {}

    // Null when it is not known, or was made of another text.
    Vector find(const PartKey& key, std::string_view text);
    void keep(const PartKey& key, std::string_view text, std::vector<float> vector);
    void forget();
    // Numbers that are kept now.
    std::size_t numbers() const;

private:
    struct Kept {
        PartKey key;
        std::string text_digest;
        Vector vector;
    };
    void drop(std::list<Kept>::iterator kept) REQUIRES(mutex_);

    const std::size_t numbers_max_;
    mutable platform::Mutex mutex_;
    std::list<Kept> kept_ GUARDED_BY(mutex_);  // the latest used first
    std::map<PartKey, std::list<Kept>::iterator> places_ GUARDED_BY(mutex_);
    std::size_t numbers_ GUARDED_BY(mutex_) = 0;
};

}  // namespace familiar::converse
