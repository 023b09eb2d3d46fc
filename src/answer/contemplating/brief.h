// The brief: a few central quotes, sections that have content, and what was not found. Every sentence but headings and
// notes is quoted, or counts over quotes that it cites.
#pragma once

#include "answer/contemplating/workspace.h"

#include <string>
#include <vector>

namespace familiar::answer::contemplating {

// How the run went, for what the brief says of it.
struct Course {
    std::vector<Gap> missing;         // that the second round did not fill
    std::vector<std::string> failed;  // agents
    bool stopped = false;             // the person asked for the answer before the end
};

// Nothing when the workspace holds nothing to write of.
std::optional<Answer> write_brief(const Workspace& workspace, const Subject& subject, const Course& course,
                                  const ComposeContext& context);

// What stands between spaces.
std::size_t count_words(std::string_view text);

}  // namespace familiar::answer::contemplating
