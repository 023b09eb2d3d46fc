#include "sound_decoder.h"

#include "limits.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <span>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

namespace familiar::hear {

namespace {

constexpr int k_buffer_bytes = 16 << 10;

// The contents that the formats usually have. By number for the packets, by name for what libavformat starts itself.
constexpr std::array k_codecs = {
    AV_CODEC_ID_PCM_S16LE, AV_CODEC_ID_PCM_S16BE, AV_CODEC_ID_PCM_U8,   AV_CODEC_ID_PCM_S24LE, AV_CODEC_ID_PCM_S32LE,
    AV_CODEC_ID_PCM_F32LE, AV_CODEC_ID_PCM_F64LE, AV_CODEC_ID_PCM_ALAW, AV_CODEC_ID_PCM_MULAW, AV_CODEC_ID_MP3,
    AV_CODEC_ID_VORBIS,    AV_CODEC_ID_OPUS,      AV_CODEC_ID_AAC,      AV_CODEC_ID_FLAC,      AV_CODEC_ID_ALAC};
constexpr const char* k_decoders =
    "pcm_s16le,pcm_s16be,pcm_u8,pcm_s24le,pcm_s32le,pcm_f32le,pcm_f64le,pcm_alaw,pcm_mulaw,"
    "mp3float,mp3,vorbis,opus,aac,flac,alac";

constexpr const char* k_what_can_be_read = "Send wav, mp3, ogg, opus, webm, m4a, aac or flac";

struct Free {
    void operator()(AVFormatContext* one) const { avformat_close_input(&one); }
    void operator()(AVCodecContext* one) const { avcodec_free_context(&one); }
    void operator()(AVPacket* one) const { av_packet_free(&one); }
    void operator()(AVFrame* one) const { av_frame_free(&one); }
    void operator()(SwrContext* one) const { swr_free(&one); }
    void operator()(AVIOContext* one) const {
        av_freep(&one->buffer);
        avio_context_free(&one);
    }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

// What libav reads from.
struct Reading {
    ByteSource& source;
    std::uint64_t at = 0;
};

int read_packet(void* opaque, std::uint8_t* into, int size) {
    Reading& reading = *static_cast<Reading*>(opaque);
    const std::size_t had = reading.source.read(reading.at, {into, static_cast<std::size_t>(std::max(size, 0))});
    reading.at += had;
    return had == 0 ? AVERROR_EOF : static_cast<int>(had);
}

std::int64_t seek(void* opaque, std::int64_t offset, int whence) {
    Reading& reading = *static_cast<Reading*>(opaque);
    const auto here = static_cast<std::int64_t>(reading.at);
    std::int64_t target = offset;
    switch (whence & ~AVSEEK_FORCE) {
        case AVSEEK_SIZE: return static_cast<std::int64_t>(reading.source.size());
        case SEEK_SET: break;
        case SEEK_CUR: target = here + offset; break;
        case SEEK_END: target = static_cast<std::int64_t>(reading.source.size()) + offset; break;
        default: return AVERROR(EINVAL);
    }
    if (target < 0 || target > static_cast<std::int64_t>(k_sound_bytes_max)) return AVERROR(EINVAL);
    reading.at = static_cast<std::uint64_t>(target);
    return target;
}

// A file may name others; none of them is opened.
int open_nothing(AVFormatContext* /*context*/, AVIOContext** /*into*/, const char* /*url*/, int /*flags*/,
                 AVDictionary** /*options*/) {
    return AVERROR(EPERM);
}

bool is_sync(std::string_view bytes, unsigned second_mask, unsigned second) {
    return bytes.size() > 1 && static_cast<unsigned char>(bytes[0]) == 0xFFU &&
           (static_cast<unsigned char>(bytes[1]) & second_mask) == second;
}

Failure cannot_read(std::string_view why) {
    return fail(ErrorCode::invalid_argument, fmt::format("{}. {}", why, k_what_can_be_read));
}

}  // namespace

std::string_view format_of(std::string_view first) {
    if ((first.starts_with("RIFF") || first.starts_with("RF64")) && first.substr(8).starts_with("WAVE")) return "wav";
    if (first.starts_with("OggS")) return "ogg";
    if (first.starts_with("fLaC")) return "flac";
    if (first.starts_with("\x1A\x45\xDF\xA3")) return "matroska";
    if (first.size() > 8 && first.substr(4).starts_with("ftyp")) return "mov";
    if (first.starts_with("ID3")) return "mp3";
    if (is_sync(first, 0xF6U, 0xF0U)) return "aac";  // ADTS: layer 0
    if (is_sync(first, 0xE6U, 0xE2U)) return "mp3";  // layer 3
    return {};
}

class SoundDecoder::Impl {
public:
    explicit Impl(ByteSource& source) : reading_{source} {}

