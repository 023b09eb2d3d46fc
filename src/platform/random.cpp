#include "platform/random.h"

#include "base/check.h"

#include <array>
#include <sodium.h>

namespace familiar::platform {

namespace {

std::string url_safe(const std::string& bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back();  // the terminating zero
    return text;
}

}  // namespace

SystemRandom::SystemRandom() { CHECK(sodium_init() >= 0, "the system has a source of randomness"); }

std::uint64_t SystemRandom::number() {
    std::uint64_t value = 0;
    randombytes_buf(&value, sizeof value);
    return value;
}

std::string SystemRandom::token(std::size_t bytes) {
    std::string raw(bytes, '\0');
    randombytes_buf(raw.data(), raw.size());
    return url_safe(raw);
}

std::string SeededRandom::token(std::size_t bytes) {
    std::string raw(bytes, '\0');
    for (char& byte : raw) byte = static_cast<char>(engine_() & 0xFFU);
    return url_safe(raw);
}

std::string digest(std::string_view bytes) {
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                       nullptr, 0);
    std::string text(hash.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    text.pop_back();
    return text;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace familiar::platform
