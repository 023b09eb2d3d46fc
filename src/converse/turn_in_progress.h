// One turn while it is taken: the numbered steps of docs/life-of-a-turn.md.
#pragma once

#include "answer/composer.h"
#include "converse/assistant.h"
#include "converse/judging.h"
#include "converse/second_opinion.h"
#include "converse/tools.h"
#include "infer/engine_room.h"
#include "nouns/conversation.h"
#include "platform/workers.h"
#include "retrieve/retriever.h"
#include "store/archive.h"

#include <span>
#include <stop_token>

namespace familiar::converse {

// What all turns share; outlives them.
struct Means {
    store::Archive& archive;
    retrieve::Retriever& retriever;
    platform::Workers& agents;        // that search
    platform::Workers& model_agents;  // that wait for a model
    const infer::EngineRoom* engines = nullptr;
    Judging* judging = nullptr;        // where there are engines
    SecondOpinion* opinion = nullptr;  // likewise
};

// Who asks what, and how it is to be answered.
struct Asked {
    const Person& person;
    const Viewer& viewer;
    const Request& request;
    std::span<const Exchange> earlier;  // the whole conversation
    Id<Conversation> conversation;      // 0 for a temporary turn
    std::stop_token answer_now;
};

// Of one turn, on one thread.
class TurnInProgress {
public:
    TurnInProgress(const Call& call, const Means& means, const Asked& asked, const EventSink& sink)
        : call_(call), means_(means), asked_(asked), sink_(sink) {}

    Result<Answer> run(const Turn& turn);
    // Whether the answer's text was told while it was written, so that only its reasons are still to be told.
    bool told() const { return told_; }

private:
    void tell(const Turn& turn, Stage stage) const { sink_(StatusEvent{turn.id, turn.conversation, stage}); }
    std::span<const Exchange> recent() const;
    std::optional<Answer> computed(const Question& question, const World& world) const;
    Result<Answer> about(const Question& question) const;
    // The answer in the mode that is asked for, by a model where there is one and it may be asked.
    Result<Answer> in_mode(WorldTools& tools, const answer::Instant& at_once, const answer::ComposeContext& context);
    Result<Answer> without_model(Mode mode, WorldTools& tools, const answer::Instant& at_once,
                                 const answer::ComposeContext& context) const;

    const Call& call_;
    const Means& means_;
    const Asked& asked_;
    const EventSink& sink_;
    bool told_ = false;
};

}  // namespace familiar::converse
