// The child that opens pictures: one request in, one reply out, and its life is over. It is started behind a fence by
// perceive/picture.h; what it links to never runs inside of `familiar`.
#include "look/limits.h"
#include "look/look.h"

#include <array>
#include <cstdio>
#include <exception>
#include <new>
#include <string>

namespace {

using familiar::ErrorCode;
namespace look = familiar::look;

// All of standard input, or a little more than may come.
std::string read_input() {
    constexpr std::size_t k_input_bytes_max = look::k_request_bytes_max + look::k_picture_bytes_max + 1;
    constexpr std::size_t k_piece_bytes = 64U << 10U;
    std::string input;
    std::array<char, k_piece_bytes> piece{};
    while (input.size() < k_input_bytes_max) {
        const std::size_t count = std::fread(piece.data(), 1, piece.size(), stdin);
        if (count == 0) break;
        input.append(piece.data(), count);
    }
    return input;
}

std::string reply_to(const std::string& input) {
    const auto request = look::parse_request(input);
    if (!request) return look::reply_of(request.error());
    const auto seen = look::look_at(*request);
    return seen ? look::reply_of(*seen) : look::reply_of(seen.error());
}

// The libraries below may throw; what they say is not for people.
std::string safe_reply_to(const std::string& input) {
    try {
        return reply_to(input);
    } catch (const std::bad_alloc&) {
        return look::reply_of(familiar::Error{
            ErrorCode::exhausted, "this picture needs more memory than a picture may take; send it smaller", {}});
    } catch (const std::exception&) {
        return look::reply_of(familiar::Error{
            ErrorCode::corrupt, "this picture is broken in a way that its decoder does not explain", {}});
    }
}

}  // namespace

int main() {
    const std::string reply = safe_reply_to(read_input());
    const bool is_written = std::fwrite(reply.data(), 1, reply.size(), stdout) == reply.size();
    return is_written && std::fflush(stdout) == 0 ? 0 : 1;
}
