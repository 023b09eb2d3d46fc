// The key of an endpoint, as a type that never prints: streams and test reports show "(key)", formatters refuse it.
// Value, any thread.
#pragma once

#include <ostream>
#include <string>
#include <utility>

namespace familiar::infer {

class ApiKey {
public:
    ApiKey() = default;
    explicit ApiKey(std::string secret) : secret_(std::move(secret)) {}

    bool empty() const { return secret_.empty(); }
    // Whether it can stand in a header: visible ASCII characters alone.
    bool sendable() const;
    // For the header of a request and nothing else.
    const std::string& reveal() const { return secret_; }
    // `text` without the key, whole, cut off or in another case: some servers repeat what they refuse.
    std::string taken_out_of(std::string text) const;

    friend std::ostream& operator<<(std::ostream& out, const ApiKey&) { return out << "(key)"; }

private:
    std::string secret_;
};

}  // namespace familiar::infer
