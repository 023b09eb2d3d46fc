// Links of foreign documents: resolved against their base (RFC 3986, section 5) and let through only when a browser
// would go to the web or write a mail. Pure functions, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace familiar::gather {

inline constexpr std::size_t k_url_bytes_max = 8192;

// The target of `reference` in a document at `base`; `reference` itself when `base` is not absolute.
std::string resolve_url(std::string_view base, std::string_view reference);

// The http, https or mailto address that `reference` means in a document at `base`, or "". White space and controls
// that browsers ignore are taken out first, so that "java\nscript:" is seen for what it is.
std::string safe_link(std::string_view reference, std::string_view base);

// `reference` against `base` as xml:base counts: the outer base stays when the result is no web address.
std::string nested_base(std::string_view base, std::string_view reference);

// "example.org" of "https://user@example.org:8080/x"; "" when there is none.
std::string host_of(std::string_view url);

}  // namespace familiar::gather
