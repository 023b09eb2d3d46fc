#include "recogniser.h"

#include "limits.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <pocketsphinx.h>
#include <sphinxbase/err.h>

namespace familiar::hear {

namespace {

constexpr const char* k_search = "said";
constexpr int k_frames_a_second = 100;
constexpr double k_score_scale = 1U << 10U;  // that PocketSphinx divides its scores by

// Quiet before and after an utterance, which the recogniser needs for its silence and recordings often lack.
constexpr std::size_t k_quiet_samples = k_rate / 8;
constexpr int k_quiet_level = 20;

std::vector<std::int16_t> with_quiet(std::span<const std::int16_t> samples) {
    std::vector<std::int16_t> all(samples.size() + 2 * k_quiet_samples);
    std::uint32_t state = 1;  // a linear congruence is white enough
    for (std::int16_t& sample : all) {
        state = state * 1664525U + 1013904223U;
        sample = static_cast<std::int16_t>(static_cast<int>(state >> 16U) % (2 * k_quiet_level) - k_quiet_level);
    }
    std::ranges::copy(samples, all.begin() + k_quiet_samples);
    return all;
}

constexpr const char* k_digits = R"(#JSGF V1.0;
grammar digits;
public <digits> = (zero | oh | one | two | three | four | five | six | seven | eight | nine)+;
)";

struct Free {
    void operator()(ps_decoder_t* one) const { ps_free(one); }
    void operator()(cmd_ln_t* one) const { cmd_ln_free_r(one); }
};

// "read(2)" is another way to say "read"; what is no word ("<sil>", "[NOISE]", "++COUGH++") is empty.
std::string word_of(std::string_view entry) {
    if (entry.empty() || entry.front() == '<' || entry.front() == '[' || entry.front() == '+') return {};
    return std::string(entry.substr(0, entry.find('(')));
}

std::chrono::milliseconds time_of(int frames) { return std::chrono::milliseconds(frames * 1000 / k_frames_a_second); }

}  // namespace

class Recogniser::Impl {
public:
    Impl(std::unique_ptr<ps_decoder_t, Free> decoder, const RecogniserOptions& options)
        : decoder_(std::move(decoder)), name_(options.name), adds_quiet_(options.adds_quiet) {}
    bool adds_quiet() const { return adds_quiet_; }

    void begin() { ps_start_utt(decoder_.get()); }
    void take(std::span<const std::int16_t> samples, bool is_whole) {
        ps_process_raw(decoder_.get(), samples.data(), samples.size(), 0, is_whole ? 1 : 0);
    }
    std::string text_so_far() {
        std::int32_t score = 0;
        const char* const text = ps_get_hyp(decoder_.get(), &score);
        return text == nullptr ? std::string() : std::string(text);
    }

    Hypothesis end() {
        ps_end_utt(decoder_.get());
        Hypothesis heard;
        heard.model = name_;
        std::int32_t score = 0;
        if (ps_get_hyp(decoder_.get(), &score) == nullptr) return heard;
        logmath_t* const logarithms = ps_get_logmath(decoder_.get());
        const int frames = std::max(ps_get_n_frames(decoder_.get()), 1);
        heard.score_per_frame = logmath_log_to_ln(logarithms, score) * k_score_scale / frames;
        double sure = 0;
        double spoken = 0;
        for (ps_seg_t* part = ps_seg_iter(decoder_.get()); part != nullptr; part = ps_seg_next(part)) {
            std::string text = word_of(ps_seg_word(part));
            if (text.empty()) continue;
            int first = 0;
            int last = 0;
            ps_seg_frames(part, &first, &last);
            std::int32_t acoustic = 0;
            std::int32_t language = 0;
            std::int32_t back_off = 0;
            const std::int32_t posterior = ps_seg_prob(part, &acoustic, &language, &back_off);
            const double confidence = std::clamp(logmath_exp(logarithms, posterior), 0.0, 1.0);
            sure += confidence * (last - first + 1);
            spoken += last - first + 1;
            if (!heard.text.empty()) heard.text += ' ';
            heard.text += text;
            heard.words.push_back({std::move(text), time_of(first), time_of(last + 1), confidence});
        }
        if (spoken > 0) heard.confidence = sure / spoken;
        return heard;
    }

private:
    std::unique_ptr<ps_decoder_t, Free> decoder_;
    std::string name_;
    bool adds_quiet_;
};

