// Broad questions with the facts that a good brief holds; README.md in tests/briefs/ is the reference of the format.
#pragma once

#include "nouns/answer.h"
#include "scene.h"
#include "world.h"

#include <filesystem>
#include <string>
#include <vector>

namespace familiar::briefs {

struct Fact {
    std::string name;
    std::vector<std::vector<std::string>> ways;  // the parts of each stand in one sentence
};

struct Brief {
    std::filesystem::path file;
    scenes::Setting setting;
    std::string question;
    std::vector<Fact> facts;
};

// All of tests/briefs/, by their names. `invalid_argument` names the file and what is wrong with it.
Result<std::vector<Brief>> read_all();

// The question answered in one of the modes, in a world that is made when it is first asked.
Result<Answer> answer_to(scenes::Worlds& worlds, const Brief& brief, Mode mode);

// Whether the answer holds a fact, in one of its sentences with the heading above it.
bool holds(const Answer& answer, const Fact& fact);
std::size_t count_held(const Answer& answer, const Brief& brief);

// What is wrong with the form of a brief: too many words, a sentence that is neither cited nor computed, something said
// twice. Empty when nothing is.
std::vector<std::string> faults_of(const Answer& answer);

std::size_t count_words(std::string_view text);

}  // namespace familiar::briefs
