#include "retrieve/retriever.h"

#include "base/utf8.h"
#include "base/words.h"
#include "retrieve/candidate.h"
#include "retrieve/limits.h"
#include "retrieve/second_look.h"
#include "retrieve/terms.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <unordered_map>

namespace familiar::retrieve {

namespace {

using store::PostStore;

constexpr std::chrono::hours k_same_talk{36};   // in a chat, from a question to its answer
constexpr std::size_t k_messages_to_thank = 2;  // between an answer and thanks for it

// One search over the files that a viewer may read.
class Search {
public:
    Search(const Call& call, const Viewer& viewer, const Query& query, std::vector<std::shared_ptr<PostStore>> stores)
        : call_(call),
          viewer_(viewer),
          query_(query),
          stores_(std::move(stores)),
          terms_(terms_of(query)),
          matcher_(terms_) {
        for (std::size_t t = 0; t < terms_.size(); ++t) {
            for (const std::string_view kin : talk_kin(stem_of(terms_[t].word, "en")))
                kin_[std::string(kin)] |= TermSet{1} << t;
        }
    }

    Result<std::vector<Judgement>> run(bool examined) {
        TRY(read_source_titles());
        TRY(match());
        if (!terms_.empty()) TRY(add_context());
        return rank(examined);
    }

private:
    Result<> read_source_titles() {
        for (const auto& store : stores_) {
            for (const Source& source : TRY(store->sources(viewer_)))
                titles_[source.id] = {source.title, matcher_.in(source.title)};
        }
        return {};
    }

    Result<> match() {
        Collection collection;
        for (const auto& store : stores_) collection.add(TRY(store->statistics(viewer_, match_terms(terms_))));
        weigh(terms_, collection);

        words_average_ = collection.words_average();

        store::MatchQuery match = matching(query_.filter);
        match.order = query_.order;
        match.limit = terms_.empty() ? query_.limit : k_candidates_per_store;
        for (const auto& store : stores_) {
            const std::vector<store::Match> found = TRY(store->match(call_, viewer_, match));
            const std::size_t first = terms_.empty() ? found.size() : std::min(k_talk_per_store, found.size());
            TRY(add_matches(*store, std::span(found).first(first)));
            if (first < found.size() && std::ranges::any_of(candidates_, is_reference, &Candidate::post))
                TRY(add_matches(*store, std::span(found).subspan(first)));
        }
        std::ranges::stable_sort(candidates_, std::greater<>(), &Candidate::matched);
        return {};
    }

    Result<> add_matches(PostStore& store, std::span<const store::Match> found) {
        std::map<std::int64_t, double> scores;
        std::vector<std::int64_t> numbers;
        for (const store::Match& match : found) {
            scores.emplace(match.number, match.score);
            numbers.push_back(match.number);
        }
        for (Post& post : TRY(store.posts(viewer_, numbers))) {
            const double score = scores[post.id.number];
            matched_best_ = std::max(matched_best_, score);
            add(std::move(post), score);
        }
        return {};
    }

    // The weighed terms below a filter.
    store::MatchQuery matching(const QueryFilter& filter) const {
        store::MatchQuery match;
        match.terms = match_terms(terms_);
        for (const Term& term : terms_) match.idf.push_back(term.idf * term.demand);
        match.filter = filter;
        return match;
    }

    // Replies to what matches may hold the answer without a word of the question; what a post replies to says what it
    // is about.
    Result<> add_context() {
        const std::size_t matched = candidates_.size();
        std::size_t asking = 0;
        const bool listing = !query_.filter.author.empty() || !query_.filter.app.empty() || query_.filter.kind;
        for (std::size_t i = 0; i < matched; ++i) {
            TRY(call_.check());
            const auto store = store_of(candidates_[i].post.id.shelf);
            const bool asks = i >= k_neighbour_seeds && asking < k_asking_seeds &&
                              candidates_[i].post.kind == PostKind::message && known_of(candidates_[i].post).heard.asks;
            asking += asks ? 1 : 0;
            const bool seed =
                (i < k_neighbour_seeds || asks) && query_.neighbours && (!listing || !query_.filter.author.empty());
            if (seed) TRY(add_replies(*store, Post(candidates_[i].post)));
        }
        if (!query_.filter.author.empty()) TRY(add_replies_by_author());
        if (!query_.speaker.empty() && query_.filter.author.empty()) TRY(add_by_speaker());
        for (Candidate& candidate : candidates_) {
            if (!candidate.before.empty()) continue;
            const auto store = store_of(candidate.post.id.shelf);
            if (candidate.post.reply_to.empty() && candidate.post.thread.empty()) continue;
            for (Post& post : TRY(before(*store, candidate.post))) {
                const Known& known = known_of(post);
                candidate.before.push_back({std::move(post), known.terms, known.heard});
            }
            TRY(look_for_thanks(*store, candidate));
        }
        return {};
    }

