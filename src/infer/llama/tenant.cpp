#include "infer/model_house.h"
#include "infer/models/source.h"
#include "platform/files.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::infer {

namespace {

// A model that is in no index: all that is known stands in its file.
Result<Model> model_in_file(const std::filesystem::path& path) {
    const auto stream = TRY(platform::open_stream(path));
    const GgufCard card = TRY_IN(path.string(), read_gguf(*stream));
    Model model;
    model.name = plain_model_name(path.filename().string());
    model.title = card.name;
    model.work = work_of(card);
    model.bytes = std::max(stream->size(), card.file_bytes_min);
    model.context_tokens = card.context_tokens;
    model.memory_bytes_per_token = card.memory_bytes_per_token;
    return model;
}

}  // namespace

Tenant tenant_of(const std::filesystem::path& home, const Model& model, std::int64_t context_tokens,
                 std::size_t places) {
    const auto folder = models_folder(home);
    Tenant tenant;
    tenant.name = model.name;
    if (!model.files.empty()) tenant.model = folder / model.files.front();
    if (!model.projector.empty()) tenant.projector = folder / model.projector;
    tenant.work = model.work;
    tenant.context_tokens = model.context_tokens > 0 ? std::min(context_tokens, model.context_tokens) : context_tokens;
    tenant.places = places;
    tenant.memory_bytes = memory_need(model, tenant.context_tokens * static_cast<std::int64_t>(places));
    return tenant;
}

Result<Tenant> tenant_for(const std::filesystem::path& home, const std::string& model, std::int64_t context_tokens,
                          std::size_t places) {
    const ModelIndex index = TRY(read_models(home));
    if (const Model* const known = index.find(model)) return tenant_of(home, *known, context_tokens, places);
    if (model.find('/') == std::string::npos) {
        return fail(ErrorCode::not_found, fmt::format("There is no model '{}' here. `familiar models` lists those that "
                                                      "there are; pull it, or name the path of its file",
                                                      model));
    }
    Tenant tenant = tenant_of(home, TRY(model_in_file(model)), context_tokens, places);
    tenant.model = model;
    return tenant;
}

}  // namespace familiar::infer
