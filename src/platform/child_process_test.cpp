#include "platform/child_process.h"

#include "platform/files.h"
#include "tests/support/temp_folder.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iostream>
#include <sys/stat.h>
#include <sys/types.h>
#include <thread>

namespace familiar::platform {
namespace {

using ::testing::HasSubstr;

const SystemClock k_clock;

Call patient() { return Call(k_clock, {}, std::chrono::seconds(60), "test"); }

// A shell, which has something to say about everything.
ChildOptions shell(std::string script) {
    ChildOptions options;
    options.arguments = {"/bin/sh", "-c", std::move(script)};
    options.environment = {{"PATH", "/usr/bin:/bin"}};
    options.output_bytes_max = 1U << 20U;
    return options;
}

ChildOutcome good(ChildOptions options) {
    auto outcome = run_child(patient(), std::move(options));
    EXPECT_TRUE(outcome) << outcome.error().text();
    return outcome ? *outcome : ChildOutcome{};
}

// What stands in the way of a fence here; empty when nothing does.
std::string missing_for_fence() {
    const auto trial = probe_fence();
    if (!trial) return trial.error().text();
    if (!trial->report.network_is_closed() || !trial->report.files_are_closed()) return trial->report.text();
    return "";
}

// The programs and libraries of this machine.
std::vector<NamedPath> machine_paths() {
    return {{"/usr", FolderRights::read_and_run}, {"/bin", FolderRights::read_and_run},
            {"/lib", FolderRights::read_and_run}, {"/lib64", FolderRights::read_and_run},
            {"/dev/null", FolderRights::write},   {"/etc/ld.so.cache", FolderRights::read}};
}

TEST(ChildProcess, GivesBackWhatItWroteAndHowItEnded) {
    const ChildOutcome outcome = good(shell("echo out; echo err >&2; exit 3"));
    EXPECT_EQ(outcome.output, "out\n");
    EXPECT_EQ(outcome.error_tail, "err\n");
    EXPECT_EQ(outcome.end, (ChildEnd{3, 0, false}));
    EXPECT_EQ(outcome.end.text(), "ended with code 3");
}

TEST(ChildProcess, ReadsItsWholeInputHoweverLong) {
    ChildOptions options = shell("wc -c");
    options.input = std::string(3'000'000, 'x');
    EXPECT_THAT(good(options).output, HasSubstr("3000000"));
}

TEST(ChildProcess, SurvivesAChildThatDoesNotRead) {
    ChildOptions options = shell("exec <&-; echo done");
    options.input = std::string(3'000'000, 'x');
    EXPECT_EQ(good(options).output, "done\n");
}

// A child that is spoken to while it runs.
std::unique_ptr<ChildProcess> talking(std::string script, std::size_t waiting_max = 1U << 20U) {
    ChildOptions options = shell(std::move(script));
    options.input_stays_open = true;
    options.input_bytes_waiting_max = waiting_max;
    auto child = ChildProcess::start(std::move(options));
    EXPECT_TRUE(child) << child.error().text();
    return child ? child.release() : nullptr;
}

std::string take(ChildProcess& child) {
    auto bytes = child.take(patient());
    EXPECT_TRUE(bytes) << bytes.error().text();
    return bytes.value_or("");
}

TEST(ChildProcess, AnswersBetweenPiecesOfItsInput) {
    const auto child = talking("while read line; do echo \"got $line\"; done; echo over");
    ASSERT_TRUE(child->give(patient(), "one\n"));
    EXPECT_EQ(take(*child), "got one\n");
    ASSERT_TRUE(child->give(patient(), "two\n"));
    EXPECT_EQ(take(*child), "got two\n");
    child->end_input();
    EXPECT_EQ(take(*child), "over\n");
    EXPECT_EQ(take(*child), "");
    EXPECT_EQ(child->give(patient(), "three\n").error().code, ErrorCode::conflict);
}

TEST(ChildProcess, TakesInputThatIsLongerThanWhatMayWait) {
    const auto child = talking("wc -c", 1000);
    ASSERT_TRUE(child->give(patient(), std::string(3'000'000, 'x')));
    child->end_input();
    EXPECT_THAT(take(*child), HasSubstr("3000000"));
}

TEST(ChildProcess, HasItsFirstInputBeforeWhatIsGivenLater) {
    ChildOptions options = shell("cat");
    options.input = "first, ";
    options.input_stays_open = true;
    const auto child = ChildProcess::start(std::move(options));
    ASSERT_TRUE(child);
    ASSERT_TRUE((*child)->give(patient(), "then"));
    (*child)->end_input();
    ASSERT_TRUE((*child)->wait(patient()));
    EXPECT_EQ(take(**child), "first, then");
}

TEST(ChildProcess, NoMoreCanBeGivenToOneThatHasEnded) {
    const auto child = talking("exit 0");
    ASSERT_TRUE(child->wait(patient()));
    EXPECT_EQ(child->give(patient(), "x").error().code, ErrorCode::unavailable);
    EXPECT_EQ(take(*child), "");
}

TEST(ChildProcess, OneThatReadsNothingMakesTheGiverWaitOnlyAsLongAsItWants) {
    const auto child = talking("exec sleep 60", 1000);
    const auto given = child->give(patient().within(std::chrono::milliseconds(200)), std::string(3'000'000, 'x'));
    ASSERT_FALSE(given);
    EXPECT_EQ(given.error().code, ErrorCode::deadline);
}

TEST(ChildProcess, WhatIsTakenMakesRoomForMore) {
    ChildOptions options = shell("while read line; do head -c 600 /dev/zero; done");
    options.input_stays_open = true;
    options.output_bytes_max = 1000;
    const auto child = ChildProcess::start(std::move(options));
    ASSERT_TRUE(child);
    for (int round = 0; round < 3; ++round) {
        ASSERT_TRUE((*child)->give(patient(), "more\n"));
        for (std::size_t taken = 0; taken < 600;) {
            const std::string bytes = take(**child);
            ASSERT_FALSE(bytes.empty());
            taken += bytes.size();
        }
    }
    (*child)->end_input();
    const auto end = (*child)->wait(patient());
    ASSERT_TRUE(end);
    EXPECT_TRUE(end->is_good()) << end->text();
}

TEST(ChildProcess, PassesNothingOfOursOn) {
    EXPECT_EQ(good(shell("env | grep -v -e ^PATH= -e ^PWD= -e ^_= -e ^SHLVL= -e ^OLDPWD=")).output, "");
}

TEST(ChildProcess, LeavesNoDescriptorOpen) {
    EXPECT_EQ(good(shell("ls /proc/self/fd | wc -l")).output, "4\n");  // three, and that of the folder
}

TEST(ChildProcess, EndsWhoWritesTooMuch) {
    ChildOptions options = shell("yes");
    options.output_bytes_max = 100'000;
    const ChildOutcome outcome = good(options);
    EXPECT_TRUE(outcome.end.wrote_too_much);
    EXPECT_EQ(outcome.output.size(), 100'000U);
}

TEST(ChildProcess, KeepsTheLastOfItsErrors) {
    ChildOptions options = shell("seq 1 100000 >&2; echo the end >&2");
    options.error_bytes_kept = 1000;
    const ChildOutcome outcome = good(options);
    EXPECT_EQ(outcome.error_tail.size(), 1000U);
    EXPECT_TRUE(outcome.error_tail.ends_with("100000\nthe end\n"));
}

TEST(ChildProcess, WritesALogThatStaysSmall) {
    const test::TempFolder folder;
    ChildOptions options = shell("seq 1 100000; echo the end");
    options.output_is_logged = true;
    options.log = BoundedLog::open(folder / "logs" / "child.log", 50'000).release();
    EXPECT_EQ(good(options).output, "");
    // How the child's lines come in pieces is the system's affair, so the end may begin in the older file.
    const std::string older = read_file(folder / "logs" / "child.log.1", 50'000).release();
    const std::string newer = read_file(folder / "logs" / "child.log", 50'000).release();
    EXPECT_TRUE((older + newer).ends_with("99999\n100000\nthe end\n"));
    EXPECT_EQ(list_folder(folder / "logs")->size(), 2U);
}

TEST(ChildProcess, SaysWhatIsWrongWithAProgram) {
    ChildOptions options;
    options.arguments = {"/no/such/program"};
    const auto missing = ChildProcess::start(options);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::not_found);
    EXPECT_THAT(missing.error().message, HasSubstr("cannot run /no/such/program"));
    options.arguments = {"/etc/passwd"};
    const auto text = ChildProcess::start(options);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, ErrorCode::denied);
    options = shell("true");
    options.folder = "/no/such/folder";
    const auto homeless = ChildProcess::start(options);
    ASSERT_FALSE(homeless);
    EXPECT_EQ(homeless.error().code, ErrorCode::not_found);
}

TEST(ChildProcess, EndsOnRequest) {
    ChildOptions options = shell("echo ready >&2; exec sleep 1000");
    const auto child = ChildProcess::start(options).release();
    EXPECT_EQ(child->terminate(std::chrono::seconds(60)), (ChildEnd{0, SIGTERM, false}));
    EXPECT_EQ(child->end()->text(), "was ended by signal 15 (Terminated)");
}

// Its number, once it has set its traps.
int ready_child(const ChildProcess& child) {
    while (child.error_tail().empty()) std::this_thread::yield();
    return child.id();
}

TEST(ChildProcess, KillsWhoIgnoresTheRequest) {
    const auto child =
        ChildProcess::start(shell("trap '' TERM; echo ready >&2; while true; do read x; done")).release();
    ready_child(*child);
    EXPECT_EQ(child->terminate(std::chrono::milliseconds(1)).signal, SIGKILL);
}

TEST(ChildProcess, TakesItsOwnChildrenAlong) {
    const auto child = ChildProcess::start(shell("sleep 1000 & echo $! >&2; wait")).release();
    ready_child(*child);
    const pid_t grandchild = std::stoi(child->error_tail());
    EXPECT_EQ(::kill(grandchild, 0), 0);
    child->terminate(std::chrono::seconds(60));
    // It is init's to collect now; until then it is there as a zombie, which no signal wakes.
    while (::kill(grandchild, 0) == 0) {
        const auto state = read_file("/proc/" + std::to_string(grandchild) + "/stat", 10'000);
        if (!state || state->find(") Z ") != std::string::npos) break;
        std::this_thread::yield();
    }
}

TEST(ChildProcess, DiesWithItsOwnerAndLeavesNoZombie) {
    auto child = ChildProcess::start(shell("echo ready >&2; exec sleep 1000")).release();
    const pid_t id = ready_child(*child);
    child.reset();
    EXPECT_EQ(::kill(id, 0), -1);
    EXPECT_EQ(errno, ESRCH);
}

TEST(ChildProcess, StopsWaitingWhenTheCallerHasGone) {
    const auto child = ChildProcess::start(shell("exec sleep 1000")).release();
    std::stop_source caller;
    caller.request_stop();
    const auto end = child->wait(Call(k_clock, caller.get_token(), std::nullopt, "gone"));
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().code, ErrorCode::cancelled);
    EXPECT_FALSE(child->end());
}

TEST(ChildProcess, HoldsItsLimits) {
    ChildOptions options = shell("ulimit -n; ulimit -c; ulimit -v; ulimit -d; ulimit -t; ulimit -f");
    options.limits = {.address_bytes_max = 512U << 20U,
                      .memory_bytes_max = 256U << 20U,
                      .processor_seconds_max = 7,
                      .open_files_max = 20,
                      .file_bytes_max = 1U << 20U};
    EXPECT_EQ(good(options).output, "20\n0\n524288\n262144\n7\n2048\n");
}

TEST(ChildProcess, HasNoNetworkBehindTheFence) {
    if (const std::string missing = missing_for_fence(); !missing.empty()) GTEST_SKIP() << missing;
    ChildOptions options;
    options.arguments = {"/usr/bin/python3", "-I", "-c",
                         "import socket\n"
                         "for family, kind in ((2, 1), (10, 1), (2, 2), (16, 3), (17, 3), (1, 1), (1, 2)):\n"
                         "    try:\n"
                         "        socket.socket(socket.AddressFamily(family), kind)\n"
                         "        print(family, kind, 'open')\n"
                         "    except OSError as error:\n"
                         "        print(family, kind, error.errno)\n"
                         "s = socket.socket(socket.AF_UNIX)\n"
                         "try:\n"
                         "    s.connect('/tmp/no.sock')\n"
                         "except OSError as error:\n"
                         "    print('connect', error.errno)\n"};
    options.output_bytes_max = 10'000;
    options.fence = {.closes_network = true, .closes_files = false, .paths = {}, .is_required = true};
    const ChildOutcome outcome = good(options);
    EXPECT_TRUE(outcome.fence.network_is_closed());
    EXPECT_TRUE(outcome.fence.no_new_privileges);
    if (!outcome.fence.call_filter) GTEST_SKIP() << outcome.fence.text();
    EXPECT_EQ(outcome.output, "2 1 97\n10 1 97\n2 2 97\n16 3 97\n17 3 97\n1 1 open\n1 2 97\nconnect 1\n")
        << outcome.error_tail;
}

TEST(ChildProcess, SeesOnlyNamedFilesBehindTheFence) {
    if (const std::string missing = missing_for_fence(); !missing.empty()) GTEST_SKIP() << missing;
    const test::TempFolder folder;
    ASSERT_TRUE(make_private_folder(folder / "in"));
    ASSERT_TRUE(make_private_folder(folder / "out"));
    ASSERT_TRUE(write_file(folder / "in" / "model", "weights"));
    ASSERT_TRUE(write_file(folder / "secret", "secret"));
    const std::string at = folder.path();
    ChildOptions options = shell("cat " + at + "/in/model; cat " + at + "/secret; cat /etc/passwd; echo x > " + at +
                                 "/in/more; echo x > " + at + "/out/result && cat " + at + "/out/result");
    options.fence = {.closes_network = true, .closes_files = true, .paths = machine_paths(), .is_required = true};
    options.fence.paths.push_back({folder / "in", FolderRights::read});
    options.fence.paths.push_back({folder / "out", FolderRights::write});
    const ChildOutcome outcome = good(options);
    EXPECT_EQ(outcome.output, "weightsx\n") << outcome.error_tail;
    EXPECT_GT(outcome.fence.landlock_version, 0);
}

TEST(ChildProcess, CannotSignalOthersBehindTheFence) {
    const auto trial = probe_fence();
    constexpr int k_first_with_signals = 6;
    if (!trial || trial->report.landlock_version < k_first_with_signals)
        GTEST_SKIP() << "this kernel does not hold signals back";
    ChildOptions options = shell("kill -0 " + std::to_string(::getpid()) + " && echo reached");
    options.fence = {.closes_network = false, .closes_files = true, .paths = machine_paths(), .is_required = true};
    EXPECT_EQ(good(options).output, "");
}

TEST(ProbeFence, TellsWhatReallyHolds) {
    const auto trial = probe_fence();
    ASSERT_TRUE(trial) << trial.error().text();
    std::cout << "[   FENCE  ] " << trial->report.text() << "\n";
    EXPECT_NE(trial->report.network_is_closed(), trial->reached_network);
    EXPECT_NE(trial->report.files_are_closed(), trial->opened_other_file);
}

TEST(FenceReport, SaysWhatIsMissing) {
    EXPECT_EQ((FenceReport{true, true, true, 6}.text()),
              "no network (own namespace, call filter, Landlock); only named files (Landlock 6); no new privileges");
    EXPECT_EQ((FenceReport{true, false, true, 0}.text()),
              "no network (call filter); files open: this kernel has no Landlock; no new privileges");
    EXPECT_THAT(FenceReport{}.text(), HasSubstr("network open"));
}

}  // namespace
}  // namespace familiar::platform
