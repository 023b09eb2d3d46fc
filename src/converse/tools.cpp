#include "converse/tools.h"

#include "converse/computable.h"
#include "converse/limits.h"
#include "converse/route.h"

#include <algorithm>
#include <set>

namespace familiar::converse {

WorldTools::WorldTools(store::Archive& archive, retrieve::Retriever& retriever, const Place& place,
                       SecondOpinion* opinion)
    : archive_(archive), retriever_(retriever), place_(place), opinion_(opinion) {}

Result<std::vector<Evidence>> WorldTools::search(const Call& call, const Query& query) {
    return retriever_.find(call, place_.viewer, query);
}

Result<answer::Instant> WorldTools::answered(const Call& call, const Question& question) {
    return instant(call, question, opinion_);
}

Result<answer::Instant> WorldTools::instant(const Call& call, const Question& question, SecondOpinion* opinion) {
    answer::Instant instant{question, {}, {}};
    std::set<PostId> known;
    for (const Query& query : route(question).queries) {
        std::vector<Evidence> found = TRY(retriever_.find(call, place_.viewer, query));
        if (opinion != nullptr) opinion->weigh(call, place_.viewer.person, query, found);
        for (Evidence& one : found) {
            if (known.insert(one.post.id).second) instant.evidence.push_back(std::move(one));
        }
    }
    instant.answer =
        answer::compose(question, instant.evidence, {place_.world.now, place_.world.zone, place_.person.display_name});
    return instant;
}

Result<answer::Instant> WorldTools::ask(const Call& call, std::string_view question) {
    if (question.size() > k_question_bytes_max)
        return fail(ErrorCode::exhausted,
                    "A part of the question is too long to be asked alone. Ask it in fewer words.");
    {
        platform::Lock lock(mutex_);
        if (const auto known = asked_.find(question); known != asked_.end()) return answer::Instant(*known->second);
    }
    // Nobody waits while this is worked out; two that ask the same at once get the same.
    const Question understood = understand(question, {}, place_.world);
    answer::Instant instant{understood, {}, {}};
    if (const auto computation = compute(question)) {
        instant.answer = answer::compose_computed(computation->sentence, computation->working);
    } else if (understood.intent != Intent::about_self) {
        instant = TRY(this->instant(call, understood, nullptr));
    } else {
        instant.answer = answer::compose(understood, {}, {place_.world.now, place_.world.zone, {}});
    }
    platform::Lock lock(mutex_);
    if (asked_.size() < k_asked_remembered)
        asked_.emplace(std::string(question), std::make_shared<const answer::Instant>(instant));
    return instant;
}

Result<Post> WorldTools::open(const Call& call, PostId post) {
    TRY(call.check());
    const auto shelf = TRY(archive_.shelf(place_.viewer.person, post.shelf));
    return shelf->post(place_.viewer, post.number);
}

Result<std::vector<Post>> WorldTools::thread(const Call& call, PostId post) {
    TRY(call.check());
    const auto shelf = TRY(archive_.shelf(place_.viewer.person, post.shelf));
    const Post self = TRY(shelf->post(place_.viewer, post.number));
    std::vector<Post> posts = TRY(shelf->before_in_thread(place_.viewer, self, k_thread_reach));
    std::ranges::reverse(posts);
    posts.push_back(self);
    for (Post& later : TRY(shelf->after_in_thread(place_.viewer, self, k_thread_reach)))
        posts.push_back(std::move(later));
    return posts;
}

std::optional<answer::Computation> WorldTools::compute(std::string_view question) {
    for (const std::string& reading : computable_readings(question, {})) {
        if (auto computation = answer::compute(reading, {place_.world.now, place_.world.zone})) return computation;
    }
    return std::nullopt;
}

}  // namespace familiar::converse
