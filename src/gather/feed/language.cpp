#include "gather/feed/language.h"

namespace familiar::gather {

std::string language_code(std::string_view tag) {
    while (!tag.empty() && (tag.front() == ' ' || tag.front() == '\t' || tag.front() == '\n')) tag.remove_prefix(1);
    std::string code;
    for (const char c : tag) {
        const char lower = static_cast<char>(c | 0x20);
        if (lower < 'a' || lower > 'z') break;
        code.push_back(lower);
    }
    return code.size() == 2 ? code : std::string();
}

}  // namespace familiar::gather
