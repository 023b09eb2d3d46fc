// What an import did, for people and for programs; shared by `import` and `sources refresh`.
#pragma once

#include "command_line.h"
#include "gather/importer.h"
#include "nouns/source.h"
#include "store/archive.h"

#include <functional>
#include <string>
#include <vector>

namespace familiar::app {

// A bar on standard error while an import runs, when that is a terminal. One thread.
class ProgressBar {
public:
    ProgressBar();
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void show(const ImportJob& job, const Source& source);

private:
    const bool visible_;
    bool drawn_ = false;
};

// The titles under which the jobs of a run are reported, as its progress told them.
struct ImportOutcome {
    ImportJob job;
    std::string source_title;
    std::string source_kind;
};

// Runs one import (or refresh) with a progress bar.
using RunImport = std::function<Result<std::vector<ImportJob>>(const gather::ImportProgress& progress)>;
Result<std::vector<ImportOutcome>> run_with_progress(const RunImport& run);

void print_outcome(const Invocation& invocation, const ImportOutcome& outcome);

// Nothing of the input could be taken in.
bool failed(const ImportOutcome& outcome);

}  // namespace familiar::app
