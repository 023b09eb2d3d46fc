#include "serve/wire/things.h"

#include "privacy/consents.h"
#include "serve/wire/posts.h"

namespace familiar::serve::wire {

Json person_json(const Person& person) {
    return {{"id", person.id.value},         {"handle", person.handle},
            {"name", person.display_name},   {"role", person.role == Role::host ? "host" : "member"},
            {"time_zone", person.time_zone}, {"as_of", optional_time(person.as_of)}};
}

Json other_person_json(const Person& person) {
    return {{"id", person.id.value}, {"handle", person.handle}, {"name", person.display_name}};
}

Json source_json(const Source& source, PersonId viewer, const std::vector<Circle>& circles) {
    const bool mine = source.owner == viewer || source.id.shelf == Shelf::person;
    return {{"id", to_text(source.id)},
            {"kind", source.kind},
            {"title", source.title},
            {"locator", mine ? Json(source.locator) : Json(nullptr)},
            {"audience", audience_text(source.audience, circles)},
            {"mine", mine},
            {"posts", source.posts},
            {"added_at", time::rfc3339(source.added_at)},
            {"checked_at", optional_time(source.checked_at)},
            {"trouble", text_or_null(mine ? source.trouble : std::string())},
            {"failures_in_a_row", source.failures_in_a_row}};
}

Json import_job_json(const ImportJob& job, const std::string& source_title) {
    const ImportReport& report = job.report;
    Json broken = Json::array();
    for (const BrokenRecord& record : report.broken_first)
        broken.push_back({{"where", record.where}, {"reason", record.reason}});
    return {{"id", to_text(job.id)},
            {"source", to_text(job.source)},
            {"source_title", source_title},
            {"state", name_of(job.state)},
            {"read", report.read},
            {"added", report.added},
            {"changed", report.changed},
            {"unchanged", report.unchanged},
            {"skipped", report.skipped},
            {"broken", report.broken},
            {"broken_first", std::move(broken)},
            {"not_modified", report.not_modified},
            {"bytes_read", job.bytes_read},
            {"bytes", job.bytes},
            {"message", text_or_null(job.message)},
            {"started_at", time::rfc3339(job.started_at)},
            {"ended_at", optional_time(job.ended_at)}};
}

Json ledger_json(const LedgerEntry& entry) {
    return {{"at", time::rfc3339(entry.at)},
            {"host", entry.host},
            {"purpose", entry.purpose},
            {"bytes_sent", entry.bytes_sent},
            {"bytes_received", entry.bytes_received},
            {"outcome", entry.outcome}};
}

Json consent_json(const Consent& consent) {
    return {{"purpose", name_of(consent.purpose)},
            {"meaning", privacy::meaning_of(consent.purpose)},
            {"given", consent.given},
            {"since", consent.since == Timestamp{} ? Json(nullptr) : Json(time::rfc3339(consent.since))}};
}

}  // namespace familiar::serve::wire
