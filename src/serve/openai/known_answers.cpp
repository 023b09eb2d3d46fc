#include "serve/openai/known_answers.h"

#include "platform/random.h"
#include "serve/limits.h"

#include <algorithm>

namespace familiar::serve {

void KnownAnswers::remember(PersonId person, const Answer& answer) {
    Known known{person, platform::digest(answer.text()), answer};
    const platform::Lock lock(mutex_);
    known_.push_front(std::move(known));
    if (known_.size() > k_answers_remembered_max) known_.pop_back();
}

std::optional<Answer> KnownAnswers::find(PersonId person, std::string_view text) const {
    const std::string digest = platform::digest(text);
    const platform::Lock lock(mutex_);
    const auto found = std::ranges::find_if(
        known_, [&](const Known& known) { return known.person == person && known.digest == digest; });
    if (found == known_.end()) return std::nullopt;
    return found->answer;
}

void KnownAnswers::forget(PersonId person) {
    const platform::Lock lock(mutex_);
    std::erase_if(known_, [&](const Known& known) { return known.person == person; });
}

}  // namespace familiar::serve
