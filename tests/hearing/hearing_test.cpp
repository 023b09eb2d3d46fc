// A whole way of hearing: the house, its fenced child, real recordings.
#include "infer/hearing_house.h"
#include "sounds.h"
#include "tests/support/dataset.h"

#include <cmath>
#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace familiar::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* k_cards = "pocketsphinx-audio/test/data/cards/005.wav";
constexpr const char* k_cards_text = "eight of spades four of clubs seven of hearts";
constexpr std::size_t k_minute = std::size_t{60} * 16'000;

class Hearing : public ::testing::Test {
protected:
    Hearing() {
        infer::HearingOptions options;
        options.program = FAMILIAR_HEAR;
#if defined(__SANITIZE_ADDRESS__)
        options.memory_bytes_max = std::nullopt;  // shadow memory counts, and is larger than any machine
#endif
        house_ = std::make_unique<infer::HearingHouse>(std::move(options), clock_);
    }

    Call patient() const { return Call(clock_, {}, std::chrono::minutes(5), "test"); }
    Result<Transcript> hear(std::string_view sound, const infer::SpeechWishes& wishes = {}) {
        return house_->transcribe(patient(), sound, wishes);
    }
    static std::string recording(const std::string& set, const std::string& file) {
        const auto files = test::dataset("voice/" + set);
        return files && files->contains(file) ? files->at(file) : std::string();
    }

    platform::SystemClock clock_;
    std::unique_ptr<infer::HearingHouse> house_;
};

TEST_F(Hearing, WritesDownWordsWithTheirTimes) {
    const std::string sound = recording("pocketsphinx-audio", k_cards);
    if (sound.empty()) SKIP_WITHOUT_DATASET("voice/pocketsphinx-audio");
    const auto heard = hear(sound);
    ASSERT_TRUE(heard) << heard.error().text();
    EXPECT_EQ(heard->text, k_cards_text);
    ASSERT_EQ(heard->words.size(), 9U);
    EXPECT_EQ(heard->words[8].text, "hearts");
    EXPECT_GT(heard->words[8].begin, heard->words[0].end);
    EXPECT_LE(heard->words[8].end, heard->duration);
    EXPECT_EQ(heard->engine, "pocketsphinx");
}

TEST_F(Hearing, EveryFormatGivesTheWordsOfItsTwin) {
    const std::string sound = recording("pocketsphinx-audio", k_cards);
    if (sound.empty()) SKIP_WITHOUT_DATASET("voice/pocketsphinx-audio");
    const auto original = hear(sound);
    ASSERT_TRUE(original) << original.error().text();
    ASSERT_FALSE(original->text.empty());
    const std::vector<std::vector<std::string>> formats = {
        {"-f", "mp3", "-b:a", "64k"},
        {"-f", "ogg", "-c:a", "libopus", "-b:a", "32k"},
        {"-f", "ogg", "-c:a", "libvorbis", "-b:a", "128k", "-ar", "44100"},
        {"-f", "webm", "-c:a", "libopus", "-b:a", "32k"},
        {"-f", "ipod", "-c:a", "aac", "-b:a", "96k"},
        {"-f", "adts", "-c:a", "aac", "-b:a", "96k"},
        {"-f", "flac"},
        {"-f", "wav", "-ar", "48000", "-ac", "2"},
        {"-f", "wav", "-ar", "22050", "-c:a", "pcm_f32le"}};
    for (const auto& format : formats) {
        const auto twin = encoded(sound, format);
        if (!twin) GTEST_SKIP() << "NOT TESTED: /usr/bin/ffmpeg cannot make " << format[1];
        const auto heard = hear(*twin);
        ASSERT_TRUE(heard) << format[1] << ": " << heard.error().text();
        EXPECT_EQ(heard->text, original->text) << ::testing::PrintToString(format);
    }
    EXPECT_EQ(house_->state().starts, 1);  // all by the same child
}

TEST_F(Hearing, SaysWhatIsWrongWithMalformedFilesAndGoesOn) {
    const auto files = test::dataset("voice/pocketsphinx-audio");
    if (!files) SKIP_WITHOUT_DATASET("voice/pocketsphinx-audio");
    for (const char* name : {"awful", "bad", "evil"}) {
        const auto heard = hear(files->at(std::string("pocketsphinx-audio/test/data/") + name + ".wav"));
        ASSERT_FALSE(heard) << name;
        EXPECT_EQ(heard.error().code, ErrorCode::invalid_argument) << name;
        EXPECT_THAT(heard.error().message, HasSubstr("Send wav, mp3"));
    }
    const auto empty = hear(files->at("pocketsphinx-audio/test/data/null.wav"));
    EXPECT_TRUE(!empty || empty->text.empty());
    EXPECT_FALSE(hear("this is no sound"));
    EXPECT_FALSE(hear(""));
    EXPECT_EQ(house_->state().crashes, 0);
}

