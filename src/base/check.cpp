#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace familiar {

void check_failed(const char* expression, const char* why, const char* file, int line) {
    std::fprintf(stderr, "familiar: internal error at %s:%d: %s (%s)\n", file, line, why, expression);
    std::abort();
}

}  // namespace familiar
