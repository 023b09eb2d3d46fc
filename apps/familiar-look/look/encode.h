// Pictures written anew, from pixels alone: nothing of the file that came in is carried over. Pure; any thread.
#pragma once

#include "base/result.h"
#include "look/pixels.h"

#include <string>
#include <string_view>

namespace familiar::look {

struct Encoded {
    std::string bytes;
    std::string_view media_type;
    int width = 0;
    int height = 0;
};

// For storing and for a model: PNG where the picture came without loss (drawings, screenshots) and stays small, else
// jpeg on white. Its edges are within `k_clean_edge_max`.
Result<Encoded> clean_copy(const Pixels& picture, bool came_without_loss);
// WebP, edges within `k_thumbnail_edge_max`.
Result<std::string> thumbnail(const Pixels& picture);
// What `look` writes clean copies with; for tests that need a jpeg.
Result<std::string> jpeg_of(Pixels picture, int quality);
Result<std::string> png_of(const Pixels& picture);

// pHash: the picture in 32 × 32 shades of grey, its 8 × 8 lowest cosine frequencies, a bit for each that lies above
// their median (the constant one left out: bit 0 is not set). The same picture in another size or compression differs
// in few bits.
std::uint64_t perceptual_hash(const Pixels& picture);

}  // namespace familiar::look
