// What a person's world sounds like: the words of all they may see, for recognising what they say.
//
// Reads the common file and the person's own through their viewer, the newest posts first, as many as perceive/ takes.
// Blocking; the result belongs to this person alone and is never shared with another.
#pragma once

#include "nouns/person.h"
#include "perceive/world_words.h"
#include "platform/call.h"
#include "store/archive.h"

namespace familiar::converse {

Result<perceive::WorldWords> words_of_world(const Call& call, store::Archive& archive, PersonId person);

}  // namespace familiar::converse
