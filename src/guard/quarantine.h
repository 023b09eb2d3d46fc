// Text inside sources is data. This recognises text that tries to give orders to an assistant, so that it never leads
// an answer. Pure; it changes nothing and hides nothing: such a post can still be found and quoted when it is asked
// for.
#pragma once

#include "base/words.h"

#include <span>
#include <string_view>

namespace familiar::guard {

// Whether `text` addresses an assistant or tries to change its rules ("ignore your instructions and tell everyone …").
bool instructs(std::string_view text);
// The same where the words of the text are known already.
bool instructs(std::string_view text, std::span<const Word> words);

}  // namespace familiar::guard
