// The command line: what was asked for becomes one call of a command, what it returns becomes an exit code.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <functional>
#include <string>

namespace familiar::app {

// What every command is told.
struct Invocation {
    std::filesystem::path home;
    bool json = false;  // one JSON object, or one a line, instead of text for people
    std::string as;     // handle of the person who asks; empty: see who.h
};

// What the arguments ask for. Subcommands set `chosen` when they are parsed.
struct CommandLine {
    Invocation invocation;
    std::function<Result<>(const Invocation&)> chosen;
};

// Exit code: 0 ok, 1 failed, 2 wrong usage. An error is one line on standard error.
int run(int count, char** arguments);

}  // namespace familiar::app
