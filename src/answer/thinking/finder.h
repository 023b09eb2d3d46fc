// One step of thinking: asks for it, reads what was found for the value that is looked for, and keeps only what the
// evidence carries. Counts the questions of the turn. One thread; what it returns refers to evidence that it keeps.
#pragma once

#include "answer/thinking/carried.h"
#include "answer/thinking/plan.h"
#include "answer/tools.h"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace familiar::answer::thinking {

// A value with the sentence that states it.
struct Hit {
    Value value;
    const Evidence* evidence = nullptr;
    Span quote;
    double sure = 0;
    std::string said;         // what it is the value of
    bool by_speaker = false;  // its author is who is looked for
};

// The answer to the question at the end of a chain.
struct Conclusion {
    const Instant* found = nullptr;
    const Evidence* evidence = nullptr;  // what carries it
    Span quote;
    bool whole = false;  // the instant answer leads with it and can be given as it is
    double sure = 0;
};

struct Quoted {
    const Evidence* evidence = nullptr;
    Span span;
    bool beside = false;  // no search chose this sentence, only its post
};

// What an answer quotes for it, then the best sentences of what else was found, then the others of the best posts.
std::vector<Quoted> quotes_of(const Instant& found);

// Called when a question is asked, and again with whether something was found.
using Notice = std::function<void(const std::string& question, std::optional<bool> found)>;

class Finder {
public:
    // All outlive it.
    Finder(const Call& call, Tools& tools, const ComposeContext& context, Notice notice)
        : call_(call), tools_(tools), context_(context), notice_(std::move(notice)) {}

    // Values for a step, the surest first; empty when the evidence carries none. `carried` fills the gap.
    Result<std::vector<Hit>> values(const Step& step, const Value* carried);
    Result<std::optional<Conclusion>> conclude(const Step& step, const Value* carried);
    // What a step found, as the answer itself.
    std::optional<Conclusion> concluded_by(const Hit& hit) const;
    // All people that the answer names.
    Result<std::vector<Hit>> people(const Step& step, const Value* carried);
    // What several sources state of one set; each hit a figure.
    Result<std::vector<Hit>> figures_of_set(const Step& step);

    bool exhausted() const;  // no more may be asked
    const std::vector<std::string>& checked() const { return checked_; }
    // An instant answer that somebody else asked for, kept like its own.
    const Instant& keep(Instant instant) { return kept_.emplace_back(std::move(instant)); }
    const ComposeContext& context() const { return context_; }
    Tools& tools() { return tools_; }

private:
    // Null when no more may be asked.
    Result<const Instant*> ask(const std::string& question);
    Result<std::vector<Quoted>> related(const Step& step, const Instant& found);
    Result<std::vector<Hit>> read(const Step& step, const Value* carried);
    Result<std::vector<Hit>> read_as_asked(const Step& step, const Value* carried);
    Result<std::optional<Conclusion>> conclude_as_asked(const std::string& question, const Value* carried);
    void add_values(std::vector<Hit>& hits, const Quoted& quote, const Sought& sought, double weight) const;
    void note(const std::string& question, const std::string& found);

    const Call& call_;
    Tools& tools_;
    const ComposeContext& context_;
    Notice notice_;
    std::deque<Instant> kept_;
    std::map<std::string, const Instant*, std::less<>> known_;
    std::deque<std::vector<Evidence>> searched_;
    std::vector<std::string> checked_;
    std::size_t asked_ = 0;
};

}  // namespace familiar::answer::thinking
