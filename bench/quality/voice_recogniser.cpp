#include "quality/voice_recogniser.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fmt/format.h>
#include <pocketsphinx.h>
#include <sphinxbase/err.h>
#include <sphinxbase/ngram_model.h>

namespace familiar::bench {

namespace {

const std::filesystem::path k_models = "/usr/share/pocketsphinx/model/en-us";

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

bool is_filler(std::string_view word) {
    return word.starts_with('<') || word.starts_with('[') || word.starts_with("++");
}

// "read(2)" is "read".
std::string plain_word(std::string_view word) { return std::string(word.substr(0, word.find('('))); }

}  // namespace

struct Recogniser::Sphinx {
    cmd_ln_t* configuration = nullptr;
    ps_decoder_t* decoder = nullptr;
    bool whole = true;

    ~Sphinx() {
        if (decoder != nullptr) ps_free(decoder);
        if (configuration != nullptr) cmd_ln_free_r(configuration);
    }
    bool take_models(const RecogniserWishes& wishes);
};

bool Recogniser::Sphinx::take_models(const RecogniserWishes& wishes) {
    std::vector<ngram_model_t*> models;
    std::vector<std::string> names;
    std::vector<float32> shares;
    for (const auto& [path, share] : wishes.models) {
        ngram_model_t* model = ngram_model_read(configuration, path.c_str(), NGRAM_AUTO, ps_get_logmath(decoder));
        if (model == nullptr) return false;
        models.push_back(model);
        names.push_back(path.string());
        shares.push_back(share);
    }
    if (models.size() == 1) return ps_set_lm(decoder, "words", models[0]) == 0 && ps_set_search(decoder, "words") == 0;
    std::vector<char*> pointers;
    for (std::string& name : names) pointers.push_back(name.data());
    ngram_model_t* set = ngram_model_set_init(configuration, models.data(), pointers.data(), shares.data(),
                                              static_cast<int32>(models.size()));
    if (set == nullptr) return false;
    ngram_model_set_interp(set, const_cast<const char**>(pointers.data()), shares.data());
    return ps_set_lm(decoder, "words", set) == 0 && ps_set_search(decoder, "words") == 0;
}

Recogniser::Recogniser() : sphinx_(std::make_unique<Sphinx>()) {}
Recogniser::~Recogniser() = default;

Result<std::unique_ptr<Recogniser>> Recogniser::make(const RecogniserWishes& wishes) {
    err_set_logfp(nullptr);
    std::unique_ptr<Recogniser> made(new Recogniser());
    Sphinx& sphinx = *made->sphinx_;
    sphinx.whole = wishes.whole;
    std::vector<std::string> arguments = {
        "bench_voice", "-hmm",     (k_models / "en-us").string(), "-dict", wishes.dictionary.string(),
        "-logfn",      "/dev/null"};
    for (const auto& [name, value] : wishes.options) arguments.insert(arguments.end(), {name, value});
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    sphinx.configuration =
        cmd_ln_parse_r(nullptr, ps_args(), static_cast<int32>(pointers.size()), pointers.data(), TRUE);
    if (sphinx.configuration == nullptr)
        return fail(ErrorCode::unavailable, "PocketSphinx does not take these options");
    sphinx.decoder = ps_init(sphinx.configuration);
    if (sphinx.decoder == nullptr || !sphinx.take_models(wishes))
        return fail(ErrorCode::unavailable, "PocketSphinx does not start; run tools/install build");
    return made;
}

Heard Recogniser::hear(const Sound& sound) {
    ps_decoder_t* decoder = sphinx_->decoder;
    Heard heard;
    const double begun = processor_seconds();
    ps_start_utt(decoder);
    if (sphinx_->whole) {
        ps_process_raw(decoder, sound.data(), sound.size(), FALSE, TRUE);
    } else {
        constexpr std::size_t k_chunk = 1600;
        for (std::size_t at = 0; at < sound.size(); at += k_chunk)
            ps_process_raw(decoder, sound.data() + at, std::min(k_chunk, sound.size() - at), FALSE, FALSE);
    }
    ps_end_utt(decoder);
    int32 score = 0;
    if (ps_get_hyp(decoder, &score) == nullptr) return heard;
    logmath_t* logarithms = ps_get_logmath(decoder);
    const auto log10_of = [&](int32 value) { return logmath_log_to_log10(logarithms, value); };
    heard.posterior = log10_of(ps_get_prob(decoder));
    constexpr double k_score_scale = 1U << 10U;  // that PocketSphinx divides its scores by
    heard.score_per_frame =
        logmath_log_to_ln(logarithms, score) * k_score_scale / std::max(1, ps_get_n_frames(decoder));
    for (ps_seg_t* segment = ps_seg_iter(decoder); segment != nullptr; segment = ps_seg_next(segment)) {
        const std::string word = plain_word(ps_seg_word(segment));
        if (is_filler(word)) continue;
        HeardPart part{word, 0, 0, 0, 0};
        ps_seg_frames(segment, &part.first_frame, &part.last_frame);
        int32 acoustic = 0;
        int32 language = 0;
        int32 back_off = 0;
        part.posterior = std::pow(10.0, log10_of(ps_seg_prob(segment, &acoustic, &language, &back_off)));
        part.acoustic = log10_of(acoustic);
        heard.parts.push_back(part);
        heard.words += (heard.words.empty() ? "" : " ") + word;
    }
    heard.seconds = processor_seconds() - begun;
    return heard;
}

std::filesystem::path stock_dictionary() { return k_models / "cmudict-en-us.dict"; }
std::filesystem::path stock_model() { return k_models / "en-us.lm.bin"; }

}  // namespace familiar::bench
