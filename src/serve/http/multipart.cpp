#include "serve/http/multipart.h"

#include "base/utf8.h"
#include "serve/limits.h"

#include <algorithm>
#include <optional>

namespace familiar::serve::http {

namespace {

constexpr std::size_t k_boundary_bytes_max = 70;  // RFC 2046, 5.1.1
constexpr std::size_t k_part_head_bytes_max = 4U << 10U;

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
        return lower(x) == lower(y);
    });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// The text up to `stop` outside quotes is returned and removed from `rest`, with the stop.
std::string_view take_until(std::string_view& rest, char stop) {
    bool quoted = false;
    std::size_t i = 0;
    for (; i < rest.size() && (quoted || rest[i] != stop); ++i) {
        if (quoted && rest[i] == '\\')
            ++i;
        else if (rest[i] == '"')
            quoted = !quoted;
    }
    i = std::min(i, rest.size());
    const std::string_view taken = rest.substr(0, i);
    rest.remove_prefix(std::min(i + 1, rest.size()));
    return taken;
}

// A parameter of a header value. Browsers write a quote inside a quoted value as %22, others with a backslash.
std::optional<std::string> parameter_of(std::string_view header_value, std::string_view name) {
    take_until(header_value, ';');
    while (!header_value.empty()) {
        const std::string_view pair = trimmed(take_until(header_value, ';'));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || !equal_ignoring_case(trimmed(pair.substr(0, equals)), name)) continue;
        std::string_view value = trimmed(pair.substr(equals + 1));
        if (value.size() < 2 || value.front() != '"' || value.back() != '"') return std::string(value);
        value = value.substr(1, value.size() - 2);
        std::string plain;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const bool escape =
                value[i] == '\\' && i + 1 < value.size() && (value[i + 1] == '"' || value[i + 1] == '\\');
            if (escape) ++i;
            plain += value[i];
        }
        return plain;
    }
    return std::nullopt;
}

// Only the last segment, without control characters: a name, never a path.
std::string plain_file_name(std::string name) {
    name = name.substr(name.find_last_of("/\\") + 1);
    std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (name == "." || name == "..") name.clear();
    return std::string(utf8::prefix(utf8::repaired(name), k_name_bytes_max));
}

Result<Part> part_of(std::string_view head) {
    Part part;
    bool disposed = false;
    while (!head.empty()) {
        const std::size_t end = std::min(head.find("\r\n"), head.size());
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            return fail(ErrorCode::invalid_argument, "a part of the form has a header without a colon");
        if (!equal_ignoring_case(line.substr(0, colon), "content-disposition")) continue;
        std::string_view value = trimmed(line.substr(colon + 1));
        std::string_view kind = value;
        if (disposed || !equal_ignoring_case(trimmed(take_until(kind, ';')), "form-data")) {
            return fail(ErrorCode::invalid_argument, "a part of the form is not form-data");
        }
        disposed = true;
        part.name = utf8::repaired(parameter_of(value, "name").value_or(""));
        if (auto file = parameter_of(value, "filename")) {
            part.file_name = plain_file_name(std::move(*file));
            if (part.file_name.empty()) part.file_name = "upload";
        }
    }
    if (!disposed || part.name.empty()) return fail(ErrorCode::invalid_argument, "a part of the form has no name");
    return part;
}

}  // namespace

Result<std::string> multipart_boundary(std::string_view content_type) {
    std::string_view kind = content_type;
    const bool form = equal_ignoring_case(trimmed(take_until(kind, ';')), "multipart/form-data");
    const std::string boundary = parameter_of(content_type, "boundary").value_or("");
    if (!form || boundary.empty() || boundary.size() > k_boundary_bytes_max) {
        return fail(ErrorCode::invalid_argument, "the Content-Type is not multipart/form-data with a boundary");
    }
    return boundary;
}

Result<std::vector<Part>> parse_multipart(std::string_view body, std::string_view boundary) {
    const std::string first = "--" + std::string(boundary);
    const std::string delimiter = "\r\n" + first;
    if (!body.starts_with(first)) return fail(ErrorCode::invalid_argument, "the form does not begin with its boundary");
    std::string_view rest = body.substr(first.size());
    std::vector<Part> parts;
    while (!rest.starts_with("--")) {
        if (!rest.starts_with("\r\n"))
            return fail(ErrorCode::invalid_argument, "a boundary of the form is not followed by a line end");
        if (parts.size() == k_multipart_parts_max) return fail(ErrorCode::exhausted, "the form has too many parts");
        rest.remove_prefix(2);
        const std::size_t head_end = rest.substr(0, k_part_head_bytes_max).find("\r\n\r\n");
        if (head_end == std::string_view::npos)
            return fail(ErrorCode::invalid_argument, "the headers of a part of the form do not end");
        Part part = TRY(part_of(rest.substr(0, head_end)));
        rest.remove_prefix(head_end + 2);  // the line end before an empty content belongs to its delimiter too
        const std::size_t end = rest.find(delimiter);
        if (end == std::string_view::npos) return fail(ErrorCode::invalid_argument, "the form is cut off");
        part.content = end < 2 ? std::string_view() : rest.substr(2, end - 2);
        rest.remove_prefix(end + delimiter.size());
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace familiar::serve::http
