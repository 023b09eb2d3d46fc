// Prose as any model may write it, streamed in pieces over a few sources. The first byte chooses the pieces.
#include "answer/cite/cited_stream.h"
#include "base/check.h"
#include "base/utf8.h"

#include <cstdint>

namespace familiar::answer::cite {
namespace {

SourceList world() {
    SourceList sources;
    for (std::int64_t number = 1; number <= 3; ++number) {
        Evidence evidence;
        evidence.post.id = {Shelf::common, number};
        evidence.post.text = "The quiz night moved to the Anchor. It starts at 19:30. See https://anchor.example/quiz";
        evidence.post.author.name = "Ana";
        sources.add(evidence);
    }
    return sources;
}

Answer written(const SourceList& sources, std::string_view prose, std::size_t step, std::string& told) {
    CitedStream stream(sources, [&](TurnEvent&& event) {
        if (const auto* text = std::get_if<TextEvent>(&event)) told += text->text;
    });
    for (std::size_t at = 0; at < prose.size(); at += step) stream.feed(prose.substr(at, step));
    return stream.finish();
}

void try_prose(std::string_view prose, std::size_t step) {
    static const SourceList k_sources = world();
    std::string told;
    std::string told_at_once;
    const Answer answer = written(k_sources, prose, step, told);
    written(k_sources, prose, prose.size() + 1, told_at_once);
    const std::string text = answer.text();
    CHECK(told == text && told == told_at_once, "the text does not depend on how it was cut");
    CHECK(utf8::valid(text), "an answer is valid text");
    CHECK(text.find("evil") == std::string::npos || prose.find("://evil") == std::string_view::npos ||
              text.find("://evil") == std::string::npos,
          "no link that no source contains");
    for (const Sentence& sentence : answer.sentences) {
        for (const Citation& citation : sentence.citations)
            CHECK(citation.anchor.of(text) == sentence.text, "an anchor is its sentence");
    }
}

}  // namespace
}  // namespace familiar::answer::cite

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static constexpr std::size_t k_prose_max = 8192;
    if (size == 0 || size > k_prose_max) return 0;
    const std::string_view prose(reinterpret_cast<const char*>(bytes + 1), size - 1);
    familiar::answer::cite::try_prose(prose, 1U + bytes[0] % 11U);
    return 0;
}
