#include "converse/leave.h"

#include "privacy/consents.h"
#include "privacy/egress.h"

namespace familiar::converse {

infer::EngineRoom::Leave leave_of(store::Archive& archive, PersonId person) {
    return [&archive, person]() -> Result<privacy::EgressPermit> {
        const auto store = TRY(archive.person(person));
        const privacy::Consents consents(TRY(store->consents()));
        return privacy::permit(consents, person, Purpose::remote_engine,
                               [store](const LedgerEntry& entry) { return store->record_egress(entry); });
    };
}

}  // namespace familiar::converse
