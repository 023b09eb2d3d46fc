// A question taken apart: steps that follow each other, each with a gap that the step before it fills.
#pragma once

#include <string>
#include <vector>

namespace familiar::answer::thinking {

// What a step looks for, so that its sentence can be read for it.
enum class Sort { person, place, day, amount, count, thing, anything };

// How the words of a step hang together.
enum class Form {
    clause,     // "who leads the choir", "the pub that the quiz moved to"
    belonging,  // "Tom's choir", "the sister of Odile": `noun` of `owner`
    question    // the question at the end of a chain
};

// Where the value of the step before goes. No text of a person holds it: control characters are taken out before.
inline constexpr char k_gap = '\x1a';

struct Step {
    std::string question;  // what is asked, with at most one k_gap
    std::string said;      // the words of the question that it stands for, with at most one k_gap
    Form form = Form::question;
    Sort sort = Sort::anything;
    std::string noun;      // what the question calls it: "pub", "sister"; empty when it says only "the one"
    std::string owner;     // of a belonging
    bool by_name = false;  // of a place: what it is called, not only where it is
};

// From the innermost step to the question itself. One step alone is a plain question.
using Chain = std::vector<Step>;

enum class Task {
    follow,      // one chain
    both,        // two questions, the second about what the first found
    order,       // which of two is more (earlier, cheaper …)
    whether,     // whether the first is more than the second
    difference,  // how far two are apart
    total,       // two amounts together
    extreme,     // the most or least of a set
    shared       // who is in both of two sets
};

// What two things are compared by.
struct Measure {
    Sort sort = Sort::amount;
    bool wants_more = false;  // later, dearer, longer
    std::string word;         // "cheaper"
    std::string unit;         // of a difference: "days"
};

// One of two things that are put beside each other.
struct Side {
    std::string said;           // "the garden meeting"
    std::vector<Chain> chains;  // ways to find its value, the likelier first
};

struct Plan {
    Task task = Task::follow;
    std::vector<Chain> chains;  // of `follow`: ways to read the question, the likelier first
    std::vector<Side> sides;    // of all others
    Measure measure;
    bool certain = false;  // its form leaves no doubt that several steps are asked for
};

}  // namespace familiar::answer::thinking
