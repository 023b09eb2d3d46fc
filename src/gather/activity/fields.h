// Reading JSON in which a value may be a text, an object or a list of either, as ActivityStreams allows everywhere.
#pragma once

#include "base/json.h"
#include "nouns/post.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::gather {

inline constexpr std::size_t k_json_list_max = 100;  // values read of one list

// The values of a member: those of a list, or the one there is. At most k_json_list_max; they point into `object`.
std::vector<const Json*> values_at(const Json& object, std::string_view key);

// The first of them, or null.
const Json& first_at(const Json& object, std::string_view key);

// The first text among the members named, as one clean line.
std::string line_at(const Json& object, std::initializer_list<std::string_view> keys);

// The id of what a value refers to: the text itself, or its id, href or url. For values that point at other objects.
std::string reference_of(const Json& value);

// The web address of an object: its url (a text, a link, or a list of them: pages before media), or else its id.
std::string address_of(const Json& object);

// A person, as a text or an object of any of the formats. A handle is "@ana@example.org".
Author author_of(const Json& value);

}  // namespace familiar::gather
