#include "gather/importer.h"

#include "gather/importer/run.h"

#include <array>

namespace familiar::gather {

namespace {

constexpr std::array<std::string_view, 6> k_kinds = {"auto", "jsonl", "feed", "mastodon", "activitypub", "whatsapp"};

struct OtherName {
    std::string_view name;
    InputKind kind;
};
constexpr std::array<OtherName, 6> k_other_names = {{{"automatic", InputKind::automatic},
                                                     {"ndjson", InputKind::jsonl},
                                                     {"rss", InputKind::feed},
                                                     {"atom", InputKind::feed},
                                                     {"jsonfeed", InputKind::feed},
                                                     {"", InputKind::automatic}}};

bool is_due(const Source& source, PersonId owner, Timestamp now) {
    const bool rests = source.retry_after && *source.retry_after > now;
    return source.owner == owner && is_web_address(source.locator) && !rests;
}

}  // namespace

std::string_view name_of(InputKind kind) { return k_kinds.at(static_cast<std::size_t>(kind)); }

std::optional<InputKind> input_kind_from(std::string_view name) {
    for (std::size_t i = 0; i < k_kinds.size(); ++i) {
        if (k_kinds[i] == name) return static_cast<InputKind>(i);
    }
    for (const OtherName& other : k_other_names) {
        if (other.name == name) return other.kind;
    }
    return std::nullopt;
}

Result<std::vector<ImportJob>> Importer::import(const Call& call, const ImportRequest& request,
                                                const ImportProgress& progress) {
    TRY(call.check());
    const auto run = TRY(ImportRun::prepare({call, archive_, http_, progress}, request));
    return run->jobs(run->read());
}

Result<std::vector<ImportJob>> Importer::refresh(const Call& call, PersonId owner, const ImportProgress& progress,
                                                 platform::AddressPolicy addresses) {
    const Person person = TRY(archive_.common().person(owner));
    const Viewer viewer = TRY(archive_.common().viewer(owner));
    std::vector<ImportJob> jobs;
    for (const Shelf shelf : {Shelf::person, Shelf::common}) {
        const auto store = TRY(archive_.shelf(owner, shelf));
        for (const Source& source : TRY(store->sources(viewer))) {
            if (!is_due(source, owner, clock_.now())) continue;
            TRY(call.check());
            ImportRequest request;
            request.owner = owner;
            request.audience = source.audience;
            request.location = source.locator;
            request.time_zone = person.time_zone;
            request.addresses = addresses;
            const auto run = TRY(ImportRun::prepare({call, archive_, http_, progress}, request));
            const auto outcome = run->read();
            jobs.insert(jobs.end(), run->all_jobs().begin(), run->all_jobs().end());
            if (!outcome && run->all_jobs().empty()) return Failure(outcome.error());
        }
    }
    return jobs;
}

}  // namespace familiar::gather
