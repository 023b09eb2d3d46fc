#include "store/index/batch.h"

#include "base/utf8.h"
#include "base/words.h"
#include "store/index/impact.h"
#include "store/limits.h"

#include <algorithm>
#include <numeric>

namespace familiar::store::index {

namespace {

using Counts = std::unordered_map<std::string, Occurrences>;

// The stems of a field in its own language; figures, handles and tags as they are, the latter two also without their
// sign. Returns the number of words.
std::size_t count_words(std::string_view text, std::uint32_t Occurrences::* field, Counts& counts) {
    if (text.empty()) return 0;
    const std::vector<Word> words = words_of(text);
    const std::string language = language_of(text, words);
    const auto count = [&](std::string_view word) {
        if (!word.empty()) ++(counts[std::string(indexed(word))].*field);
    };
    for (const Word& word : words) {
        count(word.kind == WordKind::word ? stem_of(word.folded, language) : word.folded);
        if (word.kind == WordKind::hashtag || word.kind == WordKind::handle)
            count(stem_of(std::string_view(word.folded).substr(1), language));
    }
    return words.size();
}

}  // namespace

std::string_view indexed(std::string_view word) { return utf8::prefix(word, k_word_bytes_max); }

PostWords read_words(const Post& post) {
    Counts counts;
    PostWords words;
    words.text_words = count_words(post.text, &Occurrences::text, counts);
    count_words(post.title, &Occurrences::title, counts);
    count_words(post.author.name, &Occurrences::author, counts);
    words.impacts.reserve(counts.size());
    for (const auto& [word, occurrences] : counts)
        words.impacts.emplace_back(word, impact_of(occurrences, post.kind, words.text_words));
    return words;
}

void Batch::add(const Document& document, const PostWords& words) {
    const auto place = static_cast<std::uint32_t>(documents_.size());
    if (const auto [before, is_new] = place_of_.try_emplace(document.post, place); !is_new) {
        documents_[before->second].replaced = true;
        before->second = place;
    }
    documents_.push_back({document, false});
    for (const auto& [word, impact] : words.impacts) lists_[word].push_back({place, impact});
}

std::set<std::int32_t> Batch::audiences() const {
    std::set<std::int32_t> audiences;
    for (const Held& held : documents_) {
        if (!held.replaced) audiences.insert(held.document.audience);
    }
    return audiences;
}

std::vector<Document> Batch::write(std::int32_t audience, SegmentWriter& segment) const {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < documents_.size(); ++i) {
        if (documents_[i].is_for(audience)) order.push_back(i);
    }
    std::ranges::sort(order, [this](std::uint32_t a, std::uint32_t b) {
        return stands_before(documents_[a].document, documents_[b].document);
    });
    std::vector<Document> documents;
    std::vector<std::uint32_t> ordinals(documents_.size());
    for (const std::uint32_t place : order) {
        ordinals[place] = static_cast<std::uint32_t>(documents.size());
        documents.push_back(documents_[place].document);
    }
    segment.add_documents(documents);

    std::vector<const std::pair<const std::string, std::vector<Entry>>*> words;
    words.reserve(lists_.size());
    for (const auto& list : lists_) words.push_back(&list);
    std::ranges::sort(words, {}, [](const auto* list) -> const std::string& { return list->first; });
    std::vector<Posting> postings;
    for (const auto* list : words) {
        postings.clear();
        for (const Entry& entry : list->second) {
            if (documents_[entry.document].is_for(audience))
                postings.push_back({ordinals[entry.document], entry.impact});
        }
        if (postings.empty()) continue;
        std::ranges::sort(postings, {}, &Posting::ordinal);
        segment.add_list(list->first, postings);
    }
    return documents;
}

}  // namespace familiar::store::index
