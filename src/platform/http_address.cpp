#include "platform/http_address.h"

#include "platform/http_client.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstdint>
#include <cstring>
#include <netinet/in.h>

namespace familiar::platform {

namespace {

struct Range4 {
    std::uint32_t network;
    int bits;
};

// RFC 6890 and the registries it started: nothing of this is a server on the public Internet.
constexpr std::array<Range4, 15> k_special4 = {{{0x00000000, 8},
                                                {0x0A000000, 8},
                                                {0x64400000, 10},
                                                {0x7F000000, 8},
                                                {0xA9FE0000, 16},
                                                {0xAC100000, 12},
                                                {0xC0000000, 24},
                                                {0xC0000200, 24},
                                                {0xC0586300, 24},
                                                {0xC0A80000, 16},
                                                {0xC6120000, 15},
                                                {0xC6336400, 24},
                                                {0xCB007100, 24},
                                                {0xE0000000, 4},
                                                {0xF0000000, 4}}};

bool is_special4(std::uint32_t address) {
    return std::ranges::any_of(k_special4, [&](const Range4& range) {
        const std::uint32_t mask = ~std::uint32_t{0} << (32 - range.bits);
        return (address & mask) == range.network;
    });
}

bool is_special6(const in6_addr& address) {
    const unsigned char* b = address.s6_addr;
    const auto embedded4 = [&](int at) {
        return (std::uint32_t{b[at]} << 24U) | (std::uint32_t{b[at + 1]} << 16U) | (std::uint32_t{b[at + 2]} << 8U) |
               b[at + 3];
    };
    const bool zero_prefix = std::all_of(b, b + 10, [](unsigned char x) { return x == 0; });
    if (zero_prefix)
        return (b[10] == 0xFF && b[11] == 0xFF) ? is_special4(embedded4(12)) : true;  // mapped; ::, ::1, compat
    if (b[0] == 0x00 && b[1] == 0x64 && b[2] == 0xFF && b[3] == 0x9B) return true;    // 64:ff9b::/96 NAT64
    if (b[0] == 0x20 && b[1] == 0x02) return is_special4(embedded4(2));               // 6to4
    if (b[0] == 0x20 && b[1] == 0x01 && (b[2] & 0xFEU) == 0) return true;             // 2001::/23
    if (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8) return true;    // documentation
    if (b[0] == 0x3F && b[1] == 0xFF && (b[2] & 0xF0U) == 0) return true;             // likewise (RFC 9637)
    return (b[0] & 0xE0U) != 0x20;  // global unicast is 2000::/3 alone
}

}  // namespace

bool is_special_sockaddr(const sockaddr* address) {
    if (address->sa_family == AF_INET) {
        sockaddr_in in{};
        std::memcpy(&in, address, sizeof in);
        return is_special4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        sockaddr_in6 in{};
        std::memcpy(&in, address, sizeof in);
        return is_special6(in.sin6_addr);
    }
    return true;
}

bool is_special_address(const std::string& ip) {
    in_addr four{};
    in6_addr six{};
    if (inet_pton(AF_INET, ip.c_str(), &four) == 1) return is_special4(ntohl(four.s_addr));
    if (inet_pton(AF_INET6, ip.c_str(), &six) == 1) return is_special6(six);
    return true;
}

}  // namespace familiar::platform
