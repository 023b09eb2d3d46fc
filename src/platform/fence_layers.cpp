#include "platform/fence_layers.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/audit.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace familiar::platform {

namespace {

// The newest rules that are used; an older kernel is asked for what it has. Headers of Debian 12 know fewer.
constexpr int k_landlock_version_max = 6;
constexpr std::uint64_t k_right_refer = 1ULL << 13U;           // version 2
constexpr std::uint64_t k_right_truncate = 1ULL << 14U;        // version 3
constexpr std::uint64_t k_right_device_control = 1ULL << 15U;  // version 5
constexpr std::uint64_t k_tcp_bind_and_connect = 3;            // version 4
constexpr std::uint64_t k_scope_sockets_and_signals = 3;       // version 6

// struct landlock_ruleset_attr as of version 6.
struct RulesetAttributes {
    std::uint64_t files;
    std::uint64_t network;
    std::uint64_t scoped;
};

constexpr std::uint64_t k_read = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t k_write = k_read | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                  LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |
                                  LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | k_right_truncate;
constexpr std::uint64_t k_of_files_only = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |
                                          LANDLOCK_ACCESS_FS_WRITE_FILE | k_right_truncate | k_right_device_control;

std::uint64_t file_rights_known(int version) {
    std::uint64_t rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;  // version 1: all up to making a symbolic link
    if (version >= 2) rights |= k_right_refer;
    if (version >= 3) rights |= k_right_truncate;
    if (version >= 5) rights |= k_right_device_control;
    return rights;
}

std::uint64_t bits_of(FolderRights rights) {
    switch (rights) {
        case FolderRights::read: return k_read;
        case FolderRights::read_and_run: return k_read | LANDLOCK_ACCESS_FS_EXECUTE;
        case FolderRights::write: return k_write;
    }
    return k_read;
}

#if defined(__x86_64__)
constexpr std::uint32_t k_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t k_architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t k_architecture = 0;  // no filter here
#endif
constexpr std::uint32_t k_other_numbering = 0x40000000;  // x32 calls on x86_64
constexpr std::uint32_t k_socket_type_mask = 0xF;        // the rest are flags

// Calls that reach into other processes, the kernel, or around the filter (io_uring opens sockets without it). A child
// may be connected to, but connects to nobody: local sockets of other programs are a way out too.
constexpr auto k_refused_calls = std::to_array<int>({SYS_connect,
                                                     SYS_ptrace,
                                                     SYS_process_vm_readv,
                                                     SYS_process_vm_writev,
                                                     SYS_io_uring_setup,
                                                     SYS_bpf,
                                                     SYS_io_uring_enter,
                                                     SYS_perf_event_open,
                                                     SYS_io_uring_register,
                                                     SYS_userfaultfd,
                                                     SYS_keyctl,
                                                     SYS_add_key,
                                                     SYS_request_key,
                                                     SYS_mount,
                                                     SYS_umount2,
                                                     SYS_pivot_root,
                                                     SYS_chroot,
                                                     SYS_unshare,
                                                     SYS_setns,
                                                     SYS_init_module,
                                                     SYS_finit_module,
                                                     SYS_delete_module,
                                                     SYS_kexec_load,
                                                     SYS_reboot,
                                                     SYS_open_by_handle_at});

sock_filter load(std::size_t offset) { return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)); }
sock_filter returns(std::uint32_t what) { return BPF_STMT(BPF_RET | BPF_K, what); }
sock_filter skip_unless(std::uint32_t value, std::uint8_t count) {
    return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, count);
}
sock_filter skip_if(std::uint32_t value, std::uint8_t count) {
    return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, count, 0);
}

