// The limits and thresholds of citing. What a model writes is foreign: nothing of it is held or read without a bound.
#pragma once

#include <cstddef>

namespace familiar::answer::cite {

// Sources.
inline constexpr std::size_t k_block_bytes_max = 6000;      // of a source's text in a prompt
inline constexpr std::size_t k_field_bytes_max = 200;       // of a name or title in a prompt
inline constexpr std::size_t k_source_sentences_max = 400;  // of a source that are looked at
inline constexpr std::size_t k_sources_max = 512;           // of one conversation
inline constexpr std::size_t k_source_links_max = 64;       // of one source

// Streaming: the most that is held back while it may still become something else.
inline constexpr std::size_t k_held_bytes_max = 2048;      // an open bracket, tag, formula or piece of code
inline constexpr std::size_t k_link_bytes_max = 1024;      // a word that may be a link
inline constexpr std::size_t k_marker_bytes_max = 96;      // between the brackets of a marker
inline constexpr std::size_t k_markers_each_max = 16;      // numbers of one marker
inline constexpr std::size_t k_sentence_bytes_max = 4096;  // a longer one is cut
inline constexpr std::size_t k_nested_max = 64;            // brackets within brackets

// Checking.
inline constexpr std::size_t k_statement_words_max = 240;  // of a sentence or span that are read
inline constexpr std::size_t k_candidates_max = 4;         // sentences of a source that are looked at closely
inline constexpr std::size_t k_citations_each_max = 8;     // of one sentence

}  // namespace familiar::answer::cite
