// A whole assistant with a world to talk about, in a temporary home, on a clock that stands still.
#pragma once

#include "base/json.h"
#include "converse/assistant.h"
#include "gather/importer.h"
#include "platform/clock.h"
#include "platform/http_client.h"
#include "platform/metrics.h"
#include "scene.h"
#include "store/archive.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace familiar::scenes {

// A folder that is gone with its owner.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

class World {
public:
    static Result<std::unique_ptr<World>> make(const Setting& setting);

    converse::Assistant& assistant() { return assistant_; }
    store::Archive& archive() { return *archive_; }
    const platform::Clock& clock() const { return *clock_; }
    Result<Person> person(const std::string& handle) { return archive_->common().person_by_handle(handle); }

private:
    World(std::unique_ptr<TemporaryFolder> home, std::unique_ptr<platform::VirtualClock> clock,
          std::unique_ptr<store::Archive> archive);
    Result<> load(const Setting& setting);
    Result<> load_sample(const Setting& setting);
    Result<> load_folder(const Setting& setting);
    Result<> load_file(const std::filesystem::path& folder, const Json& row, const Person& owner);
    Result<> import_whole(const gather::ImportRequest& request);
    Result<> load_posts(const Setting& setting, const Person& person);

    std::unique_ptr<TemporaryFolder> home_;
    std::unique_ptr<platform::VirtualClock> clock_;
    platform::Metrics metrics_;
    platform::CurlClient http_;
    std::unique_ptr<store::Archive> archive_;
    gather::Importer importer_;
    converse::Assistant assistant_;
};

// Worlds that were made, so that scenes of the same setting share one.
class Worlds {
public:
    Result<World*> of(const Setting& setting);

private:
    std::map<std::string, std::unique_ptr<World>> worlds_;
};

}  // namespace familiar::scenes
