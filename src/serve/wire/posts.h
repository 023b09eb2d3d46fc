// Posts, evidence and citations as the own API sends them; offsets count UTF-16 units.
#pragma once

#include "base/json.h"
#include "nouns/event.h"
#include "nouns/evidence.h"
#include "nouns/person.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::serve::wire {

Json optional_time(const std::optional<Timestamp>& t);
Json text_or_null(const std::string& text);

// A search result: the post, the quote in it, why it was found.
Json evidence_json(const Evidence& evidence);

// One post in full. `circles` names those of the viewer.
Json post_json(const Post& post, const std::string& source_title, const std::vector<Circle>& circles);

// "private", "public" or "circle:NAME".
std::string audience_text(const Audience& audience, const std::vector<Circle>& circles);

// A citation of `post` in the answer whose text is `answer_text`.
Json citation_json(const CitationEvent& event, std::string_view answer_text);

}  // namespace familiar::serve::wire
