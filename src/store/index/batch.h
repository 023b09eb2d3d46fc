// Posts on their way into the index: read into words, and written as one segment.
#pragma once

#include "nouns/post.h"
#include "store/index/segment.h"

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace familiar::store::index {

// A word as the index keeps it: at most k_word_bytes_max of it, cut between characters.
std::string_view indexed(std::string_view word);

// The words of a post with their impacts.
struct PostWords {
    std::vector<std::pair<std::string, std::uint8_t>> impacts;
    std::size_t text_words = 0;
};
PostWords read_words(const Post& post);

class Batch {
public:
    // A post that is in the batch already takes the place of its earlier version.
    void add(const Document& document, const PostWords& words);
    bool holds(std::uint32_t number) const { return place_of_.contains(number); }
    bool empty() const { return documents_.empty(); }
    // Whose documents it holds.
    std::set<std::int32_t> audiences() const;
    // Writes those of one audience; they are returned, newest first.
    std::vector<Document> write(std::int32_t audience, SegmentWriter& segment) const;

private:
    struct Entry {
        std::uint32_t document = 0;  // its place in documents_
        std::uint8_t impact = 0;
    };
    struct Held {
        Document document;
        bool replaced = false;

        bool is_for(std::int32_t audience) const { return !replaced && document.audience == audience; }
    };
    std::vector<Held> documents_;
    std::unordered_map<std::uint32_t, std::size_t> place_of_;  // by post
    std::unordered_map<std::string, std::vector<Entry>> lists_;
};

}  // namespace familiar::store::index
