// What most commands begin with: a home that is open, and who asks.
#pragma once

#include "assemble.h"
#include "command_line.h"
#include "nouns/person.h"

#include <memory>

namespace familiar::app {

struct Desk {
    std::unique_ptr<Familiar> familiar;
    Person person;

    store::Archive& archive() const { return *familiar->archive; }
    store::CommonStore& common() const { return familiar->archive->common(); }
};

Result<Desk> open_desk(const Invocation& invocation);
// For commands that import: see AssembleOptions::imports.
Result<Desk> open_import_desk(const Invocation& invocation);

}  // namespace familiar::app
