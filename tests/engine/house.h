// A house of tiny models over the real llama-server, for one test each.
#pragma once

#include "infer/model_house.h"
#include "platform/clock.h"
#include "tests/support/temp_folder.h"
#include "tests/support/tiny_gguf.h"

#include <chrono>
#include <gtest/gtest.h>
#include <memory>
#include <string>

namespace familiar::tests {

// Skips, loudly, where there is no engine.
class EngineTest : public ::testing::Test {
protected:
    void SetUp() override;

    // Where the tests keep their engine; empty when there is none. Found once.
    static const infer::LlamaInstallation* installation();

    // A tenant for a tiny model that is written for it.
    infer::Tenant tiny(const std::string& name, const test::TinyModel& model = {}) const;
    // A house with these options and the rest as tests need it.
    std::unique_ptr<infer::ModelHouse> house(infer::HouseOptions options = {}) const;
    // The same on a clock of the test.
    std::unique_ptr<infer::ModelHouse> house_on(const platform::Clock& clock, infer::HouseOptions options = {}) const;
    // One with a model called "tiny", which has so many places.
    std::unique_ptr<infer::ModelHouse> tiny_house(std::size_t places = 1) const;

    Call call() const { return Call(clock_, {}, std::chrono::minutes(5), "test"); }
    const platform::Clock& clock() const { return clock_; }
    const test::TempFolder& folder() const { return folder_; }

private:
    platform::SystemClock clock_;
    test::TempFolder folder_;
};

infer::ChatRequest asks(std::string text, std::int64_t tokens_max = 24);
infer::TenantState state_of(infer::ModelHouse& house, const std::string& name);
// Takes all deltas.
bool take_all(const infer::Delta& delta);

}  // namespace familiar::tests
