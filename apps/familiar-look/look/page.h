// A picture made ready for reading, and the way back from its places to those of the picture. Pure; any thread.
#pragma once

#include "look/prepare.h"

#include <optional>

namespace familiar::look {

struct Page {
    Grey picture;
    double scale = 1;     // of the page to the picture it was made from
    Grey before_turning;  // only its size counts; empty when the page was not turned
    Turn turn;

    // The box around what `box` of the page covers, within a picture of the given size.
    Box box_of(const Box& box, Size size) const;
};

// Nothing when there is nothing that could be letters.
std::optional<Page> page_of(const Grey& picture);

}  // namespace familiar::look
