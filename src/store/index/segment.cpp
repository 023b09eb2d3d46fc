#include "store/index/segment.h"

#include "base/check.h"
#include "store/index/bytes.h"
#include "store/limits.h"

#include <algorithm>

namespace familiar::store::index {

namespace {

constexpr std::size_t k_inline_bytes_max = 1200;  // a longer list has pages of its own

}  // namespace

std::optional<std::uint32_t> RememberedWords::documents_with(std::string_view word) const {
    platform::Lock lock(mutex_);
    const auto found = documents_.find(word);
    return found == documents_.end() ? std::nullopt : std::optional(found->second);
}

void RememberedWords::remember(std::string_view word, std::uint32_t documents) {
    platform::Lock lock(mutex_);
    if (documents_.size() >= k_words_remembered) documents_.clear();
    documents_.insert_or_assign(std::string(word), documents);
}

Result<Segment> Segment::parse(std::uint32_t documents, std::string_view directory) {
    Segment segment;
    segment.documents_ = documents;
    ByteReader reader(directory);
    while (!reader.at_end()) {
        const auto page = reader.number();
        const auto word = reader.counted_bytes();
        if (!page || !word) return damaged_index();
        segment.pages_.push_back(*page);
        segment.words_ += *word;
        segment.word_ends_.push_back(static_cast<std::uint32_t>(segment.words_.size()));
    }
    return segment;
}

std::optional<std::uint32_t> Segment::page_of_word(std::string_view word) const {
    const auto first_word = [this](std::size_t page) {
        const std::uint32_t begin = page == 0 ? 0 : word_ends_[page - 1];
        return std::string_view(words_).substr(begin, word_ends_[page] - begin);
    };
    std::size_t begin = 0;
    std::size_t end = pages_.size();
    while (begin < end) {  // the first page that begins behind the word
        const std::size_t middle = begin + (end - begin) / 2;
        if (first_word(middle) <= word)
            begin = middle + 1;
        else
            end = middle;
    }
    if (begin == 0) return std::nullopt;
    return pages_[begin - 1];
}

// An entry: the word; documents; then the list: 0 and first page, page of the lines, bytes of the lines; or its bytes,
// bytes of the lines, and the list itself.
Result<std::optional<DictionaryEntry>> DictionaryPage::next() {
    if (rest_.empty()) return std::optional<DictionaryEntry>();
    const char* const begin = rest_.data();
    ByteReader reader(rest_);
    const auto word = reader.counted_bytes();
    const auto documents = reader.number();
    const auto inline_bytes = reader.number();
    if (!word || !documents || !inline_bytes) return damaged_index();
    DictionaryEntry entry{*word, {*documents, {}, 0, 0, 0}};
    const auto take = [&reader](std::uint32_t& into) {
        const auto number = reader.number();
        if (number) into = *number;
        return number.has_value();
    };
    if (*inline_bytes == 0) {
        if (!take(entry.place.first_page) || !take(entry.place.lines_page) || !take(entry.place.lines_bytes))
            return damaged_index();
    } else {
        if (!take(entry.place.lines_bytes)) return damaged_index();
        const auto bytes = reader.bytes(*inline_bytes);
        if (!bytes) return damaged_index();
        entry.place.inline_bytes = *bytes;
    }
    const std::size_t left = reader.left();
    rest_ = std::string_view(begin + rest_.size() - left, left);
    return std::optional(entry);
}

Result<std::optional<DictionaryEntry>> WordFinder::find(std::string_view word) {
    const auto page = segment_.page_of_word(word);
    if (!page || segment_.remembered().documents_with(word) == 0U) return std::optional<DictionaryEntry>();
    page_ = TRY(pages_.read(*page));
    DictionaryPage entries(*page_);
    auto entry = TRY(entries.next());
    while (entry && entry->word < word) entry = TRY(entries.next());
    const bool found = entry && entry->word == word;
    segment_.remembered().remember(word, found ? entry->place.documents : 0);
    return found ? entry : std::nullopt;
}

Result<std::uint32_t> WordFinder::documents_with(std::string_view word) {
    if (const auto known = segment_.remembered().documents_with(word)) return *known;
    const auto entry = TRY(find(word));
    return entry ? entry->place.documents : 0U;
}

void SegmentWriter::add_documents(std::span<const Document> documents) {
    for (std::size_t at = 0; at < documents.size(); at += k_documents_per_page) {
        const std::size_t count = std::min<std::size_t>(k_documents_per_page, documents.size() - at);
        write(page_of(documents.subspan(at, count)));
    }
}

void SegmentWriter::add_list(std::string_view word, std::span<const Posting> postings) {
    CHECK(!postings.empty() && word.size() <= k_word_bytes_max, "a list is of a word that occurs");
    const EncodedList list = encoded(postings);
    std::size_t bytes = list.lines.size();
    for (const std::string& block : list.blocks) bytes += block.size();
    std::string entry;
    put_number(entry, postings.size());
    if (bytes <= k_inline_bytes_max) {
        put_number(entry, bytes);
        put_number(entry, list.lines.size());
        entry += list.lines;
        for (const std::string& block : list.blocks) entry += block;
        return write_entry(word, entry);
    }
    const std::uint32_t first_page = next_page_;
    std::string page;
    for (const std::string& block : list.blocks) {
        if (page.size() + block.size() > k_page_bytes) write(std::exchange(page, {}));
        page += block;
    }
    write(page);
    const std::uint32_t lines_page = next_page_;
    for (std::size_t at = 0; at < list.lines.size(); at += k_page_bytes)
        write(std::string_view(list.lines).substr(at, k_page_bytes));
    put_number(entry, 0);
    put_number(entry, first_page);
    put_number(entry, lines_page);
    put_number(entry, list.lines.size());
    write_entry(word, entry);
}

std::string SegmentWriter::finish() {
    write_dictionary_page();
    return std::move(directory_);
}

std::uint32_t SegmentWriter::write(std::string_view bytes) {
    pages_.write(next_page_, bytes);
    return next_page_++;
}

void SegmentWriter::write_entry(std::string_view word, const std::string& rest) {
    std::string entry;
    put_bytes(entry, word);
    entry += rest;
    if (page_.size() + entry.size() > k_page_bytes) write_dictionary_page();
    if (page_.empty()) first_word_ = word;
    page_ += entry;
}

void SegmentWriter::write_dictionary_page() {
    if (page_.empty()) return;
    put_number(directory_, write(page_));
    put_bytes(directory_, first_word_);
    page_.clear();
}

}  // namespace familiar::store::index
