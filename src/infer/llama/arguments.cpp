#include "infer/limits.h"
#include "infer/llama/server.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::infer::llama {

namespace {

constexpr std::int64_t k_whole_text_tokens_max = 2048;
constexpr int k_reuse_tokens_min = 64;  // of a piece that moved within the prompt and is taken over all the same

class Arguments {
public:
    explicit Arguments(const LlamaInstallation& installation) : installation_(installation) {}

    void always(const char* option, std::string value) {
        all_.emplace_back(option);
        all_.push_back(std::move(value));
    }
    // Left out when this build does not know it.
    void flag(const char* option) {
        if (installation_.knows(option)) all_.emplace_back(option);
    }
    void value(const char* option, std::string value) {
        if (installation_.knows(option)) always(option, std::move(value));
    }
    std::vector<std::string> take() { return std::move(all_); }

private:
    const LlamaInstallation& installation_;
    std::vector<std::string> all_;
};

void add_chat(Arguments& arguments, const LlamaInstallation& installation, const ServerOptions& options) {
    arguments.flag("--jinja");
    arguments.flag("--kv-unified");
    arguments.value("--cache-reuse", fmt::format("{}", k_reuse_tokens_min));
    arguments.value("--reasoning-format", "deepseek");  // thoughts in a field of their own
    // A chat keeps its slot (openai/slots.h); a server that empties idle slots would evaluate each turn from the start.
    arguments.flag("--no-cache-idle-slots");
    arguments.value("--cache-ram", "0");
    // Answers quote their sources, which stand in the prompt: what was written once is guessed when it comes again.
    if (installation.knows("--spec-type", "ngram-mod")) arguments.always("--spec-type", "ngram-mod");
    if (!options.projector.empty()) arguments.value("--mmproj", options.projector.string());
    if (!options.slot_folder.empty()) arguments.value("--slot-save-path", options.slot_folder.string());
}

// A text of which a vector or a score is made is worked on in one piece; longer ones are refused.
void add_whole_texts(Arguments& arguments, const ServerOptions& options) {
    const std::string tokens = fmt::format("{}", std::min(options.context_tokens, k_whole_text_tokens_max));
    arguments.value("--batch-size", tokens);
    arguments.value("--ubatch-size", tokens);
}

}  // namespace

std::size_t slots_of(const LlamaInstallation& installation, const ServerOptions& options) {
    if (options.work != ModelWork::chat || !installation.knows("--kv-unified")) return options.places;
    return std::max(options.places, std::min(options.places * k_slots_per_place, k_slots_max));
}

std::vector<std::string> arguments_of(const LlamaInstallation& installation, const ServerOptions& options,
                                      const std::string& socket) {
    Arguments arguments(installation);
    const auto places = static_cast<std::int64_t>(options.places);
    arguments.always("--model", options.model.string());
    arguments.always("--host", socket);
    arguments.value("--alias", options.name);
    arguments.always("--ctx-size", fmt::format("{}", options.context_tokens * places));
    arguments.always("--parallel", fmt::format("{}", slots_of(installation, options)));
    arguments.always("--threads", fmt::format("{}", options.threads));
    arguments.flag("--metrics");
    arguments.flag("--offline");
    if (installation.knows("--no-ui"))
        arguments.flag("--no-ui");
    else
        arguments.flag("--no-webui");
    if (options.work == ModelWork::chat)
        add_chat(arguments, installation, options);
    else
        add_whole_texts(arguments, options);
    if (options.work == ModelWork::embedding) arguments.flag("--embedding");
    if (options.work == ModelWork::rerank) arguments.flag("--rerank");
    return arguments.take();
}

}  // namespace familiar::infer::llama
