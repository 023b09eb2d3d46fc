// Whatever the bytes, clean_html gives valid text and links that go to the web or write a mail.
#include "gather/html.h"

#include "base/check.h"
#include "base/utf8.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    namespace gather = familiar::gather;
    namespace utf8 = familiar::utf8;
    const std::string_view html(reinterpret_cast<const char*>(bytes), size);
    const gather::CleanText clean = gather::clean_html(html, "https://example.org/a/");
    CHECK(utf8::valid(clean.text), "text is UTF-8");
    CHECK(clean.text.size() <= 16 * size + 64, "text is never much longer than its markup");
    for (const char c : clean.text) CHECK(c < 0 || c >= 0x20 || c == '\n', "text holds no controls");
    for (const familiar::Link& link : clean.links) {
        const bool is_web = link.url.starts_with("http://") || link.url.starts_with("https://");
        CHECK(is_web || link.url.starts_with("mailto:"), "links go to the web or write a mail");
        CHECK(utf8::valid(link.url) && utf8::valid(link.label), "links are UTF-8");
    }
    CHECK(utf8::valid(gather::clean_lines(utf8::repaired(html))), "lines are UTF-8");
    return 0;
}
