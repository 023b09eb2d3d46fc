#include "perceive/wire.h"

#include "base/utf8.h"
#include "perceive/limits.h"

#include <array>
#include <cstdint>

namespace familiar::perceive {

namespace {

constexpr char32_t k_first_printable = 0x20;
constexpr char32_t k_delete = 0x7F;
constexpr char32_t k_picture_of_zero = 0x2400;
constexpr char32_t k_picture_of_delete = 0x2421;

bool turns_writing(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}
bool is_c1_control(char32_t c) { return c > k_delete && c < 0xA0; }

ErrorCode code_of(std::string_view name) {
    for (const ErrorCode code :
         {ErrorCode::not_found, ErrorCode::invalid_argument, ErrorCode::unavailable, ErrorCode::exhausted})
        if (name == name_of(code)) return code;
    return ErrorCode::corrupt;
}

Failure broken_reply() {
    return fail(ErrorCode::corrupt, "this file could not be opened safely: its reader did not answer as agreed");
}

}  // namespace

Result<Reply> parse_reply(std::string_view output) {
    const std::size_t end = output.substr(0, k_head_bytes_max).find('\n');
    if (end == std::string_view::npos) return broken_reply();
    auto head = parse_json(output.substr(0, end));
    if (!head || !head->is_object()) return broken_reply();
    if (head->contains("error")) {
        std::string message = safe_text(text_at(*head, "error"), k_message_bytes_max);
        if (message.empty()) return broken_reply();
        return fail(code_of(text_at(*head, "code")), std::move(message));
    }
    return Reply{head.release(), output.substr(end + 1)};
}

Result<std::string_view> take_bytes(std::string_view& rest, const Json& count, std::size_t bytes_max) {
    if (!count.is_number_unsigned()) return broken_reply();
    const auto size = count.get<std::uint64_t>();
    if (size > bytes_max || size > rest.size()) return broken_reply();
    const std::string_view taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
}

std::string safe_text(std::string_view text, std::size_t bytes_max) {
    const std::string whole = utf8::repaired(text.substr(0, bytes_max));
    std::string safe;
    for (std::size_t at = 0; at < whole.size();) {
        const char32_t c = utf8::next(whole, at);
        if (turns_writing(c)) continue;
        if (c == k_delete) {
            utf8::append(safe, k_picture_of_delete);
        } else if (c < k_first_printable && c != '\n' && c != '\t') {
            utf8::append(safe, k_picture_of_zero + c);
        } else {
            utf8::append(safe, is_c1_control(c) ? char32_t{0xFFFD} : c);
        }
    }
    return std::string(utf8::prefix(safe, bytes_max));
}

std::optional<int> number_at(const Json& object, std::string_view key, int least, int most) {
    const Json& found = member(object, key);
    if (!found.is_number_integer()) return std::nullopt;
    // Unsigned numbers beyond the range become negative, and fall out as well.
    const auto number = found.get<std::int64_t>();
    if (number < least || number > most) return std::nullopt;
    return static_cast<int>(number);
}

std::optional<Box> box_at(const Json& object, std::string_view key, int width, int height) {
    constexpr std::size_t k_numbers = 4;
    const Json& found = member(object, key);
    if (!found.is_array() || found.size() != k_numbers) return std::nullopt;
    std::array<std::int64_t, k_numbers> values{};
    for (std::size_t i = 0; i < k_numbers; ++i) {
        if (!found[i].is_number_integer()) return std::nullopt;
        values[i] = found[i].get<std::int64_t>();
        if (values[i] < 0 || values[i] > k_picture_edge_max) return std::nullopt;
    }
    if (values[2] < 1 || values[3] < 1 || values[0] + values[2] > width || values[1] + values[3] > height)
        return std::nullopt;
    return Box{static_cast<int>(values[0]), static_cast<int>(values[1]), static_cast<int>(values[2]),
               static_cast<int>(values[3])};
}

}  // namespace familiar::perceive
