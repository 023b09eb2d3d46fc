// What a person sends through the fence: every format, turned, with metadata; text and codes out of it.
#include "look/decode.h"
#include "look/encode.h"
#include "perceive/picture.h"
#include "platform/clock.h"
#include "platform/fence.h"
#include "tests/pictures/made_pictures.h"

#include <bit>
#include <gtest/gtest.h>

namespace familiar::perceive {
namespace {

class Pictures : public ::testing::Test {
protected:
    Result<SeenPicture> seen(const std::string& bytes, const PictureWishes& wishes = {.text = false, .codes = false}) {
        auto settings = looking_settings(FAMILIAR_LOOK_FOLDER);
        if (!settings) return Failure(std::move(settings).error());
        settings->time_max = std::chrono::seconds(60);  // sanitizers are slow, and so is a machine that others use
        return look_at(Call(clock_), *settings, bytes, wishes);
    }
    platform::SystemClock clock_;
};

struct Colour {
    int red = 0;
    int green = 0;
    int blue = 0;
};
Colour colour_at(const look::Pixels& picture, double x, double y) {
    const std::uint8_t* pixel =
        picture.row(static_cast<int>(y * picture.height)) + static_cast<std::size_t>(x * picture.width) * 4;
    return {pixel[0], pixel[1], pixel[2]};
}
bool is_green(Colour colour) { return colour.green > 150 && colour.red < 100 && colour.blue < 100; }
bool is_red(Colour colour) { return colour.red > 150 && colour.green < 100 && colour.blue < 100; }
bool is_blue(Colour colour) { return colour.blue > 150 && colour.green < 100 && colour.red < 100; }

void expect_flag(const std::string& clean) {
    const auto decoded = look::decode(clean, {});
    ASSERT_TRUE(decoded) << decoded.error().text();
    EXPECT_TRUE(is_green(colour_at(decoded->picture, 0.1, 0.1)));
    EXPECT_TRUE(is_red(colour_at(decoded->picture, 0.2, 0.8)));
    EXPECT_TRUE(is_blue(colour_at(decoded->picture, 0.8, 0.5)));
}

TEST_F(Pictures, OfEveryFormatLookTheSame) {
    const look::Pixels flag = test::flag(96, 64);
    const std::map<std::string, std::string> files = {{"image/jpeg", *look::jpeg_of(flag, 90)},
                                                      {"image/png", *look::png_of(flag)},
                                                      {"image/webp", *look::thumbnail(flag)},
                                                      {"image/tiff", test::tiff_of(flag, 1)},
                                                      {"image/heic", test::heif_of(flag, test::HeifKind::heic)},
                                                      {"image/avif", test::heif_of(flag, test::HeifKind::avif)}};
    std::optional<std::uint64_t> hash;
    for (const auto& [type, bytes] : files) {
        SCOPED_TRACE(type);
        if (bytes.empty()) {
            std::cout << "NOT TESTED: this system cannot write " << type << '\n';
            continue;
        }
        const auto picture = seen(bytes);
        ASSERT_TRUE(picture) << picture.error().text();
        EXPECT_EQ(picture->media_type, type);
        EXPECT_EQ(picture->width, 96);
        EXPECT_EQ(picture->height, 64);
        expect_flag(picture->clean);
        expect_flag(picture->thumbnail);
        constexpr int k_bits_of_the_same_picture = 10;
        if (!hash) hash = picture->hash;
        EXPECT_LE(std::popcount(*hash ^ picture->hash), k_bits_of_the_same_picture);
    }
}

TEST_F(Pictures, ThatMoveAreTheirFirstFrame) {
    const auto picture = seen(test::gif_of_two_frames());
    ASSERT_TRUE(picture) << picture.error().text();
    const auto decoded = look::decode(picture->clean, {});
    ASSERT_TRUE(decoded);
    EXPECT_TRUE(is_red(colour_at(decoded->picture, 0.2, 0.5)));
    EXPECT_TRUE(is_blue(colour_at(decoded->picture, 0.8, 0.5)));
}

TEST_F(Pictures, AreMadeUprightInAllEightWays) {
    const look::Pixels flag = test::flag(96, 64);
    for (int orientation = 1; orientation <= 8; ++orientation) {
        SCOPED_TRACE(orientation);
        // Turned the other way round first: 6 and 8 undo each other, all others themselves.
        const int back = orientation == 6 ? 8 : orientation == 8 ? 6 : orientation;
        const look::Pixels turned = look::upright(flag, {back});
        for (const std::string& bytes :
             {test::tiff_of(turned, orientation), test::with_exif(*look::jpeg_of(turned, 90), orientation)}) {
            const auto picture = seen(bytes);
            ASSERT_TRUE(picture) << picture.error().text();
            EXPECT_EQ(picture->width, 96);
            EXPECT_EQ(picture->height, 64);
            expect_flag(picture->clean);
        }
    }
}

TEST_F(Pictures, KeepNothingOfWhereAndWithWhatTheyWereTaken) {
    const std::string bytes = test::with_exif(*look::jpeg_of(test::flag(96, 64), 90), 1);
    ASSERT_NE(bytes.find(test::k_serial_number), std::string::npos);
    const auto picture = seen(bytes);
    ASSERT_TRUE(picture) << picture.error().text();
    for (const std::string& copy : {picture->clean, picture->thumbnail}) {
        EXPECT_EQ(copy.find(test::k_serial_number), std::string::npos);
        EXPECT_EQ(copy.find("Exif"), std::string::npos);
    }
}

TEST_F(Pictures, CanBeLookedAtInPart) {
    const auto picture =
        seen(*look::png_of(test::flag(96, 64)), {.text = false, .codes = false, .part = Box{48, 0, 48, 64}});
    ASSERT_TRUE(picture) << picture.error().text();
    EXPECT_EQ(picture->width, 96);
    EXPECT_EQ(picture->clean_width, 48);
    const auto decoded = look::decode(picture->clean, {});
    ASSERT_TRUE(decoded);
    EXPECT_TRUE(is_blue(colour_at(decoded->picture, 0.1, 0.1)));
    const auto outside =
        seen(*look::png_of(test::flag(96, 64)), {.text = false, .codes = false, .part = Box{90, 0, 48, 64}});
    ASSERT_FALSE(outside);
    EXPECT_EQ(outside.error().code, ErrorCode::invalid_argument);
}

TEST_F(Pictures, OfOtherKindsAreNamed) {
    const std::map<std::string, std::string> files = {
        {"<svg xmlns='x'><image href='file:///etc/passwd'/></svg>", "SVG"},
        {"%PDF-1.7 and so on", "PDF"},
        {"%!PS (script) run", "PostScript"},
        {std::string("BM\0\0\0\0", 6), "bitmap"},
        {"some words", "no picture"}};
    for (const auto& [bytes, name] : files) {
        const auto picture = seen(bytes);
        ASSERT_FALSE(picture);
        EXPECT_EQ(picture.error().code, ErrorCode::invalid_argument);
        EXPECT_NE(picture.error().text().find(name), std::string::npos) << picture.error().text();
    }
    EXPECT_FALSE(seen(""));
}

TEST_F(Pictures, TooLargeAreRefusedBeforeTheyAreDecoded) {
    std::string png = *look::png_of(test::flag(8, 8));
    png[16] = 0x00;  // the width: 30,000,000 pixels
    png[17] = 0x01;
    const auto picture = seen(png);
    ASSERT_FALSE(picture);
    std::string tiff = test::tiff_of(test::flag(8, 8), 1);
    tiff.replace(8 + 2 + 8, 4, std::string("\0\0\xFF\0", 4));
    const auto large = seen(tiff);
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().code, ErrorCode::exhausted) << large.error().text();
}

TEST_F(Pictures, AreOpenedBehindAFenceThatMayBeDemanded) {
    const auto trial = platform::probe_fence();
    ASSERT_TRUE(trial) << trial.error().text();
    auto settings = looking_settings(FAMILIAR_LOOK_FOLDER);
    ASSERT_TRUE(settings);
    settings->fence_is_required = true;
    settings->time_max = std::chrono::seconds(60);
    const auto picture = look_at(Call(clock_), *settings, *look::png_of(test::flag(8, 8)), {});
    if (trial->report.network_is_closed() && trial->report.files_are_closed())
        EXPECT_TRUE(picture) << picture.error().text();
    else
        EXPECT_EQ(picture.error().code, ErrorCode::unavailable) << "this kernel cannot fence, and says so";
}

TEST_F(Pictures, WithoutAReaderSayWhatToDo) {
    const auto settings = looking_settings("/nowhere");
    ASSERT_FALSE(settings);
    EXPECT_EQ(settings.error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace familiar::perceive
