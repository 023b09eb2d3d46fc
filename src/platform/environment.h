// What the system around the program says: variables, the user, the time zone of the machine, the terminal.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace familiar::platform {

// An environment variable; nothing when it is unset or empty. Read it at start: another thread must not set any.
std::optional<std::string> environment(const std::string& name);

struct SystemUser {
    std::string login;      // may be empty
    std::string full_name;  // may be empty
    std::string home;       // may be empty
};
SystemUser system_user();

// The IANA name of the zone that the machine keeps (TZ, else /etc/localtime), or "UTC".
std::string system_time_zone();

enum class StandardStream { input, output, error };
bool is_terminal(StandardStream stream);
// Columns of the terminal behind a stream; nothing when it is none.
std::optional<std::size_t> terminal_columns(StandardStream stream = StandardStream::output);

}  // namespace familiar::platform
