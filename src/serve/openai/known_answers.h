// The last answers that went to OpenAI clients, in memory. Such a client keeps the conversation and sends back words
// alone; with this a follow-up ("and when was that?") still knows which sources the answer stood on. Thread-safe.
#pragma once

#include "nouns/answer.h"
#include "nouns/person.h"
#include "platform/mutex.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace familiar::serve {

class KnownAnswers {
public:
    void remember(PersonId person, const Answer& answer);
    // The answer of this text that this person was given; nothing when it was not, or too long ago.
    std::optional<Answer> find(PersonId person, std::string_view text) const;
    void forget(PersonId person);

private:
    struct Known {
        PersonId person;
        std::string digest;  // of the text
        Answer answer;
    };
    mutable platform::Mutex mutex_;
    std::deque<Known> known_ GUARDED_BY(mutex_);  // newest first
};

}  // namespace familiar::serve
