// What the sub-agents found, distilled: statements that hold, each once, with the numbers of one common list of
// sources, in a bounded text. The bounded text workspace is that of Parallel-Distill-Refine (arXiv 2510.01123).
//
// Of one answer; one thread.
#pragma once

#include "answer/cite/source_list.h"
#include "nouns/answer.h"

#include <set>
#include <string>
#include <vector>

namespace familiar::answer::model {

class Workspace {
public:
    Workspace(cite::SourceList& sources, std::size_t bytes_max) : sources_(sources), bytes_max_(bytes_max) {}

    // Takes what an agent wrote from its angle. Statements that no source carries are left out.
    void add(std::string_view angle, const Answer& reply);
    // At most bytes_max; angles in the order in which they came, and in turn, so that none is cut off
    // whole.
    std::string text() const;
    bool empty() const { return parts_.empty(); }
    std::size_t statements() const;

private:
    struct Part {
        std::string angle;
        std::vector<std::string> lines;
    };
    bool is_known(const std::set<std::string>& words) const;

    cite::SourceList& sources_;
    const std::size_t bytes_max_;
    std::vector<Part> parts_;
    std::vector<std::set<std::string>> known_;  // the content words of each statement
};

}  // namespace familiar::answer::model
