// Who asks, and may they: keys, sessions, sign-in links, CSRF, the Host header. Thread-safe.
#pragma once

#include "base/result.h"
#include "nouns/person.h"
#include "serve/http/message.h"
#include "serve/server.h"

#include <optional>
#include <string>

namespace familiar::serve {

// Somebody who has shown a key or a session. The Viewer is made here and nowhere else in serve/.
struct Caller {
    Person person;
    Viewer viewer;
    bool by_cookie = false;
    std::string session_digest;  // with by_cookie
    std::string csrf;            // likewise
};

class Gate {
public:
    Gate(const ServerOptions& options, const ServerParts& parts) : options_(options), parts_(parts) {}

    // Whether the Host header is a name of this server. Only checked when listening on loopback, where a foreign page
    // could make its own name resolve here (DNS rebinding).
    bool knows_host(const http::Request& request) const;
    // Nothing when there is no valid credential.
    Result<std::optional<Caller>> caller(const http::Request& request) const;
    // A change that rides on a cookie must bring the session's CSRF token.
    bool is_forged(const http::Request& request, const Caller& caller) const;

    Result<std::string> make_sign_in_token(PersonId person) const;
    // The Set-Cookie value of a new session; denied when the token is unknown, old or used up.
    Result<std::string> sign_in(const std::string& token, const http::Request& request) const;
    Result<> sign_out(const Caller& caller) const;
    // The Set-Cookie value that removes the cookie.
    static std::string no_cookie();

private:
    Result<std::optional<Caller>> caller_of(PersonId person) const;

    const ServerOptions& options_;
    const ServerParts& parts_;
};

}  // namespace familiar::serve
