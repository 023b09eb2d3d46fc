// Which of an entry's fields an element of a feed fills, and how much it is to be believed against others.
#pragma once

#include "gather/feed/entry.h"
#include "gather/feed/scope.h"

#include <pugixml.hpp>

namespace familiar::gather::feed {

// Reads what `element`, a child of an entry or of the feed's own description, says into `entry`.
void read_field(pugi::xml_node element, const Scope& scope, Entry& entry);

}  // namespace familiar::gather::feed
