// Holds an answer to what its scene expects, and every answer to what no answer may break.
#pragma once

#include "scene.h"
#include "world.h"

#include <string>
#include <vector>

namespace familiar::scenes {

// What a person got: the stored turn and the text as it was streamed.
struct Answered {
    Turn turn;
    std::string streamed;
};

// A line of the scene that does not hold, in words.
struct Complaint {
    int line = 0;
    std::string text;
};

std::vector<Complaint> complaints_of(World& world, const Person& person, const Question& question,
                                     const Answered& answered);

}  // namespace familiar::scenes
