// HOME/familiar.toml: what a host may set. Everything has a default; a key that is not known is an error, so that a
// misspelt one is not silently without effect.
#pragma once

#include "base/result.h"
#include "infer/engine_settings.h"
#include "platform/http_client.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace familiar::app {

struct Listen {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8484;
};

// "127.0.0.1:8484", "[::1]:8484", ":8484", "0.0.0.0:0".
Result<Listen> listen_from(std::string_view text);
// For the command line: why not, empty when it is good.
std::string listen_is_good(const std::string& text);

struct Configuration {
    Listen listen;
    double requests_burst = 60;
    double requests_per_minute = 120;
    double turns_burst = 20;
    double turns_per_minute = 40;
    int refresh_minutes = 60;  // between two looks at each feed while the server runs; 0 for never
    platform::AddressPolicy fetch_addresses = platform::AddressPolicy::public_only;
    infer::EngineRoomSettings engines;
};

// The defaults when there is no such file.
Result<Configuration> read_configuration(const std::filesystem::path& home);

}  // namespace familiar::app
