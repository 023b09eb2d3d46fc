#include "health.h"

#include "answer/compute.h"
#include "configuration.h"
#include "embedded.h"
#include "home.h"
#include "output.h"
#include "platform/clock.h"
#include "platform/files.h"
#include "store/archive.h"
#include "version.h"

#include <algorithm>
#include <archive.h>
#include <curl/curl.h>
#include <set>
#include <sodium.h>
#include <sqlite3.h>
#include <unicode/uversion.h>

namespace familiar::app {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t k_disk_scarce_bytes = 2ULL << 30U;
constexpr std::uintmax_t k_disk_gone_bytes = 64ULL << 20U;

Check wrong(std::string name, std::string detail) { return {std::move(name), Check::State::wrong, std::move(detail)}; }

Check check_disk(const fs::path& home) {
    std::error_code error;
    const auto space = fs::space(home, error);
    if (error) return wrong("disk", fmt::format("cannot tell how much is free: {}", error.message()));
    Check check{"disk", Check::State::well, fmt::format("{} MB free", space.available >> 20U)};
    if (space.available < k_disk_gone_bytes)
        return wrong("disk", check.detail + ". Free some space, or imports and answers cannot be kept.");
    if (space.available < k_disk_scarce_bytes) check.state = Check::State::note;
    return check;
}

bool open_to_others(const fs::path& path) {
    std::error_code error;
    const auto permissions = fs::status(path, error).permissions();
    return !error && (permissions & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none;
}

std::vector<Check> check_permissions(const fs::path& home) {
    std::vector<Check> checks;
    for (const fs::path& folder : {home, home / "people"}) {
        if (open_to_others(folder)) {
            checks.push_back(
                wrong("permissions",
                      fmt::format("other users of this machine can enter {0}. Run: chmod 700 {0}", folder.string())));
        }
    }
    if (checks.empty()) checks.push_back({"permissions", Check::State::well, "only its owner can enter the home"});
    return checks;
}

// Files of nobody: left behind when an erasing was cut off.
std::vector<Check> check_strays(const fs::path& home, const std::vector<Person>& people) {
    std::vector<Check> checks;
    std::set<std::string> known;
    for (const Person& person : people) known.insert(std::to_string(person.id.value) + ".db");
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(home / "people", error)) {
        const std::string name = entry.path().filename().string();
        if (known.contains(name.substr(0, name.find(".db") + 3))) continue;
        checks.push_back(
            wrong("people", fmt::format("{} belongs to nobody who has an account. Remove it.", entry.path().string())));
    }
    return checks;
}

// Imports that ended in the middle, unless a process that imports is alive.
Result<std::vector<Check>> check_imports(const fs::path& home, store::Archive& archive, const Person& person) {
    std::vector<Check> checks;
    const Viewer viewer = TRY(archive.common().viewer(person.id));
    for (const Shelf shelf : {Shelf::common, Shelf::person}) {
        const auto store = TRY(archive.shelf(person.id, shelf));
        std::set<SourceId> seen;  // jobs come newest first; older ones of a source are history
        for (const ImportJob& job : TRY(store->import_jobs(viewer, store::k_listing_max))) {
            if (!seen.insert(job.source).second) continue;
            const bool died = job.state == ImportState::running && !import_is_running(home);
            if (!died && job.state != ImportState::interrupted) continue;
            auto source = store->source(viewer, job.source);
            const std::string title = source ? source->title : to_text(job.source);
            checks.push_back(
                {"import", Check::State::note,
                 fmt::format("the import of {} for {} stopped after {}. Import it again; it goes on from there.", title,
                             person.handle, counted(job.position, "record", "records"))});
        }
    }
    return checks;
}

Result<std::vector<Check>> check_archive(const fs::path& home) {
    const platform::SystemClock clock;
    const auto archive = TRY(store::open_sqlite_archive({home, 0}, clock));
    std::vector<Check> checks;
    for (const std::string& trouble : TRY(archive->integrity())) {
        checks.push_back(wrong("files", trouble + ". Put a copy of this file back in its place."));
    }
    const std::vector<Person> people = TRY(archive->common().people());
    if (checks.empty())
        checks.push_back(
            {"files", Check::State::well,
             fmt::format("{} are sound", counted(static_cast<std::int64_t>(people.size()) + 1, "file", "files"))});
    for (Check& stray : check_strays(home, people)) checks.push_back(std::move(stray));
    for (const Person& person : people) {
        for (Check& import : TRY(check_imports(home, *archive, person))) checks.push_back(std::move(import));
    }
    return checks;
}

Check check_configuration(const fs::path& home) {
    const auto configuration = read_configuration(home);
    if (!configuration) return wrong("configuration", configuration.error().text());
    const bool present = fs::exists(home / "familiar.toml");
    return {"configuration", Check::State::well,
            present ? "familiar.toml is understood" : "the defaults; there is no familiar.toml"};
}

}  // namespace

std::vector<Check> check_program() {
    std::vector<Check> checks;
    checks.push_back({"version", Check::State::well, fmt::format("familiar {}", k_version)});
    checks.push_back(
        {"libraries", Check::State::well,
         fmt::format("SQLite {}, ICU {}, {}, {}, libsodium {}", ::sqlite3_libversion(), U_ICU_VERSION,
                     std::string_view(::curl_version()).substr(0, std::string_view(::curl_version()).find(' ')),
                     ::archive_version_string(), ::sodium_version_string())});
    if (embedded_page().empty())
        checks.push_back({"page", Check::State::note, "not in this program; the API and the command line work"});
    else
        checks.push_back({"page", Check::State::well,
                          fmt::format("{} inside this program",
                                      counted(static_cast<std::int64_t>(embedded_page().size()), "file", "files"))});
    if (fs::exists(answer::k_units_file))
        checks.push_back({"units", Check::State::well, std::string(answer::k_units_file)});
    else
        checks.push_back({"units", Check::State::note,
                          fmt::format("{} is missing, so units cannot be converted. Install the package units.",
                                      answer::k_units_file)});
    if (time::known_zone("Europe/Dublin"))
        checks.push_back({"time zones", Check::State::well, "known"});
    else
        checks.push_back(wrong("time zones", "ICU knows none. Install the package tzdata and ICU's data."));
    checks.push_back(check_fence());
    return checks;
}

std::vector<Check> check_home(const fs::path& home) {
    std::error_code error;
    if (!fs::exists(home / "common.db", error)) {
        return {{"home", Check::State::note,
                 fmt::format("there is nothing in {} yet. The first command makes it.", home.string())},
                check_llama(home)};
    }
    std::vector<Check> checks = {
        {"home", Check::State::well, home.string()}, check_disk(home), check_configuration(home)};
    for (Check& check : check_permissions(home)) checks.push_back(std::move(check));
    auto archive = check_archive(home);
    if (!archive)
        checks.push_back(wrong("files", archive.error().text()));
    else
        std::ranges::move(*archive, std::back_inserter(checks));
    checks.push_back(check_llama(home));
    return checks;
}

}  // namespace familiar::app