TEST_F(Hearing, InventsNoWordsInAMinuteOfSilenceOrNoise) {
    std::uint32_t state = 7;
    const auto white = [&state] {
        state = state * 1664525U + 1013904223U;
        return static_cast<double>(state >> 8U) / (1U << 23U) - 1;
    };
    double brown = 0;
    const std::vector<std::pair<std::string, std::function<double(std::size_t)>>> sounds = {
        {"silence", [](std::size_t) { return 0.0; }},
        {"quiet hiss", [&](std::size_t) { return 0.01 * white(); }},
        {"loud hiss", [&](std::size_t) { return 0.3 * white(); }},
        {"rumble", [&](std::size_t) { return brown = 0.99 * brown + 0.02 * white(); }},
        {"hum", [](std::size_t i) { return 0.2 * std::sin(static_cast<double>(i) * 0.03926991); }},
        {"clicks", [](std::size_t i) { return i % 9000 < 20 ? 0.8 : 0.0; }},
        {"gusts", [&](std::size_t i) { return 0.15 * white() * (1 + std::sin(static_cast<double>(i) * 0.0002)); }}};
    for (const auto& [name, value] : sounds) {
        const auto heard = hear(wav_of(k_minute, value));
        ASSERT_TRUE(heard) << name << ": " << heard.error().text();
        EXPECT_EQ(heard->text, "") << name;
        EXPECT_THAT(heard->words, IsEmpty()) << name;
        EXPECT_EQ(heard->duration, std::chrono::seconds(60)) << name;
    }
}

TEST_F(Hearing, TellsPartsAndTheEndOfSpeechWhileSoundComesIn) {
    const std::string sound = recording("pocketsphinx-audio", k_cards);
    if (sound.empty()) SKIP_WITHOUT_DATASET("voice/pocketsphinx-audio");
    // A second of a quiet room follows; the speech itself ends at 3.2 s.
    std::string stream = sound + std::string(32'000, '\0');
    for (std::size_t i = 40; i < 44; ++i) stream[i] = '\xFF';  // a length that nobody knows yet
    std::size_t at = 0;
    const infer::SoundSource pieces = [&]() -> Result<std::string> {
        std::string piece = stream.substr(at, 3200);
        at += piece.size();
        return piece;
    };
    std::vector<infer::SpeechEvent> events;
    const auto heard =
        house_->listen(patient(), pieces, {}, [&](const infer::SpeechEvent& event) { events.push_back(event); });
    ASSERT_TRUE(heard) << heard.error().text();
    EXPECT_THAT(heard->text, HasSubstr("spades"));
    const auto count = [&](infer::SpeechEvent::Kind kind) {
        return std::ranges::count(events, kind, &infer::SpeechEvent::kind);
    };
    EXPECT_EQ(count(infer::SpeechEvent::Kind::speech_begins), 1);
    EXPECT_EQ(count(infer::SpeechEvent::Kind::speech_ends), 1);
    EXPECT_GT(count(infer::SpeechEvent::Kind::partial), 3);
}

TEST_F(Hearing, SurvivesTheDeathOfItsChild) {
    const std::string sound = recording("pocketsphinx-audio", k_cards);
    if (sound.empty()) SKIP_WITHOUT_DATASET("voice/pocketsphinx-audio");
    bool is_first = true;
    const infer::SoundSource deadly = [&]() -> Result<std::string> {
        if (!std::exchange(is_first, false)) return std::string(64, 'x');
        for (const int process : house_->state().processes) ::kill(process, SIGKILL);
        return sound;
    };
    const auto dead = house_->listen(patient(), deadly, {}, {});
    ASSERT_FALSE(dead);
    EXPECT_EQ(dead.error().code, ErrorCode::unavailable);
    const auto heard = hear(sound);
    ASSERT_TRUE(heard) << heard.error().text();
    EXPECT_EQ(heard->text, k_cards_text);
    EXPECT_EQ(house_->state().crashes, 1);
}

TEST_F(Hearing, ARecordingThatBreaksOffEndsNothingElse) {
    const std::string sound = recording("pocketsphinx-audio", k_cards);
    if (sound.empty()) SKIP_WITHOUT_DATASET("voice/pocketsphinx-audio");
    const infer::SoundSource gone = [] -> Result<std::string> { return fail(ErrorCode::cancelled, "the person left"); };
    const auto broken = house_->listen(patient(), gone, {}, {});
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::cancelled);
    EXPECT_TRUE(hear(sound));
}

TEST_F(Hearing, HearsTheWordsOfAWorld) {
    const std::string sound = recording("pocketsphinx-audio", k_cards);
    if (sound.empty()) SKIP_WITHOUT_DATASET("voice/pocketsphinx-audio");
    infer::SpeechWorld world;
    world.name = "hearts only";
    world.language_model = "\\data\\\nngram 1=3\n\n\\1-grams:\n-0.5 <s>\n-0.5 </s>\n-0.3 hearts\n\n\\end\\\n";
    world.dictionary = "hearts HH AA R T S\n";
    infer::SpeechWishes wishes;
    wishes.world = std::make_shared<const infer::SpeechWorld>(world);
    const auto heard = hear(sound, wishes);
    ASSERT_TRUE(heard) << heard.error().text();
    EXPECT_FALSE(heard->text.empty());
    world.name = "broken";
    world.language_model = "no model";
    wishes.world = std::make_shared<const infer::SpeechWorld>(world);
    EXPECT_FALSE(hear(sound, wishes));
    EXPECT_TRUE(hear(sound));
}

TEST_F(Hearing, HearsDigitsWhereDigitsAreExpected) {
    const auto files = test::dataset("voice/fsdd-dev");
    if (!files) SKIP_WITHOUT_DATASET("voice/fsdd-dev");
    infer::SpeechWishes wishes;
    wishes.expects_digits = true;
    for (const auto& [file, digit] : {std::pair{"7_jackson_32", "seven"}, std::pair{"1_jackson_12", "one"}}) {
        const auto found = files->find(std::string("fsdd-dev/recordings/") + file + ".wav");
        if (found == files->end()) continue;
        const auto heard = hear(found->second, wishes);
        ASSERT_TRUE(heard) << heard.error().text();
        EXPECT_EQ(heard->text, digit);
    }
}

}  // namespace
}  // namespace familiar::tests