std::vector<sock_filter> call_filter() {
    if (k_architecture == 0) return {};
    const sock_filter refused = returns(SECCOMP_RET_ERRNO | EPERM);
    std::vector<sock_filter> program = {load(offsetof(seccomp_data, arch)),
                                        skip_if(k_architecture, 1),
                                        returns(SECCOMP_RET_KILL_PROCESS),
                                        load(offsetof(seccomp_data, nr)),
                                        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, k_other_numbering, 0, 1),
                                        refused};
    for (const int number : k_refused_calls) {
        program.push_back(skip_unless(static_cast<std::uint32_t>(number), 1));
        program.push_back(refused);
    }
    // socket(): local streams alone. Family and type stand in the lower halves of their arguments.
    program.push_back(skip_unless(SYS_socket, 6));
    program.push_back(load(offsetof(seccomp_data, args[0])));
    program.push_back(skip_unless(AF_UNIX, 3));
    program.push_back(load(offsetof(seccomp_data, args[1])));
    program.push_back(BPF_STMT(BPF_ALU | BPF_AND | BPF_K, k_socket_type_mask));
    program.push_back(skip_if(SOCK_STREAM, 1));
    program.push_back(returns(SECCOMP_RET_ERRNO | EAFNOSUPPORT));
    program.push_back(returns(SECCOMP_RET_ALLOW));
    return program;
}

void write_whole(const char* path, const char* text, std::size_t size) noexcept {
    const int file = ::open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return;
    [[maybe_unused]] const ssize_t written = ::write(file, text, size);
    ::close(file);
}

}  // namespace

FenceLayers::FenceLayers(const Fence& fence)
    : closes_network_(fence.closes_network),
      closes_files_(fence.closes_files),
      user_map_(fmt::format("{0} {0} 1", ::geteuid())),
      group_map_(fmt::format("{0} {0} 1", ::getegid())) {
    if (closes_network_) filter_ = call_filter();
    if (closes_network_ || closes_files_) open_ruleset();
    if (ruleset_ < 0 || !closes_files_) return;
    for (const NamedPath& named : fence.paths) add_rule(named);
}

FenceLayers::~FenceLayers() {
    if (ruleset_ >= 0) ::close(ruleset_);
}

void FenceLayers::open_ruleset() {
    const long known = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    const int version = std::min(static_cast<int>(known), k_landlock_version_max);
    if (version < 1 || (!closes_files_ && version < 4)) return;
    RulesetAttributes attributes{};
    std::size_t size = sizeof(attributes.files);
    if (closes_files_) attributes.files = file_rights_known(version);
    if (version >= 4) {
        size = sizeof(attributes.files) + sizeof(attributes.network);
        if (closes_network_) attributes.network = k_tcp_bind_and_connect;
    }
    if (version >= 6) {
        size = sizeof(attributes);
        attributes.scoped = k_scope_sockets_and_signals;
    }
    ruleset_ = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, size, 0));
    if (ruleset_ >= 0) landlock_version_ = version;
}

void FenceLayers::add_rule(const NamedPath& named) const {
    const int target = ::open(named.path.c_str(), O_PATH | O_CLOEXEC);
    if (target < 0) return;  // what is not there needs no right
    struct stat status{};
    landlock_path_beneath_attr rule{};
    rule.allowed_access = bits_of(named.rights) & file_rights_known(landlock_version_);
    if (::fstat(target, &status) == 0 && !S_ISDIR(status.st_mode)) rule.allowed_access &= k_of_files_only;
    rule.parent_fd = target;
    ::syscall(SYS_landlock_add_rule, ruleset_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    ::close(target);
}

bool FenceLayers::enter_namespaces() const noexcept {
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return false;
    // Without its own name inside it could not open its own files.
    constexpr std::string_view k_deny = "deny";
    write_whole("/proc/self/setgroups", k_deny.data(), k_deny.size());
    write_whole("/proc/self/gid_map", group_map_.data(), group_map_.size());
    write_whole("/proc/self/uid_map", user_map_.data(), user_map_.size());
    return true;
}

FenceReport FenceLayers::lay() noexcept {
    FenceReport report;
    if (closes_network_) report.network_namespace = enter_namespaces();
    report.no_new_privileges = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    if (!report.no_new_privileges) return report;
    if (ruleset_ >= 0 && ::syscall(SYS_landlock_restrict_self, ruleset_, 0) == 0 && closes_files_)
        report.landlock_version = landlock_version_;
    if (!filter_.empty()) {
        sock_fprog program{};
        program.len = static_cast<unsigned short>(filter_.size());
        program.filter = filter_.data();
        report.call_filter = ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
    }
    return report;
}

bool FenceLayers::is_held(const FenceReport& report) const noexcept {
    return report.no_new_privileges && (!closes_network_ || report.network_is_closed()) &&
           (!closes_files_ || report.files_are_closed());
}

}  // namespace familiar::platform
