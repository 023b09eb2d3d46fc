// The sample world: a small town that a newcomer meets and that the scenes ask about. It comes in through the same
// importer as anything else, from files that are part of the program.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "gather/importer.h"
#include "platform/clock.h"
#include "store/archive.h"

namespace familiar::app {

// Makes the sample's people, circles and sources in an archive; Mara is the host. What is there already is left alone,
// so a second call is quick and an interrupted one is completed. `conflict` when the archive holds people of its own:
// the sample's public posts are not to mix with theirs.
Result<> load_sample(store::Archive& archive, gather::Importer& importer, const platform::Clock& clock);

// Handle of the host of the sample world.
inline constexpr std::string_view k_sample_host = "mara";

// The moment at which time stands still in the sample world.
Timestamp sample_now();

}  // namespace familiar::app