    // In a chat, whether somebody who had asked thanks soon after what may be the answer.
    Result<> look_for_thanks(PostStore& store, Candidate& candidate) {
        const auto asked_by_another = [&](const Before& one) {
            return one.heard.asks && one.terms != 0 && one.post.author != candidate.post.author;
        };
        const bool may_answer =
            candidate.post.kind == PostKind::message && std::ranges::any_of(candidate.before, asked_by_another);
        if (!may_answer) return {};
        for (const Post& after : TRY(store.after_in_thread(viewer_, candidate.post, k_messages_to_thank))) {
            const bool had_asked = std::ranges::any_of(candidate.before, [&](const Before& one) {
                return asked_by_another(one) && one.post.author == after.author;
            });
            candidate.thanked = had_asked && known_of(after).heard.thanks;
            if (had_asked) break;
        }
        return {};
    }

    // Who is asked about speaks of "my job", not of a name and seldom in the question's words: what they wrote that
    // holds one of these or their kin.
    Result<> add_by_speaker() {
        Query own = query_;
        own.words.clear();
        own.carried_words.clear();
        own.context_words.clear();
        const std::vector<Word> name = words_of(query_.speaker);
        for (const Term& term : terms_) {
            const bool named = std::ranges::find(name, term.word, &Word::folded) != name.end();
            if (!named) own.words += term.word + " ";
        }
        for (const auto& [word, terms] : kin_) own.words += word + " ";
        if (query_.latest) own.words += "days longer anymore since left new";
        std::vector<Term> terms = terms_of(own);
        if (terms.empty() || own.words.empty()) return {};
        Collection collection;
        for (const auto& store : stores_) collection.add(TRY(store->statistics(viewer_, match_terms(terms))));
        weigh(terms, collection);
        store::MatchQuery match;
        match.terms = match_terms(terms);
        for (const Term& term : terms) match.idf.push_back(term.idf);
        match.filter = query_.filter;
        match.filter.author = query_.speaker;
        match.limit = k_messages_by_speaker;
        for (const auto& store : stores_) {
            std::vector<std::int64_t> numbers;
            for (const store::Match& found : TRY(store->match(call_, viewer_, match))) numbers.push_back(found.number);
            for (Post& post : TRY(store->posts(viewer_, numbers))) add(std::move(post), 0);
        }
        return {};
    }

    // The filter asks for one author: then what others said before is matched too, for this author's replies to it.
    Result<> add_replies_by_author() {
        QueryFilter open = query_.filter;
        open.author.clear();
        store::MatchQuery match = matching(open);
        match.limit = k_neighbour_seeds;
        for (const auto& store : stores_) {
            std::vector<std::int64_t> numbers;
            for (const store::Match& found : TRY(store->match(call_, viewer_, match))) numbers.push_back(found.number);
            for (const Post& seed : TRY(store->posts(viewer_, numbers))) TRY(add_replies(*store, seed));
        }
        return {};
    }

    Result<> add_replies(PostStore& store, const Post& seed) {
        const bool chat = seed.kind == PostKind::message;
        const bool discussed = chat && (query_.wanted == Wanted::decision || known_of(seed).heard.asks);
        const std::size_t most = !chat ? k_replies_per_seed : discussed ? k_messages_per_question : k_messages_per_seed;
        for (Post& reply : TRY(store.after_in_thread(viewer_, seed, most))) {
            if (chat && reply.posted_at && seed.posted_at && *reply.posted_at - *seed.posted_at > k_same_talk) break;
            if (!passes_filter(reply)) continue;
            if (seen_.contains(reply.id)) continue;
            add(std::move(reply), 0);
        }
        return {};
    }

    // What a post is about stands in what it replies to and in the post that opened the discussion; in a chat, in the
    // messages written shortly before.
    Result<std::vector<Post>> before(PostStore& store, const Post& post) {
        const bool chat = post.kind == PostKind::message;
        std::vector<Post> earlier = TRY(store.before_in_thread(viewer_, post, chat ? k_messages_before : 1));
        if (!chat) {
            for (Post& opening : TRY(store.opening_of_thread(viewer_, post))) {
                if (earlier.empty() || earlier.front().id != opening.id) earlier.push_back(std::move(opening));
            }
            return earlier;
        }
        std::erase_if(earlier, [&](const Post& other) {
            return post.posted_at && other.posted_at && *post.posted_at - *other.posted_at > k_same_talk;
        });
        return earlier;
    }

    bool passes_filter(const Post& post) const {
        const QueryFilter& filter = query_.filter;
        if (!filter.author.empty()) {
            const std::string have = folded(post.author.name + " " + post.author.handle);
            for (const Word& word : words_of(filter.author)) {
                if (have.find(word.folded) == std::string::npos) return false;
            }
        }
        if (!filter.app.empty() && post.app != filter.app) return false;
        if (filter.kind && post.kind != *filter.kind) return false;
        if (filter.time && (!post.posted_at || !filter.time->contains(*post.posted_at))) return false;
        return true;
    }

