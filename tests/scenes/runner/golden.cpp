#include "golden.h"

#include "platform/files.h"

#include <fstream>
#include <map>
#include <sstream>

namespace familiar::scenes {

namespace {

// Each line of an answer as the file holds it.
std::string marked(const std::string& answer) {
    std::istringstream lines(answer);
    std::string out;
    for (std::string line; std::getline(lines, line);) out += line.empty() ? "=\n" : "= " + line + '\n';
    return out.empty() ? "=\n" : out;
}

}  // namespace

Result<> rewrite(const std::filesystem::path& file, const std::vector<Rewrite>& rewrites) {
    std::map<int, const Rewrite*> by_line;
    for (const Rewrite& one : rewrites) by_line[one.line] = &one;
    std::istringstream lines(TRY(platform::read_file(file, 4U << 20U)));
    std::string out;
    int number = 0;
    int skip = 0;
    for (std::string line; std::getline(lines, line);) {
        if (const auto found = by_line.find(++number); found != by_line.end()) {
            out += marked(found->second->answer);
            skip = found->second->lines;
        }
        if (skip > 0)
            --skip;
        else
            out += line + '\n';
    }
    // Written as any editor would, with the mode the file has: scene files are not private.
    std::ofstream target(file, std::ios::binary | std::ios::trunc);
    target << out;
    target.close();
    if (!target) return fail(ErrorCode::unavailable, "cannot write " + file.string());
    return {};
}

}  // namespace familiar::scenes
