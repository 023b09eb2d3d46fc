// What the tests of computations share: a moment, and tables of questions with their answers.
#pragma once

#include "answer/compute.h"

#include <gtest/gtest.h>
#include <initializer_list>
#include <string>
#include <string_view>

namespace familiar::answer::computing {

struct Case {
    std::string_view question;
    std::string_view result;
    std::string_view says = {};   // is in the sentence
    std::string_view shows = {};  // is in the working
};

// Monday 1 June 2026, 13:30 in Lisbon.
inline ComputeContext test_context() {
    const auto now = time::parse_rfc3339("2026-06-01T12:30:00Z");
    return {.now = now.value_or(Timestamp()), .time_zone = "Europe/Lisbon"};
}

inline std::string working_of(const Computation& answer) {
    std::string lines;
    for (const std::string& line : answer.working) lines += line + "\n";
    return lines;
}

inline void expect_answers(std::initializer_list<Case> cases) {
    for (const Case& one : cases) {
        const auto answer = compute(one.question, test_context());
        if (!answer) {
            ADD_FAILURE() << one.question << ": no answer, expected " << one.result;
            continue;
        }
        EXPECT_EQ(answer->result, one.result) << one.question << "\n" << answer->sentence;
        EXPECT_TRUE(answer->sentence.contains(one.says)) << one.question << "\n" << answer->sentence;
        EXPECT_TRUE(working_of(*answer).contains(one.shows)) << one.question << "\n" << working_of(*answer);
        EXPECT_TRUE(answer->sentence.ends_with('.')) << one.question;
        EXPECT_GT(answer->certainty, 0) << one.question;
        EXPECT_LE(answer->certainty, 1) << one.question;
    }
}

inline void expect_nothing(std::initializer_list<std::string_view> questions) {
    for (const std::string_view question : questions) {
        const auto answer = compute(question, test_context());
        EXPECT_FALSE(answer) << question << "\n" << (answer ? answer->sentence : "");
    }
}

}  // namespace familiar::answer::computing
