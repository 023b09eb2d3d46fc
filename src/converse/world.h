// What understanding may ask about one person's world, answered from the stores.
#pragma once

#include "converse/understand/understand.h"
#include "nouns/person.h"
#include "platform/call.h"
#include "retrieve/retriever.h"
#include "store/archive.h"

namespace familiar::converse {

// The functions of the World refer to the arguments, which outlive it.
World world_of(const Call& call, store::Archive& archive, retrieve::Retriever& retriever, const Viewer& viewer,
               const Person& person);

}  // namespace familiar::converse
