#include "speed/exhaustive.h"

#include "base/json.h"
#include "base/words.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>

namespace familiar::bench {

namespace {

struct Counts {
    double title = 0;
    double text = 0;
    double author = 0;
};

// As src/store/index/impact.cpp documents it.
double score(const Counts& counts, const std::string& kind, std::size_t words) {
    const double usual = kind == "article" ? 120 : kind == "message" ? 12 : kind == "product" ? 60 : 30;
    const double norm = 0.25 + 0.75 * static_cast<double>(words) / usual;
    const double frequency = 2.5 * counts.title + counts.text / norm + counts.author;
    return frequency * 2.2 / (1.2 + frequency);
}

}  // namespace

double idf_of(std::int64_t posts, std::int64_t with_word) {
    const auto all = static_cast<double>(posts);
    const auto with = static_cast<double>(with_word);
    return std::log(1 + (all - with + 0.5) / (with + 0.5));
}

Result<Exhaustive> Exhaustive::read(const std::vector<std::filesystem::path>& files,
                                    const std::vector<store::MatchQuery>& queries) {
    std::unordered_map<std::string, std::vector<std::pair<std::size_t, double>>> wanted;  // question and idf
    for (std::size_t q = 0; q < queries.size(); ++q) {
        for (std::size_t t = 0; t < queries[q].terms.size(); ++t)
            wanted[queries[q].terms[t].forms.front()].emplace_back(q, queries[q].idf[t]);
    }
    Exhaustive exhaustive;
    exhaustive.scores_.resize(queries.size());
    for (const auto& file : files) {
        std::ifstream in(file);
        for (std::string line; std::getline(in, line);) {
            const Json post = TRY(parse_json(line));
            std::unordered_map<std::string, Counts> counts;
            const auto count = [&](const std::string& text, double Counts::* field) {
                const std::vector<Word> words = words_of(text);
                const std::string language = language_of(text, words);
                for (const Word& word : words) {
                    const std::string form = stem_of(word.folded, language);
                    if (wanted.contains(form)) counts[form].*field += 1;
                }
                return words.size();
            };
            const std::size_t words = count(text_at(post, "text"), &Counts::text);
            count(text_at(post, "title"), &Counts::title);
            count(text_at(member(post, "author"), "name"), &Counts::author);
            for (const auto& [form, occurrences] : counts) {
                const double value = score(occurrences, text_at(post, "kind"), words);
                for (const auto& [query, idf] : wanted[form])
                    exhaustive.scores_[query][text_at(post, "id")] += idf * value;
            }
        }
    }
    return exhaustive;
}

std::optional<double> Exhaustive::recall(std::size_t query, const std::vector<std::string>& found,
                                         std::size_t k) const {
    static constexpr double k_as_good = 0.99;
    const auto& scores = scores_[query];
    if (scores.empty()) return std::nullopt;
    std::vector<double> best;
    best.reserve(scores.size());
    for (const auto& [id, value] : scores) best.push_back(value);
    const std::size_t count = std::min(k, best.size());
    std::ranges::nth_element(best, best.begin() + static_cast<std::ptrdiff_t>(count - 1), std::greater<>());
    const double last = best[count - 1];
    const auto right = std::ranges::count_if(found, [&](const std::string& id) {
        const auto one = scores.find(id);
        return one != scores.end() && one->second >= last * k_as_good;
    });
    return static_cast<double>(std::min<std::size_t>(static_cast<std::size_t>(right), count)) /
           static_cast<double>(count);
}

}  // namespace familiar::bench
