// The index by itself: lists, segments, merging, and searching compared with adding up everything.
#include "platform/clock.h"
#include "store/index/batch.h"
#include "store/index/bytes.h"
#include "store/index/impact.h"
#include "store/index/merge.h"
#include "store/index/search.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <random>

namespace familiar::store::index {
namespace {

// The same numbers on every machine.
class Numbers {
public:
    explicit Numbers(std::uint32_t seed) : engine_(seed) {}
    std::uint32_t operator()() { return static_cast<std::uint32_t>(engine_()); }

private:
    std::mt19937 engine_;
};

// Pages in memory.
class Pages final : public PageReader, public PageWriter {
public:
    Result<Page> read(std::uint32_t page) override {
        if (page >= pages.size()) return damaged_index();
        return std::make_shared<const std::string>(pages[page]);
    }
    void write(std::uint32_t page, std::string_view bytes) override {
        EXPECT_EQ(page, pages.size());
        EXPECT_LE(bytes.size(), k_page_bytes);
        pages.emplace_back(bytes);
    }
    std::vector<std::string> pages;
};

using Lists = std::map<std::string, std::vector<Posting>>;

// A segment with what went into it.
struct Made {
    Pages pages;
    std::string directory;
    std::vector<Document> documents;
    Lists lists;

    Segment segment() const {
        return Segment::parse(static_cast<std::uint32_t>(documents.size()), directory).release();
    }
};

void write(Made& made) {
    SegmentWriter writer(made.pages);
    writer.add_documents(made.documents);
    for (const auto& [word, postings] : made.lists) writer.add_list(word, postings);
    made.directory = writer.finish();
}

// Words w0, w1, … of which each is rarer than the one before.
Made random_segment(Numbers& random, std::uint32_t documents, int words, std::uint32_t first_post) {
    Made made;
    for (std::uint32_t i = 0; i < documents; ++i) {
        Document document;
        document.posted_at = 1'000'000 - static_cast<std::int64_t>(i / 3);
        document.post = first_post + documents - i;
        document.audience = static_cast<std::int32_t>(random() % 4) - 1;
        document.kind = static_cast<std::uint16_t>(random() % 3);
        made.documents.push_back(document);
    }
    std::ranges::sort(made.documents, stands_before);
    for (int w = 0; w < words; ++w) {
        std::vector<Posting> postings;
        const std::uint32_t every = 1U + static_cast<std::uint32_t>(w * w);
        for (std::uint32_t i = random() % every; i < documents; i += 1 + random() % (2 * every))
            postings.push_back({i, static_cast<std::uint8_t>(1 + random() % 255)});
        if (!postings.empty()) made.lists["w" + std::to_string(w)] = postings;
    }
    write(made);
    return made;
}

std::vector<Posting> all_of(ListReader& list) {
    std::vector<Posting> postings;
    for (std::size_t block = 0; block < list.lines().size(); ++block) {
        EXPECT_TRUE(list.load(block));
        for (std::size_t i = 0; i < list.ordinals().size(); ++i)
            postings.push_back({list.ordinals()[i], list.impacts()[i]});
    }
    return postings;
}

TEST(Segment, gives_back_what_went_into_it) {
    Numbers random(1);
    Made made = random_segment(random, 20'000, 60, 0);
    const Segment segment = made.segment();
    WordFinder finder(segment, made.pages);
    for (const auto& [word, postings] : made.lists) {
        const auto entry = *finder.find(word);
        ASSERT_TRUE(entry) << word;
        auto list = *ListReader::open(made.pages, entry->place);
        EXPECT_EQ(list.documents(), postings.size());
        EXPECT_EQ(all_of(list), postings) << word;
    }
    for (const char* word : {"", "a", "w", "w1x", "w99", "zebra"}) EXPECT_FALSE(*finder.find(word)) << word;
    DocumentReader documents(made.pages, segment.documents());
    for (const std::uint32_t ordinal : {0U, 199U, 200U, 19'999U}) {
        EXPECT_EQ(documents.at(ordinal)->post, made.documents[ordinal].post);
        EXPECT_EQ(*documents.place_of(made.documents[ordinal]), ordinal);
    }
    EXPECT_FALSE(documents.at(20'000));
    EXPECT_TRUE(verify(segment, made.pages));
}

TEST(Segment, says_that_damaged_pages_are_damaged) {
    Numbers random(2);
    const Made sound = random_segment(random, 3000, 30, 0);
    const platform::SystemClock clock;
    int noticed = 0;
    for (int round = 0; round < 300; ++round) {
        Made made = sound;
        std::string& page = made.pages.pages[random() % made.pages.pages.size()];
        if (round % 3 == 0)
            page.resize(random() % page.size());
        else
            for (int i = 0; i < 4; ++i) page[random() % page.size()] = static_cast<char>(random());
        const Segment segment = made.segment();
        noticed += verify(segment, made.pages) ? 0 : 1;
        SearchSpec spec;
        for (int w = 0; w < 30; ++w) spec.words.push_back({"w" + std::to_string(w), 100});
        const Call call(clock);
        Search search(call, spec);
        (void)search.take(segment, made.pages, {}).has_value();  // an error or an answer, but no crash
    }
    EXPECT_GT(noticed, 150);
}

TEST(Segment, merging_is_as_if_all_had_come_at_once) {
    Numbers random(3);
    std::vector<Made> parts;
    for (std::uint32_t i = 0; i < 5; ++i) parts.push_back(random_segment(random, 700 + 100 * i, 25, i * 500));
    std::vector<MergeInput> inputs;
    std::map<std::pair<std::uint32_t, std::string>, int> wanted;  // post and word, how often
    for (Made& part : parts) {
        MergeInput input{std::make_shared<const Segment>(part.segment()), &part.pages, {0, 7, 123}};
        inputs.push_back(input);
        for (const auto& [word, postings] : part.lists) {
            for (const Posting& posting : postings) {
                const std::uint32_t post = part.documents[posting.ordinal].post;
                if (!std::ranges::binary_search(input.gone, posting.ordinal) && post % 10 != 0) ++wanted[{post, word}];
            }
        }
    }
    Made merged;
    SegmentWriter writer(merged.pages);
    merged.documents = *merge(inputs, [](std::uint32_t post) { return post % 10 == 0; }, writer);
    merged.directory = writer.finish();
    const Segment segment = merged.segment();
    EXPECT_TRUE(verify(segment, merged.pages));
    EXPECT_TRUE(std::ranges::none_of(merged.documents, [](const Document& one) { return one.post % 10 == 0; }));
    std::map<std::pair<std::uint32_t, std::string>, int> have;
    WordFinder finder(segment, merged.pages);
    for (int w = 0; w < 25; ++w) {
        const std::string word = "w" + std::to_string(w);
        const auto entry = *finder.find(word);
        if (!entry) continue;
        auto list = *ListReader::open(merged.pages, entry->place);
        for (const Posting& posting : all_of(list)) ++have[{merged.documents[posting.ordinal].post, word}];
    }
    EXPECT_EQ(have, wanted);
}

// What a search should find: all sums, best first.
std::vector<std::uint32_t> exhaustive(const std::vector<Made>& segments, const SearchSpec& spec) {
    std::vector<std::uint32_t> sums;
    for (const Made& made : segments) {
        std::vector<std::uint32_t> sum(made.documents.size());
        for (const WeightedWord& word : spec.words) {
            const auto list = made.lists.find(word.word);
            if (list == made.lists.end()) continue;
            for (const Posting& posting : list->second) sum[posting.ordinal] += posting.impact * word.weight;
        }
        for (std::size_t i = 0; i < sum.size(); ++i) {
            const Document& document = made.documents[i];
            if (sum[i] == 0) continue;
            if (spec.narrowing.audiences && !std::ranges::binary_search(*spec.narrowing.audiences, document.audience))
                continue;
            if (spec.narrowing.kind && document.kind != *spec.narrowing.kind) continue;
            if (spec.narrowing.time &&
                !spec.narrowing.time->contains(Timestamp(std::chrono::seconds(document.posted_at))))
                continue;
            sums.push_back(sum[i]);
        }
    }
    std::ranges::sort(sums, std::greater<>());
    if (sums.size() > spec.limit) sums.resize(spec.limit);
    return sums;
}

TEST(Search, finds_what_adding_up_everything_finds) {
    Numbers random(4);
    std::vector<Made> segments;
    for (std::uint32_t i = 0; i < 3; ++i) segments.push_back(random_segment(random, 9000 * (i + 1), 40, i * 100'000));
    const platform::SystemClock clock;
    for (int round = 0; round < 150; ++round) {
        SearchSpec spec;
        const int words = 1 + static_cast<int>(random() % 12);
        for (int w = 0; w < words; ++w)
            spec.words.push_back({"w" + std::to_string(random() % 45), 1 + static_cast<std::uint32_t>(random() % 900)});
        spec.limit = 1 + random() % 120;
        if (round % 2 == 0) spec.narrowing.audiences = {{-1, 2}};
        if (round % 5 == 0) spec.narrowing.kind = 1;
        if (round % 7 == 0) {
            const Timestamp begin{std::chrono::seconds(1'000'000 - 2000)};
            spec.narrowing.time = TimeRange{begin, begin + std::chrono::seconds(random() % 1500)};
        }
        const Call call(clock);
        Search search(call, spec);
        for (Made& made : segments) ASSERT_TRUE(search.take(made.segment(), made.pages, {}));
        std::vector<std::uint32_t> found;
        for (const Hit& hit : std::move(search).hits()) found.push_back(hit.sum);
        EXPECT_EQ(found, exhaustive(segments, spec)) << "round " << round;
    }
}

TEST(Impact, grows_with_frequency_and_shrinks_with_length) {
    const auto impact = [](std::uint32_t text, std::size_t words) {
        return impact_of({0, text, 0}, PostKind::post, words);
    };
    EXPECT_GT(impact(2, 30), impact(1, 30));
    EXPECT_GT(impact(1, 10), impact(1, 100));
    EXPECT_GT(impact_of({1, 0, 0}, PostKind::post, 30), impact(1, 30));
    EXPECT_EQ(impact_of({1'000'000, 0, 0}, PostKind::post, 1), 255);
    EXPECT_EQ(impact(1, 1'000'000'000), 1);
    EXPECT_NEAR(score_of(weight_of(2.0) * 255), 2 * 2.2, 0.01);
}

TEST(Bytes, read_back_and_end) {
    std::string bytes;
    for (const std::uint64_t number : {0ULL, 127ULL, 128ULL, 4294967295ULL}) put_number(bytes, number);
    put_bytes(bytes, "word");
    ByteReader reader(bytes);
    for (const std::uint32_t number : {0U, 127U, 128U, 4294967295U}) EXPECT_EQ(reader.number(), number);
    EXPECT_EQ(reader.counted_bytes(), "word");
    EXPECT_TRUE(reader.at_end());
    EXPECT_FALSE(reader.number());
    EXPECT_FALSE(ByteReader("\xFF\xFF\xFF\xFF\xFF\xFF").number());
    EXPECT_FALSE(ByteReader("\x05"
                            "abc")
                     .counted_bytes());
}

}  // namespace
}  // namespace familiar::store::index
