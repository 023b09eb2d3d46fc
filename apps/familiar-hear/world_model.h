// What a recogniser needs to know of a person's world, made from the sentences that may be said there: a language model
// and the dictionary of its words. Texts, to be read by PocketSphinx.
//
// Reads the packaged models of US English. Takes about a second; made again only when the world's words change.
#pragma once

#include "base/result.h"
#include "apps/familiar-hear/language_model.h"
#include "apps/familiar-hear/pronunciation.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace familiar::hear {

struct WorldModelText {
    std::string language_model;  // ARPA
    std::string dictionary;
};

// The words of general English that a world's model can say too, besides its own.
inline constexpr std::size_t k_usual_words = 3000;

// The most usual words of the packaged language model that the dictionary has, with their shares, the most usual first.
// `not_found` when the package pocketsphinx-en-us is missing.
Result<std::vector<std::pair<std::string, double>>> usual_words(const std::filesystem::path& models,
                                                                const Pronouncer& pronouncer, std::size_t count);

WorldModelText world_model_of(const std::vector<WeighedSentence>& sentences,
                              const std::vector<std::pair<std::string, double>>& usual, const Pronouncer& pronouncer,
                              const ModelWishes& wishes = {});

}  // namespace familiar::hear
