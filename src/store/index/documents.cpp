#include "store/index/documents.h"

#include "store/index/bytes.h"

#include <cstring>
#include <span>

namespace familiar::store::index {

namespace {

constexpr std::size_t k_record_bytes = 20;
static_assert(k_record_bytes * k_documents_per_page <= k_page_bytes);

template <class Number>
void put(char*& out, Number number) {
    std::memcpy(out, &number, sizeof number);
    out += sizeof number;
}

template <class Number>
void take(const char*& in, Number& number) {
    std::memcpy(&number, in, sizeof number);
    in += sizeof number;
}

}  // namespace

Failure damaged_index() {
    return fail(ErrorCode::corrupt, "the index of the posts is damaged. Run `familiar doctor`.");
}

// FNV-1a, folded to sixteen bits.
std::uint16_t app_code(std::string_view app) {
    std::uint32_t hash = 2166136261U;
    for (const char c : app) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return static_cast<std::uint16_t>((hash >> 16U) ^ hash);
}

std::string page_of(std::span<const Document> documents) {
    std::string page(documents.size() * k_record_bytes, '\0');
    char* out = page.data();
    for (const Document& document : documents) {
        put(out, document.posted_at);
        put(out, document.post);
        put(out, document.audience);
        put(out, document.kind);
        put(out, document.app);
    }
    return page;
}

Result<Document> DocumentReader::at(std::uint32_t ordinal) {
    const std::uint32_t page = ordinal / k_documents_per_page;
    if (page != loaded_) {
        loaded_ = std::numeric_limits<std::uint32_t>::max();
        page_ = TRY(pages_.read(page));
        loaded_ = page;
    }
    const std::size_t begin = ordinal % k_documents_per_page * k_record_bytes;
    if (ordinal >= count_ || begin + k_record_bytes > page_->size()) return damaged_index();
    const char* in = page_->data() + begin;
    Document document;
    take(in, document.posted_at);
    take(in, document.post);
    take(in, document.audience);
    take(in, document.kind);
    take(in, document.app);
    return document;
}

Result<std::vector<Document>> DocumentReader::all() {
    std::vector<Document> documents;
    documents.reserve(count_);
    for (std::uint32_t ordinal = 0; ordinal < count_; ++ordinal) documents.push_back(TRY(at(ordinal)));
    return documents;
}

Result<std::uint32_t> DocumentReader::place_of(const Document& document) {
    std::uint32_t begin = 0;
    std::uint32_t end = count_;
    while (begin < end) {
        const std::uint32_t middle = begin + (end - begin) / 2;
        if (stands_before(TRY(at(middle)), document))
            begin = middle + 1;
        else
            end = middle;
    }
    return begin;
}

}  // namespace familiar::store::index
