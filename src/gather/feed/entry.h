// What one entry of a feed says, whatever format it is in; the feed itself is described by the same fields.
#pragma once

#include "base/time.h"
#include "gather/html.h"

#include <optional>
#include <string>
#include <vector>

namespace familiar::gather::feed {

// A piece of text as it stands in the feed.
struct Prose {
    enum class Form {
        plain,  // its line ends say nothing, but an empty line ends a paragraph
        lines,  // plain, and its line ends are meant
        html,
        unsaid,  // RSS: whoever wrote it may have meant plain or HTML
    };

    std::string value;
    Form form = Form::plain;
    std::string base;      // of its relative links
    std::string language;  // as xml:lang says
    int rank = 0;          // of the element it came from; a better element replaces a worse one

    bool empty() const { return value.empty(); }
    // Without markup; several lines.
    CleanText clean() const;
    // Without markup; one line.
    std::string clean_title() const;
};

struct Contact {
    std::string name;
    std::string email;
    std::string url;
};

struct RelatedLink {
    std::string url;
    std::string relation;  // "alternate", "self", "enclosure", …
    std::string type;
    std::string title;
    std::string size;  // in bytes, as said
};

struct Dated {
    std::optional<Timestamp> at;
    int rank = 0;
};

struct Entry {
    std::string id;
    Prose title;
    Prose summary;
    Prose content;
    std::string link;                // as RSS gives it: one address
    std::string permalink;           // an id that is an address
    std::vector<RelatedLink> links;  // as Atom gives them; enclosures are among them
    std::vector<Contact> authors;
    int author_rank = 0;
    Dated published;
    Dated updated;
    std::vector<std::string> categories;
    std::string comments;
    std::string reply_to;
    std::string language;

    // The address where people read it, or "".
    std::string best_link() const;
};

// Reads "Ana Silva (ana@example.org)", "ana@example.org (Ana Silva)" and "Ana Silva <ana@example.org>".
Contact contact_from(std::string_view text);

}  // namespace familiar::gather::feed
