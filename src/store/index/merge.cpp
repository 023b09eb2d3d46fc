#include "store/index/merge.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace familiar::store::index {

namespace {

constexpr std::uint32_t k_dropped = std::numeric_limits<std::uint32_t>::max();

// Goes through the dictionary of one segment in order.
class Walk {
public:
    Walk(const Segment& segment, PageReader& pages) : segment_(segment), pages_(pages), entries_({}) {}

    const std::optional<DictionaryEntry>& entry() const { return entry_; }
    PageReader& pages() const { return pages_; }

    Result<> advance() {
        const std::string before(entry_ ? entry_->word : std::string_view());
        entry_ = TRY(entries_.next());
        while (!entry_ && next_page_ < segment_.dictionary().size()) {
            page_ = TRY(pages_.read(segment_.dictionary()[next_page_++]));
            entries_ = DictionaryPage(*page_);
            entry_ = TRY(entries_.next());
        }
        if (entry_ && entry_->word <= before && !before.empty()) return damaged_index();
        return {};
    }

private:
    const Segment& segment_;
    PageReader& pages_;
    std::size_t next_page_ = 0;
    Page page_;
    DictionaryPage entries_;
    std::optional<DictionaryEntry> entry_;
};

// Where each document of each input goes.
struct Places {
    std::vector<Document> documents;
    std::vector<std::vector<std::uint32_t>> of_input;
};

Result<Places> places_of(const std::vector<MergeInput>& inputs, const std::function<bool(std::uint32_t)>& drop) {
    struct From {
        Document document;
        std::uint32_t input = 0;
        std::uint32_t ordinal = 0;
    };
    std::vector<From> kept;
    Places places;
    for (std::uint32_t input = 0; input < inputs.size(); ++input) {
        const MergeInput& from = inputs[input];
        DocumentReader reader(*from.pages, from.segment->documents());
        places.of_input.emplace_back(reader.count(), k_dropped);
        for (std::uint32_t ordinal = 0; ordinal < reader.count(); ++ordinal) {
            const Document document = TRY(reader.at(ordinal));
            if (std::ranges::binary_search(from.gone, ordinal) || (drop && drop(document.post))) continue;
            kept.push_back({document, input, ordinal});
        }
    }
    std::ranges::sort(kept, [](const From& a, const From& b) { return stands_before(a.document, b.document); });
    places.documents.reserve(kept.size());
    for (const From& from : kept) {
        places.of_input[from.input][from.ordinal] = static_cast<std::uint32_t>(places.documents.size());
        places.documents.push_back(from.document);
    }
    return places;
}

Result<> append(const Walk& walk, const std::vector<std::uint32_t>& places, std::vector<Posting>& postings) {
    ListReader list = TRY(ListReader::open(walk.pages(), walk.entry()->place));
    for (std::size_t block = 0; block < list.lines().size(); ++block) {
        TRY(list.load(block));
        for (std::size_t i = 0; i < list.ordinals().size(); ++i) {
            if (list.ordinals()[i] >= places.size()) return damaged_index();
            const std::uint32_t place = places[list.ordinals()[i]];
            if (place != k_dropped) postings.push_back({place, list.impacts()[i]});
        }
    }
    return {};
}

}  // namespace

Result<std::vector<Document>> merge(const std::vector<MergeInput>& inputs,
                                    const std::function<bool(std::uint32_t post)>& drop, SegmentWriter& into) {
    Places places = TRY(places_of(inputs, drop));
    into.add_documents(places.documents);
    std::vector<Walk> walks;
    walks.reserve(inputs.size());
    for (const MergeInput& input : inputs) {
        walks.emplace_back(*input.segment, *input.pages);
        TRY(walks.back().advance());
    }
    std::vector<Posting> postings;
    while (true) {
        std::optional<std::string> word;
        for (const Walk& walk : walks) {
            if (walk.entry() && (!word || walk.entry()->word < *word)) word = walk.entry()->word;
        }
        if (!word) break;
        postings.clear();
        for (std::size_t i = 0; i < walks.size(); ++i) {
            if (!walks[i].entry() || walks[i].entry()->word != *word) continue;
            TRY(append(walks[i], places.of_input[i], postings));
            TRY(walks[i].advance());
        }
        if (!std::ranges::is_sorted(postings, {}, &Posting::ordinal))
            std::ranges::sort(postings, {}, &Posting::ordinal);
        if (!postings.empty()) into.add_list(*word, postings);
    }
    return std::move(places.documents);
}

Result<> verify(const Segment& segment, PageReader& pages) {
    DocumentReader documents(pages, segment.documents());
    std::optional<Document> before;
    for (std::uint32_t ordinal = 0; ordinal < documents.count(); ++ordinal) {
        const Document document = TRY(documents.at(ordinal));
        if (before && !stands_before(*before, document)) return damaged_index();
        before = document;
    }
    Walk walk(segment, pages);
    TRY(walk.advance());
    for (; walk.entry(); TRY(walk.advance())) {
        ListReader list = TRY(ListReader::open(pages, walk.entry()->place));
        for (std::size_t block = 0; block < list.lines().size(); ++block) TRY(list.load(block));
        if (list.lines().empty() || list.lines().back().last >= documents.count()) return damaged_index();
    }
    return {};
}

}  // namespace familiar::store::index
