#include "speed/corpus.h"

#include "base/time.h"
#include "platform/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <fmt/format.h>
#include <fstream>
#include <numbers>
#include <set>

namespace familiar::bench {

namespace {

constexpr std::size_t k_vocabulary = 200'000;
constexpr std::size_t k_authors = 5000;
constexpr std::size_t k_topics = 40;  // at any time
constexpr std::size_t k_topic_words = 12;
constexpr std::size_t k_posts_per_topic = 2500;  // after which it gives way to another
constexpr std::int64_t k_three_years = 3LL * 365 * 24 * 3600;
constexpr std::int64_t k_start = 1'672'531'200;

constexpr std::array<const char*, 72> k_function_words = {
    "the",   "and",  "to",    "a",   "of",    "in",   "is",    "it",    "that",  "for",   "on",   "was",
    "with",  "as",   "are",   "be",  "this",  "have", "from",  "or",    "had",   "by",    "not",  "but",
    "what",  "all",  "were",  "we",  "when",  "your", "can",   "said",  "there", "use",   "an",   "each",
    "which", "she",  "do",    "how", "their", "if",   "will",  "up",    "other", "about", "out",  "many",
    "then",  "them", "these", "so",  "some",  "her",  "would", "make",  "like",  "him",   "into", "has",
    "look",  "two",  "more",  "go",  "see",   "no",   "way",   "could", "my",    "than",  "been", "who"};
constexpr std::array<const char*, 40> k_syllables = {
    "ka",  "lo", "mi",  "ra",   "ten", "sul", "par", "vo",  "ne", "dri", "sto", "ba", "quin", "fe",
    "gar", "hu", "ber", "la",   "cor", "pi",  "mon", "ta",  "ru", "gel", "sha", "wi", "nor",  "chi",
    "del", "ox", "va",  "ster", "em",  "lu",  "po",  "kin", "ar", "to",  "bel", "ge"};
constexpr std::array<const char*, 6> k_endings = {"", "", "", "s", "ing", "ed"};

std::string word_of_rank(std::size_t rank) {
    if (rank < k_function_words.size()) return k_function_words[rank];
    std::string word;
    std::size_t n = (rank - k_function_words.size()) / k_endings.size() + k_syllables.size();
    for (; n > 0; n /= k_syllables.size()) word += k_syllables[n % k_syllables.size()];
    return word + k_endings[rank % k_endings.size()];
}

// Draws ranks with a chance proportional to 1 / (rank + 2.7)^1.05 (Mandelbrot 1953).
class Ranks {
public:
    explicit Ranks(std::size_t count) {
        double sum = 0;
        for (std::size_t rank = 0; rank < count; ++rank) {
            sum += std::pow(static_cast<double>(rank) + 2.7, -1.05);
            sums_.push_back(sum);
        }
    }
    std::size_t at(double share) const {
        const auto found = std::ranges::upper_bound(sums_, share * sums_.back());
        return std::min(static_cast<std::size_t>(found - sums_.begin()), sums_.size() - 1);
    }

private:
    std::vector<double> sums_;
};

class Generator {
public:
    explicit Generator(std::size_t posts) : posts_(posts), words_(k_vocabulary), authors_(k_authors) {
        for (auto& topic : topics_) renew(topic);
    }

    // A line of JSONL, and the file it belongs to: 0 the public one, else a circle's number and one.
    std::string line(std::size_t number, std::size_t& file) {
        if (number % (k_posts_per_topic / k_topics) == 0) renew(topics_[pick(k_topics)]);
        const bool article = chance(0.1);
        const Topic* topic = chance(0.6) ? &topics_[pick(k_topics)] : nullptr;
        const double spread = std::exp(std::log(article ? 60.0 : 18.0) + 0.7 * normal());
        const std::string text = sentence(std::clamp<std::size_t>(static_cast<std::size_t>(spread), 2, 600), topic);
        const std::size_t author = authors_.at(share());
        const std::int64_t at = k_start + static_cast<std::int64_t>(static_cast<double>(number) /
                                                                    static_cast<double>(posts_) * k_three_years);
        std::string thread = fmt::format("t-{}", number);
        std::string reply;
        file = chance(0.6) ? 0 : 1 + pick(k_circles);
        std::deque<Earlier>& recent = recent_[file];
        if (!article && !recent.empty() && chance(0.4)) {
            const Earlier& before = recent[pick(recent.size())];
            thread = before.thread;
            reply = fmt::format(R"(,"reply_to":"b-{}")", before.number);
        }
        recent.push_back({number, thread});
        if (recent.size() > 50) recent.pop_front();
        last_ = text;
        return fmt::format(
            R"({{"kind":"{}","id":"b-{}","app":"{}","author":{{"name":"{} {}","handle":"@{}{}"}},"title":{},)"
            R"("text":"{}","posted_at":"{}","thread":"{}"{},"likes":{}}})"
            "\n",
            article ? "article" : "post", number, article ? "news" : "mastodon", word_of_rank(1000 + author * 7),
            word_of_rank(900 + author * 3), word_of_rank(1000 + author * 7), author,
            article ? "\"" + sentence(6, topic) + "\"" : "null", text,
            time::rfc3339(Timestamp(std::chrono::seconds(at))), thread, reply, pick(40));
    }

