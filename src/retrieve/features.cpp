#include "retrieve/features.h"

namespace familiar::retrieve {

std::string_view name_of(SentenceFeature feature) {
    static constexpr std::array<std::string_view, SentenceFeatures::k_size> k_names = {
        "around", "own",     "beyond_title", "help",    "person",    "time",        "place",
        "amount", "number",  "reason",       "lacks",   "negated",   "asks",        "change",
        "pairs",  "opening", "early",        "wording", "new_names", "new_numbers", "length"};
    return k_names[static_cast<std::size_t>(feature)];
}

std::string_view name_of(Feature feature) {
    static constexpr std::array<std::string_view, Features::k_size> k_names = {
        "sentence",    "matched", "lexical", "lexical_relative", "text_only", "whole",  "title",   "title_purity",
        "title_order", "pairs",   "wording", "rarest",           "rare",      "window", "opening", "length"};
    return k_names[static_cast<std::size_t>(feature)];
}

}  // namespace familiar::retrieve
