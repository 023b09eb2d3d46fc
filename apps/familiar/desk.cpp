#include "desk.h"

#include "who.h"

namespace familiar::app {

namespace {

Result<Desk> open(const AssembleOptions& options, const std::string& as) {
    auto familiar = TRY(assemble(options));
    Person person = TRY(who(*familiar->archive, *familiar->clock, as));
    return Desk{std::move(familiar), std::move(person)};
}

}  // namespace

Result<Desk> open_desk(const Invocation& invocation) { return open({.home = invocation.home}, invocation.as); }

Result<Desk> open_import_desk(const Invocation& invocation) {
    return open({.home = invocation.home, .imports = true}, invocation.as);
}

}  // namespace familiar::app