    // Of the words of the post that was made last when `natural`, else of any.
    std::string question(bool natural) {
        const std::size_t count = 1 + pick(12);
        std::vector<std::string> from;
        std::string word;
        for (const char c : last_ + " ") {
            if (c != ' ' && c != '.') {
                word += c;
            } else if (!word.empty()) {
                from.push_back(std::exchange(word, {}));
            }
        }
        std::string question;
        for (std::size_t i = 0; i < count; ++i) {
            const bool common = pick(3) != 0;
            const std::string drawn = natural  ? from[pick(from.size())]
                                      : common ? word_of_rank(words_.at(share()))
                                               : word_of_rank(pick(k_vocabulary));
            question += (i == 0 ? "" : " ") + drawn;
        }
        return question;
    }

private:
    using Topic = std::array<std::size_t, k_topic_words>;
    struct Earlier {
        std::size_t number = 0;
        std::string thread;
    };

    double share() { return static_cast<double>(random_.number() >> 11U) / static_cast<double>(1ULL << 53U); }
    bool chance(double of) { return share() < of; }
    std::size_t pick(std::size_t of) { return random_.number() % of; }
    double normal() {  // Box and Muller 1958
        return std::sqrt(-2 * std::log(share() + 1e-12)) * std::cos(2 * std::numbers::pi * share());
    }
    void renew(Topic& topic) {
        for (std::size_t& rank : topic) rank = 300 + pick(30'000);
    }
    std::string sentence(std::size_t words, const Topic* topic) {
        std::string text;
        for (std::size_t i = 0; i < words; ++i) {
            const std::size_t rank =
                topic != nullptr && chance(0.15) ? (*topic)[pick(k_topic_words)] : words_.at(share());
            text += (i == 0 ? "" : i % 13 == 0 ? ". " : " ") + word_of_rank(rank);
        }
        return text;
    }

    const std::size_t posts_;
    platform::SeededRandom random_{20260301};
    Ranks words_;
    Ranks authors_;
    std::array<Topic, k_topics> topics_{};
    std::array<std::deque<Earlier>, k_circles + 1> recent_;
    std::string last_;
};

}  // namespace

std::string circle_name(std::size_t circle) { return fmt::format("circle-{:02}", circle); }

std::vector<std::filesystem::path> post_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files = {folder / "public.jsonl"};
    for (std::size_t circle = 0; circle < k_circles; ++circle)
        files.push_back(folder / (circle_name(circle) + ".jsonl"));
    return files;
}

Result<> make_corpus(const std::filesystem::path& folder, std::size_t posts) {
    std::error_code error;
    if (std::filesystem::exists(folder / "questions.txt", error)) return {};
    std::filesystem::create_directories(folder, error);
    std::vector<std::ofstream> files;
    for (const auto& path : post_files(folder)) files.emplace_back(path, std::ios::binary);
    Generator generator(posts);
    std::vector<std::string> questions;
    const std::size_t every = std::max<std::size_t>(1, posts / k_questions);
    for (std::size_t number = 0; number < posts; ++number) {
        std::size_t file = 0;
        const std::string line = generator.line(number, file);
        files[file] << line;
        if (number % every == 0 && questions.size() < k_questions)
            questions.push_back(generator.question(questions.size() % 2 == 0));
    }
    for (std::ofstream& file : files) {
        file.close();
        if (!file) return fail(ErrorCode::unavailable, fmt::format("cannot write into {}", folder.string()));
    }
    std::ofstream out(folder / "questions.txt");
    for (const std::string& question : questions) out << question << '\n';
    out.close();
    if (!out) return fail(ErrorCode::unavailable, fmt::format("cannot write into {}", folder.string()));
    return {};
}

Result<std::vector<std::string>> questions_of(const std::filesystem::path& folder) {
    std::ifstream in(folder / "questions.txt");
    std::vector<std::string> questions;
    for (std::string line; std::getline(in, line);) questions.push_back(line);
    if (questions.empty()) return fail(ErrorCode::not_found, fmt::format("no questions in {}", folder.string()));
    return questions;
}

}  // namespace familiar::bench
