// Posts of natural statistics for measuring speed: words by Zipf–Mandelbrot, topics in bursts, threads, busy and quiet
// authors, lengths by a log-normal law, audiences. The same for the same seed and count.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace familiar::bench {

inline constexpr std::size_t k_circles = 40;
inline constexpr std::size_t k_questions = 1000;

// Writes FOLDER/public.jsonl (60 % of the posts), FOLDER/circle-00.jsonl … and FOLDER/questions.txt (a question a line:
// 1 to 12 words, half of them from one post, half at random). Nothing is written when they are there already.
Result<> make_corpus(const std::filesystem::path& folder, std::size_t posts);

// "circle-07" for 7.
std::string circle_name(std::size_t circle);

// The files of posts, the public one first.
std::vector<std::filesystem::path> post_files(const std::filesystem::path& folder);

Result<std::vector<std::string>> questions_of(const std::filesystem::path& folder);

}  // namespace familiar::bench
