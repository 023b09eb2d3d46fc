// Markup cut down to what clean_html reads, so that the tree built from it is small whatever the bytes say: known
// elements only, properly nested and never deep, with a handful of attributes; no comments, scripts or styles.
//
// The tree builder's cost grows with depth times tags, with the square of one tag's attributes and with the product of
// formatting elements and blocks. Hostile markup makes each of these large; reduced markup cannot. Linear time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace familiar::gather {

inline constexpr std::size_t k_html_tags_max = 100'000;  // further tags are dropped, their text stays

// The same text under the same elements, as far as readers see them.
std::string reduced_markup(std::string_view html);

}  // namespace familiar::gather
