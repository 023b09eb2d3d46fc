#include "store/sqlite/tokenizer.h"

#include "base/check.h"
#include "base/utf8.h"
#include "base/words.h"

#include <sqlite3.h>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::store::sqlite {

namespace {

using TokenCallback = int (*)(void* context, int flags, const char* token, int size, int begin, int end);

int create(void* /*context*/, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** tokenizer) {
    static int k_stateless = 0;
    *tokenizer = reinterpret_cast<Fts5Tokenizer*>(&k_stateless);
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer* /*tokenizer*/) {}

int emit(TokenCallback token, void* context, int flags, std::string_view text, Span span) {
    return token(context, flags, text.data(), static_cast<int>(text.size()), static_cast<int>(span.begin),
                 static_cast<int>(span.end));
}

int emit_words(std::string_view text, TokenCallback token, void* context) {
    const std::vector<Word> words = words_of(text);
    const std::string language = language_of(text, words);
    for (const Word& word : words) {
        const bool stemmed = word.kind == WordKind::word;
        const std::string stem = stemmed ? stem_of(word.folded, language) : word.folded;
        int status = emit(token, context, 0, stem, word.span);
        if (status == SQLITE_OK && (word.kind == WordKind::hashtag || word.kind == WordKind::handle)) {
            const std::string bare = stem_of(std::string_view(word.folded).substr(1), language);
            status = emit(token, context, FTS5_TOKEN_COLOCATED, bare, word.span);
        }
        if (status != SQLITE_OK) return status;
    }
    return SQLITE_OK;
}

int tokenize(Fts5Tokenizer* /*tokenizer*/, void* context, int flags, const char* bytes, int size, TokenCallback token) {
    const std::string_view text(bytes, static_cast<std::size_t>(size));
    if ((flags & FTS5_TOKENIZE_QUERY) != 0) {
        return text.empty() ? SQLITE_OK : emit(token, context, 0, text, {0, text.size()});
    }
    if (!utf8::valid(text)) return SQLITE_OK;  // posts are repaired before they are stored
    return emit_words(text, token, context);
}

fts5_api* fts5_of(sqlite3* connection) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

}  // namespace

void register_tokenizer(sqlite3* connection) {
    fts5_api* api = fts5_of(connection);
    CHECK(api != nullptr, "SQLite was built with FTS5");
    fts5_tokenizer functions{create, destroy, tokenize};
    const int status = api->xCreateTokenizer(api, "familiar", nullptr, &functions, nullptr);
    CHECK(status == SQLITE_OK, "a tokenizer can be registered on an open connection");
}

}  // namespace familiar::store::sqlite
