// What an XML element holds, as text or as HTML again.
#pragma once

#include <pugixml.hpp>
#include <string>

namespace familiar::gather::feed {

// The character data directly inside `element`, and that of the elements in it.
std::string text_of(pugi::xml_node element);

// Its children written as HTML, without prefixes. No recursion.
std::string html_of(pugi::xml_node element);

bool has_elements(pugi::xml_node element);

}  // namespace familiar::gather::feed
