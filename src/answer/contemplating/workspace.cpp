#include "answer/contemplating/workspace.h"

#include "answer/contemplating/limits.h"
#include "answer/instant/named.h"
#include "base/words.h"

#include <algorithm>
#include <cmath>

namespace familiar::answer::contemplating {

namespace {

bool earlier(const Statement& a, const Statement& b) {
    const auto& left = a.evidence->post.posted_at;
    const auto& right = b.evidence->post.posted_at;
    return left != right ? left < right : place_of(a) < place_of(b);
}

// Of two that say the same, the one that is more about the subject, then the one that was first.
bool better(const Statement& a, const Statement& b) {
    return a.relevance != b.relevance ? a.relevance > b.relevance : earlier(a, b);
}

// Two short sentences ("I'm in") are alike without saying the same of anything.
bool says_the_same(const Statement& a, const Statement& b) {
    static constexpr std::size_t k_words_needed = 5;
    if (std::min(a.read->words, b.read->words) < k_words_needed) return false;
    return a.evidence->post.id != b.evidence->post.id && same_words(*a.read, *b.read);
}

bool holds_name(std::string_view whole, std::string_view part) {
    const std::vector<Word> words = words_of(whole);
    return std::ranges::all_of(words_of(part), [&](const Word& word) {
        return std::ranges::find(words, word.folded, &Word::folded) != words.end();
    });
}

}  // namespace

void Workspace::add(const std::vector<Reply>& replies) {
    for (const Reply& reply : replies) {
        for (const auto& evidence : reply.evidence) {
            if (known_posts_.insert(evidence->post.id).second) evidence_.push_back(evidence);
        }
        for (const Statement& statement : reply.statements) {
            const auto [known, is_new] = brought_.try_emplace(place_of(statement), statement);
            if (!is_new && known->second.relevance < statement.relevance) known->second = statement;
        }
    }
}

void Workspace::distil() {
    statements_.clear();
    for (const auto& [place, statement] : brought_) statements_.push_back(statement);
    std::ranges::stable_sort(statements_, better);
    if (statements_.size() > k_statements_max) statements_.resize(k_statements_max);
    leave_out_strangers();
    merge_echoes();
    weigh();
    std::ranges::stable_sort(statements_, earlier);
}

void Workspace::leave_out_strangers() {
    static constexpr double k_surely = 0.75;  // about the subject
    static constexpr double k_likely = 0.6;
    static constexpr std::size_t k_sure_needed = 8;
    static constexpr std::ptrdiff_t k_shared_needed = 2;
    static constexpr std::ptrdiff_t k_asked_needed = 2;
    const auto is_sure = [&](const Statement& statement) {
        return statement.relevance >= k_surely || is_in_place(*statement.evidence, subject_);
    };
    std::set<Concept> sure;
    std::size_t count = 0;
    for (const Statement& statement : statements_) {
        if (!is_sure(statement)) continue;
        sure.insert(statement.read->concepts.begin(), statement.read->concepts.end());
        ++count;
    }
    std::erase_if(sure, goes_with_any_value);
    if (count < k_sure_needed) {
        std::erase_if(statements_, [](const Statement& statement) { return statement.relevance < k_relevance_alone; });
        return;
    }
    std::set<Concept> asked;
    for (const std::string& stem : subject_.stems) asked.insert(concept_of(Concept::Kind::word, stem));
    std::map<PostId, std::set<Concept>> posts;
    for (const Statement& statement : statements_)
        posts[statement.evidence->post.id].insert(statement.read->concepts.begin(), statement.read->concepts.end());
    std::erase_if(statements_, [&](const Statement& statement) {
        const std::set<Concept>& held = posts[statement.evidence->post.id];
        const auto of_question = std::ranges::count_if(held, [&](const Concept& one) { return asked.contains(one); });
        const auto shared =
            std::ranges::count_if(held, [&](const Concept& one) { return !asked.contains(one) && sure.contains(one); });
        if (is_sure(statement) || statement.relevance >= k_likely) return false;
        return of_question < k_asked_needed && shared < k_shared_needed;
    });
}

void Workspace::merge_echoes() {
    echoes_.clear();
    std::vector<Statement> kept;
    for (Statement& statement : statements_) {
        const auto same =
            std::ranges::find_if(kept, [&](const Statement& one) { return says_the_same(one, statement); });
        if (same == kept.end())
            kept.push_back(std::move(statement));
        else
            echoes_[place_of(*same)].push_back(std::move(statement));
    }
    statements_ = std::move(kept);
}

void Workspace::weigh() {
    std::map<Concept, std::map<PostId, double>> posts;
    for (const Statement& statement : statements_) {
        for (const Concept& one : statement.read->concepts) {
            double& known = posts[one][statement.evidence->post.id];
            known = std::max(known, statement.relevance);
        }
    }
    mentions_.clear();
    for (const auto& [one, by_post] : posts) {
        double sum = 0;
        for (const auto& [post, relevance] : by_post) sum += relevance;
        mentions_[one] = sum;
    }
    shared_most_ = 0;
    for (const Statement& statement : statements_) {
        double shared = 0;
        for (const Concept& one : statement.read->concepts) shared += std::log2(1 + mentions_[one]);
        shared_most_ = std::max(shared_most_, shared / std::sqrt(static_cast<double>(statement.read->words) + 4));
    }
}

double Workspace::centrality_of(const Statement& statement) const {
    double shared = 0;
    for (const Concept& one : statement.read->concepts) {
        const auto known = mentions_.find(one);
        if (known != mentions_.end()) shared += std::log2(1 + known->second);
    }
    const double share = shared / std::sqrt(static_cast<double>(statement.read->words) + 4);
    return shared_most_ > 0 ? std::min(1.0, share / shared_most_) : 0;
}

double Workspace::weight_of(const Concept& one) const {
    const auto known = mentions_.find(one);
    const double common = std::log2(1 + (known == mentions_.end() ? 0 : known->second));
    switch (one.kind) {
        case Concept::Kind::word: return 0.35 * common;
        case Concept::Kind::name: return 0.6 + 0.3 * common;
        case Concept::Kind::number: return 1.0 + 0.3 * common;
        case Concept::Kind::amount: return 2.2 + 0.4 * common;
        case Concept::Kind::date: return 1.6 + 0.5 * common;
        case Concept::Kind::clock: return 1.2 + 0.4 * common;
    }
    return 0;
}

std::vector<const Statement*> Workspace::echoes_of(const Statement& statement) const {
    std::vector<const Statement*> echoes;
    const auto known = echoes_.find(place_of(statement));
    if (known == echoes_.end()) return echoes;
    for (const Statement& one : known->second) echoes.push_back(&one);
    return echoes;
}

// Names in what is about the subject, which nobody there is called and the question does not hold.
std::vector<Gap> Workspace::unheard() const {
    static constexpr double k_mentions_needed = 1.2;
    std::map<std::string, std::pair<double, std::string>> named;  // folded → how often, as written
    std::set<std::string> heard;
    for (const Statement& statement : statements_) {
        heard.insert(statement.evidence->post.author.name);
        for (const std::string& name : instant::names_in(statement.text(), {})) {
            if (statement.text().starts_with(name)) continue;  // any sentence begins upper-case
            auto& [times, written] = named[folded(name)];
            times += statement.relevance;
            written = name;
        }
    }
    std::vector<std::pair<double, Gap>> gaps;
    for (const auto& [key, entry] : named) {
        const auto& [times, written] = entry;
        const bool asked = holds_name(subject_.words, written) || holds_name(written, subject_.words);
        const bool spoke = std::ranges::any_of(
            heard, [&](const std::string& name) { return holds_name(name, written) || holds_name(written, name); });
        if (!asked && !spoke && times >= k_mentions_needed) gaps.push_back({times, {Gap::Kind::name, written}});
    }
    std::ranges::stable_sort(gaps, std::greater<>(), [](const auto& gap) { return gap.first; });
    std::vector<Gap> best;
    for (auto& [times, gap] : gaps) best.push_back(std::move(gap));
    return best;
}

std::vector<Gap> Workspace::gaps() const {
    bool time = false;
    bool amount = false;
    bool place = false;
    for (const Statement& statement : statements_) {
        time = time || (statement.read->cues.time && !statement.read->asks);
        amount = amount || (statement.read->cues.amount && !statement.read->asks);
        place = place || (statement.read->cues.place && !statement.read->asks);
    }
    std::vector<Gap> gaps;
    const bool of_person = subject_.shape == Shape::person;
    if (!time) gaps.push_back({Gap::Kind::time, "date"});
    if (!amount && !of_person) gaps.push_back({Gap::Kind::amount, "price or figure"});
    if (!place && !of_person) gaps.push_back({Gap::Kind::place, "place"});
    for (Gap& gap : unheard()) {
        if (gaps.size() < k_gaps_max) gaps.push_back(std::move(gap));
    }
    return gaps;
}

}  // namespace familiar::answer::contemplating
