// Where llama-server is on this machine and how it is started: in a private root that tools/engine/install made, or
// from the host. Values; any thread.
#pragma once

#include "base/result.h"
#include "platform/call.h"
#include "platform/fence.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::infer {

struct LlamaInstallation {
    std::vector<std::string> command;        // the program, and what stands before its own arguments
    std::filesystem::path folder;            // where it works
    std::vector<platform::NamedPath> paths;  // what it reads of the machine, the model not counted
    std::int64_t build = 0;                  // of llama.cpp; 0: unknown
    std::string help;                        // what it says of its options

    // Whether it has an option ("--kv-unified"), and whether that takes a value ("ngram-mod").
    bool knows(std::string_view option) const;
    bool knows(std::string_view option, std::string_view value) const;
};

struct LlamaPlaces {
    std::vector<std::filesystem::path> roots;  // private roots, the first that is installed is taken
    std::string search_path;                   // of programs ("/usr/local/bin:/usr/bin"), looked at afterwards
};

// Asks the program for its options, behind a fence. `not_found` says how to install one.
Result<LlamaInstallation> find_llama(const Call& call, const LlamaPlaces& places);

}  // namespace familiar::infer
