#include "store/sqlite/former_index.h"

#include "base/check.h"

#include <sqlite3.h>

namespace familiar::store::sqlite {

void register_former_tokenizer(sqlite3* connection) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    CHECK(api != nullptr, "SQLite was built with FTS5");

    static int k_stateless = 0;
    fts5_tokenizer nothing{[](void*, const char**, int, Fts5Tokenizer** tokenizer) {
                               *tokenizer = reinterpret_cast<Fts5Tokenizer*>(&k_stateless);
                               return SQLITE_OK;
                           },
                           [](Fts5Tokenizer*) {},
                           [](Fts5Tokenizer*, void*, int, const char*, int,
                              int (*)(void*, int, const char*, int, int, int)) { return SQLITE_OK; }};
    const int status = api->xCreateTokenizer(api, "familiar", nullptr, &nothing, nullptr);
    CHECK(status == SQLITE_OK, "a tokenizer can be registered on an open connection");
}

}  // namespace familiar::store::sqlite
