// Words, sentences and stems with exact byte spans: the one view of language that indexing, search, quoting and
// checking share, so that what was found is what is quoted.
//
// Boundaries are those of Unicode UAX #29 as ICU implements them; stems are Snowball's. Functions are pure; ICU
// iterators are kept per thread. Input must be valid UTF-8 (utf8::repaired first).
#pragma once

#include "base/span.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace familiar {

enum class WordKind { word, number, emoji, handle, hashtag, link };

struct Word {
    Span span;
    WordKind kind = WordKind::word;
    // Case and accents folded, apostrophe-s and elided articles removed: "Café’s" → "cafe", "l’Été" → "ete".
    std::string folded;
};

// The words of `text` in order. Handles ("@ana@example.org"), hashtags, links and emoji are one word each; a number has
// no letters ("3.5", but "mp3" is a word).
std::vector<Word> words_of(std::string_view text);

// The same, but at most the first `count`.
std::vector<Word> first_words_of(std::string_view text, std::size_t count);

// The sentences of `text` in order, without the white space around them; line breaks end a sentence, abbreviations and
// decimal points do not.
std::vector<Span> sentences_of(std::string_view text);

// Lower case without accents, compatibility forms unified (NFKC_Casefold, then accents removed), curly apostrophes
// straight, "æ œ ø ł" as "ae oe o l".
std::string folded(std::string_view text);

// ISO 639-1 code of a language that has a stemmer here ("en", "de", "pt", "es", …), or "en" when `text` is too short or
// too mixed to tell. By counting function words and other frequent words of each language.
std::string language_of(std::string_view text);
// The same for a text whose `words` are known already.
std::string language_of(std::string_view text, std::span<const Word> words);

// The stem of a folded word in `language`; the word itself where there is no stemmer.
std::string stem_of(std::string_view folded_word, std::string_view language);

// The languages that have function words and a stemmer here.
std::vector<std::string_view> known_languages();

// Whether a folded word is a function word of `language` ("the", "und", "que") that by itself says nothing about the
// topic.
bool is_function_word(std::string_view folded_word, std::string_view language);

}  // namespace familiar
