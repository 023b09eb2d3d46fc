// What modes may ask for, over one person's world: the archive and the retriever behind answer::Tools. Sees only what
// the person may see. Lives for one turn; the same question within it is answered from memory.
//
// Thread-safe. All it is given outlives it.
#pragma once

#include "answer/tools.h"
#include "converse/second_opinion.h"
#include "converse/understand/understand.h"
#include "nouns/person.h"
#include "platform/mutex.h"
#include "retrieve/retriever.h"
#include "store/archive.h"

#include <map>
#include <memory>
#include <string>

namespace familiar::converse {

// Whose world it is and when.
struct Place {
    const Person& person;
    const Viewer& viewer;
    const World& world;
};

class WorldTools final : public answer::Tools {
public:
    // `opinion`: of engines on what is found for the person's own question; may be absent.
    WorldTools(store::Archive& archive, retrieve::Retriever& retriever, const Place& place,
               SecondOpinion* opinion = nullptr);

    Result<std::vector<Evidence>> search(const Call& call, const Query& query) override;
    Result<answer::Instant> ask(const Call& call, std::string_view question) override;
    Result<Post> open(const Call& call, PostId post) override;
    Result<std::vector<Post>> thread(const Call& call, PostId post) override;
    std::optional<answer::Computation> compute(std::string_view question) override;

    // The answer at once to the person's own question, which was understood already; not remembered. Engines may have
    // an opinion on what was found for it: once a turn, so that a turn of many steps costs no more of them.
    Result<answer::Instant> answered(const Call& call, const Question& question);

private:
    Result<answer::Instant> instant(const Call& call, const Question& question, SecondOpinion* opinion);

    store::Archive& archive_;
    retrieve::Retriever& retriever_;
    const Place place_;
    SecondOpinion* const opinion_;
    platform::Mutex mutex_;
    std::map<std::string, std::shared_ptr<const answer::Instant>, std::less<>> asked_ GUARDED_BY(mutex_);
};

}  // namespace familiar::converse
