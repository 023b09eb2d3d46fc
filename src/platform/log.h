// The log: one line per event on standard error, with the request it belongs to. Never secrets, never what people
// wrote.
#pragma once

#include <fmt/format.h>
#include <string>
#include <string_view>

namespace familiar::platform {

enum class LogLevel { debug, info, warning, error, off };

// Lines below `level` are dropped. Before the first call: warning. Thread-safe.
void set_log_level(LogLevel level);
void log_line(LogLevel level, std::string_view line);

template <class... Values>
void log(LogLevel level, fmt::format_string<Values...> format, Values&&... values) {
    log_line(level, fmt::format(format, std::forward<Values>(values)...));
}

}  // namespace familiar::platform
