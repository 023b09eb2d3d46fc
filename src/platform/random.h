// Randomness: from the system for secrets, from a seed in tests and simulations. Hashes of secrets live here too,
// because they share the library (libsodium).
#pragma once

#include "base/result.h"

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace familiar::platform {

// Thread-safe.
class Random {
public:
    virtual ~Random() = default;
    virtual std::uint64_t number() = 0;
    // `bytes` random bytes as URL-safe text without padding.
    virtual std::string token(std::size_t bytes) = 0;
};

class SystemRandom final : public Random {
public:
    SystemRandom();
    std::uint64_t number() override;
    std::string token(std::size_t bytes) override;
};

// The same sequence for the same seed. Not for secrets outside tests; not thread-safe.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
    std::uint64_t number() override { return engine_(); }
    std::string token(std::size_t bytes) override;

private:
    std::mt19937_64 engine_;
};

// BLAKE2b-256 of `bytes` as lower-case hex. For keys of high entropy, fingerprints and stable ids; not for passwords.
std::string digest(std::string_view bytes);

// Compares in time that depends on the lengths alone.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace familiar::platform
