#include "answer/thinking/trail.h"

#include "answer/thinking/lexicon.h"
#include "answer/thinking/limits.h"
#include "answer/thinking/phrase.h"
#include "base/words.h"

#include <algorithm>

namespace familiar::answer::thinking {

namespace {

enum class Asks { something, what_was_found, nothing };

bool is_one_of_identity(std::string_view word) {
    return word.starts_with("who") || word.starts_with("what") || word == "which";
}

// "Who is _?" asks for what the step before found; "Where did _?" is no question: it was cut at the wrong place.
Asks asks_beside_gap(const std::string& question) {
    const Phrase text(question);
    if (!text.holds_gap()) return Asks::something;
    const bool of_identity = is_one_of_identity(text.word(0));
    bool is = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view word = text.word(i);
        is = is || is_be(word);
        const bool plain = text.is_gap(i) || is_question_word(word) || is_function_word(word, "en");
        if (!plain) return Asks::something;
    }
    if (!is) return Asks::nothing;
    return of_identity ? Asks::what_was_found : Asks::something;  // "Where is _?"
}

}  // namespace

double Concluded::sure() const {
    double sure = conclusion.sure;
    for (const Hit& hit : trail) sure *= hit.sure;
    return sure;
}

void Follower::breaks_at(const Step& step, const Value* carried, bool at_question) {
    const bool farther = !broken_ || trail_.size() > broken_->trail.size();
    if (!farther) return;
    broken_ = Break{trail_, filled(step.said, carried == nullptr ? std::string() : carried->text), at_question};
}

Result<bool> Follower::end(const Step& step, const Value* carried) {
    if (wanted_ == End::answer) {
        const Asks asks = asks_beside_gap(step.question);
        if (asks == Asks::nothing) return false;
        conclusion_ = asks == Asks::what_was_found && !trail_.empty() ? finder_.concluded_by(trail_.back())
                                                                      : TRY(finder_.conclude(step, carried));
        if (!conclusion_) breaks_at(step, carried, true);
        return conclusion_.has_value();
    }
    Step typed = step;
    typed.sort = last_.sort;
    typed.said = last_.said;
    if (wanted_ == End::people) {
        people_ = TRY(finder_.people(typed, carried));
        return !people_.empty();
    }
    const std::vector<Hit> hits = TRY(finder_.values(typed, carried));
    if (hits.empty()) {
        breaks_at(typed, carried, true);
        return false;
    }
    trail_.push_back(hits.front());
    return true;
}

Result<bool> Follower::follow(const Chain& chain, std::size_t at, const Value* carried) {
    if (at + 1 == chain.size()) return TRY(end(chain[at], carried));
    const std::vector<Hit> hits = TRY(finder_.values(chain[at], carried));
    if (hits.empty()) breaks_at(chain[at], carried, false);
    for (const Hit& hit : hits) {
        if (finder_.exhausted()) return false;
        trail_.push_back(hit);
        if (TRY(follow(chain, at + 1, &hit.value))) return true;
        trail_.pop_back();
    }
    return false;
}

Result<std::optional<Concluded>> Follower::conclude(const std::vector<Chain>& chains, const Value* carried) {
    wanted_ = End::answer;
    for (const Chain& chain : chains) {
        trail_.clear();
        if (TRY(follow(chain, 0, carried))) return std::optional(Concluded{trail_, *conclusion_});
    }
    return std::optional<Concluded>();
}

Result<std::optional<Trail>> Follower::value(const Side& side, Sort sort) {
    wanted_ = End::value;
    last_.sort = sort;
    last_.said = side.said;
    for (const Chain& chain : side.chains) {
        trail_.clear();
        if (TRY(follow(chain, 0, nullptr))) return std::optional(trail_);
    }
    return std::optional<Trail>();
}

Result<std::vector<Hit>> Follower::people(const Side& side) {
    wanted_ = End::people;
    last_.said = side.said;
    for (const Chain& chain : side.chains) {
        trail_.clear();
        if (TRY(follow(chain, 0, nullptr))) return people_;
    }
    return std::vector<Hit>();
}

}  // namespace familiar::answer::thinking
