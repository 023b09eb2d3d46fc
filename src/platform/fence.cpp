#include "platform/fence.h"

#include "platform/fence_layers.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace familiar::platform {

namespace {

constexpr int k_lowest_version_with_tcp = 4;
constexpr const char* k_other_file = "/etc/passwd";  // there everywhere, and open to everybody

// Needs no network to be there: the loopback of a namespace of one's own is down.
bool reaches_network() noexcept {
    const int opened = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (opened < 0) return false;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(9);
    sockaddr generic{};
    static_assert(sizeof(generic) == sizeof(address));
    std::memcpy(&generic, &address, sizeof(generic));
    return ::connect(opened, &generic, sizeof(generic)) == 0;
}

bool opens_other_file() noexcept { return ::open(k_other_file, O_RDONLY | O_CLOEXEC) >= 0; }

}  // namespace

std::string FenceReport::text() const {
    std::vector<std::string_view> network;
    if (network_namespace) network.emplace_back("own namespace");
    if (call_filter) network.emplace_back("call filter");
    if (!network.empty() && landlock_version >= k_lowest_version_with_tcp) network.emplace_back("Landlock");
    const std::string first = network.empty() ? "network open: this kernel allows neither namespaces nor call filters"
                                              : fmt::format("no network ({})", fmt::join(network, ", "));
    const std::string second = files_are_closed() ? fmt::format("only named files (Landlock {})", landlock_version)
                                                  : "files open: this kernel has no Landlock";
    return fmt::format(
        "{}; {}; {}", first, second,
        no_new_privileges ? "no new privileges" : "may gain privileges: the kernel refused to forbid it");
}

Result<FenceTrial> probe_fence() {
    FenceLayers layers({.closes_network = true, .closes_files = true, .paths = {}, .is_required = false});
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        return fail(ErrorCode::unavailable, fmt::format("cannot try the fence: {}", std::strerror(errno)));
    const pid_t child = ::fork();
    if (child == 0) {
        FenceTrial trial;
        trial.report = layers.lay();
        trial.reached_network = reaches_network();
        trial.opened_other_file = opens_other_file();
        const bool told = ::write(pipe[1], &trial, sizeof trial) == static_cast<ssize_t>(sizeof trial);
        ::_exit(told ? 0 : 1);
    }
    const int error = errno;
    ::close(pipe[1]);
    FenceTrial trial;
    const bool told = child > 0 && ::read(pipe[0], &trial, sizeof trial) == static_cast<ssize_t>(sizeof trial);
    ::close(pipe[0]);
    if (child < 0) return fail(ErrorCode::unavailable, fmt::format("cannot try the fence: {}", std::strerror(error)));
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {}
    if (!told) return fail(ErrorCode::unavailable, "the child that tries the fence ended too early");
    return trial;
}

}  // namespace familiar::platform
