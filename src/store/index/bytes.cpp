#include "store/index/bytes.h"

namespace familiar::store::index {

void put_number(std::string& out, std::uint64_t value) {
    for (; value >= 0x80U; value >>= 7U) out += static_cast<char>((value & 0x7FU) | 0x80U);
    out += static_cast<char>(value);
}

void put_bytes(std::string& out, std::string_view bytes) {
    put_number(out, bytes.size());
    out += bytes;
}

std::optional<std::uint32_t> ByteReader::number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 35 && !rest_.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if ((byte & 0x80U) != 0) continue;
        if (value > UINT32_MAX) return std::nullopt;
        return static_cast<std::uint32_t>(value);
    }
    return std::nullopt;
}

std::optional<std::string_view> ByteReader::bytes(std::size_t count) {
    if (count > rest_.size()) return std::nullopt;
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
}

std::optional<std::string_view> ByteReader::counted_bytes() {
    const auto count = number();
    return count ? bytes(*count) : std::nullopt;
}

}  // namespace familiar::store::index
