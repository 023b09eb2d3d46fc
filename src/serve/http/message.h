// Requests and responses as values. Nothing here knows sockets, and nothing outside serve/http/ does.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace familiar::serve::http {

enum class Method { get, head, post, put, patch, remove, options, other };
std::string_view name_of(Method method);

struct Request {
    Method method = Method::get;
    std::string path;                                        // percent-decoded, valid UTF-8
    std::vector<std::pair<std::string, std::string>> query;  // likewise, in order
    std::map<std::string, std::string> headers;              // names in lower case
    std::string body;
    std::string peer;      // IP address
    std::string id;        // for the log and the x-request-id header
    std::stop_token gone;  // requested when the client has closed the connection

    std::string_view header(std::string_view lower_case_name) const;
    // The first of that name.
    std::optional<std::string> parameter(std::string_view name) const;
    // The value of a cookie, or "".
    std::string_view cookie(std::string_view name) const;
};

// Wakes the connection that waits; may be called from any thread, also after the connection has gone.
using Wake = std::function<void()>;

// A body that is written piece by piece. The connection asks for the next piece when the last one is with the network,
// so a slow client holds back its stream and nothing piles up.
class Stream {
public:
    struct Piece {
        std::string bytes;  // empty: nothing yet
        bool last = false;
        bool broken = false;  // the rest cannot be had: the connection closes, so that the client knows
    };
    virtual ~Stream() = default;
    // Called once, before the first next(). The stream keeps `wake` and calls it when next() may have more.
    virtual void on_ready(Wake wake) = 0;
    // Must not wait. Called on a worker, never twice at once.
    virtual Piece next() = 0;
    // What keeps the connection alive while there is nothing to say; empty for none.
    virtual std::string heartbeat() const { return {}; }
    // The client has closed the connection, or it is too slow. Called at most once, quick; next() is not called any
    // more.
    virtual void gone() {}
};

struct Response;

// A response that is not known yet. As with Stream, only that it is one piece and brings its own status, and headers
// that come before those of the response that it is the body of.
class Later {
public:
    virtual ~Later() = default;
    virtual void on_ready(Wake wake) = 0;
    virtual std::optional<Response> take() = 0;
    virtual void gone() {}
};

// string_view: bytes that live as long as the program.
using Body = std::variant<std::string, std::string_view, std::shared_ptr<Stream>, std::shared_ptr<Later>>;

struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    Body body;

    Response& with(std::string name, std::string value);
    // The value of a header, or "".
    std::string_view header(std::string_view name) const;
};

Response response(int status, std::string content_type, std::string body);
Response no_content();

std::string_view reason_of(int status);

}  // namespace familiar::serve::http
