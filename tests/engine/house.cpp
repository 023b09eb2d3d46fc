#include "house.h"

#include "platform/environment.h"

#include <algorithm>

namespace familiar::tests {

namespace {

constexpr std::int64_t k_budget_bytes = std::int64_t{8} << 30;

Result<infer::LlamaInstallation> find() {
    const platform::SystemClock clock;
    const std::filesystem::path source = platform::environment("FAMILIAR_SOURCE_DIR").value_or(".");
    return infer::find_llama(Call(clock), {.roots = {source / ".deps" / "engine"},
                                           .search_path = platform::environment("PATH").value_or("")});
}

const Result<infer::LlamaInstallation>& found() {
    static const Result<infer::LlamaInstallation> k_found = find();
    return k_found;
}

}  // namespace

void EngineTest::SetUp() {
    if (!found()) GTEST_SKIP() << "SKIPPED, NO ENGINE: " << found().error().text();
}

const infer::LlamaInstallation* EngineTest::installation() { return found() ? &*found() : nullptr; }

infer::Tenant EngineTest::tiny(const std::string& name, const test::TinyModel& model) const {
    infer::Tenant tenant;
    tenant.name = name;
    tenant.model = folder_ / (name + ".gguf");
    tenant.context_tokens = 4096;
    tenant.places = 1;
    tenant.memory_bytes = std::int64_t{1} << 30;
    test::write_tiny_gguf(model, tenant.model);
    return tenant;
}

std::unique_ptr<infer::ModelHouse> EngineTest::house(infer::HouseOptions options) const {
    return house_on(clock_, std::move(options));
}

std::unique_ptr<infer::ModelHouse> EngineTest::house_on(const platform::Clock& clock,
                                                        infer::HouseOptions options) const {
    options.installation = *installation();
    options.run_folder = folder_ / "run";
    options.log_folder = folder_ / "logs";
    if (options.memory_bytes_max == 0) options.memory_bytes_max = k_budget_bytes;
    return std::make_unique<infer::ModelHouse>(std::move(options), clock);
}

std::unique_ptr<infer::ModelHouse> EngineTest::tiny_house(std::size_t places) const {
    auto made = house();
    infer::Tenant tenant = tiny("tiny");
    tenant.places = places;
    EXPECT_TRUE(made->add(std::move(tenant)));
    return made;
}

infer::ChatRequest asks(std::string text, std::int64_t tokens_max) {
    infer::ChatRequest request;
    request.messages = {{infer::Role::user, std::move(text)}};
    request.tokens_max = tokens_max;
    request.temperature = 0;
    request.seed = 1;
    return request;
}

infer::TenantState state_of(infer::ModelHouse& house, const std::string& name) {
    const auto states = house.state();
    const auto found = std::ranges::find(states, name, &infer::TenantState::name);
    return found == states.end() ? infer::TenantState{} : *found;
}

bool take_all(const infer::Delta& /*delta*/) { return true; }

}  // namespace familiar::tests
