// Which part of a query's weight a set of its terms holds.
#pragma once

#include "retrieve/reading.h"
#include "retrieve/terms.h"

#include <bit>
#include <cstddef>
#include <vector>

namespace familiar::retrieve {

inline bool holds(TermSet set, std::size_t term) { return (set >> term & 1U) != 0; }

// Shares of the demanded weight that sets of terms, or of pairs of them, hold.
class Shares {
public:
    explicit Shares(const std::vector<Term>& terms) : terms_(terms) {
        for (std::size_t t = 0; t < terms.size(); ++t) {
            every_ |= TermSet{1} << t;
            if (!terms[t].is_demanded()) continue;
            all_ |= TermSet{1} << t;
            if (rarest_ == terms.size() || terms[t].idf > terms[rarest_].idf) rarest_ = t;
        }
        pairs_ = every_ & (every_ >> 1U);
    }
    double of_terms(TermSet set) const { return share(set & all_, all_, 0); }
    double of_pairs(TermSet set) const { return share(set & pairs_, pairs_, 1); }
    // By the squares of rarity.
    double of_rare(TermSet set) const {
        double part = 0;
        double whole = 0;
        for (std::size_t t = 0; t < terms_.size(); ++t) {
            const double square = terms_[t].idf * terms_[t].idf * terms_[t].demand;
            whole += square;
            part += holds(set, t) ? square : 0;
        }
        return whole > 0 ? part / whole : 0;
    }
    double rarest(TermSet set) const { return rarest_ < terms_.size() && holds(set, rarest_) ? 1 : 0; }
    // The most that BM25 can give, which saturates at this multiple of a word's rarity.
    double most_lexical(double saturation) const { return weight(every_, 0) * saturation; }

private:
    const std::vector<Term>& terms_;
    std::size_t rarest_ = terms_.size();
    TermSet every_ = 0;
    TermSet all_ = 0;  // of those that are demanded
    TermSet pairs_ = 0;

    // `reach` 1: of each term and its neighbour.
    double weight(TermSet set, std::size_t reach) const {
        double sum = 0;
        for (; set != 0; set &= set - 1) {
            const auto t = static_cast<std::size_t>(std::countr_zero(set));
            for (std::size_t i = t; i <= t + reach; ++i) sum += terms_[i].idf * terms_[i].demand;
        }
        return sum;
    }
    double share(TermSet part, TermSet whole, std::size_t reach) const {
        const double sum = weight(whole, reach);
        return sum > 0 ? weight(part, reach) / sum : 0;
    }
};

}  // namespace familiar::retrieve
