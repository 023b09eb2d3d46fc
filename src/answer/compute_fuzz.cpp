// Questions as anybody may type them. The first byte moves the clock, so that days and zones vary.
#include "answer/compute.h"

#include "base/check.h"
#include "base/utf8.h"

#include <chrono>
#include <cstdint>

namespace familiar::answer {
namespace {

constexpr std::size_t k_answer_bytes_max = std::size_t{16} * 1024;
constexpr std::size_t k_lines_max = 40;

ComputeContext context_at(std::uint8_t moment) {
    const std::chrono::sys_days new_year(std::chrono::year(2026) / 1 / 1);
    const Timestamp now = new_year + std::chrono::hours(moment * 37);
    return {.now = now, .time_zone = moment % 2 == 0 ? "Europe/Lisbon" : "Asia/Kathmandu"};
}

void try_question(std::string_view question, const ComputeContext& context) {
    const auto answer = compute(question, context);
    if (!answer) return;
    CHECK(utf8::valid(answer->sentence) && utf8::valid(answer->result), "an answer is valid text");
    CHECK(!answer->sentence.empty() && !answer->result.empty(), "an answer says something");
    CHECK(answer->sentence.size() <= k_answer_bytes_max && answer->working.size() <= k_lines_max, "an answer is short");
    for (const std::string& line : answer->working) {
        CHECK(utf8::valid(line) && line.size() <= k_answer_bytes_max, "a line of working is short, valid text");
    }
    CHECK(answer->certainty > 0 && answer->certainty <= 1, "certainty is a share");
}

}  // namespace
}  // namespace familiar::answer

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view question(reinterpret_cast<const char*>(bytes + 1), size - 1);
    familiar::answer::try_question(question, familiar::answer::context_at(bytes[0]));
    return 0;
}
