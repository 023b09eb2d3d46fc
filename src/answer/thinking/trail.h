// Follows chains of steps, deepest first, with the next alternative where a step fails. One thread.
#pragma once

#include "answer/thinking/finder.h"

#include <optional>
#include <string>
#include <vector>

namespace familiar::answer::thinking {

// The steps that led to a value, in order.
using Trail = std::vector<Hit>;

// Where no alternative led further: what was found before, and what was not.
struct Break {
    Trail trail;
    std::string missing;       // "the mother of Jory Penrose"
    bool at_question = false;  // only the question at the end found no answer
};

struct Concluded {
    Trail trail;
    Conclusion conclusion;
    double sure() const;
};

class Follower {
public:
    explicit Follower(Finder& finder) : finder_(finder) {}

    // The first chain that leads to an answer. `carried` fills the gap of a chain that begins with one.
    Result<std::optional<Concluded>> conclude(const std::vector<Chain>& chains, const Value* carried = nullptr);
    // The first chain whose last step gives a value of `sort`; it is the last of the trail.
    Result<std::optional<Trail>> value(const Side& side, Sort sort);
    // All values of the last step of the first chain that gives any.
    Result<std::vector<Hit>> people(const Side& side);

    // The break that came farthest, once something failed.
    const std::optional<Break>& broken() const { return broken_; }

private:
    enum class End { answer, value, people };
    Result<bool> follow(const Chain& chain, std::size_t at, const Value* carried);
    Result<bool> end(const Step& step, const Value* carried);
    void breaks_at(const Step& step, const Value* carried, bool at_question);

    Finder& finder_;
    End wanted_ = End::answer;
    Step last_;  // sort and words of the value that is wanted
    Trail trail_;
    std::optional<Conclusion> conclusion_;
    std::vector<Hit> people_;
    std::optional<Break> broken_;
};

}  // namespace familiar::answer::thinking
