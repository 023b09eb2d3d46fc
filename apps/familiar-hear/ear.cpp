#include "ear.h"

#include "memory_file.h"

#include <fmt/format.h>

namespace familiar::hear {

Result<> Ear::learn(const WorldModel& world) {
    loaded_.erase("world");
    world_.clear();
    const MemoryFile language_model = TRY(MemoryFile::of("language_model.lm", world.language_model));
    const MemoryFile dictionary = TRY(MemoryFile::of("dictionary.dict", world.dictionary));
    RecogniserOptions options = stock_english(models_);
    options.name = "world";
    options.dictionary = dictionary.path();
    options.language_model = language_model.path();
    TRY(load("world", options));
    world_ = world.name;
    return {};
}

Result<std::vector<Recogniser*>> Ear::listeners(bool expects_digits, const std::string& world) {
    if (expects_digits) return std::vector{TRY(load("digits", english_digits(models_)))};
    std::vector<Recogniser*> all = {TRY(load("stock", stock_english(models_)))};
    if (world.empty()) return all;
    if (world != world_) return fail(ErrorCode::not_found, fmt::format("the world {} is not here", world));
    all.push_back(loaded_.at("world").get());
    return all;
}

Result<Recogniser*> Ear::load(const std::string& name, const RecogniserOptions& options) {
    auto& place = loaded_[name];
    if (!place) {
        auto opened = Recogniser::open(options);
        if (!opened) {
            loaded_.erase(name);
            return Failure(std::move(opened).error());
        }
        place = opened.release();
    }
    return place.get();
}

}  // namespace familiar::hear
