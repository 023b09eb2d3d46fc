// The text of an element of a feed, with its form.
#pragma once

#include "gather/feed/entry.h"
#include "gather/feed/scope.h"

#include <pugixml.hpp>
#include <string_view>

namespace familiar::gather::feed {

// `usual` is the form when the element does not say. Atom's rules are RFC 4287, sections 3.1 and 4.1.3, and those of
// Atom 0.3 for `mode`; RSS holds text, escaped HTML or HTML as it is.
Prose read_prose(pugi::xml_node element, const Scope& scope, Prose::Form usual);

}  // namespace familiar::gather::feed
