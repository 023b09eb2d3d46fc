// Tools that remember: what several agents ask for is looked up once. Thread-safe; the tools below outlive it.
#pragma once

#include "answer/tools.h"
#include "platform/mutex.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace familiar::answer::contemplating {

class SharedTools {
public:
    explicit SharedTools(Tools& tools) : tools_(tools) {}

    // Best first. Waits when another agent is looking for the same.
    Result<std::shared_ptr<const std::vector<Evidence>>> search(const Call& call, const Query& query);

private:
    struct Search {
        platform::Mutex mutex;
        platform::Condition ended;
        bool running GUARDED_BY(mutex) = false;
        std::shared_ptr<const std::vector<Evidence>> found GUARDED_BY(mutex);
    };
    Tools& tools_;
    platform::Mutex mutex_;
    std::map<std::string, std::shared_ptr<Search>> searches_ GUARDED_BY(mutex_);
};

}  // namespace familiar::answer::contemplating
