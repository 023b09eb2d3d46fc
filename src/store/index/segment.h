// A part of the index that is never changed: documents, a dictionary of words in order, and the words' lists.
//
// Pages, in order: the documents; then, as the words come, pages of the dictionary and of long lists. The directory
// names the first word of each dictionary page, so that a word is found with one read.
#pragma once

#include "platform/mutex.h"
#include "store/index/documents.h"
#include "store/index/postings.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace familiar::store::index {

// In how many documents words occur that were looked up before, at most k_words_remembered of them. Questions look the
// same words up twice, once to weigh them and once to search. Thread-safe.
class RememberedWords {
public:
    std::optional<std::uint32_t> documents_with(std::string_view word) const;
    void remember(std::string_view word, std::uint32_t documents);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
    };
    mutable platform::Mutex mutex_;
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> documents_ GUARDED_BY(mutex_);
};

// The directory of a segment as it is kept in memory. Immutable but for what it remembers; shared between threads.
class Segment {
public:
    static Result<Segment> parse(std::uint32_t documents, std::string_view directory);

    std::uint32_t documents() const { return documents_; }
    // The only dictionary page that can hold the word.
    std::optional<std::uint32_t> page_of_word(std::string_view word) const;
    // The dictionary pages in order.
    const std::vector<std::uint32_t>& dictionary() const { return pages_; }
    RememberedWords& remembered() const { return *remembered_; }

private:
    std::uint32_t documents_ = 0;
    std::vector<std::uint32_t> pages_;
    std::vector<std::uint32_t> word_ends_;  // of each page's first word in words_
    std::string words_;
    std::unique_ptr<RememberedWords> remembered_ = std::make_unique<RememberedWords>();
};

// A line of the dictionary; the views are into the page that was read.
struct DictionaryEntry {
    std::string_view word;
    ListPlace place;
};

// The entries of one dictionary page.
class DictionaryPage {
public:
    explicit DictionaryPage(std::string_view page) : rest_(page) {}
    // No value at the end; `corrupt` for what is no entry.
    Result<std::optional<DictionaryEntry>> next();

private:
    std::string_view rest_;
};

// Looks words up in one segment.
class WordFinder {
public:
    WordFinder(const Segment& segment, PageReader& pages) : segment_(segment), pages_(pages) {}
    // The views are good until the next call.
    Result<std::optional<DictionaryEntry>> find(std::string_view word);
    // In how many documents it occurs.
    Result<std::uint32_t> documents_with(std::string_view word);

private:
    const Segment& segment_;
    PageReader& pages_;
    Page page_;
};

// Writes a segment: the documents first, then the lists in the order of their words.
class SegmentWriter {
public:
    explicit SegmentWriter(PageWriter& pages) : pages_(pages) {}
    void add_documents(std::span<const Document> documents);
    void add_list(std::string_view word, std::span<const Posting> postings);
    // The directory.
    std::string finish();

private:
    std::uint32_t write(std::string_view bytes);
    void write_entry(std::string_view word, const std::string& rest);
    void write_dictionary_page();

    PageWriter& pages_;
    std::uint32_t next_page_ = 0;
    std::string page_;        // of the dictionary, being filled
    std::string first_word_;  // of it
    std::string directory_;
};

}  // namespace familiar::store::index
