#include "quality/voice_systems.h"

#include "apps/familiar-hear/choose.h"
#include "apps/familiar-hear/language_model.h"
#include "perceive/asking_model.h"
#include "perceive/spoken.h"
#include "platform/files.h"
#include "apps/familiar-hear/pronunciation.h"
#include "apps/familiar-hear/world_model.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>

namespace familiar::bench {

namespace {

constexpr std::size_t k_file_bytes_max = 16U << 20U;
constexpr const char* k_language_weight = "9";

double number_option(const SystemWishes& wishes, std::string_view name, double usual) {
    for (const auto& [key, value] : wishes.options) {
        if (key == name) return std::strtod(value.c_str(), nullptr);
    }
    return usual;
}

std::vector<std::pair<std::string, std::string>> sphinx_options(const SystemWishes& wishes) {
    std::vector<std::pair<std::string, std::string>> options;
    std::ranges::copy_if(wishes.options, std::back_inserter(options),
                         [](const auto& option) { return option.first.starts_with('-'); });
    return options;
}

struct WorldFiles {
    std::filesystem::path model;
    std::filesystem::path dictionary;
};

Result<WorldFiles> write_world(const VoiceWorld& world, const SystemWishes& wishes) {
    std::filesystem::create_directories(wishes.folder);
    const std::string dictionary = TRY(platform::read_file(stock_dictionary(), k_file_bytes_max));
    const auto rules = TRY(platform::read_file(
        std::filesystem::path(FAMILIAR_SOURCE_DIR) / "apps/familiar-hear/letters_to_sounds.txt", k_file_bytes_max));
    const hear::Pronouncer pronouncer = TRY(hear::Pronouncer::read(dictionary, rules));
    perceive::AskingWishes asking;
    asking.of_the_world = number_option(wishes, "of_the_world", asking.of_the_world);
    asking.of_a_question = number_option(wishes, "of_a_question", asking.of_a_question);
    std::vector<hear::WeighedSentence> sentences;
    for (const auto& [text, weight] : perceive::asked_sentences(world.words(), asking))
        sentences.push_back({text, weight});
    const auto base =
        TRY(hear::usual_words(stock_dictionary().parent_path(), pronouncer,
                              static_cast<std::size_t>(number_option(wishes, "usual", hear::k_usual_words))));
    hear::ModelWishes smoothing;
    smoothing.base_count = number_option(wishes, "base_count", smoothing.base_count);
    smoothing.novelty = number_option(wishes, "novelty", smoothing.novelty);
    smoothing.trigram_count_min = number_option(wishes, "trigram_min", smoothing.trigram_count_min);
    const auto model = hear::LanguageModel::make(sentences, base, smoothing);
    double log10 = 0;
    double words = 0;
    std::size_t unknown = 0;
    for (const std::string& question : TRY(spoken_questions("tuning"))) {
        const std::string said = perceive::spoken(question);
        log10 += model.log10_of(said);
        for (const std::string& word : perceive::spoken_words(question)) {
            words += 1;
            if (!model.knows(word)) fmt::print("unknown in tuning: {} ({})\n", word, ++unknown);
        }
        words += 1;
    }
    fmt::print("model of {} words; perplexity of tuning.txt {:.0f}\n", model.word_count(),
               std::pow(10, -log10 / words));
    const WorldFiles files{wishes.folder / "world.arpa", wishes.folder / "world.dict"};
    std::ofstream(files.model) << model.arpa();
    std::ofstream(files.dictionary) << pronouncer.dictionary_of(model.words());
    return files;
}

hear::Reading reading_of(const Heard& heard) {
    hear::Reading reading{heard.words, 0, heard.score_per_frame};
    double frames = 0;
    for (const HeardPart& part : heard.parts) {
        const double length = part.last_frame - part.first_frame + 1;
        reading.confidence += part.posterior * length;
        frames += length;
    }
    if (frames > 0) reading.confidence /= frames;
    return reading;
}

class One : public VoiceSystem {
public:
    explicit One(std::unique_ptr<Recogniser> recogniser) : recogniser_(std::move(recogniser)) {}

    Understood understand(const Sound& sound) override {
        const Heard heard = recogniser_->hear(sound);
        return {heard.words, hear::confidence_alone(reading_of(heard)), heard.seconds, {}};
    }

private:
    std::unique_ptr<Recogniser> recogniser_;
};

class Both : public VoiceSystem {
public:
    Both(std::unique_ptr<Recogniser> stock, std::unique_ptr<Recogniser> world)
        : stock_(std::move(stock)), world_(std::move(world)) {}

    Understood understand(const Sound& sound) override {
        const Heard stock = stock_->hear(sound);
        const Heard world = world_->hear(sound);
        const hear::Choice choice = hear::choose(reading_of(stock), reading_of(world));
        Understood understood{
            choice.is_world ? world.words : stock.words, choice.confidence, stock.seconds + world.seconds, {}};
        understood.readings = {reading_of(stock), reading_of(world)};
        return understood;
    }

private:
    std::unique_ptr<Recogniser> stock_;
    std::unique_ptr<Recogniser> world_;
};

}  // namespace

Result<std::unique_ptr<VoiceSystem>> VoiceSystem::make(const std::string& name, const VoiceWorld& world,
                                                       const SystemWishes& wishes) {
    RecogniserWishes recogniser;
    recogniser.options = {{"-lw", k_language_weight}};
    for (const auto& option : sphinx_options(wishes)) recogniser.options.push_back(option);
    if (name == "both") {
        recogniser.dictionary = stock_dictionary();
        recogniser.models = {{stock_model(), 1.0F}};
        auto stock = TRY(Recogniser::make(recogniser));
        const WorldFiles files = TRY(write_world(world, wishes));
        recogniser.dictionary = files.dictionary;
        recogniser.models = {{files.model, 1.0F}};
        return std::make_unique<Both>(std::move(stock), TRY(Recogniser::make(recogniser)));
    }
    recogniser.dictionary = stock_dictionary();
    recogniser.whole = number_option(wishes, "whole", 1) > 0;
    const auto share = static_cast<float>(number_option(wishes, "share", 0.8));
    if (name != "stock") {
        const WorldFiles files = TRY(write_world(world, wishes));
        recogniser.dictionary = files.dictionary;
        recogniser.models.emplace_back(files.model, share);
    }
    if (name != "world") recogniser.models.emplace_back(stock_model(), name == "stock" ? 1 : 1 - share);
    return std::make_unique<One>(TRY(Recogniser::make(recogniser)));
}

}  // namespace familiar::bench
