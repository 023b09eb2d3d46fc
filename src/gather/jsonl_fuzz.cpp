// Any bytes as JSONL: nothing but valid posts of bounded size comes out, one report for each record.
#include "base/check.h"
#include "base/json.h"
#include "base/utf8.h"
#include "gather/input/collected_test.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace familiar;
    gather::Collected sink;
    gather::ParseOptions options = gather::named("fuzz.jsonl");
    options.audience = size % 2 == 0 ? "public" : "circle:family";
    (void)gather::parse(gather::parse_jsonl, std::string(reinterpret_cast<const char*>(bytes), size), sink, options);
    for (const Post& post : sink.posts) {
        CHECK(!post.text.empty() || !post.title.empty(), "a post has words");
        CHECK(utf8::valid(post.text) && utf8::valid(post.title) && utf8::valid(post.author.name), "text is UTF-8");
        CHECK(post.url.empty() || post.url.starts_with("http"), "addresses lead to the web");
        CHECK(post.attributes.empty() || parse_json(post.attributes).has_value(), "attributes are JSON");
    }
    for (const BrokenRecord& record : sink.broken_ones) CHECK(!record.reason.empty(), "a broken record has a reason");
    return 0;
}
