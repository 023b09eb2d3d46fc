// A small grammar of sentences, played through: question_forms.h says how it is written.
//
// Forms own their rules; lists of the world are added before playing. Deterministic: choices come from a counter, not
// from chance. One thread.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::perceive {

class Forms {
public:
    // invalid_argument names the line that cannot be read or the symbol that is missing; `lists` are the symbols that
    // will be filled later.
    static Result<Forms> read(std::string_view text, const std::vector<std::string>& lists);

    // What the symbol stands for, each taken as often as its weight says. Empty: what needs it is left out.
    void fill(const std::string& symbol, const std::vector<std::pair<std::string, double>>& choices);

    // For the next sentences, three of four times, what the symbol stands for; nothing: as if this was never said.
    void prefer(const std::string& symbol, const std::vector<std::string>& choices);

    // One sentence of `symbol`; empty when a list that it needs is empty.
    std::string play(const std::string& symbol);

private:
    struct Part {
        enum class Kind { text, symbol, choice } kind = Kind::text;
        std::string text;                        // words, or the symbol's name
        std::vector<std::vector<Part>> choices;  // of a choice; one may be empty
    };
    using Sequence = std::vector<Part>;
    struct List {
        std::vector<std::string> texts;
        std::vector<double> sums;  // of weights
    };
    class Reader;

    Forms() = default;
    const Part* missing(const std::vector<Sequence>& choices, const std::vector<std::string>& lists) const;
    bool append(const Sequence& sequence, std::size_t depth, std::string& out);
    bool append_symbol(const std::string& symbol, std::size_t depth, std::string& out);
    double next_share();

    std::map<std::string, std::vector<Sequence>> rules_;
    std::map<std::string, List> lists_;
    std::map<std::string, std::vector<std::string>> preferred_;
    std::uint64_t state_ = 0;
};

}  // namespace familiar::perceive
