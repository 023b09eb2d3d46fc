// How the words of a social post are put together: what was written, the poll's choices, what the pictures show.
#pragma once

#include "base/json.h"
#include "nouns/post.h"

#include <string>
#include <vector>

namespace familiar::gather {

// A picture, film or sound with a post.
struct Medium {
    std::string url;
    std::string type;
    std::string description;
};

struct Words {
    std::string content;  // HTML, unless it is plain
    bool is_plain = false;
    std::string name;     // a title, of articles and the like
    std::string summary;  // of short posts the content warning, of long ones an abstract
    bool is_long = false;
    std::vector<std::string> choices;
    std::vector<Medium> media;
    std::vector<Link> links;  // beside those in the content
};

// Fills title, text and links of `post`, and what belongs to them into `attributes`. False when there are no words.
bool put_words(const Words& words, Post& post, Json& attributes);

}  // namespace familiar::gather
