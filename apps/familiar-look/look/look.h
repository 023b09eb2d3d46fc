// One picture, from the bytes of its file to all that can be told of it without a model.
#pragma once

#include "base/result.h"
#include "look/request.h"

namespace familiar::look {

// What `decode` refuses is an error; what cannot be read in the picture is left out. Boxes are those of the whole
// upright picture at its full size, also when a part was asked for.
Result<SeenPicture> look_at(const Request& request);

}  // namespace familiar::look
