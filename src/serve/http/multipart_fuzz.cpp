// Any bytes as a form: contents must lie inside the body and names must be plain.
#include "serve/http/multipart.h"

#include "base/check.h"
#include "base/utf8.h"

#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    // The first line is the Content-Type, the rest is the body.
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    const std::size_t end = input.find('\n');
    if (end == std::string_view::npos) return 0;
    const auto boundary = familiar::serve::http::multipart_boundary(input.substr(0, end));
    if (!boundary) return 0;
    const std::string_view body = input.substr(end + 1);
    const auto parts = familiar::serve::http::parse_multipart(body, *boundary);
    if (!parts) return 0;
    for (const auto& part : *parts) {
        CHECK(part.content.empty() || (part.content.data() >= body.data() &&
                                       part.content.data() + part.content.size() <= body.data() + body.size()),
              "a part lies in its body");
        CHECK(part.file_name.find('/') == std::string::npos && familiar::utf8::valid(part.file_name),
              "a file name is plain");
        CHECK(!part.name.empty() && familiar::utf8::valid(part.name), "a part has a name");
    }
    return 0;
}
