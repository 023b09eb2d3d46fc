#include "base/utf8.h"

#include <cstdint>
#include <cstring>
#include <memory>
#include <unicode/ucnv.h>
#include <unicode/utf8.h>

namespace familiar::utf8 {

namespace {

constexpr char32_t k_replacement = 0xFFFD;

struct ConverterCloser {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

Converter open_converter(const std::string& name) {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(name.c_str(), &status));
    return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

}  // namespace

char32_t next(std::string_view text, std::size_t& offset) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    auto i = static_cast<std::int64_t>(offset);
    const auto length = static_cast<std::int64_t>(text.size());
    UChar32 c = 0;
    U8_NEXT(bytes, i, length, c);
    offset = static_cast<std::size_t>(i);
    return c < 0 ? k_replacement : static_cast<char32_t>(c);
}

bool valid(std::string_view bytes) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const auto length = static_cast<std::int64_t>(bytes.size());
    for (std::int64_t i = 0; i < length;) {
        std::uint64_t eight = 0;
        if (length - i >= 8) {
            std::memcpy(&eight, data + i, 8);
            if ((eight & 0x8080808080808080U) == 0) {  // ASCII, as most text is
                i += 8;
                continue;
            }
        }
        UChar32 c = 0;
        U8_NEXT(data, i, length, c);
        if (c < 0) return false;
    }
    return true;
}

std::string repaired(std::string_view bytes) {
    if (valid(bytes)) return std::string(bytes);
    std::string out;
    out.reserve(bytes.size() + 16);
    for (std::size_t i = 0; i < bytes.size();) append(out, next(bytes, i));
    return out;
}

std::size_t boundary_before(std::string_view text, std::size_t offset) {
    if (offset >= text.size()) return text.size();
    while (offset > 0 && (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U) --offset;
    return offset;
}

std::string_view prefix(std::string_view text, std::size_t bytes_max) {
    return text.size() <= bytes_max ? text : text.substr(0, boundary_before(text, bytes_max));
}

std::size_t length(std::string_view text) {
    std::size_t count = 0;
    for (const char byte : text) count += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1 : 0;
    return count;
}

std::size_t utf16_length(std::string_view text) {
    std::size_t units = 0;
    for (const char byte : text) {
        const auto b = static_cast<unsigned char>(byte);
        if ((b & 0xC0U) != 0x80U) units += b >= 0xF0U ? 2 : 1;
    }
    return units;
}

void append(std::string& out, char32_t code_point) {
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = k_replacement;
    char buffer[U8_MAX_LENGTH];
    std::int32_t size = 0;
    U8_APPEND_UNSAFE(buffer, size, static_cast<UChar32>(code_point));
    out.append(buffer, static_cast<std::size_t>(size));
}

bool decode(std::string_view bytes, std::string_view encoding, std::string& out) {
    if (encoding.empty()) return false;  // ICU would take the default of this machine
    const Converter from = open_converter(std::string(encoding));
    const Converter to = open_converter("UTF-8");
    if (!from || !to) return false;
    std::string result;
    char buffer[4096];
    UChar pivot[1024];
    UChar* pivot_source = pivot;
    UChar* pivot_target = pivot;
    const char* source = bytes.data();
    const char* source_end = bytes.data() + bytes.size();
    UErrorCode status = U_ZERO_ERROR;
    bool reset = true;
    do {
        status = U_ZERO_ERROR;
        char* target = buffer;
        ucnv_convertEx(to.get(), from.get(), &target, buffer + sizeof buffer, &source, source_end, pivot, &pivot_source,
                       &pivot_target, pivot + 1024, reset, true, &status);
        reset = false;
        result.append(buffer, static_cast<std::size_t>(target - buffer));
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    if (U_FAILURE(status)) return false;
    if (result.starts_with("\xEF\xBB\xBF")) result.erase(0, 3);
    out = std::move(result);
    return true;
}

std::string without_mojibake(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size());
    bool any = false;
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = next(text, i);
        if (c > 0xFF) return std::string(text);
        any = any || c >= 0x80;
        bytes.push_back(static_cast<char>(c));
    }
    return any && valid(bytes) ? bytes : std::string(text);
}

}  // namespace familiar::utf8
