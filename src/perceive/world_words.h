// The words of a person's world, for recognising what they say: who writes, the groups, names of places, products and
// people, and what things are called, each with a weight.
//
// A WorldListener owns what it counted; used by one thread. WorldWords is a value. It takes posts as they come and
// knows no store; the caller passes what the person may see, and nothing else.
#pragma once

#include "nouns/post.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace familiar::perceive {

struct Weighed {
    std::string text;  // as it is written: "Crumb & Tide"
    double weight = 0;

    friend bool operator==(const Weighed&, const Weighed&) = default;
};

// What one post and the one beside it speak of, as it is said. A question about them names them together.
struct Topic {
    std::vector<std::string> people;
    std::vector<std::string> names;
    std::vector<std::string> things;
    std::vector<std::string> words;  // those of `things` that are one word
};

// Each list is ordered by weight, then text, and bounded by k_world_list_max.
struct WorldWords {
    std::vector<Weighed> people;  // authors, by full and by first name
    std::vector<Weighed> groups;
    std::vector<Weighed> names;             // other proper names
    std::vector<Weighed> things;            // "lighthouse", "wind turbines", lower case
    std::vector<std::string> sentences;     // what was written, as it is said; newest first if told so
    std::vector<Topic> topics;              // likewise
    std::map<std::string, int> lower_case;  // how often a word stands in the text without a capital

    // Changes when a name or thing comes or goes; the key under which what was made of them is kept.
    std::uint64_t digest() const;
};

class WorldListener {
public:
    // At most k_world_posts_max; later ones are not listened to.
    void hear(const Post& post);
    // The title of a chat, feed or other source.
    void hear_group(std::string_view title);
    bool has_heard_enough() const;
    WorldWords words() const;

private:
    void hear_sentence(std::string_view sentence, Topic& topic);

    std::size_t posts_ = 0;
    std::unordered_map<std::string, double> people_;
    std::unordered_map<std::string, double> groups_;
    std::unordered_map<std::string, double> names_;
    std::unordered_map<std::string, double> things_;
    std::map<std::string, int> lower_case_;
    std::vector<std::string> sentences_;
    std::vector<Topic> topics_;
    std::string last_thread_;
};

}  // namespace familiar::perceive
