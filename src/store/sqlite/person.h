// PersonStore over SQLite.
#pragma once

#include "store/person_store.h"
#include "store/sqlite/posts.h"

namespace familiar::store::sqlite {

class SqlitePersonStore final : public Posts<PersonStore> {
public:
    using Posts<PersonStore>::Posts;

    Result<Conversation> add_conversation(const std::string& title) override;
    Result<Conversation> conversation(Id<Conversation> id) override;
    Result<std::vector<Conversation>> conversations(std::size_t limit) override;
    Result<> remove_conversation(Id<Conversation> id) override;
    Result<Turn> begin_turn(Id<Conversation> conversation, const std::string& question) override;
    Result<> finish_turn(const Turn& turn) override;
    Result<Turn> turn(Id<Turn> id) override;
    Result<std::vector<Turn>> turns(Id<Conversation> conversation, std::size_t limit) override;
    Result<std::vector<Consent>> consents() override;
    Result<> set_consent(Purpose purpose, bool given) override;
    Result<> record_egress(const LedgerEntry& entry) override;
    Result<std::vector<LedgerEntry>> ledger(std::size_t limit) override;
};

}  // namespace familiar::store::sqlite
