// People, sources, imports consents and the ledger as the own API sends them.
#pragma once

#include "base/json.h"
#include "nouns/consent.h"
#include "nouns/ledger.h"
#include "nouns/person.h"
#include "nouns/source.h"

#include <string>
#include <vector>

namespace familiar::serve::wire {

Json person_json(const Person& person);  // in full: for the person alone
Json other_person_json(const Person& person);
// The locator (a feed's URL may hold a secret) is told to the owner alone.
Json source_json(const Source& source, PersonId viewer, const std::vector<Circle>& circles);
Json import_job_json(const ImportJob& job, const std::string& source_title);
Json ledger_json(const LedgerEntry& entry);
Json consent_json(const Consent& consent);

}  // namespace familiar::serve::wire
