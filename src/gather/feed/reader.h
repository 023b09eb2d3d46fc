// Reads RSS of every version, Atom 0.3 and 1.0, and CDF from a well-formed document. They are read by one reader,
// because feeds mix them: Atom's elements stand in RSS, RSS's in Atom, Dublin Core, Media RSS and iTunes in both.
#pragma once

#include "base/result.h"
#include "gather/feed/entry.h"
#include "gather/feed/scope.h"

#include <pugixml.hpp>
#include <string>
#include <vector>

namespace familiar::gather::feed {

// A document opened for reading. The XML document outlives it.
class Reader {
public:
    // Invalid_argument when the document is no feed.
    static Result<Reader> open(const pugi::xml_document& document, std::string base);

    // The feed as it describes itself.
    const Entry& head() const { return head_; }
    // The elements of its entries in document order; read one with read().
    const std::vector<pugi::xml_node>& entries() const { return entries_; }
    Entry read(pugi::xml_node entry) const;

private:
    Reader() = default;
    void find_entries(pugi::xml_node parent);

    std::string base_;
    Entry head_;
    std::vector<pugi::xml_node> entries_;
};

}  // namespace familiar::gather::feed
