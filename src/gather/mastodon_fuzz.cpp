#include "gather/activity/sound_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return familiar::gather::check_parser(familiar::gather::parse_mastodon, bytes, size);
}
