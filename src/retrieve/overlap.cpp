#include "retrieve/overlap.h"

#include <algorithm>
#include <bit>

namespace familiar::retrieve {

double purity_of(const Reading& title) {
    double words = 0;
    double asked = 0;
    for (std::size_t i = 0; i < title.words.size(); ++i) {
        const bool term = title.terms[i] != k_no_term;
        if (!term && is_function_word(title.words[i].folded, "en")) continue;
        ++words;
        asked += term ? 1 : 0;
    }
    return words > 0 ? asked / words : 0;
}

std::size_t common_in_order(const std::vector<std::string>& asked, const std::vector<Word>& words) {
    std::vector<std::size_t> row(words.size() + 1, 0);
    for (const std::string& word : asked) {
        std::size_t diagonal = 0;
        for (std::size_t j = 0; j < words.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = word == words[j].folded ? diagonal + 1 : std::max(above, row[j]);
            diagonal = above;
        }
    }
    return row.back();
}

double wording(const Reading& title, const Reading& text, const std::vector<std::string>& asked) {
    if (asked.size() < 2) return 0;
    std::size_t met = 0;
    for (std::size_t i = 0; i + 1 < asked.size(); ++i) {
        const auto stands_in = [&](const std::vector<Word>& words) {
            for (std::size_t w = 0; w + 1 < words.size(); ++w) {
                if (words[w].folded == asked[i] && words[w + 1].folded == asked[i + 1]) return true;
            }
            return false;
        };
        met += stands_in(title.words) || stands_in(text.words) ? 1 : 0;
    }
    return static_cast<double>(met) / static_cast<double>(asked.size() - 1);
}

double window_of(const Reading& text) {
    const auto wanted = static_cast<std::size_t>(std::popcount(text.whole));
    if (wanted < 2) return 0;
    std::vector<int> inside(text.counts.size(), 0);
    std::size_t distinct = 0;
    std::size_t begin = 0;
    std::size_t shortest = text.words.size();
    for (std::size_t end = 0; end < text.words.size(); ++end) {
        const int entered = text.terms[end];
        if (entered == k_no_term) continue;
        if (inside[static_cast<std::size_t>(entered)]++ == 0) ++distinct;
        for (; distinct == wanted; ++begin) {
            const int left = text.terms[begin];
            if (left == k_no_term) continue;
            shortest = std::min(shortest, end - begin + 1);
            if (--inside[static_cast<std::size_t>(left)] == 0) --distinct;
        }
    }
    return static_cast<double>(wanted) / static_cast<double>(std::max(shortest, wanted));
}

}  // namespace familiar::retrieve
