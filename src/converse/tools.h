// The tools of one turn: searches and reads what one person may see, in the name of a mode at work.
#pragma once

#include "answer/tools.h"
#include "nouns/person.h"
#include "retrieve/retriever.h"
#include "store/archive.h"

namespace familiar::converse {

// Thread-safe. Everything it is given outlives it.
class TurnTools final : public answer::Tools {
public:
    TurnTools(store::Archive& archive, retrieve::Retriever& retriever, const Person& person, const Viewer& viewer,
              Timestamp now)
        : archive_(archive), retriever_(retriever), person_(person), viewer_(viewer), now_(now) {}

    Result<std::vector<Evidence>> search(const Call& call, const Query& query) override;
    Result<answer::Instant> ask(const Call& call, std::string_view question) override;
    Result<Post> open(const Call& call, PostId post) override;
    Result<std::vector<Post>> thread(const Call& call, PostId post) override;
    std::optional<answer::Computation> compute(std::string_view question) override;

private:
    store::Archive& archive_;
    retrieve::Retriever& retriever_;
    const Person& person_;
    const Viewer& viewer_;
    const Timestamp now_;
};

}  // namespace familiar::converse
