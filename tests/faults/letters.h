// Many posts with known texts, and a look into a home whether it holds exactly the first ones of them.
#pragma once

#include "home.h"

#include <cstdint>
#include <string>

namespace familiar::tests {

// Record number `i`, from 1: its text holds the word "marker<i>" that no other has.
std::string letter_text(std::int64_t i);
// Records 1 to `count` as JSONL.
std::string letters(std::int64_t count);

// What a home has of them. The home may hold one source of one person.
struct Kept {
    std::int64_t posts = 0;
    std::int64_t acknowledged = 0;  // the most records that one import says are safely stored
    std::string state;              // of the newest import; empty when there is none
};

// Opens the home as the next process would. Every post is held to be whole, none doubled, none out of order.
Kept look_into(const std::filesystem::path& home);

class Fault : public Home {
protected:
    // Nothing is wrong, as the doctor sees it.
    void expect_sound() const;
    // What was stored is also found, and nothing that was not.
    void expect_indexed(std::int64_t posts) const;
};

}  // namespace familiar::tests
