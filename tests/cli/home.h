// A home that commands run in, one test each.
#pragma once

#include "base/json.h"
#include "program.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace familiar::tests {

class Home : public ::testing::Test {
protected:
    std::string home() const { return folder_.path() / "home"; }
    const TemporaryFolder& folder() const { return folder_; }

    // Runs `familiar ARGUMENTS --home HOME`, in the folder beside HOME, as a machine in Dublin.
    Outcome familiar(std::vector<std::string> arguments) const;
    // The same, held to succeed.
    std::string good(const std::vector<std::string>& arguments) const;
    // Held to fail with this code and one line on standard error, which is returned.
    std::string bad(int exit_code, const std::vector<std::string>& arguments) const;
    // With --json: one value a line.
    std::vector<Json> json(std::vector<std::string> arguments) const;

    // The files below HOME whose bytes hold `text`.
    std::vector<std::string> files_with(const std::string& text) const;

private:
    TemporaryFolder folder_;
};

std::vector<std::string> lines_of(const std::string& text);

// A line of JSONL for a post that everybody may read.
std::string post_line(const std::string& id, const std::string& text);

}  // namespace familiar::tests
