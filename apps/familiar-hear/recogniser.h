// PocketSphinx with one model of language: sound becomes a hypothesis, piece by piece or as a whole.
//
// Owns its decoder. One thread at a time; several recognisers may work at once on threads of their own.
#pragma once

#include "base/result.h"
#include "hypothesis.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace familiar::hear {

struct RecogniserOptions {
    std::string name;                      // of the model: "stock"
    std::filesystem::path acoustic_model;  // a folder
    std::filesystem::path dictionary;
    std::filesystem::path language_model;  // ARPA or binary; empty: the grammar
    std::string grammar = {};              // JSGF
    double language_weight = 6.5;
    double insertion_penalty = 0.65;
    bool adds_quiet = false;   // around whole utterances, for recordings that are cut close
    double silence = 0.005;    // how likely it is between two words
    double word_beam = 7e-29;  // the same at the ends of words
    double beam = 1e-48;       // less likely paths are given up; lower is surer and slower
};

// Where the packaged models of US English are.
std::filesystem::path packaged_models();
RecogniserOptions stock_english(const std::filesystem::path& models);
// Digits in a row, and nothing else.
RecogniserOptions english_digits(const std::filesystem::path& models);

class Recogniser {
public:
    // `not_found` or `corrupt` when a model cannot be loaded.
    static Result<std::unique_ptr<Recogniser>> open(const RecogniserOptions& options);
    ~Recogniser();
    Recogniser(const Recogniser&) = delete;
    Recogniser& operator=(const Recogniser&) = delete;

    // Sound while it comes in. Times count from the beginning of the utterance.
    void begin();
    void take(std::span<const std::int16_t> samples);
    std::string text_so_far();
    Hypothesis end();

    // An utterance that is there as a whole: its level is known before it is read, which makes it surer.
    Hypothesis recognise(std::span<const std::int16_t> samples);

private:
    class Impl;
    explicit Recogniser(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

}  // namespace familiar::hear
