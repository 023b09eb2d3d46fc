// A real server on a free port with a small world: Ana (a host) and Ben (a member) share the circle "club"; Ana shares
// "garden" with Cleo. Ana's things hold words that nobody but who may see them must ever meet.
#pragma once

#include "converse/running_turns.h"
#include "gather/importer.h"
#include "infer/engine_room.h"
#include "platform/clock.h"
#include "platform/http_client.h"
#include "serve/server.h"
#include "store/archive.h"
#include "tests/api/client.h"

#include <filesystem>
#include <memory>
#include <string>

namespace familiar::test {

// Words of Ana's things by who may see them.
inline constexpr std::string_view k_private_word = "quokkamoon";
inline constexpr std::string_view k_garden_word = "zephyrbeet";
inline constexpr std::string_view k_club_word = "marimbafern";
inline constexpr std::string_view k_public_word = "lanternpike";
inline constexpr std::string_view k_question_word = "velvetgnome";

class World {
public:
    // `engines` outlive it; without them there is no model.
    explicit World(const serve::ServerOptions& options = generous(), const infer::EngineRoom* engines = nullptr);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    // Limits that no test reaches by accident.
    static serve::ServerOptions generous();

    std::uint16_t port() const { return server->port(); }
    // As Ana, as Ben, or as nobody when `key` is empty.
    Reply ask(const std::string& key, const std::string& method, const std::string& path, const std::string& body = {},
              std::map<std::string, std::string> headers = {}) const;
    // A POST with a form that holds one file.
    Reply upload(const std::string& key, const std::string& name, const std::string& content,
                 const std::string& audience) const;
    // Asks and waits: the turn as JSON.
    Json turn(const std::string& key, const std::string& words) const;
    // Waits until an import has ended: the import as JSON.
    Json import_ended(const std::string& key, const std::string& id) const;
    // A cookie from a sign-in link, and the CSRF token that goes with it.
    struct Session {
        std::string cookie;
        std::string csrf;
    };
    Session sign_in(PersonId person) const;

    PersonId ana, ben, cleo;
    std::string ana_key, ben_key;

private:
    PersonId add_person(const std::string& handle, Role role);
    std::string add_key(PersonId person);
    void give(PersonId person, const std::string& name, const Audience& audience, std::string_view word);

    platform::SystemRandom random_;
    std::filesystem::path home_;
    platform::SystemClock clock_;
    platform::Metrics metrics_;
    platform::CurlClient http_;

public:
    std::unique_ptr<store::Archive> archive;

private:
    gather::Importer importer_;
    converse::Assistant assistant_;
    platform::Workers request_workers_{4, 64};
    platform::Workers turn_workers_{2, 32};

public:
    converse::RunningTurns turns;
    std::unique_ptr<serve::Server> server;
};

}  // namespace familiar::test
