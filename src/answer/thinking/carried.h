// What a quoted sentence gives to the next step: names, places, days, amounts, things, each as the sentence states it.
// Reads signs, understands nothing; what is not there is not made up. Pure functions, any thread.
#pragma once

#include "answer/composer.h"
#include "answer/thinking/plan.h"
#include "base/time.h"
#include "nouns/evidence.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::thinking {

struct Value {
    Sort sort = Sort::anything;
    std::string text;  // as it goes into the next question
    double sure = 0;   // 0…1: that the sentence states it as what is looked for
    std::optional<CivilDate> date = std::nullopt;
    bool date_said = true;  // false: the day on which the sentence was written
    std::int64_t thousandths = 0;
    std::string unit = {};

    bool same_as(const Value& other) const;
};

// What is looked for in a sentence.
struct Sought {
    Step step;                        // with its gap filled
    std::string question;             // as it was asked
    bool speakers = false;            // the question gathers who said something: the authors are what is looked for
    std::vector<std::string> people;  // names of authors around, so that a name is known for one
};

// The likelier first; at most a handful.
std::vector<Value> values_of(const Evidence& evidence, Span quote, const Sought& sought, const ComposeContext& context);

// "39.5", and as money "0.40".
std::string amount_text(std::int64_t thousandths, bool money);

// The parts of it.
std::vector<Value> persons_in(const Evidence& evidence, Span quote, const Sought& sought);
std::vector<Value> places_in(const Evidence& evidence, Span quote, const Sought& sought);
std::vector<Value> things_in(const Evidence& evidence, Span quote, const Sought& sought);
std::vector<Value> days_in(const Evidence& evidence, Span quote, const Sought& sought, const ComposeContext& context);
std::vector<Value> figures_for(const Evidence& evidence, Span quote, const Sought& sought);

}  // namespace familiar::answer::thinking
