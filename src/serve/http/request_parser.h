// Bytes from a client become requests, with every limit checked as they come in. Parsing is http_parser's (the parser
// below RESTinio); this adds limits, duplicate checks and the two stops a server needs: after the head, to decide
// whether the body is wanted, and after the message. One thread.
#pragma once

#include "serve/http/message.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::serve::http {

class RequestParser {
public:
    enum class State {
        head,    // reading the request line and headers
        decide,  // the head is complete: call allow_body()
        body,
        complete,  // request() is whole
        refused,   // refusal() says why; nothing more is read
    };
    struct Refusal {
        int status = 400;
        std::string message;
    };

    RequestParser();
    ~RequestParser();
    RequestParser(const RequestParser&) = delete;
    RequestParser& operator=(const RequestParser&) = delete;

    // Takes bytes until the state changes to decide, complete or refused; returns how many it took.
    std::size_t feed(std::string_view bytes);
    State state() const;
    // In state decide: go on with the body, of at most `bytes_max`.
    void allow_body(std::size_t bytes_max);
    // Ready for the next request.
    void reset();

    bool started() const;  // at least one byte of this request was seen
    Request& request();
    const Refusal& refusal() const;
    bool keep_alive() const;
    bool minor_version_0() const;  // HTTP/1.0: no chunks
    bool expects_continue() const;
    std::optional<std::uint64_t> declared_length() const;

    struct Parts;  // seen by the parser's callbacks alone

private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace familiar::serve::http
