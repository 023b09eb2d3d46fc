// parse_activitypub: objects, activities and collections of ActivityPub, and of ActivityStreams 1 before it.
#include "gather/activity/records.h"
#include "gather/parser.h"

namespace familiar::gather {

Result<> parse_activitypub(const Call& call, platform::ByteStream& input, const ParseOptions& options,
                           RecordSink& sink) {
    return parse_activities(call, input, options, "activitypub", sink);
}

}  // namespace familiar::gather
