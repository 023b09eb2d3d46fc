#include "privacy/egress.h"

#include <fmt/format.h>

namespace familiar::privacy {

Result<EgressPermit> permit(const Consents& consents, PersonId person, Purpose purpose, EgressRecorder recorder) {
    if (!consents.allows(purpose)) {
        return fail(ErrorCode::denied, fmt::format("You have not allowed “{}”. To allow it: familiar consents allow {}",
                                                   meaning_of(purpose), name_of(purpose)));
    }
    return EgressPermit(person, purpose, std::move(recorder));
}

}  // namespace familiar::privacy
