#include "gather/input/text.h"

#include "base/utf8.h"

#include <algorithm>
#include <cstring>

namespace familiar::gather {

namespace {

constexpr std::size_t k_piece_bytes = 64U << 10U;
constexpr std::size_t k_strange_bytes_min =
    3;  // ill-formed places that make a text an old code page, not a damaged one

Encoding encoding_by_zeros(std::string_view head) {
    const std::string_view sample = head.substr(0, 4096);
    std::size_t zeros[2] = {0, 0};
    for (std::size_t i = 0; i < sample.size(); ++i) zeros[i % 2] += sample[i] == '\0' ? 1 : 0;
    const std::size_t many = sample.size() / 5;
    const std::size_t few = sample.size() / 40;
    if (sample.size() < 4) return Encoding::utf8;
    if (zeros[1] > many && zeros[0] <= few) return Encoding::utf16le;
    if (zeros[0] > many && zeros[1] <= few) return Encoding::utf16be;
    return Encoding::utf8;
}

bool is_old_code_page(std::string_view head) {
    std::size_t ill_formed = 0;
    // The last code point may be cut.
    const std::size_t end = head.size() < k_piece_bytes ? head.size() : head.size() - 4;
    for (std::size_t i = 0; i < end;) {
        if (static_cast<unsigned char>(head[i]) < 0x80) {
            ++i;
            continue;
        }
        const std::size_t before = i;
        if (utf8::next(head, i) != 0xFFFD || i - before >= 3) return false;  // well-formed beyond ASCII: it is UTF-8
        ++ill_formed;
    }
    return ill_formed >= k_strange_bytes_min;
}

}  // namespace

Result<std::string_view> Lookahead::peek(std::size_t bytes) {
    if (at_ > 0) {
        held_.erase(0, at_);
        at_ = 0;
    }
    while (held_.size() < bytes && !error_) {
        const std::size_t before = held_.size();
        held_.resize(std::min(bytes, before + k_piece_bytes));
        const auto count = input_.read(held_.data() + before, held_.size() - before);
        held_.resize(before + (count ? *count : 0));
        if (!count)
            error_ = count.error();
        else if (*count == 0)
            break;
    }
    if (error_ && held_.empty()) return Failure(*error_);
    return std::string_view(held_).substr(0, bytes);
}

Result<std::size_t> Lookahead::read(char* into, std::size_t size) {
    std::size_t count = held_.copy(into, size, at_);
    at_ += count;
    if (count == 0) {
        if (at_ > 0) {
            std::string().swap(held_);
            at_ = 0;
        }
        if (error_) return Failure(*error_);
        count = TRY(input_.read(into, size));
    }
    consumed_ += static_cast<std::int64_t>(count);
    return count;
}

Encoding encoding_of(std::string_view head) {
    if (head.starts_with("\xEF\xBB\xBF")) return Encoding::utf8;
    if (head.starts_with("\xFF\xFE")) return Encoding::utf16le;
    if (head.starts_with("\xFE\xFF")) return Encoding::utf16be;
    const Encoding by_zeros = encoding_by_zeros(head);
    if (by_zeros != Encoding::utf8) return by_zeros;
    return is_old_code_page(head) ? Encoding::windows_1252 : Encoding::utf8;
}

Result<std::size_t> TextStream::read(char* into, std::size_t size) {
    while (at_ == decoded_.size() && !ended_) TRY(fill());
    const std::size_t count = decoded_.copy(into, size, at_);
    at_ += count;
    return count;
}

Result<> TextStream::fill() {
    decoded_.clear();
    at_ = 0;
    if (!started_) {
        const std::string_view head = TRY(input_.peek(k_piece_bytes));
        encoding_ = encoding_of(head);
    }
    piece_.resize(k_piece_bytes);
    const std::size_t count = TRY(input_.read(piece_.data(), piece_.size()));
    piece_.resize(count);
    ended_ = count == 0;
    std::string_view bytes = piece_;
    if (!started_ && bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    started_ = true;
    switch (encoding_) {
        case Encoding::utf8: decoded_.assign(bytes); break;
        case Encoding::utf16le:
        case Encoding::utf16be: decode_utf16(bytes, ended_); break;
        case Encoding::windows_1252: utf8::decode(bytes, "windows-1252", decoded_); break;
    }
    return {};
}

void TextStream::decode_utf16(std::string_view bytes, bool at_end) {
    left_over_.append(bytes);
    const std::string_view all = left_over_;
    std::size_t i = 0;
    for (; i + 1 < all.size(); i += 2) {
        const auto first = static_cast<unsigned char>(all[i]);
        const auto second = static_cast<unsigned char>(all[i + 1]);
        const auto unit =
            static_cast<char32_t>(encoding_ == Encoding::utf16le ? second << 8U | first : first << 8U | second);
        const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
        if (high_surrogate_ != 0) {
            utf8::append(decoded_, low ? 0x10000 + ((high_surrogate_ - 0xD800) << 10U) + (unit - 0xDC00) : 0xFFFD);
            high_surrogate_ = 0;
            if (low) continue;
        }
        if (unit >= 0xD800 && unit <= 0xDBFF)
            high_surrogate_ = unit;
        else if (unit != 0xFEFF)
            utf8::append(decoded_, unit);  // append() makes a lone low surrogate U+FFFD
    }
    left_over_.erase(0, i);
    if (at_end && (high_surrogate_ != 0 || !left_over_.empty())) {
        utf8::append(decoded_, 0xFFFD);
        high_surrogate_ = 0;
        left_over_.clear();
    }
}

std::string as_utf8(std::string_view bytes) {
    const auto source = platform::stream_of(std::string(bytes));
    TextStream text(*source);
    std::string out;
    std::string piece(k_piece_bytes, '\0');
    while (true) {
        const auto count = text.read(piece.data(), piece.size());
        if (!count || *count == 0) return out;
        out.append(piece, 0, *count);
    }
}

}  // namespace familiar::gather
