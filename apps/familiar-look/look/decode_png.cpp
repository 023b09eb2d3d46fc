// PNG by libpng's simplified interface, which reports errors as values; of an animation its first frame.
#include "look/decoders.h"

#include <png.h>

namespace familiar::look {

namespace {

class Reading {
public:
    Reading() { image_.version = PNG_IMAGE_VERSION; }
    ~Reading() { png_image_free(&image_); }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    png_image& image() { return image_; }

private:
    png_image image_{};
};

}  // namespace

Result<Stored> decode_png(std::string_view bytes) {
    Reading reading;
    png_image& image = reading.image();
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return broken("png", image.message);
    TRY(check_size(image.width, image.height));
    Stored stored;
    stored.width = static_cast<int>(image.width);
    stored.height = static_cast<int>(image.height);
    stored.is_grey = (image.format & PNG_FORMAT_FLAG_COLOR) == 0;
    HeadNotes notes = notes_of_png(bytes);
    stored.orientation = notes.orientation;
    stored.profile = std::move(notes.profile);
    stored.picture = Pixels(stored.width, stored.height);
    image.format = PNG_FORMAT_RGBA;
    if (png_image_finish_read(&image, nullptr, stored.picture.rgba.data(), 0, nullptr) == 0)
        return broken("png", image.message);
    return stored;
}

}  // namespace familiar::look
