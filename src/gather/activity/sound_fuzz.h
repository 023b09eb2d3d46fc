// What every parser of foreign posts promises, whatever it is given; for fuzzers.
#pragma once

#include "base/check.h"
#include "base/json.h"
#include "base/utf8.h"
#include "gather/parser.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace familiar::gather {

class SoundPosts final : public RecordSink {
public:
    Result<> take(Post post) override {
        CHECK(!post.text.empty() && !post.external_id.empty(), "a post has words and an id");
        CHECK(utf8::valid(post.text) && utf8::valid(post.title) && utf8::valid(post.external_id),
              "its words are UTF-8");
        CHECK(utf8::valid(post.author.name) && utf8::valid(post.author.handle), "its author is UTF-8");
        CHECK(utf8::valid(post.reply_to) && utf8::valid(post.thread), "what it belongs to is UTF-8");
        CHECK(post.language.empty() || post.language.size() == 2, "its language is a code");
        CHECK(post.url.empty() || is_safe(post.url), "its address goes to the web");
        for (const Link& link : post.links) CHECK(is_safe(link.url) && utf8::valid(link.label), "its links are safe");
        if (!post.attributes.empty()) CHECK(parse_json(post.attributes), "its attributes are JSON");
        return {};
    }
    void skip() override {}
    void broken(std::string, std::string reason) override { CHECK(!reason.empty(), "a broken record has a reason"); }
    void titled(std::string title) override { CHECK(utf8::valid(title), "a title is UTF-8"); }

private:
    static bool is_safe(const std::string& url) {
        return (url.starts_with("http://") || url.starts_with("https://") || url.starts_with("mailto:")) &&
               utf8::valid(url);
    }
};

inline int check_parser(Parse parser, const std::uint8_t* bytes, std::size_t size) {
    const platform::SystemClock clock;
    const auto input = platform::stream_of(std::string(reinterpret_cast<const char*>(bytes), size));
    ParseOptions options;
    options.base_url = "https://example.org/feed";
    SoundPosts sink;
    const auto result = parser(Call(clock), *input, options, sink);
    CHECK(result || !result.error().message.empty(), "an input that is refused is refused with a reason");
    return 0;
}

}  // namespace familiar::gather
