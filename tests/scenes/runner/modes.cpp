#include "modes.h"

#include "check.h"
#include "world.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::scenes {

namespace {

constexpr std::array<Mode, 3> k_modes = {Mode::fast, Mode::automatic, Mode::thinking};

// What one mode came to.
struct Score {
    int answerable = 0;
    int right = 0;
    int declined = 0;  // of those with an answer: said that it found none
    int unanswerable = 0;
    int rightly_declined = 0;
    std::vector<double> milliseconds;
};

bool is_about_right(const Expectation& expectation) {
    switch (expectation.kind) {
        case Expectation::Kind::say:
        case Expectation::Kind::say_not:
        case Expectation::Kind::first:
        case Expectation::Kind::order: return true;
        case Expectation::Kind::kind: return expectation.text == "nothing";
        default: return false;
    }
}

bool wants_nothing(const Question& question) {
    return std::ranges::any_of(question.expectations, [](const Expectation& one) {
        return one.kind == Expectation::Kind::kind && one.text == "nothing";
    });
}

Result<> play(Worlds& worlds, const Scene& scene, Mode mode, Score& score) {
    World* world = TRY(worlds.of(scene.setting));
    const Person person = TRY(world->person(scene.setting.as));
    const platform::SystemClock clock;
    for (Question question : scene.questions) {
        Request request;
        request.mode = mode;
        request.words = question.words;
        request.temporary = true;
        std::string streamed;
        const platform::Elapsed started = clock.steady();
        Turn turn =
            TRY(world->assistant().take_turn(Call(world->clock()), person.id, request, [&](const TurnEvent& event) {
                if (const auto* text = std::get_if<TextEvent>(&event)) streamed += text->text;
            }));
        score.milliseconds.push_back(std::chrono::duration<double, std::milli>(clock.steady() - started).count());
        const bool unanswerable = wants_nothing(question);
        std::erase_if(question.expectations, [&](const Expectation& one) {
            return !is_about_right(one) || (unanswerable && one.kind != Expectation::Kind::kind);
        });
        question.golden.reset();
        const bool nothing = turn.answer && turn.answer->kind == AnswerKind::nothing;
        const bool held = complaints_of(*world, person, question, {std::move(turn), streamed}).empty();
        const bool wants_words = std::ranges::any_of(
            question.expectations, [](const Expectation& one) { return one.kind == Expectation::Kind::say; });
        const bool right = held && !(nothing && wants_words);  // a word met on a way that led nowhere answers nothing
        ++(unanswerable ? score.unanswerable : score.answerable);
        if (right) ++(unanswerable ? score.rightly_declined : score.right);
        if (nothing && !unanswerable && !right) ++score.declined;
    }
    return {};
}

std::string line_of(Mode mode, Score& score) {
    std::ranges::sort(score.milliseconds);
    const auto at = [&](std::size_t share) {
        return score.milliseconds.empty() ? 0.0 : score.milliseconds[(score.milliseconds.size() - 1) * share / 100];
    };
    const double percent = score.answerable == 0 ? 0 : 100.0 * score.right / score.answerable;
    return fmt::format(
        "{:<9} right {:>3} of {} ({:.0f} %), declined {:>3}, wrong {:>3}; without an answer: declined {} of {}; "
        "median {:.1f} ms, 95th {:.1f} ms\n",
        name_of(mode), score.right, score.answerable, percent, score.declined,
        score.answerable - score.right - score.declined, score.rightly_declined, score.unanswerable, at(50), at(95));
}

}  // namespace

Result<std::string> compared_modes(const std::vector<Scene>& scenes) {
    Worlds worlds;
    std::string table;
    for (const Mode mode : k_modes) {
        Score score;
        for (const Scene& scene : scenes) {
            if (scene.setting.mode == Mode::thinking) TRY_IN(scene.name, play(worlds, scene, mode, score));
        }
        table += line_of(mode, score);
    }
    return table;
}

}  // namespace familiar::scenes
