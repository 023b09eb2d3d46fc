// PostgreSQL 15: a stored tsvector with a GIN index, the OR of the words by ts_rank_cd, the audience as a column, one
// core, prepared statements. The server is the one that $PGHOST names (bench/speed/run starts it); PLACE is its folder.
#include "speed/rivals/rival.h"

#include <cstdlib>
#include <libpq-fe.h>
#include <memory>

namespace {

using namespace familiar::bench::rival;

constexpr int k_patience_s = 20;  // a question that takes longer is stopped and counted as late

struct Close {
    void operator()(PGconn* connection) const { PQfinish(connection); }
    void operator()(PGresult* result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, Close>;
using Outcome = std::unique_ptr<PGresult, Close>;

void run(const Connection& db, const std::string& sql) {
    const Outcome outcome(PQexec(db.get(), sql.c_str()));
    const ExecStatusType status = PQresultStatus(outcome.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN) return;
    std::fprintf(stderr, "PostgreSQL: %s", PQerrorMessage(db.get()));
    std::exit(1);
}

void build(const Connection& db, const Case& one) {
    run(db, "DROP TABLE IF EXISTS post");
    run(db,
        "CREATE TABLE post (id bigint PRIMARY KEY, audience int NOT NULL, title text NOT NULL, text text NOT NULL, "
        "words "
        "tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || text)) STORED)");
    run(db, "COPY post (id, audience, title, text) FROM STDIN");
    each_post(one.folder, [&](const Row& row) {
        const std::string line = std::to_string(row.number) + '\t' + std::to_string(row.audience) + '\t' + row.title +
                                 '\t' + row.text + '\n';
        PQputCopyData(db.get(), line.data(), static_cast<int>(line.size()));
    });
    PQputCopyEnd(db.get(), nullptr);
    while (Outcome outcome{PQgetResult(db.get())}) {}
    run(db, "SET maintenance_work_mem = '512MB'");
    run(db, "CREATE INDEX ON post USING gin (words)");
    run(db, "VACUUM ANALYZE post");
}

}  // namespace

int main(int count, char** values) {
    const Case one = case_of("PostgreSQL 15", count, values);
    const Connection db(PQconnectdb("dbname=postgres"));
    if (PQstatus(db.get()) != CONNECTION_OK) {
        std::fprintf(stderr, "PostgreSQL: %s", PQerrorMessage(db.get()));
        return 1;
    }
    run(db, "SET client_min_messages = 'warning'");
    const double build_ms = milliseconds([&] { build(db, one); });
    run(db, "SET max_parallel_workers_per_gather = 0");
    run(db, "SET work_mem = '64MB'");
    run(db, "SET statement_timeout = '" + std::to_string(k_patience_s) + "s'");
    const std::string select =
        "SELECT id FROM post, to_tsquery('english', $1) asked WHERE words @@ asked AND audience <= " +
        std::to_string(k_audience_max) + " ORDER BY ts_rank_cd(words, asked) DESC LIMIT " + std::to_string(k_found);
    const Outcome prepared(PQprepare(db.get(), "ask", select.c_str(), 1, nullptr));
    const Outcome size(PQexec(db.get(), "SELECT pg_total_relation_size('post')"));
    const Built built{"ts_rank_cd; stopped after " + std::to_string(k_patience_s) + " s", build_ms,
                      std::stod(PQgetvalue(size.get(), 0, 0)) / 1e6};
    measure(one, built, [&](const Words& question) {
        std::string any;
        for (const std::string& word : question) any += (any.empty() ? "" : " | ") + word;
        const char* const value = any.c_str();
        const Outcome found(PQexecPrepared(db.get(), "ask", 1, &value, nullptr, nullptr, 0));
        return PQresultStatus(found.get()) == PGRES_TUPLES_OK;
    });
    return 0;
}
