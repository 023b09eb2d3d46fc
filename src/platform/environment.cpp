#include "platform/environment.h"

#include "base/time.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <pwd.h>
#include <string_view>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>

namespace familiar::platform {

namespace {

// The zone in "/usr/share/zoneinfo/Europe/Dublin"; nothing when the path names none.
std::optional<std::string> zone_of_path(std::string_view path) {
    constexpr std::string_view k_folder = "zoneinfo/";
    const auto found = path.find(k_folder);
    if (found == std::string_view::npos) return std::nullopt;
    std::string_view zone = path.substr(found + k_folder.size());
    for (const std::string_view prefix : {"posix/", "right/"}) {
        if (zone.starts_with(prefix)) zone.remove_prefix(prefix.size());
    }
    if (!time::known_zone(zone)) return std::nullopt;
    return std::string(zone);
}

}  // namespace

std::optional<std::string> environment(const std::string& name) {
    const char* value = ::getenv(name.c_str());
    if (value == nullptr || *value == '\0') return std::nullopt;
    return std::string(value);
}

SystemUser system_user() {
    constexpr std::size_t k_entry_bytes_max = 16U << 10U;
    SystemUser user;
    std::array<char, k_entry_bytes_max> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) {
        user.login = found->pw_name;
        if (found->pw_gecos != nullptr)
            user.full_name = std::string_view(found->pw_gecos).substr(0, std::string_view(found->pw_gecos).find(','));
        user.home = found->pw_dir;
    }
    if (const auto home = environment("HOME")) user.home = *home;
    return user;
}

std::string system_time_zone() {
    if (auto variable = environment("TZ")) {
        if (variable->starts_with(':')) variable->erase(0, 1);
        if (auto zone = zone_of_path(*variable)) return *zone;
        if (time::known_zone(*variable)) return *variable;
    }
    std::error_code ignored;  // no link: the machine keeps UTC
    const auto target = std::filesystem::canonical("/etc/localtime", ignored);
    const auto linked = std::filesystem::read_symlink("/etc/localtime", ignored);
    return zone_of_path(linked.string()).value_or(zone_of_path(target.string()).value_or("UTC"));
}

namespace {

int descriptor_of(StandardStream stream) {
    switch (stream) {
        case StandardStream::input: return STDIN_FILENO;
        case StandardStream::output: return STDOUT_FILENO;
        case StandardStream::error: return STDERR_FILENO;
    }
    return STDERR_FILENO;
}

}  // namespace

bool is_terminal(StandardStream stream) { return ::isatty(descriptor_of(stream)) == 1; }

std::optional<std::size_t> terminal_columns(StandardStream stream) {
    winsize size{};
    if (!is_terminal(stream)) return std::nullopt;
    if (::ioctl(descriptor_of(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
    return size.ws_col;
}

}  // namespace familiar::platform
