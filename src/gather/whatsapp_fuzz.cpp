// Any bytes as a chat: messages with words, author, time and a distinct id come out, or an error.
#include "base/check.h"
#include "base/utf8.h"
#include "gather/input/collected_test.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace familiar;
    gather::Collected sink;
    const auto zone = size % 2 == 0 ? "Europe/Lisbon" : "America/New_York";
    (void)gather::parse(gather::parse_whatsapp, std::string(reinterpret_cast<const char*>(bytes), size), sink,
                        gather::named("WhatsApp Chat - Fuzz.zip/_chat.txt", zone));
    for (const Post& post : sink.posts) {
        CHECK(!post.text.empty() && utf8::valid(post.text), "a message has words in UTF-8");
        CHECK(utf8::valid(post.author.name), "names are UTF-8");
        CHECK(post.posted_at.has_value() && !post.external_id.empty(), "a message has a time and an id");
    }
    return 0;
}
