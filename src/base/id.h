// Ids that cannot be mixed up: Id<Post> and Id<Source> are different types around a number given by the store.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace familiar {

template <class Noun>
struct Id {
    std::int64_t value = 0;  // 0: not stored yet

    explicit operator bool() const { return value != 0; }
    friend auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace familiar

template <class Noun>
struct std::hash<familiar::Id<Noun>> {
    std::size_t operator()(familiar::Id<Noun> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
