#include "infer/models/source.h"

#include "base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace familiar::infer {
namespace {

using ::testing::HasSubstr;

const std::string k_sum(64, 'a');

Json file(const std::string& path, std::int64_t size = 1000) {
    return {{"type", "file"}, {"path", path}, {"size", size}, {"lfs", {{"oid", k_sum}, {"size", size}}}};
}

Result<RemoteModel> choose(const Json& listing, const std::string& quantization = "") {
    return choose_files({"owner", "Some-Model-GGUF", quantization}, "https://hub.example", listing.dump());
}

TEST(ModelSource, ReadsWhatPeopleWrite) {
    const auto plain = parse_model_source("hf:Qwen/Qwen3-4B-GGUF").release();
    EXPECT_EQ(plain.hub->owner, "Qwen");
    EXPECT_EQ(plain.hub->repository, "Qwen3-4B-GGUF");
    EXPECT_EQ(plain.hub->quantization, "");
    EXPECT_EQ(parse_model_source("hf:o/r:Q4_K_M")->hub->quantization, "Q4_K_M");
    EXPECT_EQ(parse_model_source("https://example.org/a.gguf")->url, "https://example.org/a.gguf");
}

TEST(ModelSource, RefusesWhatLeadsElsewhere) {
    for (const char* text :
         {"", "hf:", "hf:o", "hf:o/", "hf:/r", "hf:../r", "hf:o/..", "hf:o/r/x", "hf:o/r:", "hf:o:q/r", "hf:o/r?x=1",
          "hf:o/r#x", "hf:o/r:a b", "ftp://example.org/a.gguf", "a.gguf", "hf:o/r:../x"})
        EXPECT_FALSE(parse_model_source(text)) << text;
}

TEST(ModelSource, TakesWhatMostMachinesRunWell) {
    const auto chosen = choose({file("m-F16.gguf"), file("m-Q8_0.gguf"), file("m-Q4_K_M.gguf"), file("README.md")});
    ASSERT_TRUE(chosen) << chosen.error().text();
    EXPECT_EQ(chosen->name, "some-model");
    ASSERT_EQ(chosen->files.size(), 1U);
    EXPECT_EQ(chosen->files[0].url, "https://hub.example/owner/Some-Model-GGUF/resolve/main/m-Q4_K_M.gguf");
    EXPECT_EQ(chosen->files[0].sha256, k_sum);
    EXPECT_EQ(chosen->files[0].bytes, 1000);
    EXPECT_FALSE(chosen->projector);
}

TEST(ModelSource, TakesNothingThatOnlyLiesBesideAModel) {
    const auto chosen = choose({file("imatrix.gguf"), file("m-DFlash-Q4_K_M.gguf"), file("m-UD-Q4_K_XL.gguf")});
    ASSERT_TRUE(chosen) << chosen.error().text();
    EXPECT_EQ(chosen->files[0].name, "m-UD-Q4_K_XL.gguf");
    EXPECT_FALSE(choose({file("imatrix.gguf")}));
}

TEST(ModelSource, TakesTheKindThatIsAskedFor) {
    const Json listing = {file("m-Q4_K_M.gguf"), file("m-Q4_K_S.gguf"), file("m-IQ4_XS.gguf"), file("q8/m-q8_0.gguf")};
    EXPECT_EQ(choose(listing, "q4_k_s")->files[0].name, "m-Q4_K_S.gguf");
    EXPECT_EQ(choose(listing, "Q8_0")->files[0].name, "m-q8_0.gguf");
    const auto missing = choose(listing, "Q4_K");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::not_found);
    EXPECT_THAT(missing.error().message, HasSubstr("m-Q4_K_S.gguf"));
}

TEST(ModelSource, GathersAllPartsAndWhatReadsPictures) {
    const auto chosen =
        choose({file("m-Q4_0-00002-of-00003.gguf"), file("m-Q4_0-00003-of-00003.gguf"),
                file("m-Q4_0-00001-of-00003.gguf"), file("mmproj-m-Q8_0.gguf"), file("mmproj-m-F16.gguf")});
    ASSERT_TRUE(chosen) << chosen.error().text();
    ASSERT_EQ(chosen->files.size(), 3U);
    EXPECT_EQ(chosen->files[0].name, "m-Q4_0-00001-of-00003.gguf");
    EXPECT_EQ(chosen->files[2].name, "m-Q4_0-00003-of-00003.gguf");
    EXPECT_THAT(chosen->projector->url, HasSubstr("mmproj-m-F16.gguf"));
    EXPECT_EQ(chosen->projector->name, "some-model-gguf-mmproj.gguf");
    EXPECT_FALSE(choose({file("m-Q4_0-00001-of-00002.gguf")})) << "a part is missing";
    EXPECT_FALSE(choose({file("m-Q4_0-00001-of-99999.gguf")}));
}

TEST(ModelSource, LeavesOutForeignTricks) {
    EXPECT_FALSE(choose({file("../../etc/m-Q4_0.gguf")}));
    EXPECT_FALSE(choose({file("m Q4_0?.gguf")}));
    EXPECT_FALSE(choose({file(".m-Q4_0.gguf")}));
    EXPECT_FALSE(choose({file("m-Q4_0.gguf", -1)}));
    EXPECT_FALSE(choose({file("m-Q4_0.gguf", std::int64_t{1} << 60)}));
    EXPECT_FALSE(choose_files({"o", "r", ""}, "h", "{\"error\":\"no\"}"));
    EXPECT_FALSE(choose_files({"o", "r", ""}, "h", "\"text\""));
    EXPECT_FALSE(choose_files({"o", "r", ""}, "h", "no json"));
}

TEST(ModelSource, NamesAFileByItsUrl) {
    const auto model = model_at_url("https://example.org/x/My_Model.Q4.gguf?download=true").release();
    EXPECT_EQ(model.name, "my-model.q4");
    EXPECT_EQ(model.files[0].name, "My_Model.Q4.gguf");
    EXPECT_FALSE(model_at_url("https://example.org/"));
    EXPECT_FALSE(model_at_url("https://example.org/model.bin"));
    EXPECT_FALSE(model_at_url("https://example.org/.gguf"));
    EXPECT_THAT(model_at_url("https://example.org/m-00001-of-00002.gguf").error().message, HasSubstr("hf:OWNER/REPO"));
}

}  // namespace
}  // namespace familiar::infer