std::filesystem::path packaged_models() { return "/usr/share/pocketsphinx/model/en-us"; }

RecogniserOptions stock_english(const std::filesystem::path& models) {
    RecogniserOptions options;
    options.name = "stock";
    options.acoustic_model = models / "en-us";
    options.dictionary = models / "cmudict-en-us.dict";
    options.language_model = models / "en-us.lm.bin";
    return options;
}

RecogniserOptions english_digits(const std::filesystem::path& models) {
    RecogniserOptions options = stock_english(models);
    options.name = "digits";
    options.language_model.clear();
    options.grammar = k_digits;
    options.insertion_penalty = 1e-6;  // a noise behind a digit is not a further one
    options.silence = 0.5;
    options.adds_quiet = true;
    options.word_beam = 1e-80;
    options.beam = 1e-100;  // few words, so that nothing needs to be given up
    return options;
}

Recogniser::Recogniser(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Recogniser::~Recogniser() = default;

Result<std::unique_ptr<Recogniser>> Recogniser::open(const RecogniserOptions& options) {
    err_set_logfp(nullptr);
    for (const auto& path : {options.acoustic_model, options.dictionary, options.language_model}) {
        if (!path.empty() && !std::filesystem::exists(path))
            return fail(ErrorCode::not_found,
                        fmt::format("{} is missing. Install the package pocketsphinx-en-us", path.string()));
    }
    std::unique_ptr<cmd_ln_t, Free> config(cmd_ln_init(
        nullptr, ps_args(), TRUE, "-hmm", options.acoustic_model.c_str(), "-dict", options.dictionary.c_str(),
        "-remove_silence", "no", "-lw", fmt::format("{}", options.language_weight).c_str(), "-wip",
        fmt::format("{}", options.insertion_penalty).c_str(), "-beam", fmt::format("{}", options.beam).c_str(),
        "-pbeam", fmt::format("{}", options.beam).c_str(), "-wbeam", fmt::format("{}", options.word_beam).c_str(),
        "-silprob", fmt::format("{}", options.silence).c_str(), nullptr));
    std::unique_ptr<ps_decoder_t, Free> decoder(config ? ps_init(config.get()) : nullptr);
    const bool has_grammar = options.language_model.empty();
    const bool is_set =
        decoder && (has_grammar ? ps_set_jsgf_string(decoder.get(), k_search, options.grammar.c_str())
                                : ps_set_lm_file(decoder.get(), k_search, options.language_model.c_str())) == 0;
    if (!is_set || ps_set_search(decoder.get(), k_search) != 0)
        return fail(ErrorCode::corrupt, fmt::format("the {} model of speech cannot be loaded", options.name));
    return std::unique_ptr<Recogniser>(new Recogniser(std::make_unique<Impl>(std::move(decoder), options)));
}

void Recogniser::begin() { impl_->begin(); }
void Recogniser::take(std::span<const std::int16_t> samples) { impl_->take(samples, false); }
std::string Recogniser::text_so_far() { return impl_->text_so_far(); }
Hypothesis Recogniser::end() { return impl_->end(); }

Hypothesis Recogniser::recognise(std::span<const std::int16_t> samples) {
    impl_->begin();
    if (!impl_->adds_quiet()) {
        impl_->take(samples, true);
        return impl_->end();
    }
    impl_->take(with_quiet(samples), true);
    Hypothesis heard = impl_->end();
    constexpr std::chrono::milliseconds k_quiet(k_quiet_samples * 1000 / k_rate);
    const std::chrono::milliseconds whole(samples.size() * 1000 / k_rate);
    for (SpokenWord& word : heard.words) {
        word.begin = std::clamp(word.begin - k_quiet, std::chrono::milliseconds(0), whole);
        word.end = std::clamp(word.end - k_quiet, word.begin, whole);
    }
    return heard;
}

}  // namespace familiar::hear
