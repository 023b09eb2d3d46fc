// The links that sources contain: the only ones that an answer may hold. A link passes when it is one of them to the
// last character; what merely looks like one does not.
//
// Values, no I/O. Reading from several threads is safe, adding is not.
#pragma once

#include "nouns/post.h"

#include <set>
#include <string>
#include <string_view>

namespace familiar::answer::cite {

class KnownLinks {
public:
    void add(const Post& post);

    // The same scheme, host and rest; only a "/" at the end and the case of scheme and host do not matter. Links with a
    // user in front of the host, with invisible characters, and of schemes other than http and https never pass.
    bool has(std::string_view link) const;
    // A host, address or path without a scheme ("www.example.org/a", "ana@example.org") that stands so in a source.
    bool has_bare(std::string_view words) const;

private:
    void add_link(std::string_view link);

    std::set<std::string, std::less<>> links_;
    std::set<std::string, std::less<>> bare_;
};

// Text as a page may come to read it: entities and backslashes resolved, "hxxp", "[.]" and "(dot)" put right, invisible
// characters gone, lower case, compatibility forms unified. Only for judging, never for showing.
std::string as_read(std::string_view text);

// Whether text without white space is, or contains, something that a page or a person may follow as a link. With
// `in_code`, only what has a scheme or begins with "www.".
bool looks_like_link(std::string_view text, bool in_code);

}  // namespace familiar::answer::cite
