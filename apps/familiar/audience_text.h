// Audiences as the command line names them: private, public, circle:NAME.
#pragma once

#include "nouns/audience.h"
#include "nouns/person.h"
#include "store/archive.h"

#include <string>

namespace familiar::app {

// `not_found` when the person is in no such circle, `invalid_argument` when the text is no audience.
Result<Audience> audience_from(store::Archive& archive, PersonId person, const std::string& text);

Result<std::string> audience_text(store::Archive& archive, PersonId person, const Audience& audience);

// The circle of that name which the person is in.
Result<Circle> circle_named(store::Archive& archive, PersonId person, const std::string& name);

}  // namespace familiar::app
