// How a fence is laid: what needs memory is made before the fork, what the child does afterwards is async-signal-safe.
// Private to platform/.
#pragma once

#include "platform/fence.h"

#include <linux/filter.h>
#include <string>
#include <vector>

namespace familiar::platform {

// Everything that a child needs to fence itself in, ready before it exists. Owns a descriptor.
class FenceLayers {
public:
    explicit FenceLayers(const Fence& fence);
    ~FenceLayers();
    FenceLayers(const FenceLayers&) = delete;
    FenceLayers& operator=(const FenceLayers&) = delete;

    // In the child, after its descriptors and limits are set and before it becomes another program. Allocates nothing.
    FenceReport lay() noexcept;
    // Whether a report holds what was wished.
    bool is_held(const FenceReport& report) const noexcept;

private:
    bool enter_namespaces() const noexcept;
    void open_ruleset();
    void add_rule(const NamedPath& named) const;

    bool closes_network_;
    bool closes_files_;
    int ruleset_ = -1;
    int landlock_version_ = 0;
    std::string user_map_;  // "0 0 1": the same person inside
    std::string group_map_;
    std::vector<sock_filter> filter_;
};

}  // namespace familiar::platform
