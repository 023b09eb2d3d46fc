#include "base/result.h"

namespace familiar {

std::string_view name_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::not_found: return "not_found";
        case ErrorCode::invalid_argument: return "invalid_argument";
        case ErrorCode::denied: return "denied";
        case ErrorCode::unavailable: return "unavailable";
        case ErrorCode::deadline: return "deadline";
        case ErrorCode::cancelled: return "cancelled";
        case ErrorCode::conflict: return "conflict";
        case ErrorCode::exhausted: return "exhausted";
        case ErrorCode::corrupt: return "corrupt";
        case ErrorCode::internal: return "internal";
    }
    return "internal";
}

Error Error::in(std::string_view outer) && {
    where = where.empty() ? std::string(outer) : std::string(outer) + ": " + where;
    return std::move(*this);
}

std::string Error::text() const { return where.empty() ? message : where + ": " + message; }

}  // namespace familiar
