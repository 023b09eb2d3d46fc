// What people write to each other, as scripts in chats/*.txt, each half of which is worded differently.
//
//   == KIND NAME        KIND: reply goes_on when now decision (with questions), talk (none), echo (NAME: of which slot)
//   A: text             the person with role A writes; roles are A to D
//   *A: text            this line is evidence for the answer
//   -A: text            this line was true before the line with * was written
//   ~                   hours pass, others may talk of other things meanwhile
//   ~~                  weeks pass
//   ? question          one of these is asked
//
// In a text, [one|other] is either, and {slot} is a name, place or thing, the same throughout the script.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::bench {

enum class Half { tuning, reporting };
std::string_view name_of(Half half);

enum class Mark { none, evidence, outdated };
enum class Pause { minutes, hours, weeks };

struct ScriptLine {
    char role = 'A';
    Mark mark = Mark::none;
    Pause before = Pause::minutes;
    std::string text;
};

struct Script {
    std::string kind;
    std::string name;
    std::vector<ScriptLine> lines;
    std::vector<std::string> questions;

    // How many people it takes.
    std::size_t roles() const;
};

// Those of a half; an error names the line that is not understood.
Result<std::vector<Script>> scripts_of(Half half);

}  // namespace familiar::bench
