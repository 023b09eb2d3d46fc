// What an XML element inherits from those around it: namespaces, base address and language. Feeds bind namespaces to
// any prefix they like, so elements are known by their namespace, never by their prefix.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace familiar::gather::feed {

enum class Space {
    plain,  // RSS of any version, CDF, and elements without a namespace
    atom,
    content,
    dublin_core,
    dublin_core_terms,
    media,
    itunes,
    xhtml,
    threading,
    feedburner,
    rdf,
    other,
};

struct Name {
    Space space = Space::other;
    std::string local;  // in lower case: RSS is written in many ways
};

// Points into the document and at the outer scope; both outlive it.
class Scope {
public:
    // The outermost one; `base` is where the document came from.
    explicit Scope(std::string base) : base_(std::move(base)) {}
    // Inside `element`.
    Scope(const Scope& outer, pugi::xml_node element);

    // Of the element this scope was made for.
    const Name& name() const { return name_; }
    const std::string& base() const { return base_; }
    // As xml:lang says, or "".
    const std::string& language() const { return language_; }

private:
    struct Binding {
        std::string_view prefix;
        Space space;
    };

    void bind(pugi::xml_attribute attribute, std::string_view attribute_name);
    Space space_of(std::string_view prefix) const;

    const Scope* outer_ = nullptr;
    std::vector<Binding> bindings_;
    Name name_;
    std::string base_;
    std::string language_;
};

}  // namespace familiar::gather::feed
