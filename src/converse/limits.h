// The limits of converse/.
#pragma once

#include <chrono>
#include <cstddef>

namespace familiar::converse {

inline constexpr std::size_t k_question_bytes_max = 16U << 10U;
inline constexpr std::size_t k_title_bytes_max = 80;
inline constexpr std::size_t k_history_turns = 6;
inline constexpr std::size_t k_evidence_found = 30;      // for a quoted answer
inline constexpr std::size_t k_evidence_gathered = 120;  // for a gathered one
inline constexpr std::size_t k_asked_remembered = 256;   // smaller questions of one turn
inline constexpr std::size_t k_thread_reach = 100;       // posts before and behind one, of a discussion
// What thinking must be sure of, to stand in for an answer at once that nobody asked to think about.
inline constexpr double k_worked_unasked = 0.3;
inline constexpr std::size_t k_running_turns_max = 256;
inline constexpr std::size_t k_events_max = 65'536;         // of one turn
inline constexpr std::chrono::minutes k_finished_kept{2};   // a finished log stays in memory this long
inline constexpr std::chrono::minutes k_turn_time_max{15};  // a model on a small machine is slow
inline constexpr double k_certain_confidence = 0.9;         // of an answer at once that no model is asked about
inline constexpr std::size_t k_agent_threads = 4;           // of the pool that all turns share
inline constexpr std::size_t k_agent_queue_max = 256;

}  // namespace familiar::converse
