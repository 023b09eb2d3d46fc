// parse_mastodon: the outbox of an account's archive, and what Mastodon's API answers.
#include "gather/activity/records.h"
#include "gather/parser.h"

namespace familiar::gather {

Result<> parse_mastodon(const Call& call, platform::ByteStream& input, const ParseOptions& options, RecordSink& sink) {
    return parse_activities(call, input, options, "mastodon", sink);
}

}  // namespace familiar::gather
