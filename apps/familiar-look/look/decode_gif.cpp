// GIF by giflib, read up to the end of the first frame.
#include "look/decoders.h"

#include <algorithm>
#include <cstring>
#include <gif_lib.h>
#include <memory>
#include <vector>

namespace familiar::look {

namespace {

constexpr int k_passes = 4;  // of an interlaced frame: each begins at a row and takes every nth
constexpr std::array<int, k_passes> k_pass_begin = {0, 4, 2, 1};
constexpr std::array<int, k_passes> k_pass_step = {8, 8, 4, 2};
constexpr int k_records_max = 1'000;  // before the first frame

struct Close {
    void operator()(GifFileType* file) const {
        int ignored = 0;
        DGifCloseFile(file, &ignored);
    }
};

int read_piece(GifFileType* file, GifByteType* into, int count) {
    auto& left = *static_cast<std::string_view*>(file->UserData);
    const std::size_t taken = std::min(left.size(), static_cast<std::size_t>(std::max(count, 0)));
    std::memcpy(into, left.data(), taken);
    left.remove_prefix(taken);
    return static_cast<int>(taken);
}

// The colour that is seen through, or -1 (GIF89a, graphic control extension).
int clear_colour_in(const GifByteType* extension) {
    constexpr int k_body_bytes = 4;
    if (extension == nullptr || extension[0] < k_body_bytes || (extension[1] & 1U) == 0) return -1;
    return extension[4];
}

struct Frame {
    const ColorMapObject* colours = nullptr;
    int clear = -1;
};

void paint(Pixels& picture, const GifImageDesc& place, const Frame& frame, int y,
           const std::vector<GifByteType>& line) {
    const int row = place.Top + y;
    if (row < 0 || row >= picture.height) return;
    for (int x = 0; x < place.Width; ++x) {
        const int column = place.Left + x;
        const int colour = line[static_cast<std::size_t>(x)];
        if (column < 0 || column >= picture.width || colour == frame.clear || colour >= frame.colours->ColorCount)
            continue;
        std::uint8_t* to = picture.row(row) + static_cast<std::size_t>(column) * 4;
        const GifColorType& from = frame.colours->Colors[colour];
        to[0] = from.Red;
        to[1] = from.Green;
        to[2] = from.Blue;
        to[3] = 255;
    }
}

// A frame that breaks off is kept as far as it goes; whether any of it was there.
bool read_frame(GifFileType& file, Pixels& picture, Frame frame) {
    const GifImageDesc& place = file.Image;
    frame.colours = place.ColorMap != nullptr ? place.ColorMap : file.SColorMap;
    if (frame.colours == nullptr || !check_size(place.Width, place.Height)) return false;
    std::vector<GifByteType> line(static_cast<std::size_t>(place.Width));
    bool any = false;
    for (std::size_t pass = 0; pass < (place.Interlace ? k_passes : 1); ++pass) {
        const int begin = place.Interlace ? k_pass_begin[pass] : 0;
        const int step = place.Interlace ? k_pass_step[pass] : 1;
        for (int y = begin; y < place.Height; y += step) {
            if (DGifGetLine(&file, line.data(), place.Width) == GIF_ERROR) return any;
            any = true;
            paint(picture, place, frame, y, line);
        }
    }
    return any;
}

}  // namespace

Result<Stored> decode_gif(std::string_view bytes) {
    int error = 0;
    const std::unique_ptr<GifFileType, Close> file(DGifOpen(&bytes, read_piece, &error));
    if (!file) return broken("gif", "its head is not complete");
    TRY(check_size(file->SWidth, file->SHeight));
    Stored stored;
    stored.width = file->SWidth;
    stored.height = file->SHeight;
    stored.picture = Pixels(stored.width, stored.height);
    Frame frame;
    for (int i = 0; i < k_records_max; ++i) {
        GifRecordType type = UNDEFINED_RECORD_TYPE;
        if (DGifGetRecordType(file.get(), &type) == GIF_ERROR || type == TERMINATE_RECORD_TYPE) break;
        if (type == IMAGE_DESC_RECORD_TYPE) {
            if (DGifGetImageDesc(file.get()) == GIF_ERROR || !read_frame(*file, stored.picture, frame)) break;
            return stored;
        }
        if (type != EXTENSION_RECORD_TYPE) continue;
        int kind = 0;
        GifByteType* extension = nullptr;
        if (DGifGetExtension(file.get(), &kind, &extension) == GIF_ERROR) break;
        if (kind == GRAPHICS_EXT_FUNC_CODE) frame.clear = clear_colour_in(extension);
        while (extension != nullptr)
            if (DGifGetExtensionNext(file.get(), &extension) == GIF_ERROR) break;
    }
    return broken("gif", "it has no frame");
}

}  // namespace familiar::look
