// A fence around a child process: no network, and no files but those that are named. Each layer is laid where the
// kernel has it, and what really holds is told, so that a doctor can say so.
//
// Layers: no_new_privs; a user and network namespace of its own; a system call filter (seccomp) that knows no sockets
// but local ones to listen on, and none of the calls that reach into other processes or the kernel; Landlock for files,
// TCP, abstract sockets and signals. Values; any thread.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace familiar::platform {

enum class FolderRights { read, read_and_run, write };

// A file, or a folder with all below it. What does not exist is passed over.
struct NamedPath {
    std::filesystem::path path;
    FolderRights rights = FolderRights::read;
};

struct Fence {
    bool closes_network = false;
    bool closes_files = false;     // all but `paths`
    std::vector<NamedPath> paths;  // that may be opened
    // When a wished part cannot be had the child does not start; else it starts and the report says what is missing.
    bool is_required = false;
};

// What holds for a child.
struct FenceReport {
    bool no_new_privileges = false;
    bool network_namespace = false;
    bool call_filter = false;
    int landlock_version = 0;  // of files; 0: none. From 4 on TCP too, from 6 on abstract sockets and signals

    bool network_is_closed() const { return network_namespace || call_filter; }
    bool files_are_closed() const { return landlock_version > 0; }
    // For people: "no network (own namespace, call filter); only named files (Landlock 6); no new privileges".
    std::string text() const;

    friend bool operator==(const FenceReport&, const FenceReport&) = default;
};

// What a fenced child can really do here: one is started, tries to open a socket and a file that is not named, and
// ends.
struct FenceTrial {
    FenceReport report;
    bool reached_network = true;
    bool opened_other_file = true;
};
Result<FenceTrial> probe_fence();

}  // namespace familiar::platform
