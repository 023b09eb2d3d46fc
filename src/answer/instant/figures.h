// Figures with their units inside text: "205 euro", "9.5 kilometres", "4.50 a dozen". Pure functions, any thread.
#pragma once

#include "base/span.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::instant {

struct Figure {
    std::int64_t thousandths = 0;
    std::string unit;         // one name for all spellings of it ("euro", "kilometre"); empty when none is said
    Span span;                // of the number
    bool is_price = false;    // for one of something or some of it ("5 euro a head", "six for 12 euro"), not a whole
    bool is_decimal = false;  // two digits behind the point, as prices have
    bool is_rough = false;    // "about", "up to", "of which half": not to be reckoned with
};

std::vector<Figure> figures_in(std::string_view text);

// "39.5", "1,240": without needless zeros.
std::string to_text(std::int64_t thousandths);

}  // namespace familiar::answer::instant
