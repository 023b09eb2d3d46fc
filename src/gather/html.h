// HTML from outside becomes clean text with its links kept. No script, style, event handler or markup survives, because
// nothing but text and checked http(s) and mailto links comes out. Pure functions, any thread.
#pragma once

#include "nouns/post.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::gather {

struct CleanText {
    std::string text;         // a blank line between paragraphs, list items with "- " or "1. ", cells divided by " | "
    std::vector<Link> links;  // in order, each address once
};

// `base_url` resolves relative links; links of other schemes are dropped. Text is valid UTF-8 without controls, and
// without characters that nobody sees; pictures are their descriptions in brackets. Never more than k_html_bytes_max of
// `html` is read.
CleanText clean_html(std::string_view html, std::string_view base_url);

// Text that is not markup, cleaned likewise: its lines stay, trailing spaces go, many empty lines become one.
std::string clean_lines(std::string_view plain);

// Likewise as one line.
std::string clean_line(std::string_view plain);

// The character that an entity of HTML stands for ("eacute"), or "" for unknown names.
std::string html_entity(std::string_view name);

}  // namespace familiar::gather
