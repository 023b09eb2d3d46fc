#include "infer/limits.h"
#include "infer/llama_installation.h"
#include "platform/child_process.h"
#include "platform/files.h"

#include <charconv>
#include <fmt/format.h>
#include <map>
#include <system_error>

namespace familiar::infer {

namespace {

using platform::FolderRights;
using platform::NamedPath;

constexpr std::string_view k_marker = "installed";
constexpr std::string_view k_program = "llama-server";

// What any build looks at to know the machine: processors, memory, and devices that compute.
std::vector<NamedPath> machine_paths() {
    std::vector<NamedPath> paths;
    for (const char* path : {"/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system", "/dev/urandom"})
        paths.push_back({path, FolderRights::read});
    for (const char* path : {"/dev/null", "/dev/dri", "/dev/kfd", "/dev/nvidia0", "/dev/nvidiactl", "/dev/nvidia-uvm"})
        paths.push_back({path, FolderRights::write});
    return paths;
}

// The lines "key=value" of the marker; of a key that is there again, the last.
std::map<std::string, std::string> entries_of(std::string_view marker) {
    std::map<std::string, std::string> entries;
    while (!marker.empty()) {
        const std::string_view line = marker.substr(0, marker.find('\n'));
        marker.remove_prefix(std::min(marker.size(), line.size() + 1));
        if (const auto equals = line.find('='); equals != std::string_view::npos)
            entries[std::string(line.substr(0, equals))] = std::string(line.substr(equals + 1));
    }
    return entries;
}

std::int64_t number_in(const std::string& text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// "usr/lib:usr/lib/llama" below the root.
std::string below(const std::filesystem::path& root, std::string_view libraries) {
    std::string all;
    while (!libraries.empty()) {
        const std::string_view one = libraries.substr(0, libraries.find(':'));
        libraries.remove_prefix(std::min(libraries.size(), one.size() + 1));
        if (!all.empty()) all += ':';
        all += (root / one).string();
    }
    return all;
}

LlamaInstallation of_host(const std::filesystem::path& program) {
    LlamaInstallation found;
    found.command = {program.string()};
    found.folder = "/";
    found.paths = machine_paths();
    for (const char* path : {"/usr", "/lib", "/lib64", "/opt"})
        found.paths.push_back({path, FolderRights::read_and_run});
    found.paths.push_back({"/etc/ld.so.cache", FolderRights::read});
    std::error_code ignored;  // then the program itself is named
    const auto real = std::filesystem::canonical(program, ignored);
    found.paths.push_back({real.empty() ? program : real.parent_path(), FolderRights::read_and_run});
    return found;
}

Result<LlamaInstallation> of_root(const std::filesystem::path& root) {
    const auto entries = entries_of(TRY(platform::read_file(root / k_marker, k_marker_bytes_max)));
    const auto at = [&](const char* key) {
        const auto found = entries.find(key);
        return found == entries.end() ? std::string() : found->second;
    };
    if (at("program").empty())
        return fail(ErrorCode::corrupt,
                    fmt::format("{} names no program; remove the folder and install the engine again",
                                (root / k_marker).string()));
    if (at("loader").empty()) {
        LlamaInstallation found = of_host(root / at("program"));  // an absolute path replaces the root
        found.build = number_in(at("build"));
        return found;
    }
    LlamaInstallation found;
    found.command = {(root / at("loader")).string(), "--library-path", below(root, at("libraries")),
                     (root / at("program")).string()};
    found.folder = root / at("backends");  // ggml picks the one for this processor from where it works
    found.paths = machine_paths();
    found.paths.push_back({root, FolderRights::read_and_run});
    found.build = number_in(at("build"));
    return found;
}

Result<LlamaInstallation> on_search_path(std::string_view search_path) {
    while (!search_path.empty()) {
        const std::string_view folder = search_path.substr(0, search_path.find(':'));
        search_path.remove_prefix(std::min(search_path.size(), folder.size() + 1));
        if (!folder.starts_with('/')) continue;
        std::error_code ignored;  // then it is not there
        const auto program = std::filesystem::path(folder) / k_program;
        if (std::filesystem::is_regular_file(program, ignored)) return of_host(program);
    }
    return fail(ErrorCode::not_found,
                "there is no llama-server on this machine. Install one with: tools/engine/install HOME/engine "
                "(it asks nothing and touches nothing else), or use an engine elsewhere");
}

Result<LlamaInstallation> first_found(const LlamaPlaces& places) {
    for (const std::filesystem::path& root : places.roots) {
        auto found = of_root(root);
        if (found || found.error().code != ErrorCode::not_found) return found;
    }
    return on_search_path(places.search_path);
}

bool is_part_of_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

}  // namespace

bool LlamaInstallation::knows(std::string_view option) const {
    for (auto at = help.find(option); at != std::string::npos; at = help.find(option, at + 1)) {
        const std::size_t after = at + option.size();
        const bool begins = at == 0 || !is_part_of_word(help[at - 1]);
        if (begins && (after == help.size() || !is_part_of_word(help[after]))) return true;
    }
    return false;
}

bool LlamaInstallation::knows(std::string_view option, std::string_view value) const {
    const auto line = help.find(fmt::format("\n{} ", option));
    if (line == std::string::npos) return false;
    const auto found = help.find(value, line);
    // The values stand in the same paragraph, before the next option begins a line.
    return found != std::string::npos && found < help.find("\n-", line + 1);
}

Result<LlamaInstallation> find_llama(const Call& call, const LlamaPlaces& places) {
    LlamaInstallation found = TRY(first_found(places));
    platform::ChildOptions options;
    options.arguments = found.command;
    options.arguments.emplace_back("--help");
    options.folder = found.folder;
    options.output_bytes_max = k_help_bytes_max;
    options.fence = {.closes_network = true, .closes_files = true, .paths = found.paths, .is_required = false};
    const auto outcome = TRY(platform::run_child(call.within(k_help_time_max), std::move(options)));
    if (!outcome.end.is_good()) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} does not run here: it {}. Install the engine again with tools/engine/install",
                                found.command.back(), outcome.end.text()));
    }
    found.help = outcome.output;
    return found;
}

}  // namespace familiar::infer
