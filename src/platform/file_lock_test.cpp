#include "platform/file_lock.h"

#include "tests/support/temp_folder.h"

#include <array>
#include <csignal>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace familiar::platform {
namespace {

TEST(FileLock, IsHeldByOneAndSaysByWhom) {
    const test::TempFolder folder;
    {
        const auto first = FileLock::take(folder / "lock");
        ASSERT_TRUE(first) << first.error().text();
        const auto second = FileLock::take(folder / "lock");
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().code, ErrorCode::conflict);
        EXPECT_EQ(second.error().message, fmt::format("process {} is at it", ::getpid()));
        EXPECT_TRUE(FileLock::take(folder / "other"));
    }
    EXPECT_TRUE(FileLock::take(folder / "lock"));
}

TEST(FileLock, OfAKilledProcessIsFree) {
    const test::TempFolder folder;
    std::array<int, 2> ready{};
    ASSERT_EQ(::pipe(ready.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto lock = FileLock::take(folder / "lock");
        const char byte = lock ? '1' : '0';
        (void)!::write(ready[1], &byte, 1);
        while (true) ::pause();
    }
    char byte = '0';
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    ASSERT_EQ(byte, '1');
    const auto held = FileLock::take(folder / "lock");
    ASSERT_FALSE(held);
    EXPECT_EQ(held.error().message, fmt::format("process {} is at it", child));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_TRUE(FileLock::take(folder / "lock"));
    ::close(ready[0]);
    ::close(ready[1]);
}

TEST(FileLock, NeedsAFolder) {
    const test::TempFolder folder;
    const auto lock = FileLock::take(folder / "none" / "lock");
    ASSERT_FALSE(lock);
    EXPECT_EQ(lock.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace familiar::platform
