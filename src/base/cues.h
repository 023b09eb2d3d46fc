// What a sentence has to offer a question: a time, an amount, a name, a reason. Simple signs in several languages, not
// understanding. Pure functions, any thread.
#pragma once

#include "base/words.h"

#include <string_view>
#include <vector>

namespace familiar {

struct Cues {
    bool time = false;          // a date, weekday, clock time or "tomorrow"
    bool number = false;        // digits, or a number as a word
    bool amount = false;        // a number with a currency or a unit
    bool name = false;          // a capitalised word that does not start the sentence
    bool place = false;         // "in", "behind", "near" … followed by something
    bool reason = false;        // "because", "due to"
    bool question = false;      // asks instead of tells
    bool first_person = false;  // speaks of the speaker
    bool negated = false;       // "not", "avoid", "never"
    bool change = false;        // "moved", "new date", "from today", "instead"
    bool seeks = false;         // "does anybody know", "looking for": asks without a question mark
};

// `words` are those of `sentence`, as words_of gives them.
Cues cues_of(std::string_view sentence, const std::vector<Word>& words);

// Whether a sentence asks: Cues::question or Cues::seeks alone, for less work.
bool asks(std::string_view sentence);

// Whether a word, as it stands in the text, starts with an upper-case letter.
bool is_capitalised(std::string_view word);

// The value of a number word up to twelve, "dozen", or of digits; -1 for anything else.
int number_value(std::string_view folded_word);

}  // namespace familiar
