#include "look/look.h"

#include "look/codes.h"
#include "look/decode.h"
#include "look/encode.h"
#include "look/limits.h"
#include "look/text.h"

#include <algorithm>
#include <cmath>

namespace familiar::look {

namespace {

// A box of what was worked on becomes one of the whole picture.
Box whole_box(const Box& box, const Decoded& decoded) {
    const double across = static_cast<double>(decoded.part.width) / decoded.picture.width;
    const double down = static_cast<double>(decoded.part.height) / decoded.picture.height;
    const auto begin = [](int at, double scale, int edge) {
        return std::clamp(static_cast<int>(std::floor(at * scale)), 0, edge - 1);
    };
    const auto end = [](int at, double scale, int edge, int least) {
        return std::clamp(static_cast<int>(std::ceil(at * scale)), least + 1, edge);
    };
    const int left = begin(box.left, across, decoded.part.width);
    const int top = begin(box.top, down, decoded.part.height);
    const int right = end(box.left + box.width, across, decoded.part.width, left);
    const int bottom = end(box.top + box.height, down, decoded.part.height, top);
    return {decoded.part.left + left, decoded.part.top + top, right - left, bottom - top};
}

bool comes_without_loss(Format format) {
    return format == Format::png || format == Format::gif || format == Format::tiff || format == Format::webp;
}

}  // namespace

Result<SeenPicture> look_at(const Request& request) {
    const Decoded decoded = TRY(decode(request.file, {request.part}));
    SeenPicture seen;
    seen.media_type = media_type_of(decoded.format);
    seen.width = decoded.width;
    seen.height = decoded.height;
    seen.hash = perceptual_hash(decoded.picture);
    Encoded clean = TRY(clean_copy(decoded.picture, comes_without_loss(decoded.format)));
    seen.clean = std::move(clean.bytes);
    seen.clean_type = clean.media_type;
    seen.clean_width = clean.width;
    seen.clean_height = clean.height;
    seen.thumbnail = TRY(thumbnail(decoded.picture));

    if (!request.codes && !request.text) return seen;
    const Grey grey = grey_of(decoded.picture);
    if (request.codes) seen.codes = read_codes(grey);
    for (SeenCode& code : seen.codes) code.box = whole_box(code.box, decoded);
    if (!request.text) return seen;
    auto reader = TextReader::open(request.languages);
    if (!reader) return seen;  // `text_was_read` says so
    seen.lines = reader->read(grey);
    seen.text_was_read = true;
    for (ReadLine& line : seen.lines) line.box = whole_box(line.box, decoded);
    return seen;
}

}  // namespace familiar::look
