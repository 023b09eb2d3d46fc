// Any bytes as the head of a jpeg or a PNG, or as a block of EXIF: read within their bounds, and what comes out is
// sane.
#include "look/exif.h"

#include "base/check.h"
#include "look/limits.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    namespace look = familiar::look;
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    const auto is_sane = [](const look::HeadNotes& notes) {
        return notes.orientation.number >= 1 && notes.orientation.number <= 8 &&
               notes.profile.size() <= look::k_profile_bytes_max;
    };
    CHECK(is_sane(look::notes_of_jpeg(input)) && is_sane(look::notes_of_png(input)), "heads");
    CHECK(is_sane({look::orientation_of_exif(input), {}, false}), "EXIF");
    return 0;
}
