// The limits of the modes with a model.
#pragma once

#include <cstddef>
#include <cstdint>

namespace familiar::answer::model {

// Prompts.
inline constexpr std::size_t k_sources_shown = 12;         // with a question
inline constexpr std::size_t k_bytes_per_token = 3;        // a careful guess, where only the engine could count
inline constexpr std::size_t k_prompt_share_percent = 75;  // of the engine's context; the rest is for the answer
inline constexpr std::size_t k_client_text_bytes_max = 64U << 10U;  // of what a client's instructions may say

// Answers.
inline constexpr std::int64_t k_answer_tokens = 1024;
inline constexpr std::int64_t k_reasoning_tokens = 4096;  // of one thinking answer
inline constexpr std::size_t k_answer_bytes_max = 256U << 10U;
inline constexpr std::size_t k_suggested_sources = 8;  // considered, and told as such

// Tools.
inline constexpr std::size_t k_tool_rounds_max = 6;
inline constexpr std::size_t k_tool_calls_max = 8;  // of one round
inline constexpr std::size_t k_tool_arguments_bytes_max = 8U << 10U;
inline constexpr std::size_t k_tool_sources = 6;  // that one search shows
inline constexpr std::size_t k_thread_posts_max = 20;
inline constexpr std::size_t k_checked_max = 12;  // lines of what was looked at

// Settled thoughts.
inline constexpr std::size_t k_probe_bytes = 2048;  // of thought between two probes
inline constexpr std::int64_t k_probe_tokens = 48;  // that a probe may take
inline constexpr int k_probes_alike = 2;            // so many the same, and the answer has settled
// Of the thoughts, to answer from: all that the budget allows, since the probes that found them settled saw all of
// them.
inline constexpr std::size_t k_thought_bytes_shown = 40U << 10U;

// Contemplating.
inline constexpr std::size_t k_agents_default = 6;
inline constexpr std::size_t k_reply_bytes_max = 2048;  // of one agent
inline constexpr std::size_t k_workspace_bytes_max = 16U << 10U;
inline constexpr std::int64_t k_agent_tokens = 640;
inline constexpr std::int64_t k_synthesis_tokens = 1536;
inline constexpr double k_tokens_per_second = 20;  // expected where nothing was measured yet

}  // namespace familiar::answer::model
