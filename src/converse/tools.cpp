#include "converse/tools.h"

#include "answer/composer.h"
#include "converse/limits.h"
#include "converse/route.h"
#include "converse/world.h"

#include <algorithm>
#include <set>

namespace familiar::converse {

Result<std::vector<Evidence>> TurnTools::search(const Call& call, const Query& query) {
    return retriever_.find(call, viewer_, query);
}

Result<answer::Instant> TurnTools::ask(const Call& call, std::string_view words) {
    const World world = world_of(call, archive_, retriever_, viewer_, person_);
    answer::Instant instant;
    instant.question = understand(words, {}, world);
    std::set<PostId> known;
    for (const Query& query : route(instant.question).queries) {
        for (Evidence& found : TRY(search(call, query))) {
            if (known.insert(found.post.id).second) instant.evidence.push_back(std::move(found));
        }
    }
    instant.answer = answer::compose(instant.question, instant.evidence, {world.now, world.zone, person_.display_name});
    return instant;
}

Result<Post> TurnTools::open(const Call& call, PostId post) {
    TRY(call.check());
    return TRY(archive_.shelf(viewer_.person, post.shelf))->post(viewer_, post.number);
}

Result<std::vector<Post>> TurnTools::thread(const Call& call, PostId post) {
    const Post from = TRY(open(call, post));
    const auto store = TRY(archive_.shelf(viewer_.person, post.shelf));
    std::vector<Post> posts = TRY(store->before_in_thread(viewer_, from, k_evidence_found));
    std::ranges::reverse(posts);
    posts.push_back(from);
    for (Post& after : TRY(store->after_in_thread(viewer_, from, k_evidence_gathered)))
        posts.push_back(std::move(after));
    return posts;
}

std::optional<answer::Computation> TurnTools::compute(std::string_view question) {
    return answer::compute(question, {now_, person_.time_zone});
}

}  // namespace familiar::converse
