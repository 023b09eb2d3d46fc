// The inside of the house: who is loaded, who is in use, and who must make room.
#pragma once

#include "infer/llama/server.h"
#include "infer/model_house.h"
#include "platform/mutex.h"
#include "platform/ticker.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace familiar::infer {

class ModelHouse::Impl {
public:
    struct Room {
        Tenant tenant;
        std::unique_ptr<llama::Server> server;
        bool is_loaded = false;   // its memory is taken
        bool is_leaving = false;  // it is being stopped
        std::size_t uses = 0;
        platform::Elapsed used_at{0};
    };

    // While one is there, the model is not unloaded.
    class Use {
    public:
        Use(Impl& house, Room& room) : house_(&house), room_(&room) {}
        Use(Use&& other) noexcept : house_(std::exchange(other.house_, nullptr)), room_(other.room_) {}
        Use& operator=(Use&&) = delete;
        ~Use() {
            if (house_ != nullptr) house_->leave(*room_);
        }
        llama::Server& server() const { return *room_->server; }

    private:
        Impl* house_;
        Room* room_;
    };

    Impl(HouseOptions options, const platform::Clock& clock) : options_(std::move(options)), clock_(clock) {
        if (options_.looks_every.count() > 0) ticker_.emplace(options_.looks_every, [this] { unload_idle(); });
    }

    Result<> add(Tenant tenant);
    Result<Room*> find(const std::string& name, ModelWork work);
    // Makes room for the model, waiting for others to become idle where they must go. Starts nothing.
    Result<Use> use(const Call& call, Room& room);
    std::size_t unload_idle();
    void stop();
    std::vector<TenantState> state();
    platform::HttpClient& http() { return http_; }

private:
    void leave(Room& room);
    std::int64_t memory_taken() const REQUIRES(mutex_);
    Room* idle_longest() REQUIRES(mutex_);
    void unload(Room& room);

    const HouseOptions options_;
    const platform::Clock& clock_;
    platform::CurlClient http_;
    platform::Mutex mutex_;
    platform::Condition changed_;
    std::map<std::string, std::unique_ptr<Room>> rooms_ GUARDED_BY(mutex_);
    std::optional<platform::Ticker> ticker_;  // the last member: it ends before what it looks at
};

}  // namespace familiar::infer
