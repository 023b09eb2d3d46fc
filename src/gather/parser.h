// What every format's parser is: bytes in, posts out, one record at a time. Bytes are hostile: a parser never trusts a
// length, never holds more than its limit, and says for each record what became of it.
#pragma once

#include "base/result.h"
#include "nouns/post.h"
#include "nouns/source.h"
#include "platform/call.h"
#include "platform/files.h"

#include <string>
#include <string_view>

namespace familiar::gather {

// What a parser needs to know beside the bytes.
struct ParseOptions {
    std::string name;               // of the input, for messages ("chat.txt")
    std::string base_url;           // that relative links of a feed refer to
    std::string content_type;       // as a server said it, with its charset; may be empty
    std::string time_zone = "UTC";  // of dates that name none
    // Who will see the posts, as the import was asked for: "private", "public" or "circle:NAME". What a record says of
    // itself may narrow this, never widen it: a record meant for fewer people is reported as broken, not taken.
    std::string audience = "private";
    // The account whose archive this is, as its actor.json says it; may be empty, and is as hostile as the input.
    std::string actor;
};

// Where a parser puts what it reads. Each record is reported by exactly one of take, skip and broken.
class RecordSink {
public:
    virtual ~RecordSink() = default;
    // A post without id, source and audience: those are the importer's to set. An error stops the parser.
    virtual Result<> take(Post post) = 0;
    // A record that is well-formed but nothing to keep ("encryption notice").
    virtual void skip() = 0;
    // `where` names the record inside the input ("line 12"). Repaired input (wrong encoding) is taken, not broken.
    virtual void broken(std::string where, std::string reason) = 0;
    // What the input calls itself ("Garden Group"), when it does.
    virtual void titled(std::string title) = 0;
};

// A parser returns an error only when the input as a whole is not of its format or cannot be read; then nothing more of
// it can be saved. Functions of this shape: one per format. Blocking, any thread.
using Parse = Result<> (*)(const Call& call, platform::ByteStream& input, const ParseOptions& options,
                           RecordSink& sink);

Result<> parse_jsonl(const Call& call, platform::ByteStream& input, const ParseOptions& options, RecordSink& sink);
Result<> parse_feed(const Call& call, platform::ByteStream& input, const ParseOptions& options, RecordSink& sink);
Result<> parse_mastodon(const Call& call, platform::ByteStream& input, const ParseOptions& options, RecordSink& sink);
Result<> parse_activitypub(const Call& call, platform::ByteStream& input, const ParseOptions& options,
                           RecordSink& sink);
Result<> parse_whatsapp(const Call& call, platform::ByteStream& input, const ParseOptions& options, RecordSink& sink);

}  // namespace familiar::gather
