// The [[engine]] tables and the [engines] section of HOME/familiar.toml.
#pragma once

#include "base/result.h"
#include "infer/engine_settings.h"

#include <string_view>
#include <toml++/toml.h>

namespace familiar::app {

// `engines` gets what one [[engine]] says. A key that is not known is an error.
Result<> read_engine(const toml::table& table, infer::EngineRoomSettings& engines);

// What stands in [engines], for all of them.
Result<> read_engines_section(const toml::table& table, infer::EngineRoomSettings& engines);

}  // namespace familiar::app
