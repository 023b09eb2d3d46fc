// The records of a file of activities: a Mastodon archive's outbox, an answer of Mastodon's API, or ActivityPub
// objects, one or many.
#pragma once

#include "gather/parser.h"

#include <string>

namespace familiar::gather {

// Posts are said to come from `app`. Invalid_argument when no record of the input is of these formats.
Result<> parse_activities(const Call& call, platform::ByteStream& input, const ParseOptions& options,
                          const std::string& app, RecordSink& sink);

}  // namespace familiar::gather
