// Tools that remember: what several agents ask for is looked up once, and what they find is read once. Thread-safe;
// what it is given outlives it.
#pragma once

#include "answer/contemplating/statement.h"
#include "answer/tools.h"
#include "platform/mutex.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace familiar::answer::contemplating {

class SharedTools {
public:
    SharedTools(Tools& tools, const ComposeContext& context, const std::string& language)
        : tools_(tools), context_(context), language_(language) {}

    // Best first. Waits when another agent is looking for the same.
    Result<std::shared_ptr<const std::vector<Evidence>>> search(const Call& call, const Query& query);
    // The sentences of a post.
    std::shared_ptr<const Readings> read(const Post& post);

private:
    struct Search {
        platform::Mutex mutex;
        platform::Condition ended;
        bool running GUARDED_BY(mutex) = false;
        std::shared_ptr<const std::vector<Evidence>> found GUARDED_BY(mutex);
    };
    Tools& tools_;
    const ComposeContext& context_;
    const std::string& language_;
    platform::Mutex mutex_;
    std::map<std::string, std::shared_ptr<Search>> searches_ GUARDED_BY(mutex_);
    std::map<PostId, std::shared_ptr<const Readings>> readings_ GUARDED_BY(mutex_);
};

}  // namespace familiar::answer::contemplating
