#include "apps/familiar-hear/world_model.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <sphinxbase/err.h>
#include <sphinxbase/ngram_model.h>

namespace familiar::hear {

namespace {

struct Free {
    void operator()(ngram_model_t* one) const { ngram_model_free(one); }
    void operator()(logmath_t* one) const { logmath_free(one); }
};

constexpr double k_logarithm_base = 1.0001;

}  // namespace

Result<std::vector<std::pair<std::string, double>>> usual_words(const std::filesystem::path& models,
                                                                const Pronouncer& pronouncer, std::size_t count) {
    err_set_logfp(nullptr);
    const std::unique_ptr<logmath_t, Free> logarithms(logmath_init(k_logarithm_base, 0, 0));
    const std::filesystem::path file = models / "en-us.lm.bin";
    const std::unique_ptr<ngram_model_t, Free> model(
        ngram_model_read(nullptr, file.c_str(), NGRAM_AUTO, logarithms.get()));
    if (!model)
        return fail(ErrorCode::not_found, file.string() + " cannot be read. Install the package pocketsphinx-en-us");
    std::vector<std::pair<std::string, double>> shares;
    for (const std::string& word : pronouncer.known_words()) {
        const std::int32_t number = ngram_wid(model.get(), word.c_str());
        if (number == ngram_unknown_wid(model.get())) continue;
        std::int32_t used = 0;
        shares.emplace_back(word, logmath_exp(logarithms.get(), ngram_ng_prob(model.get(), number, nullptr, 0, &used)));
    }
    std::ranges::stable_sort(shares, std::greater<>(), [](const auto& share) { return share.second; });
    if (shares.size() > count) shares.resize(count);
    return shares;
}

WorldModelText world_model_of(const std::vector<WeighedSentence>& sentences,
                              const std::vector<std::pair<std::string, double>>& usual, const Pronouncer& pronouncer,
                              const ModelWishes& wishes) {
    const LanguageModel model = LanguageModel::make(sentences, usual, wishes);
    return {model.arpa(), pronouncer.dictionary_of(model.words())};
}

}  // namespace familiar::hear
