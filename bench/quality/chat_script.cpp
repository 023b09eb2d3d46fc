#include "quality/chat_script.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>

namespace familiar::bench {

namespace {

// "*A: text"; false when it is none.
bool add_line(Script& script, std::string_view line, Pause before) {
    ScriptLine said;
    said.before = before;
    if (line.starts_with('*')) said.mark = Mark::evidence;
    if (line.starts_with('-')) said.mark = Mark::outdated;
    if (said.mark != Mark::none) line.remove_prefix(1);
    if (line.size() < 4 || line[0] < 'A' || line[0] > 'D' || line.substr(1, 2) != ": ") return false;
    said.role = line[0];
    said.text = line.substr(3);
    script.lines.push_back(std::move(said));
    return true;
}

}  // namespace

std::string_view name_of(Half half) { return half == Half::tuning ? "tuning" : "reporting"; }

std::size_t Script::roles() const {
    std::size_t roles = 1;
    const auto needs = [&](char role) { roles = std::max(roles, static_cast<std::size_t>(role - 'A' + 1)); };
    const auto read = [&](std::string_view text) {
        for (const char role : {'B', 'C', 'D'}) {
            if (text.find(std::string("{") + role + "}") != std::string_view::npos) needs(role);
        }
    };
    for (const ScriptLine& line : lines) {
        needs(line.role);
        read(line.text);
    }
    for (const std::string& question : questions) read(question);
    return roles;
}

Result<std::vector<Script>> scripts_of(Half half) {
    const std::string path = fmt::format("{}/bench/quality/chats/{}.txt", FAMILIAR_SOURCE_DIR, name_of(half));
    std::ifstream file(path);
    if (!file) return fail(ErrorCode::not_found, "there is no " + path);
    std::vector<Script> scripts;
    Pause pause = Pause::minutes;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line.starts_with('#')) continue;
        const std::size_t space = line.find(' ', 3);
        if (line.starts_with("== ")) {
            scripts.emplace_back();
            scripts.back().kind = line.substr(3, space == std::string::npos ? space : space - 3);
            scripts.back().name = space == std::string::npos ? "" : line.substr(space + 1);
            continue;
        }
        if (scripts.empty()) return fail(ErrorCode::corrupt, fmt::format("{}:{} stands before a script", path, number));
        if (line.starts_with('~')) {
            pause = line == "~~" ? Pause::weeks : Pause::hours;
        } else if (line.starts_with("? ")) {
            scripts.back().questions.push_back(line.substr(2));
        } else if (add_line(scripts.back(), line, std::exchange(pause, Pause::minutes))) {
            continue;
        } else {
            return fail(ErrorCode::corrupt, fmt::format("{}:{} is not understood: {}", path, number, line));
        }
    }
    return scripts;
}

}  // namespace familiar::bench
