#include "infer/remote_engine.h"

#include "infer/gate.h"
#include "infer/openai/connection.h"
#include "infer/openai/reply.h"
#include "infer/openai/request.h"
#include "infer/openai/slots.h"
#include "infer/openai/sse.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

namespace familiar::infer {

namespace {

using openai::Connection;
using openai::Exchange;
using openai::ReplyReader;
using openai::ThoughtMarks;

constexpr int k_refused_parameters_max = 6;  // that one chat goes on without

// The body of a reply, as a stream of events or as one document: servers that do not stream are understood too.
class Body {
public:
    explicit Body(ReplyReader& reader) : reader_(reader) {}

    Result<bool> take(std::string_view bytes) {
        if (shape_ == Shape::unknown) {
            const std::size_t first = bytes.find_first_not_of(" \t\r\n");
            if (first == std::string_view::npos) return true;
            bytes.remove_prefix(first);
            shape_ = bytes.front() == '{' ? Shape::document : Shape::events;
        }
        if (shape_ == Shape::events) return events_.feed(bytes, sink());
        document_ += bytes;  // the client limits its length
        return true;
    }
    // The whole came.
    Result<> close() {
        if (shape_ == Shape::document) TRY(reader_.take(document_));
        if (shape_ == Shape::events) TRY(events_.finish(sink()));
        return std::move(error_);
    }
    // What an event said was wrong.
    Result<> error() { return std::move(error_); }
    ReplyReader::End end() const {
        return shape_ == Shape::document ? ReplyReader::End::document : ReplyReader::End::stream;
    }

private:
    enum class Shape { unknown, document, events };

    openai::SseReader::Sink sink() {
        return [this](const openai::SseEvent& event) {
            const auto more = reader_.take(event.text);
            if (!more) error_ = Failure(more.error());
            return more.value_or(false);
        };
    }

    ReplyReader& reader_;
    Shape shape_ = Shape::unknown;
    openai::SseReader events_;
    std::string document_;
    Result<> error_;
};

ThoughtMarks marks_at_first(const RemoteOptions& options) {
    return options.reasons ? ThoughtMarks::unknown : ThoughtMarks::unseen;
}

}  // namespace

std::string Egress::outcome() const {
    if (!error) return fmt::format("{}", status);
    if (status == 0) return std::string(familiar::name_of(*error));
    return fmt::format("{} {}", status, familiar::name_of(*error));
}

Result<> check(const RemoteOptions& options) {
    const bool plain = options.base_url.starts_with("http://");
    const bool local = !options.unix_socket.empty();
    const bool address = plain || options.base_url.starts_with("https://") || (local && options.base_url.empty());
    if (!address || (!local && platform::host_of_url(options.base_url).empty())) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("engine '{}' has no address; write one like https://example.org/v1", options.name));
    }
    if (!options.key.sendable()) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("the key of engine '{}' has spaces or other characters that no key has; copy it again",
                                options.name));
    }
    if (plain && !local && !options.key.empty() && options.addresses == platform::AddressPolicy::public_only) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("the key of engine '{}' would cross the Internet in the clear; use an https address",
                                options.name));
    }
    if (options.places == 0) {
        return fail(ErrorCode::invalid_argument, fmt::format("engine '{}' needs at least one place", options.name));
    }
    return {};
}

// What one request came to, and the parameter that the model would not take.
struct Asked {
    Result<ChatOutcome> outcome;
    std::string unsupported;
};

struct RemoteEngine::Parts {
    Parts(RemoteOptions options, platform::HttpClient& http)
        : gate(options.places),
          slots(options.slots),
          marks(marks_at_first(options)),
          connection(std::move(options), http) {}

    Result<ChatOutcome> chat(const Call& call, const ChatRequest& request, const DeltaSink& sink);
    Asked ask(const Call& call, std::string body, const EgressHook& told, const DeltaSink& sink);
    openai::Dialect dialect(std::optional<std::size_t> slot);
    ReplyReader reader(const DeltaSink& sink);
    void learn(const ReplyReader& reader, const Result<ChatOutcome>& outcome);
    // False when the parameter had been left out already.
    bool leave_out(const std::string& parameter);

    Gate gate;
    openai::Slots slots;
    mutable platform::Mutex mutex;
    ThoughtMarks marks GUARDED_BY(mutex);
    std::set<std::string> refused GUARDED_BY(mutex);
    std::string model GUARDED_BY(mutex);  // as the endpoint calls it
    Connection connection;
};

openai::Dialect RemoteEngine::Parts::dialect(std::optional<std::size_t> slot) {
    const bool llama = connection.options().kind == EndpointKind::llama_server;
    const platform::Lock lock(mutex);
    return {llama ? openai::Server::llama_server : openai::Server::compatible, connection.options().model, refused,
            slot};
}

