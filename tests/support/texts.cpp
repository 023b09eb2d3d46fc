#include "tests/support/texts.h"

#include "base/utf8.h"

#include <vector>

namespace familiar::test {

namespace {

rc::Gen<std::string> joined(rc::Gen<std::string> piece) {
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(std::move(piece)),
                        [](const std::vector<std::string>& pieces) {
                            std::string text;
                            for (const std::string& each : pieces) text += each;
                            return text;
                        });
}

rc::Gen<std::string> byte_between(int low, int high) {
    return rc::gen::map(rc::gen::inRange(low, high), [](int byte) { return std::string(1, static_cast<char>(byte)); });
}

rc::Gen<std::string> code_point_between(std::uint32_t low, std::uint32_t high) {
    return rc::gen::map(rc::gen::inRange(low, high), [](std::uint32_t c) {
        std::string out;
        utf8::append(out, c);
        return out;
    });
}

rc::Gen<std::string> snippet() {
    return rc::gen::elementOf(std::vector<std::string>{"the",
                                                       "Dr. Smith",
                                                       "can't",
                                                       "can’t",
                                                       "l’été",
                                                       "Größe",
                                                       "3.5",
                                                       "1,000.25",
                                                       "@ana",
                                                       "@ana@example.org",
                                                       "#garden_party",
                                                       "https://example.org/a_(b)?c=d",
                                                       "www.example.org",
                                                       "ana@example.org",
                                                       "🎉",
                                                       "👩‍👩‍👧",
                                                       "🇮🇪",
                                                       "❤️",
                                                       "日本語",
                                                       "カタカナ",
                                                       "ภาษาไทย",
                                                       "한국어",
                                                       "हिन्दी",
                                                       "العربية",
                                                       "e.g.",
                                                       "U.S.",
                                                       "am 3. Oktober",
                                                       "“Quoted.”",
                                                       "...",
                                                       "—",
                                                       "\u0301",
                                                       "\u200D",
                                                       "\u00AD",
                                                       "\u2028",
                                                       "\uFEFF",
                                                       "\u00A0",
                                                       "\u3000",
                                                       "\r\n"});
}

}  // namespace

// Making a generator costs more than using it, so each is made once.
rc::Gen<std::string> any_bytes() {
    static const rc::Gen<std::string> k_bytes =
        joined(rc::gen::oneOf(byte_between(0, 256), byte_between(0x80, 0xC0), byte_between(0xE0, 0x100), snippet()));
    return k_bytes;
}

rc::Gen<std::string> any_text() {
    static const rc::Gen<std::string> k_text =
        joined(rc::gen::oneOf(snippet(), code_point_between(0, 0x80), code_point_between(0x80, 0x250),
                              code_point_between(0x250, 0x3100), code_point_between(0x3100, 0x110000), ascii_text()));
    return k_text;
}

rc::Gen<std::string> short_text() {
    static const rc::Gen<std::string> k_text = rc::gen::resize(
        4, joined(rc::gen::oneOf(snippet(), code_point_between(0, 0x3100), code_point_between(0, 0x80))));
    return k_text;
}

rc::Gen<std::string> ascii_text() {
    static const auto k_frequent = rc::gen::map(rc::gen::elementOf(std::string("aBz09_.',;:@# -\r\n\t(wh")),
                                                [](char c) { return std::string(1, c); });
    static const rc::Gen<std::string> k_text =
        joined(rc::gen::weightedOneOf<std::string>({{6, k_frequent}, {1, byte_between(0, 0x80)}}));
    return k_text;
}

}  // namespace familiar::test
