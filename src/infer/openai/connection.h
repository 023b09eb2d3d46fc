// One endpoint as all remote engines ask it: address, key, times, errors, and the hook that is told of each request.
// Thread-safe; the HTTP client outlives it.
#pragma once

#include "infer/openai/errors.h"
#include "infer/remote_engine.h"
#include "platform/mutex.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::infer::openai {

// What came of a request.
struct Exchange {
    Egress egress;
    platform::HttpResponse response;
    std::optional<ApiFailure> failure = std::nullopt;  // neither a 2xx nor whole, or the body's reader said so
};

class Connection {
public:
    // Gets the body of a 2xx piece by piece. False: no more is wanted.
    using BodySink = std::function<Result<bool>(std::string_view bytes)>;

    struct Wish {
        std::string path;  // below the base URL
        std::string body = {};
        std::chrono::milliseconds time_max = k_vector_time_max;
        platform::HttpMethod method = platform::HttpMethod::post;
        EgressHook told = {};  // besides that of the options
    };

    Connection(RemoteOptions options, platform::HttpClient& http);

    // Asks, with the body going to `sink`, or into the response when there is none. Its end is not yet told.
    Exchange ask(const Call& call, const Wish& wish, const BodySink& sink) const;
    // Tells the hook; `error` is what the whole request came to.
    void tell(Exchange& exchange, std::optional<ErrorCode> error) const;
    // ask() and tell(): the body of a 2xx.
    Result<std::string> body_of(const Call& call, const Wish& wish) const;

    const RemoteOptions& options() const { return options_; }
    const Endpoint& endpoint() const { return endpoint_; }
    std::optional<platform::Elapsed> rests_until() const;

private:
    platform::HttpRequest request_of(const Wish& wish) const;
    ApiFailure broken(const Call& call, const Error& error, bool begun) const;
    void note_rest(const Call& call, const Exchange& exchange) const;

    const RemoteOptions options_;
    const std::string base_url_;  // without the slash at its end
    const Endpoint endpoint_;
    platform::HttpClient& http_;
    mutable platform::Mutex mutex_;
    mutable std::optional<platform::Elapsed> rests_until_ GUARDED_BY(mutex_);
};

}  // namespace familiar::infer::openai
