// What one person allows, from what they said: everything beyond answering is off until they switch it on.
//
// Pure values; any thread.
#pragma once

#include "nouns/consent.h"

#include <span>
#include <vector>

namespace familiar::privacy {

class Consents {
public:
    // Of a person who has said nothing yet.
    Consents() = default;
    explicit Consents(std::span<const Consent> said);

    bool allows(Purpose purpose) const;
    // One for each purpose; `since` is the epoch where the person never said anything.
    std::vector<Consent> all() const;

private:
    std::vector<Consent> said_;
};

// What a purpose means, for the person who decides about it: one sentence.
std::string_view meaning_of(Purpose purpose);

}  // namespace familiar::privacy
