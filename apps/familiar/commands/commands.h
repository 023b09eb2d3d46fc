// The subcommands. Each adds itself to the command line and sets CommandLine::chosen when it is asked for.
#pragma once

#include "command_line.h"

namespace CLI {
class App;
}

namespace familiar::app {

void add_serve(CLI::App& root, CommandLine& line);
void add_ask(CLI::App& root, CommandLine& line);
void add_search(CLI::App& root, CommandLine& line);
void add_import(CLI::App& root, CommandLine& line);
void add_sources(CLI::App& root, CommandLine& line);
void add_conversations(CLI::App& root, CommandLine& line);
void add_people(CLI::App& root, CommandLine& line);
void add_circles(CLI::App& root, CommandLine& line);
void add_keys(CLI::App& root, CommandLine& line);
void add_engines(CLI::App& root, CommandLine& line);
void add_consents(CLI::App& root, CommandLine& line);
void add_ledger(CLI::App& root, CommandLine& line);
void add_link(CLI::App& root, CommandLine& line);
void add_models(CLI::App& root, CommandLine& line);
void add_doctor(CLI::App& root, CommandLine& line);
void add_export(CLI::App& root, CommandLine& line);
void add_erase(CLI::App& root, CommandLine& line);
void add_version(CLI::App& root, CommandLine& line);

}  // namespace familiar::app
