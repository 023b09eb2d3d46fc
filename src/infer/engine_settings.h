// Which engines a host has set up, as HOME/familiar.toml says it. Plain values.
#pragma once

#include "base/result.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::infer {

// remote: an OpenAI-compatible endpoint, or a fleet of them. local: a model file that llama-server runs here.
// scripted: answers from a script, for tests and demonstrations.
enum class EngineKind { remote, local, scripted };
std::string_view name_of(EngineKind kind);
std::optional<EngineKind> engine_kind_from(std::string_view name);

// What an engine is used for.
enum class Task { chat, vision, embedding, rerank, verify };
inline constexpr std::array<Task, 5> k_tasks = {Task::chat, Task::vision, Task::embedding, Task::rerank, Task::verify};
std::string_view name_of(Task task);
std::optional<Task> task_from(std::string_view name);
// What Familiar asks such an engine, for the person who reads a list of them.
std::string_view use_of(Task task);

struct EngineSettings {
    std::string name;
    EngineKind kind = EngineKind::remote;
    std::vector<Task> tasks = {Task::chat};
    std::vector<std::string> urls = {};   // of a remote one, up to /v1; several make a fleet
    std::string model = {};               // remote: its name there; local: its name or file
    std::filesystem::path key_file = {};  // holds the key alone; relative to HOME
    std::string key_variable = {};        // or the environment variable that does
    std::filesystem::path script = {};    // of a scripted one; relative to HOME
    std::int64_t context_tokens = 8192;
    std::size_t places = 4;  // chats at once, of each URL or of the local server
    bool sees_pictures = false;
    bool calls_tools = true;
    bool reasons = false;
};

struct EngineRoomSettings {
    std::filesystem::path home;
    std::vector<EngineSettings> engines;
    std::int64_t memory_bytes = 0;      // for all local models together; 0: half of what the machine has
    int threads = 0;                    // of a local model; 0: one less than there are processors
    std::chrono::minutes idle_max{10};  // an unused local model leaves memory after this
};

// Whether the engines can be set up so: `invalid_argument` names the first thing that is wrong.
Result<> check_settings(const EngineRoomSettings& settings);

}  // namespace familiar::infer
