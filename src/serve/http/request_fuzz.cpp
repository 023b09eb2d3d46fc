// Any bytes as what a client sends, cut in two at a place the first byte names: the parser must take them in pieces as
// in one, and what it lets through must keep the limits.
#include "base/check.h"
#include "base/utf8.h"
#include "serve/http/request_parser.h"
#include "serve/limits.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

using familiar::serve::http::RequestParser;

namespace {

constexpr std::size_t k_body_max = 1000;

// Returns the number of complete requests.
int read_all(RequestParser& parser, std::string_view bytes) {
    int complete = 0;
    while (true) {
        switch (parser.state()) {
            case RequestParser::State::decide: parser.allow_body(k_body_max); break;
            case RequestParser::State::refused: return complete;
            case RequestParser::State::complete: {
                const auto& request = parser.request();
                CHECK(request.body.size() <= k_body_max, "the body keeps its limit");
                CHECK(request.headers.size() <= familiar::serve::k_headers_max, "the headers keep their limit");
                CHECK(request.path.starts_with('/') && familiar::utf8::valid(request.path), "the path is plain");
                CHECK(request.path.find("/../") == std::string::npos, "the path does not climb");
                ++complete;
                parser.reset();
                break;
            }
            default: {
                if (bytes.empty()) return complete;
                const std::size_t taken = parser.feed(bytes);
                const bool moved = taken > 0 || (parser.state() != RequestParser::State::head &&
                                                 parser.state() != RequestParser::State::body);
                CHECK(moved, "the parser moves on");
                bytes.remove_prefix(taken);
            }
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size < 1) return 0;
    const std::string_view input(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    const std::size_t cut = std::min<std::size_t>(bytes[0], input.size());
    RequestParser whole;
    const int complete = read_all(whole, input);
    RequestParser pieces;
    const int in_pieces = read_all(pieces, input.substr(0, cut)) + read_all(pieces, input.substr(cut));
    CHECK(complete == in_pieces, "the same requests in pieces as in one");
    return 0;
}
