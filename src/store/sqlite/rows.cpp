#include "store/sqlite/rows.h"

#include "base/json.h"
#include "base/words.h"

#include <utility>

namespace familiar::store::sqlite {

namespace {

std::string text(SQLite::Statement& row, int column) { return row.getColumn(column).getString(); }
std::int64_t number(SQLite::Statement& row, int column) { return row.getColumn(column).getInt64(); }

std::vector<Link> links_from(const std::string& stored) {
    std::vector<Link> links;
    const auto json = stored.empty() ? fail(ErrorCode::corrupt, "") : parse_json(stored);
    if (!json) return links;
    for (const Json& link : *json) links.push_back({text_at(link, "url"), text_at(link, "label")});
    return links;
}

ImportReport report_from(const std::string& stored) {
    ImportReport report;
    const auto json = parse_json(stored);
    if (!json) return report;
    const auto count = [&](std::string_view key) { return integer_at(*json, key).value_or(0); };
    report.read = count("read");
    report.added = count("added");
    report.changed = count("changed");
    report.unchanged = count("unchanged");
    report.skipped = count("skipped");
    report.broken = count("broken");
    report.not_modified = count("not_modified") != 0;
    for (const Json& broken : member(*json, "broken_first")) {
        report.broken_first.push_back({text_at(broken, "where"), text_at(broken, "reason")});
    }
    return report;
}

}  // namespace

std::int64_t audience_number(const Audience& audience) {
    switch (audience.kind) {
        case AudienceKind::private_to_person: return 0;
        case AudienceKind::everyone: return -1;
        case AudienceKind::circle: return audience.circle.value;
    }
    return 0;
}

Audience audience_from(std::int64_t stored) {
    if (stored == 0) return Audience::only_me();
    return stored < 0 ? Audience::everyone() : Audience::of(CircleId{stored});
}

std::optional<Timestamp> time_of(SQLite::Statement& row, int column) {
    if (row.getColumn(column).isNull()) return std::nullopt;
    return Timestamp(std::chrono::seconds(number(row, column)));
}

void bind_time(SQLite::Statement& statement, int index, const std::optional<Timestamp>& time) {
    if (time)
        statement.bind(index, static_cast<std::int64_t>(time->time_since_epoch().count()));
    else
        statement.bind(index);
}

Post post_of(SQLite::Statement& row, Shelf shelf) {
    Post post;
    post.id = {shelf, number(row, 0)};
    post.version = row.getColumn(1).getInt();
    post.source = {shelf, number(row, 2)};
    post.external_id = text(row, 3);
    post.kind = static_cast<PostKind>(row.getColumn(4).getInt());
    post.app = text(row, 5);
    post.author = {text(row, 6), text(row, 7)};
    post.title = text(row, 8);
    post.text = text(row, 9);
    post.url = text(row, 10);
    post.posted_at = time_of(row, 11);
    post.audience = audience_from(number(row, 12));
    post.reply_to = text(row, 13);
    post.thread = text(row, 14);
    post.language = text(row, 15);
    post.likes = number(row, 16);
    post.shares = number(row, 17);
    post.links = links_from(text(row, 18));
    post.attributes = text(row, 19);
    return post;
}

Source source_of(SQLite::Statement& row, Shelf shelf) {
    Source source;
    source.id = {shelf, number(row, 0)};
    source.owner = {number(row, 1)};
    source.kind = text(row, 2);
    source.locator = text(row, 3);
    source.title = text(row, 4);
    source.audience = audience_from(number(row, 5));
    source.etag = text(row, 6);
    source.last_modified = text(row, 7);
    source.added_at = time_of(row, 8).value_or(Timestamp{});
    source.checked_at = time_of(row, 9);
    source.retry_after = time_of(row, 10);
    source.failures_in_a_row = row.getColumn(11).getInt();
    source.trouble = text(row, 12);
    source.posts = number(row, 13);
    return source;
}

std::string report_text(const ImportReport& report) {
    Json broken = Json::array();
    for (const BrokenRecord& record : report.broken_first)
        broken.push_back({{"where", record.where}, {"reason", record.reason}});
    return json_text({{"read", report.read},
                      {"added", report.added},
                      {"changed", report.changed},
                      {"unchanged", report.unchanged},
                      {"skipped", report.skipped},
                      {"broken", report.broken},
                      {"not_modified", report.not_modified ? 1 : 0},
                      {"broken_first", std::move(broken)}});
}

ImportJob import_of(SQLite::Statement& row, Shelf shelf) {
    ImportJob job;
    job.id = {shelf, number(row, 0)};
    job.source = {shelf, number(row, 1)};
    job.state = static_cast<ImportState>(row.getColumn(2).getInt());
    job.fingerprint = text(row, 3);
    job.position = number(row, 4);
    job.bytes_read = number(row, 5);
    job.bytes = number(row, 6);
    job.report = report_from(text(row, 7));
    job.message = text(row, 8);
    job.started_at = time_of(row, 9).value_or(Timestamp{});
    job.ended_at = time_of(row, 10);
    return job;
}

std::string words_key(std::string_view text) {
    std::string key = " ";
    for (const Word& word : words_of(text)) {
        key += word.folded;
        key += ' ';
    }
    return key;
}

std::vector<std::string> word_patterns(std::string_view text) {
    std::vector<std::string> patterns;
    for (const Word& word : words_of(text)) patterns.push_back("% " + word.folded + " %");
    return patterns;
}

}  // namespace familiar::store::sqlite
