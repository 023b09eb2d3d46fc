// Leave to send something of one person's to an engine on another machine, from their own consents and with their own
// ledger.
#pragma once

#include "infer/engine_room.h"
#include "nouns/person.h"
#include "store/archive.h"

namespace familiar::converse {

// Asks the person's file when it is called, so that a consent taken back holds at once. The archive outlives it.
infer::EngineRoom::Leave leave_of(store::Archive& archive, PersonId person);

}  // namespace familiar::converse
