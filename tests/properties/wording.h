// Random texts and questions: sentences that answer something, in several languages and scripts, and hostile ones.
#pragma once

#include "tests/properties/chance.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::properties {

// Names of people that posts are by, in several scripts.
const std::vector<std::string>& author_names();
// Titles of groups, feeds and collections.
const std::vector<std::string>& group_titles();

// One sentence that states something.
std::string statement(Chance& chance);
// A whole post: some sentences, or something odd (emoji, long, marks, line breaks, orders to assistants).
std::string post_text(Chance& chance);
// A question of any intent, about what the texts are about; or an odd one.
std::string question(Chance& chance);
// The same question in words that refer to what was asked before.
std::string follow_up(Chance& chance);

// A sentence of invented words that no text and no question above has.
std::string unrelated_statement(Chance& chance);

}  // namespace familiar::properties
