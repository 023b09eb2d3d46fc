// What is asked: words and conversation so far become a Question. Rules and tables, no model; the same words in the
// same conversation are always understood in the same way.
#pragma once

#include "nouns/conversation.h"
#include "nouns/question.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace familiar::converse {

// What understanding may ask about the person's world.
struct World {
    Timestamp now;
    std::string zone;
    // The name of somebody who wrote something, from a part of it ("Ines" → "Ines Carvalho"); "" when there is nobody.
    std::function<std::string(std::string_view)> author_named;
    // Words that pick the sources with such a title; "" when no source is called like that.
    std::function<std::string(std::string_view)> group_named;
    // Who stands in a relation to the person ("brother" → "Fintan"), as their own posts say; "" when unknown.
    std::function<std::string(std::string_view)> relative;
};

Question understand(std::string_view words, std::span<const Exchange> earlier, const World& world);

}  // namespace familiar::converse
