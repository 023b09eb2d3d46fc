// What the doctor says of engines: the fence around their children, llama-server, models on disk, and each engine.
#include "assemble.h"
#include "configuration.h"
#include "health.h"
#include "infer/llama_installation.h"
#include "infer/models/models.h"
#include "platform/fence.h"
#include "privacy/consents.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace familiar::app {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds k_look_max{10};  // for all of them together

// How many people let engines on other machines be asked.
Result<std::string> leave_text(const fs::path& home) {
    const platform::SystemClock clock;
    const auto archive = TRY(store::open_sqlite_archive({home, 0}, clock));
    const std::vector<Person> people = TRY(archive->common().people());
    std::size_t allowing = 0;
    for (const Person& person : people) {
        const auto store = TRY(archive->person(person.id));
        allowing += privacy::Consents(TRY(store->consents())).allows(Purpose::remote_engine) ? 1 : 0;
    }
    return fmt::format("on another machine, asked only for people who allow remote_engine ({} of {} do)", allowing,
                       people.size());
}

// One that does not answer is a note: Familiar goes on without it.
Check check_of(const infer::EngineState& state, const fs::path& home) {
    std::vector<std::string_view> uses;
    for (const infer::Task task : state.asked_for) uses.push_back(infer::use_of(task));
    const std::string use =
        uses.empty() ? "is asked for nothing: engines before it do it all" : fmt::format("{}", fmt::join(uses, ", "));
    std::string detail = fmt::format("{}: {}", state.card.name, use);
    detail += state.trouble ? "; it does not answer: " + state.trouble->text() : "; it can be reached";
    detail += fmt::format("; {}", infer::name_of(state.kind));
    if (!state.hosts.empty()) detail += fmt::format(" at {}", fmt::join(state.hosts, ", "));
    if (state.needs_leave) {
        const auto leave = leave_text(home);
        detail += "; " + (leave ? *leave : leave.error().text());
    }
    return {"engine", state.trouble ? Check::State::note : Check::State::well, detail};
}

Check check_of(const infer::Model& model, const infer::ModelIndex& index) {
    const infer::Model* const used = index.used(model.work);
    const bool is_used = used != nullptr && used->name == model.name;
    return {"model", Check::State::well,
            fmt::format("{}: {:.1f} GB on disk, for {}{}", model.name, static_cast<double>(model.bytes) / 1e9,
                        infer::name_of(model.work), is_used ? ", in use" : "")};
}

std::vector<Check> check_models(const fs::path& home) {
    const auto index = infer::read_models(home);
    if (!index) return {{"model", Check::State::wrong, index.error().text()}};
    if (index->models.empty())
        return {{"model", Check::State::well, "none on disk; familiar models says what fits this machine"}};
    std::vector<Check> checks;
    for (const infer::Model& model : index->models) checks.push_back(check_of(model, *index));
    return checks;
}

}  // namespace

Check check_fence() {
    const auto trial = platform::probe_fence();
    if (!trial) return {"fence", Check::State::wrong, trial.error().text()};
    const platform::FenceReport& report = trial->report;
    const std::string detail = "a child of ours has " + report.text();
    if ((report.network_is_closed() && trial->reached_network) ||
        (report.files_are_closed() && trial->opened_other_file))
        return {"fence", Check::State::wrong,
                detail + ". But a trial got through it: run no model that you do not trust."};
    const bool is_whole = report.network_is_closed() && report.files_are_closed() && report.no_new_privileges;
    return {"fence", is_whole ? Check::State::well : Check::State::note, detail};
}

Check check_llama(const fs::path& home) {
    const platform::SystemClock clock;
    const infer::LocalModelOptions options = local_model_options({.home = home, .engines = {}});
    const auto found = infer::find_llama(Call(clock).within(k_look_max), {options.engine_roots, options.search_path});
    if (found) {
        const std::string build = found->build > 0 ? fmt::format("build {}", found->build) : "of unknown build";
        return {"llama-server", Check::State::well, fmt::format("{}, runs: {}", build, found->command.back())};
    }
    const bool is_missing = found.error().code == ErrorCode::not_found;
    return {"llama-server", is_missing ? Check::State::note : Check::State::wrong, found.error().text()};
}

std::vector<Check> check_engines(const fs::path& home) {
    std::error_code error;
    const auto configuration = read_configuration(home);
    if (!fs::exists(home / "common.db", error) || !configuration) return {};  // said already
    std::vector<Check> checks = check_models(home);
    const platform::SystemClock clock;
    const auto outside = open_outside(configuration->engines, clock);
    if (!outside) {
        checks.push_back({"engine", Check::State::wrong, outside.error().text()});
        return checks;
    }
    const auto states = outside->engines->states(Call(clock).within(k_look_max));
    for (const infer::EngineState& state : states) checks.push_back(check_of(state, home));
    if (states.empty())
        checks.push_back({"engine", Check::State::well, "there is none; answers are made without a model"});
    return checks;
}

}  // namespace familiar::app
