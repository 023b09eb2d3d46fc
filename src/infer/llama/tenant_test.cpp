#include "infer/limits.h"
#include "infer/model_house.h"
#include "platform/files.h"
#include "tests/support/temp_folder.h"
#include "tests/support/tiny_gguf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace familiar::infer {
namespace {

TEST(Tenant, IsAModelOfTheIndex) {
    const test::TempFolder home;
    ASSERT_TRUE(platform::make_private_folder(models_folder(home.path())));
    test::write_tiny_gguf({}, models_folder(home.path()) / "x.gguf");
    ModelIndex index;
    index.models.push_back({.name = "x", .files = {"x.gguf"}, .bytes = 1000, .context_tokens = 4096});
    index.models.back().memory_bytes_per_token = 10;
    ASSERT_TRUE(write_models(home.path(), index));
    const auto tenant = tenant_for(home.path(), "x", 100'000, 2);
    ASSERT_TRUE(tenant) << tenant.error().text();
    EXPECT_EQ(tenant->model, models_folder(home.path()) / "x.gguf");
    EXPECT_EQ(tenant->context_tokens, 4096) << "more than the model knows";
    EXPECT_EQ(tenant->memory_bytes, 1000 + 10 * 2 * 4096 + k_engine_overhead_bytes);
}

TEST(Tenant, IsAFileThatIsInNoIndex) {
    const test::TempFolder home;
    test::write_tiny_gguf({.pooling = 1}, home / "My_Vectors.gguf");
    const auto tenant = tenant_for(home.path(), (home / "My_Vectors.gguf").string(), 2048, 1);
    ASSERT_TRUE(tenant) << tenant.error().text();
    EXPECT_EQ(tenant->name, "my-vectors");
    EXPECT_EQ(tenant->work, ModelWork::embedding);
    EXPECT_EQ(tenant->context_tokens, 2048);
    EXPECT_GT(tenant->memory_bytes, 2'000'000);
    EXPECT_THAT(tenant_for(home.path(), "none", 2048, 1).error().message, ::testing::HasSubstr("familiar models"));
    EXPECT_EQ(tenant_for(home.path(), "/no/such.gguf", 2048, 1).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace familiar::infer
