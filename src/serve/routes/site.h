// The whole of what the server answers: each request passes the same gates in the same order, then its endpoint.
// Thread-safe.
#pragma once

#include "serve/api/api.h"
#include "serve/gate/buckets.h"
#include "serve/http/listener.h"
#include "serve/routes/router.h"

#include <map>
#include <optional>
#include <string>

namespace familiar::serve {

class Site final : public http::Application {
public:
    Site(const ServerOptions& options, const ServerParts& parts);

    Gate& gate() { return gate_; }

    std::size_t body_bytes_max(const http::Request& head) const override;
    std::optional<http::Response> refuse_large_body(const http::Request& head) override;
    http::Response answer(const http::Request& request) override;
    http::Response refusal(const http::Request& head, int status, const std::string& message) override;

private:
    // How one request fared, as it passes the gates.
    struct Visit {
        const http::Request& request;
        Lookup lookup;
        std::optional<Caller> caller;
        std::optional<Allowance> allowance;
    };

    http::Response answered(Visit& visit);
    std::optional<http::Response> stopped_at_gates(Visit& visit, bool charge);
    std::optional<http::Response> stopped_by_rate(Visit& visit, bool charge, bool credential_wrong);
    http::Response endpoint_answer(Visit& visit);
    std::optional<http::Response> page_file(const http::Request& request) const;
    http::Response complain(const http::Request& request, const wire::Complaint& complaint) const;
    void dress(const Visit& visit, http::Response& response) const;
    void count(const Visit& visit, int status, platform::Elapsed took);

    const ServerOptions& options_;
    const ServerParts& parts_;
    Gate gate_;
    Buckets buckets_;
    Seats seats_;
    ImportDesk imports_;
    KnownAnswers answers_;
    Api api_;
    std::map<std::string, std::string> page_tags_;  // the ETag of each file of the page
};

}  // namespace familiar::serve
