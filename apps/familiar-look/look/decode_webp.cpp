// WebP by libwebp; of an animation the first frame, laid on its canvas.
#include "look/decoders.h"

#include <cstring>
#include <memory>
#include <webp/decode.h>
#include <webp/demux.h>

namespace familiar::look {

namespace {

struct Delete {
    void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};

std::string chunk_of(WebPDemuxer* demuxer, const char* name) {
    WebPChunkIterator found{};
    std::string bytes;
    if (WebPDemuxGetChunk(demuxer, name, 1, &found) != 0)
        bytes.assign(reinterpret_cast<const char*>(found.chunk.bytes), found.chunk.size);
    WebPDemuxReleaseChunkIterator(&found);
    return bytes;
}

bool decode_frame(const WebPIterator& frame, Pixels& canvas) {
    if (frame.x_offset < 0 || frame.y_offset < 0 || frame.width < 1 || frame.height < 1 ||
        frame.x_offset > canvas.width - frame.width || frame.y_offset > canvas.height - frame.height)
        return false;
    int width = 0;
    int height = 0;
    if (WebPGetInfo(frame.fragment.bytes, frame.fragment.size, &width, &height) == 0 || width != frame.width ||
        height != frame.height)
        return false;
    std::uint8_t* into = canvas.row(frame.y_offset) + static_cast<std::size_t>(frame.x_offset) * 4;
    const std::size_t stride = static_cast<std::size_t>(canvas.width) * 4;
    const std::size_t size =
        stride * static_cast<std::size_t>(frame.height - 1) + static_cast<std::size_t>(frame.width) * 4;
    return WebPDecodeRGBAInto(frame.fragment.bytes, frame.fragment.size, into, size, static_cast<int>(stride)) !=
           nullptr;
}

}  // namespace

Result<Stored> decode_webp(std::string_view bytes) {
    const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
    WebPDemuxState state{};
    const std::unique_ptr<WebPDemuxer, Delete> demuxer(WebPDemuxPartial(&data, &state));
    if (!demuxer) return broken("webp", "its parts do not fit together");
    TRY(check_size(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH),
                   WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT)));
    Stored stored;
    stored.width = static_cast<int>(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH));
    stored.height = static_cast<int>(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT));
    stored.orientation = orientation_of_exif(chunk_of(demuxer.get(), "EXIF"));
    stored.profile = chunk_of(demuxer.get(), "ICCP");
    stored.picture = Pixels(stored.width, stored.height);
    WebPIterator frame{};
    const bool is_good = WebPDemuxGetFrame(demuxer.get(), 1, &frame) != 0 && decode_frame(frame, stored.picture);
    WebPDemuxReleaseIterator(&frame);
    if (!is_good) return broken("webp", "its first frame cannot be decoded");
    return stored;
}

}  // namespace familiar::look
