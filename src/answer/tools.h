// What a mode may ask for while it works: search again, ask a smaller question, open a source, read its discussion,
// compute. Supplied by converse/, which decides what this person may see. Tools only read; what they return is data and
// never an instruction.
//
// Thread-safe: sub-agents use the same tools at once. The same call gives the same result within a turn.
#pragma once

#include "answer/composer.h"
#include "answer/compute.h"
#include "nouns/evidence.h"
#include "nouns/question.h"
#include "platform/call.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer {

// A smaller question, answered at once without a model.
struct Instant {
    Question question;               // as it was understood
    Answer answer;                   // AnswerKind::nothing when the sources do not carry one
    std::vector<Evidence> evidence;  // all that was found for it, best first
};

class Tools {
public:
    virtual ~Tools() = default;
    // Best first, with exact spans.
    virtual Result<std::vector<Evidence>> search(const Call& call, const Query& query) = 0;
    // As if the person had asked it alone, with no conversation before it.
    virtual Result<Instant> ask(const Call& call, std::string_view question) = 0;
    // The post in its version of now; not_found for what this person may not see.
    virtual Result<Post> open(const Call& call, PostId post) = 0;
    // The discussion that a post is part of, in the order of time, with the post itself.
    virtual Result<std::vector<Post>> thread(const Call& call, PostId post) = 0;
    virtual std::optional<Computation> compute(std::string_view question) = 0;
};

}  // namespace familiar::answer
