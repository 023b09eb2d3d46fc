// Colours of any embedded profile become sRGB, by LittleCMS. A profile that is broken or does not fit is passed over.
#pragma once

#include "look/decoders.h"

namespace familiar::look {

// Changes the picture in place and drops profile and inks.
void to_srgb(Stored& stored);

}  // namespace familiar::look
