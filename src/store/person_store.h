// One person's file: private posts, conversations, consents, and the ledger of what left the machine for them.
#pragma once

#include "nouns/consent.h"
#include "nouns/conversation.h"
#include "nouns/ledger.h"
#include "store/post_store.h"

namespace familiar::store {

// Blocking; thread-safe.
class PersonStore : public PostStore {
public:
    virtual Result<Conversation> add_conversation(const std::string& title) = 0;
    virtual Result<Conversation> conversation(Id<Conversation> id) = 0;
    // Newest activity first.
    virtual Result<std::vector<Conversation>> conversations(std::size_t limit) = 0;
    virtual Result<> remove_conversation(Id<Conversation> id) = 0;

    // The question is in the file before any work is done for it. What is said is written as the system gets to it: it
    // survives the end of the process, but a power cut may take the last seconds.
    virtual Result<Turn> begin_turn(Id<Conversation> conversation, const std::string& question) = 0;
    virtual Result<> finish_turn(const Turn& turn) = 0;
    virtual Result<Turn> turn(Id<Turn> id) = 0;
    // The last `limit` turns, oldest first.
    virtual Result<std::vector<Turn>> turns(Id<Conversation> conversation, std::size_t limit) = 0;

    // What the person said about purposes; nothing of those they never spoke of.
    virtual Result<std::vector<Consent>> consents() = 0;
    virtual Result<> set_consent(Purpose purpose, bool given) = 0;

    virtual Result<> record_egress(const LedgerEntry& entry) = 0;
    // Newest first.
    virtual Result<std::vector<LedgerEntry>> ledger(std::size_t limit) = 0;
};

}  // namespace familiar::store
