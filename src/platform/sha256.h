// SHA-256 of bytes as they come, for files whose publisher tells theirs. One thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace familiar::platform {

class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::string_view bytes);
    // Of all that was added, as lower-case hex; begins anew.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace familiar::platform
