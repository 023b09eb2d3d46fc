// Pairs of a sentence and the span that it cites, labelled with whether the span supports it: written by hand
// (tests/citations/pairs.txt), and made from real paragraphs by changing them in ways that are known to keep or to
// break what they say. Deterministic for a seed.
#pragma once

#include "base/result.h"
#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::test {

struct CitationPair {
    std::string kind;  // "verbatim", "shortened", "reordered", "format", "paraphrased"; "number", "name", "date", …
    bool supported = false;
    std::string sentence;
    std::string span;
    std::string about;  // title and author
    std::optional<CivilDate> posted_on;
    bool is_for_development = false;  // by a hash; what is reported comes from the others
};

struct Paragraph {
    std::string title;
    std::string text;
};

Result<std::vector<CitationPair>> written_pairs(std::string_view file_content);
// At most `each` pairs of every kind.
std::vector<CitationPair> made_pairs(const std::vector<Paragraph>& paragraphs, std::uint64_t seed, std::size_t each);
// A paragraph of a data set as it was before it was cut into words: "( 1986 -- 1987 )" becomes "(1986–1987)".
std::string with_natural_spaces(std::string_view text);

}  // namespace familiar::test
