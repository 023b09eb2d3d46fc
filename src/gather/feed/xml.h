// Foreign XML made well-formed, so that an XML parser reads all of it. Most feeds need nothing of this; the others have
// stray ampersands, HTML's entities, unclosed or crossed tags, controls, or end too early.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace familiar::gather::feed {

inline constexpr std::size_t k_xml_depth_max = 200;  // deeper elements are dropped, their text stays
inline constexpr std::size_t k_dtd_entities_max = 200;
inline constexpr std::size_t k_dtd_entity_bytes_max = 256;
inline constexpr std::size_t k_dtd_expansion_bytes_max = 1U << 20U;  // of all references together

struct WellFormedXml {
    std::string xml;  // one root element or nothing; UTF-8, no DOCTYPE, comments or processing instructions
    bool ends_inside_entry = false;  // the input stopped in an <item> or <entry>, the last one
};

// `text` is UTF-8. No external entity is ever resolved; internal ones are plain text. Linear time.
WellFormedXml well_formed(std::string_view text);

}  // namespace familiar::gather::feed
