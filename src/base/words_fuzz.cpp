// Words, sentences and folding of any bytes, repaired first as every importer does.
#include "base/words.h"

#include "base/check.h"
#include "base/utf8.h"

#include <cstdint>

namespace familiar {
namespace {

void check_span(std::string_view text, Span span, std::size_t last) {
    CHECK(last <= span.begin && span.begin < span.end && span.end <= text.size(), "spans are in order and inside");
    CHECK(utf8::boundary_before(text, span.begin) == span.begin, "a span begins at a code point");
    CHECK(utf8::boundary_before(text, span.end) == span.end, "a span ends at a code point");
}

void try_text(std::string_view bytes) {
    const std::string text = utf8::repaired(bytes);
    CHECK(utf8::valid(text), "repaired text is well-formed");
    const std::vector<Word> words = words_of(text);
    std::size_t last = 0;
    for (const Word& word : words) {
        check_span(text, word.span, last);
        CHECK(!word.folded.empty() && utf8::valid(word.folded), "a folded word is a text");
        CHECK(!stem_of(word.folded, "de").empty(), "a word has a stem");
        last = word.span.end;
    }
    CHECK(language_of(text) == language_of(text, words), "the language is the same for words and text");
    last = 0;
    for (const Span span : sentences_of(text)) {
        check_span(text, span, last);
        last = span.end;
    }
    const std::string once = folded(text);
    CHECK(folded(once) == once, "folding is done in one step");
    CHECK(utf8::valid(utf8::without_mojibake(text)), "repaired mojibake is well-formed");
}

}  // namespace
}  // namespace familiar

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    familiar::try_text({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
