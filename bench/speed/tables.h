// The corpus as rivals read it: tables without JSON, questions without function words.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace familiar::bench {

// The words of a question that are looked for: all but function words, or all when there are no others. Each once.
std::vector<std::string> asked_words(const std::string& question);

// Writes FOLDER/posts.tsv (number, audience, title, text; audience 0 is public, n is circle n − 1) and FOLDER/asked.txt
// (the asked words of a question a line). Nothing is written when they are there already.
Result<> write_tables(const std::filesystem::path& folder);

}  // namespace familiar::bench
