// Thoughts that a model writes into its text between tags (<think>…</think> and their kin), told apart while it
// streams. Tags may be cut anywhere. One thread.
#pragma once

#include "infer/text_engine.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::infer::openai {

// How a model is known to mark its thoughts in the text.
enum class ThoughtMarks {
    opened,    // by a tag, or not at all
    unopened,  // the template of the prompt opens the tag already: the reply starts within it
    unknown,   // a model that reasons, of which nothing else is known: its text is held back until that is clear
    unseen,    // a model of which nothing is known: only text that begins as thoughts do is held back, up to a limit
};

class ThoughtSplitter {
public:
    using Out = std::function<void(Delta::Kind, std::string_view)>;

    explicit ThoughtSplitter(ThoughtMarks marks)
        : place_(marks == ThoughtMarks::unopened ? Place::inside : Place::before), marks_(marks) {}

    void feed(std::string_view text, const Out& out);
    // Reasoning came in a field of its own: the text is text, and nothing is held back any more.
    void thoughts_come_apart(const Out& out);
    // The reply is over. `whole`: the model ended by itself and was not cut off.
    void finish(bool whole, const Out& out);

    // After finish(), what has to be corrected of what was told:
    // so many bytes at the beginning of the text were thoughts, whose tag nobody opened;
    std::size_t thoughts_in_text() const { return thoughts_in_text_; }
    // all that was told as thoughts is the text, since no tag ever ended them.
    bool thoughts_were_text() const { return thoughts_were_text_; }
    // What the reply taught of the model, if anything.
    std::optional<ThoughtMarks> learned() const { return learned_; }

private:
    enum class Place { before, inside, text };

    // Each takes what it can from `waiting_`; false when it needs more.
    bool before(const Out& out);
    bool inside(const Out& out);
    bool text(const Out& out);
    bool unopened_end(std::size_t at, std::size_t tag_bytes, const Out& out);
    bool stands_alone(std::size_t at, std::size_t after) const;
    void tell_text(std::size_t bytes, const Out& out);
    bool holds_back() const;
    void release(const Out& out);

    Place place_;
    ThoughtMarks marks_;
    bool finished_ = false;
    bool closed_ = false;  // a thought has ended in this reply
    bool opened_ = false;  // by a tag
    bool apart_ = false;
    std::string_view closing_;  // the tag that ends this thought; empty: any of them
    std::string waiting_;
    std::string held_;            // text that may turn out to be a thought
    std::size_t text_bytes_ = 0;  // told or held
    bool at_line_begin_ = true;   // of the text, where waiting_ begins
    std::size_t thoughts_in_text_ = 0;
    bool thoughts_were_text_ = false;
    std::optional<ThoughtMarks> learned_;
};

}  // namespace familiar::infer::openai
