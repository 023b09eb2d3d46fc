// Real files that broke decoders of others: each ends in a picture or in words for a person.
#include "base/utf8.h"
#include "perceive/picture.h"
#include "platform/clock.h"
#include "tests/support/dataset.h"

#include <gtest/gtest.h>

namespace familiar::perceive {
namespace {

TEST(Hostile, PicturesAreOpenedOrRefusedInWords) {
    const auto files = test::dataset("images/pillow-images-dev");
    if (!files) SKIP_WITHOUT_DATASET("images/pillow-images-dev");
    auto settings = looking_settings(FAMILIAR_LOOK_FOLDER);
    ASSERT_TRUE(settings) << settings.error().text();
    if (!settings->memory_bytes_max) settings->time_max *= 6;  // sanitizers: no limit on addresses, and slow
    platform::SystemClock clock;
    std::map<std::string, int> ends;
    for (const auto& [path, bytes] : *files) {
        SCOPED_TRACE(path);
        const auto seen = look_at(Call(clock), *settings, bytes, {.text = false});
        if (seen) {
            ++ends["opened"];
            EXPECT_FALSE(seen->clean.empty());
            continue;
        }
        ++ends[std::string(name_of(seen.error().code))];
        EXPECT_TRUE(utf8::valid(seen.error().message));
        EXPECT_FALSE(seen.error().message.empty());
        EXPECT_NE(seen.error().code, ErrorCode::internal);
        EXPECT_NE(seen.error().code, ErrorCode::deadline);
        if (seen.error().message.find("opened safely") != std::string::npos)
            std::cout << path << ": " << seen.error().text() << '\n';
    }
    for (const auto& [end, count] : ends) std::cout << end << ": " << count << '\n';
    EXPECT_GT(ends["opened"], 300);
}

}  // namespace
}  // namespace familiar::perceive
