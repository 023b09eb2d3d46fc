// The models on this machine: the folder HOME/models with its index models.json, which alone decides what is there.
//
// A model is whole before it is in the index, and out of it before its files go. Values and files; any thread, but
// changes of one home are made by one process at a time.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "infer/models/gguf.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::infer {

// What a model is for.
enum class ModelWork { chat, embedding, rerank };
std::string_view name_of(ModelWork work);
std::optional<ModelWork> model_work_from(std::string_view name);
// What it says of itself.
ModelWork work_of(const GgufCard& card);

struct Model {
    std::string name;        // as people call it; also safe as a file's name
    std::string title = {};  // as its makers call it
    ModelWork work = ModelWork::chat;
    std::vector<std::string> files = {};   // below HOME/models, the first is the one to load
    std::string projector = {};            // likewise; empty: it reads no pictures
    std::int64_t bytes = 0;                // of all its files
    std::vector<std::string> sha256 = {};  // of each of `files`
    std::string source = {};               // where it came from, as it was asked for
    std::string architecture = {};
    std::string quantization = {};
    std::int64_t parameters = 0;
    std::int64_t context_tokens = 0;
    std::int64_t memory_bytes_per_token = 0;
    Timestamp pulled_at = {};
};

// Memory that a model takes with so many tokens of context in all.
std::int64_t memory_need(const Model& model, std::int64_t context_tokens);

struct ModelIndex {
    std::vector<Model> models;                // in the order of their names
    std::map<ModelWork, std::string> in_use;  // names, by what they are used for

    const Model* find(std::string_view name) const;
    // The one that is used for a work; nothing when none is.
    const Model* used(ModelWork work) const;
};

std::filesystem::path models_folder(const std::filesystem::path& home);

// Empty when nothing was ever pulled. Models whose files have gone are left out.
Result<ModelIndex> read_models(const std::filesystem::path& home);
Result<> write_models(const std::filesystem::path& home, const ModelIndex& index);

// Uses a model for its work from now on. `not_found` names those that are there.
Result<Model> use_model(const std::filesystem::path& home, std::string_view name);
// Out of the index, then its files; those that another model has too stay. The one removed.
Result<Model> remove_model(const std::filesystem::path& home, std::string_view name);

}  // namespace familiar::infer
