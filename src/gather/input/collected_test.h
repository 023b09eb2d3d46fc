// A sink that keeps what a parser hands over, for the tests of parsers.
#pragma once

#include "gather/parser.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::gather {

class Collected final : public RecordSink {
public:
    Result<> take(Post post) override {
        posts.push_back(std::move(post));
        if (stop_after != 0 && posts.size() >= stop_after) return fail(ErrorCode::unavailable, "the sink is full");
        return {};
    }
    void skip() override { ++skipped; }
    void broken(std::string where, std::string reason) override {
        broken_ones.push_back({std::move(where), std::move(reason)});
    }
    void titled(std::string name) override { title = std::move(name); }

    std::vector<Post> posts;
    int skipped = 0;
    std::vector<BrokenRecord> broken_ones;
    std::string title;
    std::size_t stop_after = 0;
};

inline ParseOptions named(std::string name, std::string time_zone = "UTC") {
    ParseOptions options;
    options.name = std::move(name);
    options.time_zone = std::move(time_zone);
    return options;
}

// What `parser` makes of `bytes`, given to `sink`.
inline Result<> parse(Parse parser, std::string bytes, Collected& sink, const ParseOptions& options = {}) {
    const platform::SystemClock clock;
    const auto input = platform::stream_of(std::move(bytes));
    return parser(Call(clock), *input, options, sink);
}

}  // namespace familiar::gather
