#include "turn_display.h"

#include "base/utf8.h"
#include "output.h"
#include "platform/environment.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/ranges.h>

namespace familiar::app {

namespace {

constexpr std::size_t k_usual_columns = 80;
constexpr std::size_t k_tail_bytes = 400;  // of what is being written, more than a line shows

// The beginning of a text, on one line.
std::string beginning(std::string_view text, std::size_t columns) {
    std::string line = shown(text);
    std::ranges::replace(line, '\n', ' ');
    if (utf8::length(line) <= columns) return line;
    std::size_t end = 0;
    for (std::size_t i = 0; i + 1 < columns; ++i) utf8::next(line, end);
    return line.substr(0, end) + "…";
}

// The end of a text, on one line.
std::string ending(std::string_view text, std::size_t columns) {
    std::string line = shown(text);
    std::ranges::replace(line, '\n', ' ');
    std::size_t begin = 0;
    for (std::size_t length = utf8::length(line); length > columns; --length) utf8::next(line, begin);
    return line.substr(begin);
}

std::string with_thousands(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
    return digits;
}

std::string time_of(double seconds) {
    if (seconds <= 1) return "about a second";
    const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
    if (whole < 90) return fmt::format("about {} seconds", whole);
    return fmt::format("about {} minutes", (whole + 30) / 60);
}

}  // namespace

std::string text_of(const BudgetEvent& budget) {
    std::string text = "At most ";
    if (budget.agents > 1) text += fmt::format("{} agents, ", budget.agents);
    if (budget.tokens > 0) text += fmt::format("{} tokens, ", with_thousands(budget.tokens));
    return text + time_of(budget.seconds);
}

TurnDisplay::TurnDisplay(bool shown) : shown_(shown) {}

TurnDisplay::~TurnDisplay() { clear(); }

void TurnDisplay::take(const TurnEvent& event) {
    platform::Lock lock(mutex_);
    if (const auto* budget = std::get_if<BudgetEvent>(&event)) {
        budget_ = *budget;
        show("");
        if (!shown_) return;
        fmt::print(stderr, "\r{}. Ctrl-C: answer now.\n", text_of(*budget));
        show(budget->agents > 1 ? "Looking" : "Thinking");
    } else if (const auto* progress = std::get_if<ProgressEvent>(&event)) {
        follow(*progress);
    } else if (const auto* text = std::get_if<TextEvent>(&event)) {
        written_ += text->text;
        if (written_.size() > k_tail_bytes)
            written_.erase(0, utf8::boundary_before(written_, written_.size() - k_tail_bytes));
        show(ending(written_, k_usual_columns));
    } else if (const auto* status = std::get_if<StatusEvent>(&event)) {
        if (status->stage == Stage::searching) show("Searching your sources");
        if (status->stage == Stage::composing) show("Composing");
    }
}

void TurnDisplay::follow(const ProgressEvent& progress) {
    const auto known = std::ranges::find_if(steps_, [&](const ProgressEvent& step) {
        return step.agent == progress.agent && step.what == progress.what && step.state == ProgressState::started;
    });
    if (known != steps_.end())
        known->state = progress.state;
    else
        steps_.push_back(progress);
    std::vector<std::string_view> now;
    for (const ProgressEvent& step : steps_) {
        if (step.state == ProgressState::started) now.push_back(step.what);
    }
    const auto ended = steps_.size() - now.size();
    const std::string count = progress.agent > 0 ? fmt::format("{} done", ended) : "Looked";
    show(now.empty() ? fmt::format("{}: {}", count, progress.what)
                     : fmt::format("{}; now {}", count, fmt::join(now, ", ")));
}

void TurnDisplay::say(std::string_view line) {
    platform::Lock lock(mutex_);
    show(line);
}

void TurnDisplay::clear() {
    platform::Lock lock(mutex_);
    show("");
}

void TurnDisplay::show(std::string_view line) {
    if (!shown_ || (line.empty() && !line_stands_)) return;
    const auto columns = platform::terminal_columns(platform::StandardStream::error).value_or(k_usual_columns);
    fmt::print(stderr, "\r{}\x1b[K", beginning(line, columns - 1));
    std::fflush(stderr);
    line_stands_ = !line.empty();
}

Json TurnDisplay::budget() const {
    platform::Lock lock(mutex_);
    if (!budget_) return nullptr;
    return {{"agents", budget_->agents}, {"tokens", budget_->tokens}, {"seconds", budget_->seconds}};
}

Json TurnDisplay::steps() const {
    platform::Lock lock(mutex_);
    Json list = Json::array();
    for (const ProgressEvent& step : steps_)
        list.push_back({{"agent", step.agent}, {"what", step.what}, {"state", name_of(step.state)}});
    return list;
}

}  // namespace familiar::app
