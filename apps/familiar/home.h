// HOME: where it is, and who uses it at the moment.
#pragma once

#include "base/result.h"

#include <filesystem>

namespace familiar::app {

// $FAMILIAR_HOME, else `familiar` in the XDG data folder.
std::filesystem::path default_home();

// Says that this process imports into HOME. The first such process knows that whatever is marked as running was left
// behind by one that died. Held until destroyed, or until the process ends in whatever way.
class ImportLock {
public:
    static Result<ImportLock> take(const std::filesystem::path& home);
    ~ImportLock();
    ImportLock(ImportLock&& other) noexcept;
    ImportLock& operator=(ImportLock&&) = delete;

    // No other process imports; none can begin to before share() is called.
    bool alone() const { return alone_; }
    void share();

private:
    ImportLock(int descriptor, bool alone) : descriptor_(descriptor), alone_(alone) {}
    int descriptor_;
    bool alone_;
};

// Whether any process holds an ImportLock of this home.
bool import_is_running(const std::filesystem::path& home);

}  // namespace familiar::app
