#include "infer/openai/thoughts.h"

#include "infer/limits.h"

#include <gtest/gtest.h>

namespace familiar::infer::openai {
namespace {

struct Split {
    std::string text;
    std::string reasoning;
    std::string told_text;  // as it was told while it came
    std::optional<ThoughtMarks> learned;
};

Split split(std::string_view bytes, ThoughtMarks marks, std::size_t step, bool whole = true) {
    ThoughtSplitter splitter(marks);
    Split out;
    const auto take = [&](Delta::Kind kind, std::string_view piece) {
        (kind == Delta::Kind::text ? out.text : out.reasoning) += piece;
        if (kind == Delta::Kind::text) out.told_text += piece;
    };
    for (std::size_t at = 0; at < bytes.size(); at += step) splitter.feed(bytes.substr(at, step), take);
    splitter.finish(whole, take);
    out.reasoning.insert(0, out.text, 0, splitter.thoughts_in_text());
    out.text.erase(0, splitter.thoughts_in_text());
    if (splitter.thoughts_were_text()) std::swap(out.text, out.reasoning);
    out.learned = splitter.learned();
    return out;
}

struct Case {
    ThoughtMarks marks;
    const char* bytes;
    const char* text;
    const char* reasoning;
};

constexpr auto k_opened = ThoughtMarks::opened;
constexpr auto k_unopened = ThoughtMarks::unopened;
constexpr auto k_unknown = ThoughtMarks::unknown;
constexpr auto k_unseen = ThoughtMarks::unseen;

TEST(Thoughts, are_told_from_text_however_they_are_cut) {
    const std::vector<Case> cases = {
        {k_opened, "Plain words.", "Plain words.", ""},
        {k_opened, "<think>hm</think>Yes.", "Yes.", "hm"},
        {k_opened, "<think>\nhm\n</think>\n\nYes.", "Yes.", "\nhm\n"},
        {k_opened, "\n <think>hm</think> Yes.", "Yes.", "hm"},
        {k_opened, "<thinking>hm</thinking>Yes.", "Yes.", "hm"},
        {k_opened, "<thought>hm</think> still</thought>Yes.", "Yes.", "hm</think> still"},
        {k_opened, "[THINK]hm[/THINK]Yes.", "Yes.", "hm"},
        {k_opened, "<think>a</think><think>b</think>Yes.", "Yes.", "ab"},
        {k_opened, "<think></think>Yes.", "Yes.", ""},
        {k_opened, "</think>Yes.", "Yes.", ""},
        {k_opened, "<think>never ended", "", "never ended"},
        {k_opened, "  two spaces first", "  two spaces first", ""},
        {k_opened, "a < b and <thin", "a < b and <thin", ""},
        {k_opened, "The tag <think> opens a thought, </think> ends it.",
         "The tag <think> opens a thought, </think> ends it.", ""},
        {k_opened, "Thought first.\n</think>\n\nYes.", "Yes.", "Thought first.\n"},
        {k_opened, "Thought first.\n</think>", "", "Thought first.\n"},
        {k_opened, "<think>a</think>Say </think>\n</think>\nagain", "Say </think>\n</think>\nagain", "a"},
        {k_unopened, "hm</think>Yes.", "Yes.", "hm"},
        {k_unopened, "hm\n</think>\n\nYes.", "Yes.", "hm\n"},
        {k_unopened, "Not a thought at all.", "Not a thought at all.", ""},
        {k_unknown, "hm</think>Yes.", "Yes.", "hm"},
        {k_unknown, "<think>hm</think>Yes.", "Yes.", "hm"},
        {k_unknown, "Plain words.", "Plain words.", ""},
        {k_unknown, "\n\n", "", ""},
        {k_unseen, "Okay, the user asks for tea.\n</think>\n\nTea.", "Tea.", "Okay, the user asks for tea.\n"},
        {k_unseen, "<think>hm</think>Yes.", "Yes.", "hm"},
        {k_unseen, "Okay, tea it is.", "Okay, tea it is.", ""},
        {k_unseen, "Plain words.", "Plain words.", ""},
        {k_unseen, "Some thought.\n</think>\nYes.", "Yes.", "Some thought.\n"},
        {k_unseen, "Okay: the tag </think> ends a thought.", "Okay: the tag </think> ends a thought.", ""},
    };
    for (const Case& one : cases) {
        for (const std::size_t step : {1U, 2U, 3U, 5U, 1000U}) {
            const Split got = split(one.bytes, one.marks, step);
            EXPECT_EQ(got.text, one.text) << one.bytes << " by " << step;
            EXPECT_EQ(got.reasoning, one.reasoning) << one.bytes << " by " << step;
        }
    }
}

// Of a model of which nothing is known. What begins as thoughts do waits for their end, all else comes at once.
TEST(Thoughts, of_the_first_reply_are_not_told_as_text) {
    for (const std::size_t step : {1U, 4U, 1000U}) {
        const Split got = split("Hmm, tea or coffee? The user likes tea.\n</think>\n\nTea.", k_unseen, step);
        EXPECT_EQ(got.told_text, "Tea.") << step;
        EXPECT_EQ(got.learned, ThoughtMarks::unopened);
    }
    std::string told;
    const auto take = [&](Delta::Kind, std::string_view piece) { told += piece; };
    ThoughtSplitter plain(k_unseen);
    plain.feed("The ", take);
    EXPECT_EQ(told, "") << "it may become 'the user'";
    plain.feed("garden", take);
    EXPECT_EQ(told, "The garden");
    plain.feed(" meets. So", take);
    EXPECT_EQ(told, "The garden meets. So");
    told.clear();
    ThoughtSplitter endless(k_unseen);
    endless.feed("Okay, " + std::string(k_unseen_thought_bytes_max, 'x'), take);
    EXPECT_EQ(told.size(), 6 + k_unseen_thought_bytes_max) << "it waits no longer than that, and nothing is lost";
    told.clear();
    ThoughtSplitter cut_off(k_unseen);
    cut_off.feed("Okay, half", take);
    cut_off.finish(false, take);
    EXPECT_EQ(told, "Okay, half");
}

TEST(Thoughts, of_a_model_that_reasons_are_never_told_as_text) {
    for (const std::size_t step : {1U, 4U, 1000U}) {
        const Split first = split("a secret thought\n</think>\n\nYes.", k_unknown, step);
        EXPECT_EQ(first.told_text, "Yes.");
        EXPECT_EQ(first.learned, k_unopened);
        EXPECT_EQ(split("a secret thought\n</think>\n\nYes.", k_unopened, step).told_text, "Yes.");
    }
}

TEST(Thoughts, teach_how_a_model_marks_them) {
    EXPECT_EQ(split("x\n</think>\ny", k_opened, 1).learned, k_unopened);
    EXPECT_EQ(split("<think>x</think>y", k_unknown, 1).learned, k_opened);
    EXPECT_EQ(split("words", k_unknown, 1).learned, k_opened);
    EXPECT_EQ(split("words", k_unknown, 1, false).learned, std::nullopt);
    EXPECT_EQ(split("x</think>y", k_unopened, 1).learned, k_unopened);
}

TEST(Thoughts, that_were_cut_off_stay_thoughts) {
    const Split cut = split("thinking and thinking", k_unopened, 3, false);
    EXPECT_EQ(cut.text, "");
    EXPECT_EQ(cut.reasoning, "thinking and thinking");
}

TEST(Thoughts, that_come_apart_release_the_text_at_once) {
    ThoughtSplitter splitter(k_unknown);
    std::string text;
    const auto take = [&](Delta::Kind kind, std::string_view piece) {
        if (kind == Delta::Kind::text) text += piece;
    };
    splitter.feed("Held", take);
    EXPECT_EQ(text, "");
    splitter.thoughts_come_apart(take);
    EXPECT_EQ(text, "Held");
    splitter.feed(" no more, </think> or not", take);
    EXPECT_EQ(text, "Held no more, </think> or not");
    splitter.finish(true, take);
    EXPECT_EQ(splitter.learned(), k_opened);
}

}  // namespace
}  // namespace familiar::infer::openai
