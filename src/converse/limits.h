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

// Engines that judge. What is found by words is judged by them as far as this goes, and no turn waits longer.
inline constexpr std::size_t k_judged_max = 24;                  // of what was found, the best
inline constexpr std::size_t k_judged_bytes_max = 1000;          // of one text
inline constexpr std::size_t k_judged_title_bytes_max = 150;     // before it
inline constexpr std::size_t k_judged_before_bytes_max = 300;    // of what it answers
inline constexpr std::size_t k_judged_question_bytes_max = 500;  // more than anybody asks in one breath
inline constexpr std::size_t k_vector_numbers_max = 8U << 20U;   // kept of all posts: 32 MB, 8,192 vectors of 1,024
inline constexpr std::size_t k_checks_max = 24;                  // of sentences against spans, for one answer
inline constexpr std::size_t k_checked_bytes_max = 2000;         // of one sentence and of one span; longer is not asked
inline constexpr std::size_t k_verdict_bytes_max = 200;          // of a reply that shall be "yes" or "no"
inline constexpr std::chrono::milliseconds k_opinions_time_max{1500};  // of one turn, by all engines together
inline constexpr std::chrono::milliseconds k_check_time_max{1500};     // of one sentence against one span
inline constexpr std::chrono::milliseconds k_checks_time_max{5000};    // of one answer: a stream stands no longer
inline constexpr std::chrono::seconds k_judge_rest{60};                // of an engine that failed or came too late

}  // namespace familiar::converse
