#include "home.h"

#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <sstream>

namespace familiar::tests {

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::string post_line(const std::string& id, const std::string& text) {
    return json_text({{"kind", "post"},
                      {"id", id},
                      {"app", "mastodon"},
                      {"author", {{"name", "Ines"}, {"handle", "@ines@example.org"}}},
                      {"text", text},
                      {"url", "https://example.org/" + id},
                      {"posted_at", "2026-03-01T09:30:00Z"}}) +
           '\n';
}

Outcome Home::familiar(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--home", home()});
    return run(arguments, {.variables = {{"TZ", "Europe/Dublin"}}, .folder = folder_.path(), .file_bytes_max = 0});
}

std::string Home::good(const std::vector<std::string>& arguments) const {
    const Outcome outcome = familiar(arguments);
    EXPECT_EQ(outcome.exit_code, 0) << fmt::format("signal {}: {}", outcome.signal, outcome.err);
    return outcome.out;
}

std::string Home::bad(int exit_code, const std::vector<std::string>& arguments) const {
    const Outcome outcome = familiar(arguments);
    EXPECT_EQ(outcome.exit_code, exit_code) << outcome.err;
    const auto lines = lines_of(outcome.err);
    EXPECT_EQ(lines.size(), 1U) << outcome.err;
    if (lines.empty()) return {};
    EXPECT_TRUE(lines.front().starts_with("familiar: ")) << lines.front();
    return lines.front();
}

std::vector<Json> Home::json(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    std::vector<Json> values;
    for (const std::string& line : lines_of(good(arguments))) {
        auto value = parse_json(line);
        EXPECT_TRUE(value.has_value()) << line;
        if (value) values.push_back(value.release());
    }
    return values;
}

std::vector<std::string> Home::files_with(const std::string& text) const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(home())) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        if (content.find(text) != std::string::npos) found.push_back(entry.path().string());
    }
    return found;
}

}  // namespace familiar::tests
