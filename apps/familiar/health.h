// What the doctor looks at. Each check is a line for the person: all is well, something to know, or something wrong.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace familiar::app {

struct Check {
    enum class State { well, note, wrong };
    std::string name;
    State state = State::well;
    std::string detail;  // what is, and when something is wrong what to do
};

// Of this program and machine, whatever the home.
std::vector<Check> check_program();

// What fences a child process in on this kernel, by trying it.
Check check_fence();

// Whether there is a llama-server, of this home or of the machine, and whether it runs.
Check check_llama(const std::filesystem::path& home);

// Of the models on disk and the engines that a home has set up, each asked whether it would answer. Loads no model,
// shows no key.
std::vector<Check> check_engines(const std::filesystem::path& home);

// Of a home; nothing is made or changed in it. A home that does not exist yet is a note.
std::vector<Check> check_home(const std::filesystem::path& home);

}  // namespace familiar::app
