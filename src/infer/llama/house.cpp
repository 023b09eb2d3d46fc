#include "infer/llama/house.h"

#include "infer/limits.h"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>

namespace familiar::infer {

namespace {

using platform::Lock;

std::string gigabytes(std::int64_t bytes) { return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9); }

}  // namespace

Result<> ModelHouse::Impl::add(Tenant tenant) {
    std::error_code error;
    const auto file_bytes = static_cast<std::int64_t>(std::filesystem::file_size(tenant.model, error));
    if (error) {
        return fail(ErrorCode::not_found,
                    fmt::format("The model {} has no file {}; pull it again", tenant.name, tenant.model.string()));
    }
    tenant.memory_bytes = std::max(tenant.memory_bytes, file_bytes);
    if (tenant.memory_bytes > options_.memory_bytes_max) {
        return fail(ErrorCode::exhausted,
                    fmt::format("The model {} needs {} of memory with {} places of {} tokens, and models may take {}. "
                                "Use a smaller one, fewer places or a shorter context",
                                tenant.name, gigabytes(tenant.memory_bytes), tenant.places, tenant.context_tokens,
                                gigabytes(options_.memory_bytes_max)));
    }
    llama::ServerOptions server;
    server.name = tenant.name;
    server.model = tenant.model;
    server.projector = tenant.projector;
    server.work = tenant.work;
    server.context_tokens = tenant.context_tokens;
    server.places = tenant.places;
    server.threads = options_.threads;
    server.memory_bytes_max = tenant.memory_bytes + k_engine_spare_bytes;
    server.run_folder = options_.run_folder;
    server.log_folder = options_.log_folder;
    server.slot_folder = tenant.slot_folder;
    server.fence_is_required = options_.fence_is_required;
    auto room = std::make_unique<Room>();
    room->server = TRY(llama::Server::open(options_.installation, std::move(server), clock_));
    room->tenant = std::move(tenant);
    Lock lock(mutex_);
    std::string name = room->tenant.name;
    if (!rooms_.try_emplace(name, std::move(room)).second)
        return fail(ErrorCode::conflict, fmt::format("There are two models of the name {}", name));
    return {};
}

Result<ModelHouse::Impl::Room*> ModelHouse::Impl::find(const std::string& name, ModelWork work) {
    Lock lock(mutex_);
    const auto found = rooms_.find(name);
    if (found == rooms_.end() || found->second->tenant.work != work) {
        return fail(ErrorCode::not_found,
                    fmt::format("There is no model {} for {} here. `familiar models` lists those that there are", name,
                                name_of(work)));
    }
    return found->second.get();  // rooms are never taken down
}

std::int64_t ModelHouse::Impl::memory_taken() const {
    std::int64_t sum = 0;
    for (const auto& [name, room] : rooms_) sum += room->is_loaded ? room->tenant.memory_bytes : 0;
    return sum;
}

ModelHouse::Impl::Room* ModelHouse::Impl::idle_longest() {
    Room* longest = nullptr;
    for (const auto& [name, room] : rooms_) {
        if (!room->is_loaded || room->is_leaving || room->uses > 0) continue;
        if (longest == nullptr || room->used_at < longest->used_at) longest = room.get();
    }
    return longest;
}

// Stops a server that is marked as leaving. Outside of the lock, because that takes a moment.
void ModelHouse::Impl::unload(Room& room) {
    room.server->stop();
    Lock lock(mutex_);
    room.is_leaving = false;
    room.is_loaded = false;
    changed_.notify_all();
}

Result<ModelHouse::Impl::Use> ModelHouse::Impl::use(const Call& call, Room& room) {
    while (true) {
        TRY(call.check());
        Room* leaving = nullptr;
        {
            Lock lock(mutex_);
            const bool fits = memory_taken() + room.tenant.memory_bytes <= options_.memory_bytes_max;
            if (!room.is_leaving && (room.is_loaded || fits)) {
                room.is_loaded = true;
                ++room.uses;
                return Use(*this, room);
            }
            if (!room.is_leaving) leaving = idle_longest();
            if (leaving != nullptr)
                leaving->is_leaving = true;
            else
                changed_.wait_for(mutex_, k_load_look);
        }
        if (leaving != nullptr) unload(*leaving);
    }
}

void ModelHouse::Impl::leave(Room& room) {
    Lock lock(mutex_);
    --room.uses;
    room.used_at = clock_.steady();
    changed_.notify_all();
}

std::size_t ModelHouse::Impl::unload_idle() {
    std::vector<Room*> leaving;
    {
        Lock lock(mutex_);
        for (const auto& [name, room] : rooms_) {
            if (!room->is_loaded || room->is_leaving || room->uses > 0) continue;
            if (clock_.steady() - room->used_at < options_.idle_max) continue;
            room->is_leaving = true;
            leaving.push_back(room.get());
        }
    }
    for (Room* room : leaving) unload(*room);
    return leaving.size();
}

void ModelHouse::Impl::stop() {
    std::vector<Room*> all;
    {
        Lock lock(mutex_);
        for (const auto& [name, room] : rooms_) all.push_back(room.get());
    }
    for (Room* room : all) room->server->stop();
}

std::vector<TenantState> ModelHouse::Impl::state() {
    std::vector<TenantState> states;
    std::vector<Room*> all;
    {
        Lock lock(mutex_);
        for (const auto& [name, room] : rooms_) {
            states.push_back({.name = name,
                              .is_loaded = room->is_loaded,
                              .uses = room->uses,
                              .memory_bytes = room->tenant.memory_bytes});
            all.push_back(room.get());
        }
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        const llama::ServerState server = all[i]->server->state();
        states[i].process = server.process;
        states[i].starts = server.starts;
        states[i].crashes = server.crashes;
        states[i].fence = server.fence;
    }
    return states;
}

ModelHouse::ModelHouse(HouseOptions options, const platform::Clock& clock)
    : impl_(std::make_unique<Impl>(std::move(options), clock)) {}
ModelHouse::~ModelHouse() = default;

Result<> ModelHouse::add(Tenant tenant) { return impl_->add(std::move(tenant)); }
std::size_t ModelHouse::unload_idle() { return impl_->unload_idle(); }
void ModelHouse::stop() { impl_->stop(); }
std::vector<TenantState> ModelHouse::state() { return impl_->state(); }

}  // namespace familiar::infer
