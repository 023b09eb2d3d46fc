// How what people write to each other hangs together: who asks for what, which messages a message leans on, how much of
// a question it answers, whether it settles something. Signs in several languages, not understanding. Pure functions,
// any thread.
#pragma once

#include "nouns/post.h"
#include "nouns/query.h"
#include "retrieve/reading.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::retrieve {

// What a message is, apart from what it is about.
struct Heard {
    bool asks = false;
    Wanted asks_for = Wanted::anything;  // what kind of thing, when it asks
    bool thanks = false;                 // "found it", "perfect, thanks": the one who asked has the answer
    bool settles = false;                // "then it's Sunday", "booked": a discussion ends
    bool owns = false;                   // "I can", "it was me": the author is who was asked for
    bool shrugs = false;                 // "no idea", "me neither", "haha": says nothing to the matter
};
Heard heard_in(std::string_view text);

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
