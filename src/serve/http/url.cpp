#include "serve/http/url.h"

#include "base/utf8.h"
#include "serve/limits.h"

#include <algorithm>

namespace familiar::serve::http {

namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool climbs(std::string_view path) {
    std::size_t begin = 1;
    while (begin <= path.size()) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view segment = path.substr(begin, end - begin);
        const bool inner_empty = segment.empty() && end != path.size();
        if (inner_empty || segment == "." || segment == "..") return true;
        begin = end + 1;
    }
    return false;
}

}  // namespace

Result<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            decoded += ' ';
        } else if (text[i] == '%') {
            const int high = i + 1 < text.size() ? hex_value(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
            if (high < 0 || low < 0) return fail(ErrorCode::invalid_argument, "the URL holds a broken percent escape");
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    if (!utf8::valid(decoded)) return fail(ErrorCode::invalid_argument, "the URL is not UTF-8");
    return decoded;
}

Result<Target> parse_target(std::string_view target) {
    target = target.substr(0, target.find('#'));
    if (!target.starts_with('/')) return fail(ErrorCode::invalid_argument, "the request must name a path");
    const std::size_t mark = std::min(target.find('?'), target.size());
    Target parsed;
    parsed.path = TRY(percent_decoded(target.substr(0, mark), false));
    const bool control =
        std::ranges::any_of(parsed.path, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (control || climbs(parsed.path))
        return fail(ErrorCode::invalid_argument, "the path of the URL is not a plain one");

    std::string_view rest = mark == target.size() ? std::string_view() : target.substr(mark + 1);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        const std::string_view pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (pair.empty()) continue;
        if (parsed.query.size() == k_query_parameters_max)
            return fail(ErrorCode::invalid_argument, "the URL has too many parameters");
        const std::size_t equals = std::min(pair.find('='), pair.size());
        std::string name = TRY(percent_decoded(pair.substr(0, equals), true));
        std::string value = equals == pair.size() ? std::string() : TRY(percent_decoded(pair.substr(equals + 1), true));
        parsed.query.emplace_back(std::move(name), std::move(value));
    }
    return parsed;
}

}  // namespace familiar::serve::http
