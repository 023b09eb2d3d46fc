// Bar and QR codes, by ZXing, in pictures prepared in several ways. Pure; any thread.
#pragma once

#include "look/pixels.h"

#include <vector>

namespace familiar::look {

// Boxes in pixels of `picture`. Of codes that carry no or weak check digits only those are told that two preparations
// agree on.
std::vector<SeenCode> read_codes(const Grey& picture);

}  // namespace familiar::look
