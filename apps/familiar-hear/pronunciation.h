// How words sound, in the phones of the CMU dictionary ("K AE T"): by the dictionary where it has them, else by what
// their parts, endings and letters say.
//
// A Pronouncer owns its dictionary and rules; reading is const. Words come from posts, so anything may be asked: what
// has no letters has no pronunciation.
#pragma once

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace familiar::hear {

class Pronouncer {
public:
    // `dictionary` is the text of a CMU dictionary, `rules` that of letters_to_sounds.txt. corrupt names a line that
    // cannot be read.
    static Result<Pronouncer> read(std::string_view dictionary, std::string_view rules);

    // The ways to say a lower-case word of a–z and apostrophes, the likeliest first; at most k_variants_max.
    std::vector<std::string> ways_to_say(std::string_view word) const;
    bool knows(std::string_view word) const { return known_.contains(std::string(word)); }
    // The words of the dictionary, in the order of their letters.
    std::vector<std::string> known_words() const;
    // Lines of a dictionary for these words: "cat K AE T", "read(2) R EH D". Words without pronunciation are left out.
    std::string dictionary_of(const std::vector<std::string>& words) const;

    static constexpr std::size_t k_variants_max = 4;
    static constexpr std::size_t k_letters_max = 40;  // of a word; a longer one is not pronounced

private:
    // What a letter sounds like in some context, and what it often sounds like as well.
    struct Sounds {
        std::string usual;
        std::optional<std::string> other;
    };

    Pronouncer() = default;
    Result<> read_dictionary(std::string_view text);
    Result<> read_rules(std::string_view text);
    std::vector<std::string> by_ending(std::string_view word) const;
    std::vector<std::string> by_parts(std::string_view word) const;
    std::vector<std::string> by_letters(std::string_view word) const;
    const Sounds* sounds_of(std::string_view padded, std::size_t at) const;

    std::unordered_map<std::string, std::vector<std::string>> known_;
    std::unordered_map<std::string, Sounds> rules_;  // by "left letter right"
};

// A word without vowels, letter by letter: "gps" is "JH IY P IY EH S".
std::string spelled(std::string_view word);

}  // namespace familiar::hear
