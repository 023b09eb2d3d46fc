// Does a span of a source say what a sentence says? Judged without a model: names, numbers and dates of the sentence
// must stand in the span, nothing may be denied that the span affirms, and its other words must be covered.
//
// Pure, deterministic, any thread; well below a millisecond a pair.
#pragma once

#include "answer/cite/statement.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::answer::cite {

// What a source says about itself: counts as said for names, dates and words, not for amounts.
struct Setting {
    std::string about;   // title, author and where it was written
    std::string before;  // the sentences in front of the span, for what "it" and "she" stand for
    std::optional<CivilDate> posted_on;
};

enum class Lack { nothing, name, number, date, negation, roles, certainty, words };
std::string_view name_of(Lack lack);

struct Verdict {
    bool supported = false;
    double score = 0;  // 0…1
    Lack lack = Lack::nothing;
    std::string what;       // the name, number or words that the span does not hold
    bool verbatim = false;  // the span holds the sentence in its own words
};

// The probability, 0…1, that a span entails a sentence, by a model that was made for it; nothing when it cannot tell.
using Verifier = std::function<std::optional<double>(std::string_view sentence, std::string_view span)>;

Verdict check(const Statement& sentence, const Statement& span, const Setting& setting);
Verdict check(std::string_view sentence, std::string_view span, const Setting& setting = {});
// A verifier decides where words are all there is to go by; names, numbers, dates and denials it cannot talk away.
Verdict verified(Verdict verdict, std::string_view sentence, std::string_view span, const Verifier& verifier);

// How many of the sentence's terms stand in the span, by weight, 0…1: quick, for choosing what to check.
double overlap(const Statement& sentence, const Statement& span);

}  // namespace familiar::answer::cite
