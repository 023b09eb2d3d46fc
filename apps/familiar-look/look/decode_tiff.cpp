// TIFF by libtiff, from memory; the first page.
#include "look/decoders.h"
#include "look/limits.h"

#include <algorithm>
#include <cstdarg>
#include <cstring>
#include <memory>
#include <tiffio.h>

namespace familiar::look {

namespace {

struct Close {
    void operator()(TIFF* file) const { TIFFClose(file); }
};

struct Memory {
    std::string_view bytes;
    std::uint64_t at = 0;
};

tmsize_t read_piece(thandle_t handle, void* into, tmsize_t size) {
    auto& memory = *static_cast<Memory*>(handle);
    if (memory.at >= memory.bytes.size() || size <= 0) return 0;
    const auto taken = std::min<std::uint64_t>(static_cast<std::uint64_t>(size), memory.bytes.size() - memory.at);
    std::memcpy(into, memory.bytes.data() + memory.at, taken);
    memory.at += taken;
    return static_cast<tmsize_t>(taken);
}
tmsize_t refuse_writing(thandle_t, void*, tmsize_t) { return -1; }
toff_t seek(thandle_t handle, toff_t offset, int from) {
    auto& memory = *static_cast<Memory*>(handle);
    if (from == SEEK_SET) memory.at = offset;
    if (from == SEEK_CUR) memory.at += offset;
    if (from == SEEK_END) memory.at = memory.bytes.size() + offset;
    return memory.at;
}
int close_nothing(thandle_t) { return 0; }
toff_t size_of(thandle_t handle) { return static_cast<Memory*>(handle)->bytes.size(); }

// ABGR words, alpha multiplied into the colours: as we hold pixels.
void unpack(const std::uint32_t* from, Pixels& picture) {
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4, ++from) {
        const std::uint32_t alpha = TIFFGetA(*from);
        const auto plain = [alpha](std::uint32_t value) {
            if (alpha == 0 || alpha == 255) return static_cast<std::uint8_t>(value);
            return static_cast<std::uint8_t>(std::min<std::uint32_t>(255, value * 255 / alpha));
        };
        picture.rgba[i] = plain(TIFFGetR(*from));
        picture.rgba[i + 1] = plain(TIFFGetG(*from));
        picture.rgba[i + 2] = plain(TIFFGetB(*from));
        picture.rgba[i + 3] = static_cast<std::uint8_t>(alpha);
    }
}

std::string profile_of(TIFF* file) {
    std::uint32_t size = 0;
    void* profile = nullptr;
    if (TIFFGetField(file, TIFFTAG_ICCPROFILE, &size, &profile) != 1 || size > k_profile_bytes_max) return {};
    return {static_cast<const char*>(profile), size};
}

}  // namespace

Result<Stored> decode_tiff(std::string_view bytes) {
    TIFFSetErrorHandler(nullptr);
    TIFFSetWarningHandler(nullptr);
    Memory memory{bytes};
    const std::unique_ptr<TIFF, Close> file(TIFFClientOpen("picture", "rm", &memory, read_piece, refuse_writing, seek,
                                                           close_nothing, size_of, nullptr, nullptr));
    if (!file) return broken("tiff", "its head is not complete");
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    if (TIFFGetField(file.get(), TIFFTAG_IMAGEWIDTH, &width) != 1 ||
        TIFFGetField(file.get(), TIFFTAG_IMAGELENGTH, &height) != 1)
        return broken("tiff", "it does not tell its size");
    TRY(check_size(width, height));
    Stored stored;
    stored.width = static_cast<int>(width);
    stored.height = static_cast<int>(height);
    std::uint16_t orientation = ORIENTATION_TOPLEFT;
    if (TIFFGetField(file.get(), TIFFTAG_ORIENTATION, &orientation) == 1 && orientation >= 1 && orientation <= 8)
        stored.orientation.number = orientation;
    std::uint16_t photometric = PHOTOMETRIC_RGB;
    TIFFGetField(file.get(), TIFFTAG_PHOTOMETRIC, &photometric);
    stored.is_grey = photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE;
    // What libtiff has turned by inks is RGB already; a profile of inks would not fit.
    if (photometric != PHOTOMETRIC_SEPARATED) stored.profile = profile_of(file.get());

    // libtiff would turn by halves of what the tag asks; it is asked for rows as they are stored.
    TIFFSetField(file.get(), TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    std::vector<std::uint32_t> words(static_cast<std::size_t>(width) * height);
    if (TIFFReadRGBAImageOriented(file.get(), width, height, words.data(), ORIENTATION_TOPLEFT, 1) == 0)
        return broken("tiff", "its compression or layout is not known, or it breaks off");
    stored.picture = Pixels(stored.width, stored.height);
    unpack(words.data(), stored.picture);
    return stored;
}

}  // namespace familiar::look