    Result<> open() {
        std::array<std::uint8_t, 16> first{};
        std::size_t had = 0;
        while (had < first.size()) {
            const std::size_t more = reading_.source.read(had, std::span(first).subspan(had));
            if (more == 0) break;
            had += more;
        }
        if (had == 0) return fail(ErrorCode::invalid_argument, "There is no sound: nothing was sent");
        const std::string_view format = format_of({reinterpret_cast<const char*>(first.data()), had});
        if (format.empty()) return cannot_read("This is no sound file that can be read here");
        TRY(open_file(std::string(format)));
        TRY(open_decoder());
        packet_.reset(av_packet_alloc());
        frame_.reset(av_frame_alloc());
        if (!packet_ || !frame_) return fail(ErrorCode::exhausted, "out of memory");
        return {};
    }

    Result<std::vector<std::int16_t>> next() {
        std::vector<std::int16_t> samples;
        while (samples.empty() && !at_end_) {
            TRY(receive(samples));
            if (samples.empty() && !at_end_) send();
        }
        given_ += samples.size();
        if (given_ > static_cast<std::size_t>(k_rate) * k_sound_time_max.count())
            return fail(ErrorCode::exhausted,
                        fmt::format("The recording is longer than {} minutes. Send it in parts",
                                    std::chrono::duration_cast<std::chrono::minutes>(k_sound_time_max).count()));
        return samples;
    }

    int sample_rate() const { return decoder_->sample_rate; }

private:
    Result<> open_file(const std::string& format) {
        auto* const buffer = static_cast<unsigned char*>(av_malloc(k_buffer_bytes));
        if (buffer == nullptr) return fail(ErrorCode::exhausted, "out of memory");
        io_.reset(avio_alloc_context(buffer, k_buffer_bytes, 0, &reading_, read_packet, nullptr, seek));
        AVFormatContext* context = avformat_alloc_context();
        if (!io_ || context == nullptr) return fail(ErrorCode::exhausted, "out of memory");
        io_->seekable = reading_.source.is_seekable() ? AVIO_SEEKABLE_NORMAL : 0;
        context->pb = io_.get();
        context->flags |= AVFMT_FLAG_CUSTOM_IO;
        context->io_open = open_nothing;
        context->probesize = k_probe_bytes_max;
        context->max_analyze_duration = k_probe_time_max.count() * (AV_TIME_BASE / 1000);
        context->max_streams = static_cast<int>(k_streams_max);
        context->codec_whitelist = av_strdup(k_decoders);
        context->protocol_whitelist = av_strdup("none");
        const AVInputFormat* const reader = av_find_input_format(format.c_str());
        // Frees the context when it fails.
        if (reader == nullptr || avformat_open_input(&context, nullptr, reader, nullptr) < 0)
            return cannot_read(fmt::format("This {} file is broken: its beginning cannot be read", format));
        file_.reset(context);
        if (avformat_find_stream_info(file_.get(), nullptr) < 0)
            return cannot_read(fmt::format("This {} file is broken: what it contains cannot be read", format));
        return {};
    }

