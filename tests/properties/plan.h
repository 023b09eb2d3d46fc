// A random world as it is told: people, circles, and collections of posts for this or that audience, with replies,
// threads, edits and doubles.
#pragma once

#include "tests/properties/chance.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace familiar::properties {

// One line of a collection. An empty text with a title is a post of its title alone.
struct Writing {
    std::string external_id;
    std::string kind = "post";
    std::string author;
    std::string title;
    std::string text;
    std::string posted_at;  // RFC 3339; empty: none
    std::string reply_to;
    std::string thread;
    int likes = 0;
};

inline constexpr int k_for_owner = -2;
inline constexpr int k_for_everyone = -1;  // else the place of a circle

// Posts that are imported together; later ones with the id of an earlier one are its edits.
struct Collection {
    int number = 0;  // names its file and its posts
    std::string title;
    std::size_t owner = 0;  // the place of a person
    int audience = k_for_owner;
    bool is_chat = false;  // a WhatsApp export, else JSONL
    std::vector<Writing> writings;
};

struct Plan {
    std::vector<std::string> people;                // handles
    std::vector<std::vector<std::size_t>> circles;  // members of "circle0", …
    std::vector<Collection> collections;
    // Whether a person may see what is in a collection.
    bool is_seen_by(const Collection& collection, std::size_t person) const;
};

struct PlanOptions {
    bool ties = true;   // posts without a time, of the same second, with the same text
    bool edits = true;  // posts that come again with other words
};

Plan random_plan(Chance& chance, PlanOptions options = {});
Collection random_collection(Chance& chance, int number, const PlanOptions& options);

// The bytes that are imported.
std::string content_of(const Collection& collection);

}  // namespace familiar::properties