ReplyReader RemoteEngine::Parts::reader(const DeltaSink& sink) {
    const platform::Lock lock(mutex);
    return {connection.endpoint(), marks, sink};
}

void RemoteEngine::Parts::learn(const ReplyReader& reader, const Result<ChatOutcome>& outcome) {
    const platform::Lock lock(mutex);
    if (const auto learned = reader.learned()) marks = *learned;
    if (outcome && !outcome->model.empty()) model = outcome->model;
}

bool RemoteEngine::Parts::leave_out(const std::string& parameter) {
    const platform::Lock lock(mutex);
    return refused.insert(parameter).second;
}

Asked RemoteEngine::Parts::ask(const Call& call, std::string body, const EgressHook& told, const DeltaSink& sink) {
    ReplyReader answer = reader(sink);
    Body shape(answer);
    Exchange exchange =
        connection.ask(call, {.path = "/chat/completions", .body = std::move(body), .time_max = k_chat_time_max},
                       [&](std::string_view bytes) -> Result<bool> {
                           const bool more = TRY(shape.take(bytes));
                           TRY(shape.error());
                           return more;
                       });
    Asked asked{fail(ErrorCode::internal, "nothing was asked"), {}};
    if (exchange.failure) {
        asked.unsupported = exchange.failure->unsupported;
        asked.outcome = Failure(std::move(exchange.failure->error));
    } else if (auto closed = exchange.response.stopped ? Result<>() : shape.close(); !closed) {
        asked.outcome = Failure(std::move(closed).error());
    } else {
        asked.outcome = answer.finish(exchange.response.stopped ? ReplyReader::End::stopped : shape.end());
        if (asked.outcome) asked.outcome->model = connection.options().key.taken_out_of(asked.outcome->model);
        learn(answer, asked.outcome);
    }
    if (!asked.outcome) {
        Error error = asked.outcome.error();
        error.message = connection.options().key.taken_out_of(std::move(error.message));
        asked.outcome = Failure(std::move(error));
    }
    connection.tell(exchange, asked.outcome ? std::nullopt : std::optional(asked.outcome.error().code));
    if (told) told(exchange.egress);
    return asked;
}

Result<ChatOutcome> RemoteEngine::Parts::chat(const Call& call, const ChatRequest& request, const DeltaSink& sink) {
    const Gate::Ticket place = TRY(gate.enter(call));
    const auto lease = slots.lease(request);
    const auto slot = lease ? std::optional(lease->slot()) : std::nullopt;
    for (int i = 0;; ++i) {
        Asked asked = ask(call, TRY(openai::chat_body(request, dialect(slot))), request.told, sink);
        const bool again = !asked.unsupported.empty() && i < k_refused_parameters_max;
        if (!again || !leave_out(asked.unsupported)) return std::move(asked.outcome);
    }
}

RemoteEngine::RemoteEngine(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
RemoteEngine::~RemoteEngine() = default;

Result<std::unique_ptr<RemoteEngine>> RemoteEngine::open(RemoteOptions options, platform::HttpClient& http) {
    TRY(check(options));
    return std::unique_ptr<RemoteEngine>(new RemoteEngine(std::make_unique<Parts>(std::move(options), http)));
}

EngineCard RemoteEngine::card() const {
    const RemoteOptions& options = parts_->connection.options();
    EngineCard card;
    card.name = options.name;
    card.host = options.unix_socket.empty() ? parts_->connection.endpoint().host : std::string();
    card.context_tokens = options.context_tokens;
    card.places = options.places;
    card.sees_pictures = options.sees_pictures;
    card.calls_tools = options.calls_tools;
    card.reasons = options.reasons;
    const platform::Lock lock(parts_->mutex);
    card.model = options.model.empty() ? parts_->model : options.model;
    return card;
}

Result<ChatOutcome> RemoteEngine::chat(const Call& call, const ChatRequest& request, const DeltaSink& sink) {
    return parts_->chat(call, request, sink);
}

Result<> RemoteEngine::probe(const Call& call) {
    const bool llama = parts_->connection.options().kind == EndpointKind::llama_server;
    const auto body = parts_->connection.body_of(
        call,
        {.path = llama ? "/health" : "/models", .time_max = k_probe_time_max, .method = platform::HttpMethod::get});
    // An endpoint without a list of models is there all the same.
    if (body || (!llama && body.error().code == ErrorCode::not_found)) return {};
    return Failure(body.error());
}

std::optional<platform::Elapsed> RemoteEngine::rests_until() const { return parts_->connection.rests_until(); }

}  // namespace familiar::infer
