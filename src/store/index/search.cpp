#include "store/index/search.h"

#include <algorithm>
#include <limits>

namespace familiar::store::index {

namespace {

constexpr std::uint32_t k_windows_per_look = 64;  // how often is asked whether the caller still waits

bool is_better(const Hit& a, const Hit& b) {
    if (a.key != b.key) return a.key > b.key;
    if (a.posted_at != b.posted_at) return a.posted_at > b.posted_at;
    return a.post > b.post;
}

constexpr std::uint32_t k_stride = 16;  // sums that are looked at together

// Sums stay below 2^31 (weight_of), so the difference shows in its highest bit whether one is above.
bool any_above(const std::uint32_t* sums, std::uint32_t needed) {
    std::uint32_t differences = 0;
    for (std::uint32_t i = 0; i < k_stride; ++i) differences |= needed - sums[i];
    return (differences >> 31U) != 0;
}

struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

// The ordinals that a time range leaves: documents stand newest first.
Result<Range> range_of(const std::optional<TimeRange>& time, DocumentReader& documents) {
    if (!time) return Range{0, documents.count()};
    // A document at the time itself, in front of all others of that time.
    const auto at = [](Timestamp moment) {
        Document document;
        document.posted_at = moment.time_since_epoch().count() - 1;
        document.post = std::numeric_limits<std::uint32_t>::max();
        return document;
    };
    return Range{TRY(documents.place_of(at(time->end))), TRY(documents.place_of(at(time->begin)))};
}

// The ordinals of named posts, in order.
Result<std::vector<std::uint32_t>> ordinals_of(const std::vector<std::pair<std::int64_t, std::uint32_t>>& posts,
                                               DocumentReader& documents) {
    std::vector<std::uint32_t> ordinals;
    for (const auto& [posted_at, post] : posts) {
        Document wanted;
        wanted.posted_at = posted_at;
        wanted.post = post;
        const std::uint32_t ordinal = TRY(documents.place_of(wanted));
        if (ordinal < documents.count() && TRY(documents.at(ordinal)).post == post) ordinals.push_back(ordinal);
    }
    return ordinals;
}

}  // namespace

Search::Search(const Call& call, const SearchSpec& spec) : call_(call), spec_(spec) {}

Result<std::vector<Search::Cursor>> Search::cursors(const Segment& segment, PageReader& pages) const {
    std::vector<Cursor> cursors;
    WordFinder finder(segment, pages);
    for (const WeightedWord& wanted : spec_.words) {
        const auto entry = TRY(finder.find(wanted.word));
        if (entry) cursors.push_back({TRY(ListReader::open(pages, entry->place)), wanted.weight});
    }
    return cursors;
}

Result<> Search::take(const Segment& segment, PageReader& pages, const std::vector<std::uint32_t>& gone) {
    TRY(call_.check());
    std::vector<Cursor> lists = TRY(cursors(segment, pages));
    if (lists.empty() || spec_.limit == 0) return {};
    gone_ = &gone;
    DocumentReader documents(pages, segment.documents());
    const Range range = TRY(range_of(spec_.narrowing.time, documents));
    std::vector<std::uint32_t> only;
    if (spec_.narrowing.posts) only = TRY(ordinals_of(*spec_.narrowing.posts, documents));
    std::size_t next_only = 0;
    std::uint32_t looked = 0;
    for (std::uint32_t begin = range.begin; begin < range.end;) {
        if (spec_.narrowing.posts) {
            while (next_only < only.size() && only[next_only] < begin) ++next_only;
            if (next_only == only.size()) break;
            begin = std::max(begin, only[next_only]);
        }
        if (++looked % k_windows_per_look == 0) TRY(call_.check());
        const std::uint32_t end = range.end - begin > k_window ? begin + k_window : range.end;
        if (begin < end) TRY(window(lists, begin, end, documents));
        begin = end;
        const bool full = best_.size() >= spec_.limit;
        if (full && spec_.order == QueryOrder::newest && begin < range.end) {
            const Document next = TRY(documents.at(begin));
            if (next.posted_at < best_.front().posted_at) break;
        }
    }
    return {};
}

Result<> Search::window(std::vector<Cursor>& cursors, std::uint32_t begin, std::uint32_t end,
                        DocumentReader& documents) {
    std::uint64_t most = 0;
    by_bound_.clear();
    for (Cursor& cursor : cursors) {
        const auto& lines = cursor.list.lines();
        while (cursor.block < lines.size() && lines[cursor.block].last < begin) {
            ++cursor.block;
            cursor.place = 0;
        }
        std::uint8_t impact = 0;
        for (std::size_t block = cursor.block; block < lines.size() && lines[block].first < end; ++block)
            impact = std::max(impact, lines[block].impact_max);
        cursor.bound = cursor.weight * impact;
        most += cursor.bound;
        if (cursor.bound > 0) by_bound_.push_back(&cursor);
    }
    const bool prunes = spec_.order == QueryOrder::relevance;
    if (most <= threshold_ && (prunes || most == 0)) return {};

    std::ranges::sort(by_bound_, {}, [](const Cursor* cursor) { return cursor->bound; });
    std::size_t first_essential = 0;
    std::uint32_t others = 0;  // what the others can add together
    for (; prunes && first_essential < by_bound_.size(); ++first_essential) {
        const std::uint64_t with = std::uint64_t{others} + by_bound_[first_essential]->bound;
        if (with > threshold_) break;
        others = static_cast<std::uint32_t>(with);
    }
    static_assert(k_window % k_stride == 0, "what is looked at together lies inside");
    std::fill_n(sums_.begin(), (end - begin + k_stride - 1) / k_stride * k_stride, 0U);
    for (std::size_t i = first_essential; i < by_bound_.size(); ++i) TRY(add_all(*by_bound_[i], begin, end));
    candidates_.clear();
    const std::uint32_t needed = prunes && threshold_ > others ? threshold_ - others : 0;
    for (std::uint32_t from = 0; from < end - begin; from += k_stride) {
        if (!any_above(&sums_[from], needed)) continue;
        for (std::uint32_t i = from; i < from + k_stride; ++i) {
            if (sums_[i] > needed) candidates_.push_back({begin + i, sums_[i]});
        }
    }
    for (std::size_t i = first_essential; i-- > 0 && !candidates_.empty();) {
        TRY(add_where_needed(*by_bound_[i], threshold_ > others ? threshold_ - others : 0));
        others -= by_bound_[i]->bound;
    }
    for (const Candidate& candidate : candidates_) TRY(offer(candidate, documents));
    return {};
}

Result<> Search::add_all(Cursor& cursor, std::uint32_t begin, std::uint32_t end) {
    const auto& lines = cursor.list.lines();
    for (std::size_t block = cursor.block; block < lines.size() && lines[block].first < end; ++block) {
        TRY(cursor.list.load(block));
        const auto ordinals = cursor.list.ordinals();
        const auto impacts = cursor.list.impacts();
        for (std::size_t i = 0; i < ordinals.size(); ++i) {
            const std::uint32_t place = ordinals[i] - begin;  // what is before the window becomes large
            if (place < end - begin) sums_[place] += cursor.weight * impacts[i];
        }
    }
    return {};
}

// Adds the word to the candidates that can still be kept with it, and drops the others.
Result<> Search::add_where_needed(Cursor& cursor, std::uint32_t needed) {
    const auto& lines = cursor.list.lines();
    std::size_t kept = 0;
    for (Candidate candidate : candidates_) {
        if (candidate.sum <= needed) continue;
        while (cursor.block < lines.size() && lines[cursor.block].last < candidate.ordinal) {
            ++cursor.block;
            cursor.place = 0;
        }
        if (cursor.block < lines.size() && lines[cursor.block].first <= candidate.ordinal) {
            TRY(cursor.list.load(cursor.block));
            const auto ordinals = cursor.list.ordinals();
            while (cursor.place < ordinals.size() && ordinals[cursor.place] < candidate.ordinal) ++cursor.place;
            if (cursor.place < ordinals.size() && ordinals[cursor.place] == candidate.ordinal)
                candidate.sum += cursor.weight * cursor.list.impacts()[cursor.place];
        }
        candidates_[kept++] = candidate;
    }
    candidates_.resize(kept);
    return {};
}

Result<> Search::offer(const Candidate& candidate, DocumentReader& documents) {
    const bool full = best_.size() >= spec_.limit;
    if (full && spec_.order == QueryOrder::relevance && candidate.sum <= threshold_) return {};
    const Document document = TRY(documents.at(candidate.ordinal));
    const Hit hit = hit_of(document, candidate.sum);
    if (full && !is_better(hit, best_.front())) return {};
    if (!is_wanted(document, candidate.ordinal)) return {};
    if (full) {
        std::ranges::pop_heap(best_, is_better);
        best_.pop_back();
    }
    best_.push_back(hit);
    std::ranges::push_heap(best_, is_better);
    if (best_.size() >= spec_.limit && spec_.order == QueryOrder::relevance) threshold_ = best_.front().sum;
    return {};
}

bool Search::is_wanted(const Document& document, std::uint32_t ordinal) const {
    const Narrowing& narrowing = spec_.narrowing;
    if (narrowing.audiences && !std::ranges::binary_search(*narrowing.audiences, document.audience)) return false;
    if (narrowing.kind && document.kind != *narrowing.kind) return false;
    if (narrowing.app && document.app != *narrowing.app) return false;
    if (std::ranges::binary_search(*gone_, ordinal)) return false;
    if (narrowing.posts) {
        const std::pair<std::int64_t, std::uint32_t> key(document.posted_at, document.post);
        if (!std::ranges::binary_search(*narrowing.posts, key, std::greater<>())) return false;
    }
    return !narrowing.passes || narrowing.passes(document.post);
}

Hit Search::hit_of(const Document& document, std::uint32_t sum) const {
    Hit hit{sum, document.posted_at, document.post, sum};
    if (spec_.order == QueryOrder::newest) hit.key = document.posted_at;
    if (spec_.order == QueryOrder::oldest)  // undated ones last
        hit.key = document.posted_at == k_undated ? k_undated : -document.posted_at;
    return hit;
}

std::vector<Hit> Search::hits() && {
    std::ranges::sort(best_, is_better);
    return std::move(best_);
}

}  // namespace familiar::store::index
