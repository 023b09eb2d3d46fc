// An answer as people read it on a terminal: the text with numbers behind cited sentences, then what they stand for.
#pragma once

#include "nouns/answer.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::app {

// Lines to print; dates as in `zone`.
struct AnswerLines {
    std::vector<std::string> text;
    std::vector<std::string> sources;  // "[1] Ines Carvalho, mastodon, 3 May 2026: “…”  https://…"
    std::vector<std::string> notes;    // as notes_of() has them
};

AnswerLines lines_of(const Answer& answer, std::string_view zone);

// What was checked, how many more were considered, which model wrote it, what was missing, what would help.
std::vector<std::string> notes_of(const Answer& answer);

// The share of statements that sources or a computation hold up; nothing where nothing is stated.
std::optional<double> support_rate_of(const Answer& answer);

// "Ines Carvalho, mastodon, 3 May 2026".
std::string origin_of(const Post& post, std::string_view source_title, std::string_view zone);

}  // namespace familiar::app
