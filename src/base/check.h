// CHECK states what must hold if our own code is right. It stays on in release and is never reachable from input: what
// people and files can get wrong is a Result.
#pragma once

namespace familiar {

[[noreturn]] void check_failed(const char* expression, const char* why, const char* file, int line);

}  // namespace familiar

#define CHECK(expression, why)                                              \
    do {                                                                    \
        if (!(expression)) [[unlikely]]                                     \
            ::familiar::check_failed(#expression, why, __FILE__, __LINE__); \
    } while (false)
