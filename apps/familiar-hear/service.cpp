#include "service.h"

#include "limits.h"
#include "listening.h"
#include "narrow_band.h"
#include "sound_decoder.h"

#include <algorithm>
#include <numeric>

namespace familiar::hear {

namespace {

constexpr const char* k_engine = "pocketsphinx";
constexpr const char* k_language = "en";

bool flag_at(const Json& object, std::string_view key) {
    const Json& value = member(object, key);
    return value.is_boolean() && value.get<bool>();
}

Json json_of(const SpokenWord& word) {
    return {{"text", word.text},
            {"begin_ms", word.begin.count()},
            {"end_ms", word.end.count()},
            {"confidence", word.confidence}};
}

Json json_of(const Heard& heard) {
    std::string text;
    Json words = Json::array();
    double sure = 0;
    double spoken = 0;
    for (const Hypothesis& utterance : heard.utterances) {
        text += (text.empty() ? "" : " ") + utterance.text;
        for (const SpokenWord& word : utterance.words) {
            if (words.size() < k_words_max) words.push_back(json_of(word));
            const auto took = static_cast<double>((word.end - word.begin).count());
            sure += took * word.confidence;
            spoken += took;
        }
    }
    Json utterances = Json::array();
    for (const auto& hypotheses : heard.all) {
        Json all = Json::array();
        for (const Hypothesis& one : hypotheses)
            all.push_back({{"model", one.model},
                           {"text", one.text},
                           {"confidence", one.confidence},
                           {"score", one.score_per_frame}});
        utterances.push_back(std::move(all));
    }
    return {{"text", text},
            {"language", k_language},
            {"engine", k_engine},
            {"confidence", spoken > 0 ? sure / spoken : 0.0},
            {"duration_ms", heard.duration.count()},
            {"words", std::move(words)},
            {"utterances", std::move(utterances)}};
}

Json json_of(const Error& error) { return {{"error", error.message}, {"code", name_of(error.code)}}; }

}  // namespace

Result<> Service::run() {
    while (true) {
        const auto message = TRY(incoming_.message());
        if (!message) return {};
        TRY(serve(*message));
    }
}

Result<> Service::serve(const Json& message) {
    if (const Json& world = member(message, "world"); world.is_object()) {
        const WorldModel model{text_at(world, "name"), text_at(world, "language_model"), text_at(world, "dictionary")};
        const auto learned = ear_.learn(model);
        tell(learned ? Json{{"learned", model.name}} : json_of(learned.error()));
        return {};
    }
    const Json& wishes = member(message, "listen");
    if (!wishes.is_object()) return fail(ErrorCode::invalid_argument, "a message that asks for nothing");
    IncomingSound sound(incoming_, flag_at(wishes, "stream"));
    const auto heard = listen(wishes, sound);
    sound.skip_rest();
    // What the parent did wrong is told as well: then it may not go on as if nothing had happened.
    if (!heard) tell(json_of(sound.error().value_or(heard.error())));
    return {};
}

Result<> Service::listen(const Json& wishes, IncomingSound& sound) {
    const bool is_stream = flag_at(wishes, "stream");
    const auto recognisers = TRY(ear_.listeners(flag_at(wishes, "expects_digits"), text_at(wishes, "world")));
    const auto decoder = TRY(SoundDecoder::open(sound));
    ListeningEvents events;
    if (is_stream) {
        events.partial = [this](const std::string& text) { tell({{"partial", text}}); };
        events.speech = [this](bool begins, std::chrono::milliseconds at) {
            tell({{"speech", begins ? "begins" : "ends"}, {"at_ms", at.count()}});
        };
    }
    Listening listening(recognisers, is_stream, std::move(events), surest);
    NarrowBand narrow;
    while (true) {
        auto samples = TRY(decoder->next());
        if (samples.empty()) break;
        if (decoder->sample_rate() == k_narrow_rate) narrow.widen(samples);
        listening.take(samples);
    }
    if (sound.error()) return Failure(*sound.error());
    tell({{"transcript", json_of(listening.finish())}});
    return {};
}

void Service::tell(const Json& message) {
    const std::lock_guard lock(writing_);
    write_(json_text(message) + '\n');
}

}  // namespace familiar::hear
