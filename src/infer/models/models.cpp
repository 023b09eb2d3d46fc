#include "infer/models/models.h"

#include "base/json.h"
#include "infer/limits.h"
#include "platform/files.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iterator>
#include <set>
#include <system_error>

namespace familiar::infer {

namespace {

constexpr int k_index_version = 1;

// A file's name and nothing that leads elsewhere: the index may have been written by hand.
bool is_plain_name(const std::string& name) {
    return !name.empty() && name.size() <= k_model_name_bytes_max * 2 && name.find('/') == std::string::npos &&
           name != "." && name != "..";
}

Json json_of(const Model& model) {
    return {{"name", model.name},
            {"title", model.title},
            {"work", name_of(model.work)},
            {"files", model.files},
            {"projector", model.projector},
            {"bytes", model.bytes},
            {"sha256", model.sha256},
            {"source", model.source},
            {"architecture", model.architecture},
            {"quantization", model.quantization},
            {"parameters", model.parameters},
            {"context_tokens", model.context_tokens},
            {"memory_bytes_per_token", model.memory_bytes_per_token},
            {"pulled_at", time::rfc3339(model.pulled_at)}};
}

std::vector<std::string> texts_at(const Json& object, std::string_view key) {
    std::vector<std::string> texts;
    for (const Json& element : member(object, key)) {
        if (element.is_string() && texts.size() < k_model_files_max) texts.push_back(element.get<std::string>());
    }
    return texts;
}

// Nothing when the entry cannot be one of ours.
std::optional<Model> model_of(const Json& object) {
    const auto work = model_work_from(text_at(object, "work"));
    Model model;
    model.name = text_at(object, "name");
    model.files = texts_at(object, "files");
    model.projector = text_at(object, "projector");
    if (!work || !is_plain_name(model.name) || model.files.empty()) return std::nullopt;
    if (!std::ranges::all_of(model.files, is_plain_name)) return std::nullopt;
    if (!model.projector.empty() && !is_plain_name(model.projector)) return std::nullopt;
    model.work = *work;
    model.title = text_at(object, "title");
    model.bytes = integer_at(object, "bytes").value_or(0);
    model.sha256 = texts_at(object, "sha256");
    model.source = text_at(object, "source");
    model.architecture = text_at(object, "architecture");
    model.quantization = text_at(object, "quantization");
    model.parameters = integer_at(object, "parameters").value_or(0);
    model.context_tokens = integer_at(object, "context_tokens").value_or(0);
    model.memory_bytes_per_token = integer_at(object, "memory_bytes_per_token").value_or(0);
    if (const auto at = time::parse_rfc3339(text_at(object, "pulled_at"))) model.pulled_at = *at;
    return model;
}

bool has_its_files(const std::filesystem::path& folder, const Model& model) {
    std::error_code ignored;  // then it is not there
    return std::ranges::all_of(
        model.files, [&](const std::string& file) { return std::filesystem::is_regular_file(folder / file, ignored); });
}

Failure no_such_model(const ModelIndex& index, std::string_view name) {
    if (index.models.empty()) {
        return fail(
            ErrorCode::not_found,
            fmt::format("There is no model '{}', nor any other. Pull one with: familiar models pull NAME", name));
    }
    std::vector<std::string_view> names;
    std::ranges::transform(index.models, std::back_inserter(names), &Model::name);
    return fail(ErrorCode::not_found,
                fmt::format("There is no model '{}'; there are: {}", name, fmt::join(names, ", ")));
}

}  // namespace

std::string_view name_of(ModelWork work) {
    switch (work) {
        case ModelWork::chat: return "chat";
        case ModelWork::embedding: return "embedding";
        case ModelWork::rerank: return "rerank";
    }
    return "chat";
}

std::optional<ModelWork> model_work_from(std::string_view name) {
    for (const ModelWork work : {ModelWork::chat, ModelWork::embedding, ModelWork::rerank}) {
        if (name_of(work) == name) return work;
    }
    return std::nullopt;
}

ModelWork work_of(const GgufCard& card) {
    if (card.ranks) return ModelWork::rerank;
    return card.makes_vectors ? ModelWork::embedding : ModelWork::chat;
}

std::int64_t memory_need(const Model& model, std::int64_t context_tokens) {
    return model.bytes + model.memory_bytes_per_token * context_tokens + k_engine_overhead_bytes;
}

const Model* ModelIndex::find(std::string_view name) const {
    const auto found = std::ranges::find(models, name, &Model::name);
    return found == models.end() ? nullptr : &*found;
}

const Model* ModelIndex::used(ModelWork work) const {
    const auto named = in_use.find(work);
    return named == in_use.end() ? nullptr : find(named->second);
}

std::filesystem::path models_folder(const std::filesystem::path& home) { return home / "models"; }

Result<ModelIndex> read_models(const std::filesystem::path& home) {
    const auto path = models_folder(home) / "models.json";
    auto text = platform::read_file(path, k_model_index_bytes_max);
    if (!text && text.error().code == ErrorCode::not_found) return ModelIndex{};
    const Json document = TRY_IN(path.string(), parse_json(TRY(std::move(text))));
    ModelIndex index;
    for (const Json& entry : member(document, "models")) {
        auto model = model_of(entry);
        const bool taken = model && index.models.size() < k_models_max && index.find(model->name) == nullptr;
        if (taken && has_its_files(models_folder(home), *model)) index.models.push_back(*std::move(model));
    }
    std::ranges::sort(index.models, {}, &Model::name);
    for (const ModelWork work : {ModelWork::chat, ModelWork::embedding, ModelWork::rerank}) {
        std::string name = text_at(member(document, "in_use"), name_of(work));
        if (index.find(name) != nullptr) index.in_use[work] = std::move(name);
    }
    return index;
}

Result<> write_models(const std::filesystem::path& home, const ModelIndex& index) {
    Json models = Json::array();
    for (const Model& model : index.models) models.push_back(json_of(model));
    Json in_use = Json::object();
    for (const auto& [work, name] : index.in_use) in_use[std::string(name_of(work))] = name;
    TRY(platform::make_private_folder(models_folder(home)));
    return platform::write_file(
        models_folder(home) / "models.json",
        json_text({{"version", k_index_version}, {"models", std::move(models)}, {"in_use", std::move(in_use)}}) + "\n");
}

Result<Model> use_model(const std::filesystem::path& home, std::string_view name) {
    ModelIndex index = TRY(read_models(home));
    const Model* const model = index.find(name);
    if (model == nullptr) return no_such_model(index, name);
    index.in_use[model->work] = model->name;
    TRY(write_models(home, index));
    return *model;
}

Result<Model> remove_model(const std::filesystem::path& home, std::string_view name) {
    ModelIndex index = TRY(read_models(home));
    const Model* const found = index.find(name);
    if (found == nullptr) return no_such_model(index, name);
    Model removed = *found;
    std::erase_if(index.models, [&](const Model& model) { return model.name == removed.name; });
    std::erase_if(index.in_use, [&](const auto& pair) { return pair.second == removed.name; });
    TRY(write_models(home, index));
    std::set<std::string> kept;
    for (const Model& model : index.models) {
        kept.insert(model.files.begin(), model.files.end());
        kept.insert(model.projector);
    }
    std::vector<std::string> files = removed.files;
    if (!removed.projector.empty()) files.push_back(removed.projector);
    for (const std::string& file : files) {
        std::error_code error;
        if (kept.contains(file)) continue;
        std::filesystem::remove(models_folder(home) / file, error);
        if (error)
            return fail(ErrorCode::unavailable,
                        fmt::format("{} is not used any more, but its file {} cannot be removed: {}", removed.name,
                                    (models_folder(home) / file).string(), error.message()));
    }
    return removed;
}

}  // namespace familiar::infer
