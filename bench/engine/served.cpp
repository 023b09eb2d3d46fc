#include "engine/served.h"

#include "infer/limits.h"
#include "platform/environment.h"
#include "platform/files.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>

namespace familiar::bench {

void give_up(const Error& error) {
    fmt::print(stderr, "bench_engine: {}\n", error.text());
    std::exit(1);
}

Figure figure_of(std::vector<double> values) {
    if (values.empty()) return {};
    std::ranges::sort(values);
    const auto at = [&](std::size_t quarter) { return values[(values.size() - 1) * quarter / 4]; };
    return {at(2), at(1), at(3)};
}

double seconds_since(const platform::Clock& clock, platform::Elapsed started) {
    return std::chrono::duration<double>(clock.steady() - started).count();
}

Served::Served(const ServedModel& model) {
    infer::HouseOptions options;
    const std::filesystem::path source = FAMILIAR_SOURCE_DIR;
    options.installation =
        must(infer::find_llama(Call(clock_), {.roots = {source / ".deps" / "engine"},
                                              .search_path = platform::environment("PATH").value_or("")}));
    options.run_folder = folder_ / "run";
    options.log_folder = folder_ / "logs";
    options.memory_bytes_max = std::int64_t{8} << 30;
    house_ = std::make_unique<infer::ModelHouse>(std::move(options), clock_);
    infer::Tenant tenant;
    tenant.name = "tiny";
    tenant.model = folder_ / "tiny.gguf";
    tenant.context_tokens = model.context_tokens;
    tenant.places = model.places;
    tenant.memory_bytes = std::int64_t{4} << 30;
    test::write_tiny_gguf({.layers = model.layers,
                           .width = model.width,
                           .context_tokens = static_cast<std::uint32_t>(model.context_tokens)},
                          tenant.model);
    const auto added = house_->add(std::move(tenant));
    if (!added) give_up(added.error());
}

std::unique_ptr<infer::HostedEngine> Served::engine() { return must(house_->text_engine("tiny")); }

std::string Served::socket() const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "run")) {
        if (entry.is_socket()) return entry.path().string();
    }
    give_up({ErrorCode::not_found, "the server has no socket", {}});
}

}  // namespace familiar::bench
