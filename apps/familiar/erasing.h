// Erasing a person, asked for twice: shared by `erase` and `people remove`.
#pragma once

#include "command_line.h"
#include "nouns/person.h"
#include "store/archive.h"

namespace familiar::app {

enum class Confirmation { ask_on_terminal, given };

// The account, the person's file and everything they shared. Without a confirmation the handle has to be typed.
Result<> erase_person(const Invocation& invocation, store::Archive& archive, const Person& person,
                      Confirmation confirmation);

}  // namespace familiar::app
