#include "incoming.h"

#include "limits.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::hear {

namespace {

constexpr std::size_t k_read_bytes = 64U << 10U;

}  // namespace

// More of the input behind what is there; false at the end.
bool Incoming::fill() {
    buffer_.erase(0, std::exchange(begin_, 0));
    const std::size_t had = buffer_.size();
    buffer_.resize(had + k_read_bytes);
    const std::size_t count = read_(std::span(buffer_).subspan(had));
    buffer_.resize(had + count);
    return count > 0;
}

Result<std::optional<Json>> Incoming::message() {
    std::size_t looked_at = begin_;
    while (true) {
        if (const auto end = buffer_.find('\n', looked_at); end != std::string::npos) {
            const std::string_view line = std::string_view(buffer_).substr(begin_, end - begin_);
            begin_ = end + 1;
            return std::optional<Json>(TRY(parse_json(line)));
        }
        const std::size_t open = buffer_.size() - begin_;
        if (open > k_request_line_bytes_max)
            return fail(ErrorCode::exhausted, fmt::format("a line of more than {} bytes", k_request_line_bytes_max));
        if (!fill()) {
            if (begin_ < buffer_.size()) return fail(ErrorCode::corrupt, "the input ends within a line");
            return std::optional<Json>();
        }
        looked_at = begin_ + open;
    }
}

Result<> Incoming::append(std::size_t count, std::string& into) {
    while (count > 0) {
        if (begin_ == buffer_.size() && !fill())
            return fail(ErrorCode::corrupt, "the input ends within a piece of sound");
        const std::size_t had = std::min(count, buffer_.size() - begin_);
        into.append(buffer_, begin_, had);
        begin_ += had;
        count -= had;
    }
    return {};
}

std::size_t IncomingSound::read(std::uint64_t offset, std::span<std::uint8_t> into) {
    while (offset >= bytes_.size()) {
        if (!more()) return 0;
    }
    return bytes_.copy(reinterpret_cast<char*>(into.data()), into.size(), offset);
}

std::uint64_t IncomingSound::size() {
    while (more()) {}
    return bytes_.size();
}

void IncomingSound::skip_rest() {
    keeps_ = false;
    while (more()) {}
}

// Waits for the next piece; false when there is none.
bool IncomingSound::more() {
    if (is_whole_) return false;
    auto goes_on = take_message();
    if (!goes_on && !error_) error_ = std::move(goes_on).error();
    is_whole_ = !goes_on || !*goes_on;
    return !is_whole_;
}

Result<bool> IncomingSound::take_message() {
    const auto message = TRY(incoming_.message());
    if (!message) return fail(ErrorCode::corrupt, "the input ends before the recording");
    if (message->contains("end")) return false;
    const auto count = integer_at(*message, "bytes");
    if (!count || *count < 0 || static_cast<std::size_t>(*count) > k_piece_bytes_max)
        return fail(ErrorCode::invalid_argument, fmt::format("a piece of sound has 0 to {} bytes", k_piece_bytes_max));
    TRY(incoming_.append(static_cast<std::size_t>(*count), bytes_));
    if (!keeps_) bytes_.clear();
    if (bytes_.size() <= k_sound_bytes_max) return true;
    error_ = fail(ErrorCode::exhausted,
                  fmt::format("The recording is larger than {} MB. Send it in parts", k_sound_bytes_max >> 20U))
                 .error();
    keeps_ = false;
    bytes_.clear();
    return true;
}

}  // namespace familiar::hear