    // The same post stands before many others. Only of messages it matters what they are.
    struct Known {
        TermSet terms = 0;
        Heard heard;
    };
    const Known& known_of(const Post& post) {
        const auto [known, is_new] = known_.try_emplace(post.id);
        if (!is_new) return known->second;
        const std::vector<Word> words = words_of(post.text);
        known->second.terms = matcher_.in(post.title) | matcher_.in(post.text, words);
        if (post.kind == PostKind::message) known->second.heard = heard_in(post.text, words);
        return known->second;
    }

    std::vector<Judgement> rank(bool examined) {
        RankContext context{query_, terms_, matcher_, {}, matched_best_, words_average_, {}, {}};
        for (Word& word : words_of(query_.asked)) context.asked.push_back(std::move(word.folded));
        context.asking = asking_of(context.asked);
        context.kin = kin_;
        for (const Candidate& candidate : candidates_) {
            const auto& posted = candidate.post.posted_at;
            if (posted && (!context.newest || *posted > *context.newest)) context.newest = posted;
        }
        std::vector<Judgement> found;
        found.reserve(candidates_.size());
        std::vector<Page> pages;
        pages.reserve(candidates_.size());
        for (Candidate& candidate : candidates_) pages.push_back(page_of(std::move(candidate), context));
        double lexical_best = 0;
        for (const Page& page : pages) lexical_best = std::max(lexical_best, page.lexical);
        for (const Page& page : pages) found.push_back(judge(page, lexical_best, context));
        look_again(found, pages, context, examined);
        order_reference(found);
        if (query_.order == QueryOrder::relevance && !terms_.empty()) {
            std::ranges::stable_sort(found, [](const Judgement& a, const Judgement& b) {
                const Post& left = a.evidence.post;
                const Post& right = b.evidence.post;
                if (a.evidence.score != b.evidence.score) return a.evidence.score > b.evidence.score;
                return left.posted_at != right.posted_at ? right.posted_at < left.posted_at : left.id < right.id;
            });
        } else {
            const bool oldest = query_.order == QueryOrder::oldest;
            std::ranges::stable_sort(found, [&](const Judgement& a, const Judgement& b) {
                const auto& left = a.evidence.post.posted_at;
                const auto& right = b.evidence.post.posted_at;
                return oldest ? left < right : right < left;
            });
        }
        return found;
    }

    // Among articles of reference the learned score decides; about what people say to each other it knows nothing. So
    // the best article stands among posts by the score that all have, and the others behind it.
    static void order_reference(std::vector<Judgement>& found) {
        const Judgement* best = nullptr;
        for (const Judgement& judgement : found) {
            if (!is_reference(judgement.evidence.post)) continue;
            if (best == nullptr || judgement.as_reference > best->as_reference) best = &judgement;
        }
        if (best == nullptr) return;
        const double above = best->evidence.score - best->as_reference;
        for (Judgement& judgement : found) {
            if (is_reference(judgement.evidence.post)) judgement.evidence.score = judgement.as_reference + above;
        }
    }

    void add(Post post, double matched) {
        if (!seen_.insert(post.id).second) return;
        Candidate candidate;
        const SourceTitle& source = titles_[post.source];
        candidate.source_title = source.text;
        candidate.source_terms = source.terms;
        candidate.matched = matched;
        candidate.post = std::move(post);
        candidates_.push_back(std::move(candidate));
    }

    std::shared_ptr<PostStore> store_of(Shelf shelf) const {
        return *std::ranges::find_if(stores_, [&](const auto& store) { return store->shelf() == shelf; });
    }

    const Call& call_;
    const Viewer& viewer_;
    const Query& query_;
    const std::vector<std::shared_ptr<PostStore>> stores_;
    struct SourceTitle {
        std::string text;
        TermSet terms = 0;
    };
    std::vector<Term> terms_;
    TermMatcher matcher_;
    std::map<SourceId, SourceTitle> titles_;
    std::map<PostId, Known> known_;
    std::unordered_map<std::string, TermSet> kin_;
    double words_average_ = 1;
    std::vector<Candidate> candidates_;
    std::set<PostId> seen_;
    double matched_best_ = 0;
};

}  // namespace

Result<std::vector<Judgement>> Retriever::judged(const Call& call, const Viewer& viewer, const Query& query,
                                                 bool examined) {
    Query limited = query;
    limited.words = std::string(utf8::prefix(limited.words, k_query_bytes_max));
    limited.asked = std::string(utf8::prefix(limited.asked, k_query_bytes_max));
    limited.limit = std::min(limited.limit, k_results_max);
    std::vector<std::shared_ptr<PostStore>> stores;
    stores.push_back(TRY(archive_.shelf(viewer.person, Shelf::common)));
    stores.push_back(TRY(archive_.shelf(viewer.person, Shelf::person)));
    return Search(call, viewer, limited, std::move(stores)).run(examined);
}

Result<std::vector<Evidence>> Retriever::find(const Call& call, const Viewer& viewer, const Query& query) {
    std::vector<Judgement> all = TRY(judged(call, viewer, query, false));
    std::vector<Evidence> found;
    for (Judgement& judgement : all) {
        if (found.size() >= std::min(query.limit, k_results_max)) break;
        found.push_back(std::move(judgement.evidence));
    }
    return found;
}

}  // namespace familiar::retrieve
