// What a message is, apart from what it is about: who asks for what, who thanks, what settles something. Signs in
// several languages, not understanding. Pure functions, any thread.
#pragma once

#include "base/words.h"
#include "nouns/query.h"

#include <string_view>
#include <vector>

namespace familiar::retrieve {

struct Heard {
    bool asks = false;
    Wanted asks_for = Wanted::anything;  // what kind of thing, when it asks
    bool thanks = false;                 // "found it", "perfect, thanks": the one who asked has the answer
    bool settles = false;                // "then it's Sunday", "booked": a discussion ends
    bool owns = false;                   // "I can", "it was me": the author is who was asked for
    bool shrugs = false;                 // "no idea", "me neither", "haha": says nothing to the matter
};
Heard heard_in(std::string_view text);
// The same for a text whose `words` are known already.
Heard heard_in(std::string_view text, const std::vector<Word>& words);

}  // namespace familiar::retrieve
