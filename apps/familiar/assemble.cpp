#include "assemble.h"

#include "platform/environment.h"

namespace familiar::app {

namespace {

constexpr std::size_t k_requests_waiting_max = 256;
constexpr std::size_t k_turns_waiting_max = 64;

Result<> mark_interrupted(store::Archive& archive) {
    TRY(archive.common().mark_interrupted());
    for (const Person& person : TRY(archive.common().people())) {
        const auto store = TRY(archive.person(person.id));
        TRY(store->mark_interrupted());
    }
    return {};
}

// Held by every process that imports; the first one cleans up behind those that died.
Result<ImportLock> take_import_lock(const std::filesystem::path& home, store::Archive& archive) {
    ImportLock lock = TRY(ImportLock::take(home));
    if (lock.alone()) {
        TRY(mark_interrupted(archive));
        lock.share();
    }
    return lock;
}

}  // namespace

infer::LocalModelOptions local_model_options(const infer::EngineRoomSettings& engines) {
    infer::LocalModelOptions options;
    options.home = engines.home;
    if (const auto root = platform::environment("FAMILIAR_ENGINE")) options.engine_roots.emplace_back(*root);
    options.engine_roots.push_back(engines.home / "engine");
    options.search_path = platform::environment("PATH").value_or("/usr/local/bin:/usr/bin:/bin");
    options.memory_bytes = engines.memory_bytes;
    options.threads = static_cast<std::size_t>(engines.threads);
    options.idle_max = engines.idle_max;
    return options;
}

Result<Outside> open_outside(infer::EngineRoomSettings engines, const platform::Clock& clock) {
    Outside outside{std::make_unique<platform::CurlClient>(),
                    std::make_unique<infer::LocalModels>(local_model_options(engines), clock), nullptr};
    TRY(infer::LocalModels::add_chosen(engines));
    outside.engines = TRY(infer::EngineRoom::open(
        std::move(engines), *outside.http,
        [models = outside.models.get()](const infer::EngineSettings& settings) { return models->engine(settings); }));
    return outside;
}

Familiar::Familiar(const AssembleOptions& options, const Configuration& configured,
                   std::unique_ptr<platform::SystemClock> ticking, Outside outside,
                   std::unique_ptr<store::Archive> opened)
    : configuration(configured),
      clock(std::move(ticking)),
      http(std::move(outside.http)),
      models(std::move(outside.models)),
      engines(std::move(outside.engines)),
      archive(std::move(opened)),
      importer(*archive, *http, *clock),
      assistant(*archive, *clock, metrics, engines.get()),
      request_workers(options.request_threads, k_requests_waiting_max),
      turn_workers(options.turn_threads, k_turns_waiting_max),
      turns(assistant, *archive, *clock, turn_workers) {}

Result<std::unique_ptr<Familiar>> assemble(const AssembleOptions& options) {
    Configuration configuration = TRY(read_configuration(options.home));
    if (options.listen) configuration.listen = *options.listen;
    auto clock = std::make_unique<platform::SystemClock>();
    auto archive = TRY_IN(options.home.string(), store::open_sqlite_archive({options.home, 0}, *clock));
    Outside outside = TRY(open_outside(configuration.engines, *clock));
    auto familiar =
        std::make_unique<Familiar>(options, configuration, std::move(clock), std::move(outside), std::move(archive));
    if (options.imports) familiar->import_lock.emplace(TRY(take_import_lock(options.home, *familiar->archive)));
    return familiar;
}

}  // namespace familiar::app
