// How what people write to each other hangs together: which messages a message leans on, and in what other words people
// speak of what they are asked about. Pure functions, any thread.
#pragma once

#include "nouns/post.h"
#include "retrieve/heard.h"
#include "retrieve/reading.h"

#include <string_view>
#include <vector>

namespace familiar::retrieve {

// A message or post that was written before another, with the terms that occur in it.
struct Before {
    Post post;
    TermSet terms = 0;
    Heard heard = {};
    double weight = 0;  // how much a term of the query counts that stands there; 0: the two have nothing to do with
                        // each other
};

// Sets the weights of what stands before a post, nearest first. In a chat the last three messages count, and further
// back, through other talk, questions of others and what the author wrote there.
void lean(const Post& post, std::vector<Before>& before);

// Other words for what is asked of people, and of what they do together: who "works" somewhere has a "job". `stem` is
// that of an English question; the words are stems too.
std::vector<std::string_view> talk_kin(std::string_view stem);

}  // namespace familiar::retrieve