    Result<> open_decoder() {
        stream_ = av_find_best_stream(file_.get(), AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
        if (stream_ < 0) return cannot_read("There is no sound in this file");
        for (unsigned i = 0; i < file_->nb_streams; ++i) {
            if (static_cast<int>(i) != stream_) file_->streams[i]->discard = AVDISCARD_ALL;
        }
        const AVCodecParameters& told = *file_->streams[stream_]->codecpar;
        const AVCodec* const codec = std::ranges::find(k_codecs, told.codec_id) != k_codecs.end()
                                         ? avcodec_find_decoder(told.codec_id)
                                         : nullptr;
        if (codec == nullptr)
            return cannot_read(fmt::format("The sound in this file is of a kind that is not read here ({})",
                                           avcodec_get_name(told.codec_id)));
        TRY(check(told.sample_rate, told.ch_layout.nb_channels));
        decoder_.reset(avcodec_alloc_context3(codec));
        if (!decoder_) return fail(ErrorCode::exhausted, "out of memory");
        decoder_->thread_count = 1;
        decoder_->max_samples = std::int64_t{1} << 22;
        if (avcodec_parameters_to_context(decoder_.get(), &told) < 0 ||
            avcodec_open2(decoder_.get(), codec, nullptr) < 0)
            return cannot_read("This file is broken: its sound cannot be decoded");
        return {};
    }

    static Result<> check(int rate, int channels) {
        if (rate < k_sample_rate_min || rate > k_sample_rate_max)
            return cannot_read(
                fmt::format("This file says that it has {} samples a second, which is no sound of "
                            "people; between {} and {} can be read",
                            rate, k_sample_rate_min, k_sample_rate_max));
        if (channels < 1 || channels > k_channels_max)
            return cannot_read(
                fmt::format("This file says that it has {} channels; up to {} can be read", channels, k_channels_max));
        return {};
    }

    // Gives the decoder one packet of the sound, or tells it that there is none left.
    void send() {
        const int state =
            broken_in_a_row_ > k_broken_packets_max ? AVERROR_EOF : av_read_frame(file_.get(), packet_.get());
        if (state < 0) {
            if (std::exchange(is_told_end_, true)) at_end_ = true;
            avcodec_send_packet(decoder_.get(), nullptr);
            return;
        }
        if (packet_->stream_index == stream_ && avcodec_send_packet(decoder_.get(), packet_.get()) < 0)
            ++broken_in_a_row_;
        av_packet_unref(packet_.get());
    }

    // What the decoder has ready; at its end also what the resampler still holds.
    Result<> receive(std::vector<std::int16_t>& samples) {
        const int state = avcodec_receive_frame(decoder_.get(), frame_.get());
        if (state == AVERROR_EOF) {
            at_end_ = true;
            if (resampler_) convert(nullptr, 0, samples);
            return {};
        }
        if (state == AVERROR(EAGAIN)) return {};
        if (state < 0) {
            ++broken_in_a_row_;
            return {};
        }
        broken_in_a_row_ = 0;
        const auto done = take_frame(samples);
        av_frame_unref(frame_.get());
        return done;
    }

    Result<> take_frame(std::vector<std::int16_t>& samples) {
        const Shape shape{frame_->sample_rate, frame_->ch_layout.nb_channels, frame_->format};
        TRY(check(shape.rate, shape.channels));
        if (!resampler_ || shape != shape_) TRY(open_resampler(shape));
        convert(const_cast<const std::uint8_t**>(frame_->extended_data), frame_->nb_samples, samples);
        return {};
    }

    struct Shape {
        int rate = 0;
        int channels = 0;
        int format = -1;
        friend bool operator==(const Shape&, const Shape&) = default;
    };

    Result<> open_resampler(const Shape& shape) {
        AVChannelLayout one = AV_CHANNEL_LAYOUT_MONO;
        AVChannelLayout in{};
        if (frame_->ch_layout.order == AV_CHANNEL_ORDER_UNSPEC)
            av_channel_layout_default(&in, shape.channels);
        else
            av_channel_layout_copy(&in, &frame_->ch_layout);
        SwrContext* made = nullptr;
        const int state = swr_alloc_set_opts2(&made, &one, AV_SAMPLE_FMT_S16, k_rate, &in,
                                              static_cast<AVSampleFormat>(shape.format), shape.rate, 0, nullptr);
        av_channel_layout_uninit(&in);
        resampler_.reset(made);
        if (state < 0 || swr_init(resampler_.get()) < 0)
            return cannot_read("The channels of this sound cannot be made one");
        shape_ = shape;
        return {};
    }

    void convert(const std::uint8_t** in, int count, std::vector<std::int16_t>& samples) {
        const std::size_t before = samples.size();
        const int room = std::max(swr_get_out_samples(resampler_.get(), count), 0) + 64;
        samples.resize(before + static_cast<std::size_t>(room));
        std::uint8_t* out = reinterpret_cast<std::uint8_t*>(samples.data() + before);
        const int made = swr_convert(resampler_.get(), &out, room, in, count);
        samples.resize(before + static_cast<std::size_t>(std::max(made, 0)));
    }

    Reading reading_;
    Owned<AVIOContext> io_;  // outlives the file that reads from it
    Owned<AVFormatContext> file_;
    Owned<AVCodecContext> decoder_;
    Owned<SwrContext> resampler_;
    Owned<AVPacket> packet_;
    Owned<AVFrame> frame_;
    Shape shape_;
    int stream_ = -1;
    int broken_in_a_row_ = 0;
    bool is_told_end_ = false;
    bool at_end_ = false;
    std::size_t given_ = 0;
};

SoundDecoder::SoundDecoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SoundDecoder::~SoundDecoder() = default;

Result<std::unique_ptr<SoundDecoder>> SoundDecoder::open(ByteSource& source) {
    av_log_set_level(AV_LOG_QUIET);
    auto impl = std::make_unique<Impl>(source);
    TRY(impl->open());
    return std::unique_ptr<SoundDecoder>(new SoundDecoder(std::move(impl)));
}

Result<std::vector<std::int16_t>> SoundDecoder::next() { return impl_->next(); }
int SoundDecoder::sample_rate() const { return impl_->sample_rate(); }

Result<std::vector<std::int16_t>> decode_sound(std::string_view bytes) {
    WholeBytes source(bytes);
    const auto decoder = TRY(SoundDecoder::open(source));
    std::vector<std::int16_t> all;
    while (true) {
        const auto samples = TRY(decoder->next());
        if (samples.empty()) return all;
        all.insert(all.end(), samples.begin(), samples.end());
    }
}

}  // namespace familiar::hear
