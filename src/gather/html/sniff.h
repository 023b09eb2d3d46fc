// Tells HTML from plain text where a format leaves open which of the two stands in it.
#pragma once

#include <string_view>

namespace familiar::gather {

// Whether `text` holds a tag that HTML knows or an entity. "std::vector<int>" and "AT&T" do not; "<b>x", "a<br/>b" and
// "Q&amp;A" do.
bool looks_like_html(std::string_view text);

}  // namespace familiar::gather
