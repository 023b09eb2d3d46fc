// Leave to send something of one person's off this machine, for one purpose. Only permit() makes one, from that
// person's own consents, so that what reaches a remote engine has passed through here; and whoever holds one can write
// what was sent into that person's ledger.
//
// A value; any thread, as far as the recorder is.
#pragma once

#include "base/result.h"
#include "nouns/ledger.h"
#include "nouns/person.h"
#include "privacy/consents.h"

#include <functional>
#include <string>

namespace familiar::privacy {

// Writes into the person's ledger. What cannot be written down may not be sent: it returns the reason.
using EgressRecorder = std::function<Result<>(const LedgerEntry& entry)>;

class EgressPermit {
public:
    PersonId person() const { return person_; }
    Purpose purpose() const { return purpose_; }
    Result<> record(const LedgerEntry& entry) const { return recorder_(entry); }

private:
    EgressPermit(PersonId person, Purpose purpose, EgressRecorder recorder)
        : person_(person), purpose_(purpose), recorder_(std::move(recorder)) {}
    friend Result<EgressPermit> permit(const Consents& consents, PersonId person, Purpose purpose,
                                       EgressRecorder recorder);

    PersonId person_;
    Purpose purpose_;
    EgressRecorder recorder_;
};

// `denied` when the person does not allow it; the message says how to.
Result<EgressPermit> permit(const Consents& consents, PersonId person, Purpose purpose, EgressRecorder recorder);

}  // namespace familiar::privacy
