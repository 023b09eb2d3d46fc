// PocketSphinx with the US English model of its Debian package, with any language model. One thread each.
#pragma once

#include "base/result.h"
#include "quality/voice_sounds.h"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace familiar::bench {

struct HeardPart {
    std::string word;
    int first_frame = 0;  // of 10 ms
    int last_frame = 0;
    double posterior = 0;  // of the word in the lattice
    double acoustic = 0;   // log score
};

struct Heard {
    std::string words;
    std::vector<HeardPart> parts;
    double posterior = 0;        // log10, of the whole
    double score_per_frame = 0;  // natural logarithm, sound and language
    double seconds = 0;          // of processor time
};

struct RecogniserWishes {
    std::filesystem::path dictionary;
    std::vector<std::pair<std::filesystem::path, float>> models;  // with their shares; several are interpolated
    std::vector<std::pair<std::string, std::string>> options;     // of PocketSphinx: {"-lw", "6.5"}
    bool whole = true;  // the utterance is normalised as a whole, not as it comes in
};

class Recogniser {
public:
    static Result<std::unique_ptr<Recogniser>> make(const RecogniserWishes& wishes);
    ~Recogniser();
    Recogniser(const Recogniser&) = delete;
    Recogniser& operator=(const Recogniser&) = delete;

    Heard hear(const Sound& sound);

private:
    struct Sphinx;
    Recogniser();
    std::unique_ptr<Sphinx> sphinx_;
};

// Where the package keeps its models.
std::filesystem::path stock_dictionary();
std::filesystem::path stock_model();

}  // namespace familiar::bench
