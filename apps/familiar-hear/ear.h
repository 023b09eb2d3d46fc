// The recognisers of this process: each is loaded when it is first needed and kept, since loading takes a second.
//
// Owns them. One thread.
#pragma once

#include "base/result.h"
#include "recogniser.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace familiar::hear {

// What may be said in the world of a person.
struct WorldModel {
    std::string name;
    std::string language_model;  // ARPA
    std::string dictionary;      // as PocketSphinx reads it, all words of the model
};

class Ear {
public:
    explicit Ear(std::filesystem::path models) : models_(std::move(models)) {}

    // Takes the place of the world before it.
    Result<> learn(const WorldModel& world);
    // Those that listen: for digits one that knows nothing else; else the stock model, and the world's where it is the
    // one that is here. `not_found` when another world is wished for.
    Result<std::vector<Recogniser*>> listeners(bool expects_digits, const std::string& world);

private:
    Result<Recogniser*> load(const std::string& name, const RecogniserOptions& options);

    const std::filesystem::path models_;
    std::map<std::string, std::unique_ptr<Recogniser>> loaded_;
    std::string world_;
};

}  // namespace familiar::hear
