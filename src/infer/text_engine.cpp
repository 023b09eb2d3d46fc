#include "infer/text_engine.h"

namespace familiar::infer {

std::string_view name_of(Finish finish) {
    switch (finish) {
        case Finish::stop: return "stop";
        case Finish::length: return "length";
        case Finish::tool_calls: return "tool_calls";
        case Finish::content_filter: return "content_filter";
        case Finish::ended_early: return "ended_early";
    }
    return "stop";
}

}  // namespace familiar::infer
