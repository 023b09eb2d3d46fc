#include "world.h"

#include "base/check.h"
#include "platform/files.h"
#include "sample.h"

#include <fmt/format.h>
#include <stdlib.h>
#include <system_error>

namespace familiar::scenes {

namespace {

Result<Json> description_of(const std::filesystem::path& folder) {
    constexpr std::size_t k_bytes_max = 1U << 20U;
    return parse_json(TRY(platform::read_file(folder / "world.json", k_bytes_max)));
}

Result<Timestamp> now_of(const Setting& setting) {
    if (setting.now) return *setting.now;
    if (setting.world != WorldKind::folder) return app::sample_now();
    return time::parse_rfc3339(text_at(TRY(description_of(setting.folder)), "now"));
}

std::string display_name(std::string handle) {
    if (!handle.empty() && handle.front() >= 'a' && handle.front() <= 'z') handle.front() -= 'a' - 'A';
    return handle;
}

// The posts of a setting as JSONL, by the audience that each one names.
Result<std::map<std::string, std::string>> posts_by_audience(const std::vector<std::string>& posts) {
    std::map<std::string, std::string> by_audience;
    for (const std::string& post : posts) {
        const Json json = TRY_IN(post, parse_json(post));
        std::string audience = text_at(json, "audience");
        if (audience.empty()) audience = "private";
        by_audience[audience] += post + '\n';
    }
    return by_audience;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "familiar-scenes-XXXXXX").string();
    CHECK(::mkdtemp(name.data()) != nullptr, "the temporary folder can be written");
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;  // a folder that stays behind in /tmp fails no scene
    std::filesystem::remove_all(path_, ignored);
}

World::World(std::unique_ptr<TemporaryFolder> home, std::unique_ptr<platform::VirtualClock> clock,
             std::unique_ptr<store::Archive> archive)
    : home_(std::move(home)),
      clock_(std::move(clock)),
      archive_(std::move(archive)),
      importer_(*archive_, http_, *clock_),
      assistant_(*archive_, *clock_, metrics_) {}

Result<std::unique_ptr<World>> World::make(const Setting& setting) {
    auto home = std::make_unique<TemporaryFolder>();
    auto clock = std::make_unique<platform::VirtualClock>(TRY(now_of(setting)));
    auto archive = TRY(store::open_sqlite_archive({home->path(), 0}, *clock));
    std::unique_ptr<World> world(new World(std::move(home), std::move(clock), std::move(archive)));
    TRY(world->load(setting));
    return world;
}

Result<> World::load(const Setting& setting) {
    if (setting.world == WorldKind::sample) return load_sample(setting);
    if (setting.world == WorldKind::folder) return load_folder(setting);
    Person person;
    person.handle = setting.as;
    person.display_name = display_name(setting.as);
    person.role = Role::host;
    person.time_zone = setting.time_zone;
    person.created_at = clock_->now();
    person = TRY(archive_->common().add_person(person));
    return load_posts(setting, person);
}

Result<> World::load_sample(const Setting& setting) {
    TRY(app::load_sample(*archive_, importer_, *clock_));
    if (!setting.now) return {};
    for (Person& person : TRY(archive_->common().people())) {
        person.as_of = *setting.now;
        TRY(archive_->common().update_person(person));
    }
    return {};
}

// The people and sources that world.json names, as samples/skerrymouth/world.json does.
Result<> World::load_folder(const Setting& setting) {
    const Json world = TRY(description_of(setting.folder));
    std::map<std::string, Person> people;
    for (const Json& row : member(world, "people")) {
        Person person;
        person.handle = text_at(row, "id");
        person.display_name = text_at(row, "name");
        person.role = people.empty() ? Role::host : Role::member;
        person.time_zone = text_at(world, "time_zone");
        person.created_at = clock_->now();
        people[person.handle] = TRY(archive_->common().add_person(person));
    }
    for (const Json& row : member(world, "sources")) {
        const auto owner = people.find(text_at(row, "as"));
        if (owner == people.end()) return fail(ErrorCode::invalid_argument, "a source belongs to nobody");
        TRY_IN(text_at(row, "path"), load_file(setting.folder, row, owner->second));
    }
    return {};
}

Result<> World::load_file(const std::filesystem::path& folder, const Json& row, const Person& owner) {
    constexpr std::size_t k_bytes_max = 4U << 20U;
    gather::ImportRequest request;
    request.owner = owner.id;
    request.audience = text_at(row, "audience") == "public" ? Audience::everyone() : Audience::only_me();
    request.kind = gather::input_kind_from(text_at(row, "kind")).value_or(gather::InputKind::automatic);
    request.location = text_at(row, "path");
    request.content =
        std::make_shared<const std::string>(TRY(platform::read_file(folder / request.location, k_bytes_max)));
    request.title = text_at(row, "title");
    request.time_zone = owner.time_zone;
    return import_whole(request);
}

// A record that cannot be read fails the scene: a world that is half there proves nothing.
Result<> World::import_whole(const gather::ImportRequest& request) {
    const Call call(*clock_);
    for (const ImportJob& job : TRY(importer_.import(call, request, [](const ImportJob&, const Source&) {}))) {
        if (job.state != ImportState::done) return fail(ErrorCode::invalid_argument, job.message);
        for (const BrokenRecord& broken : job.report.broken_first) {
            return fail(ErrorCode::invalid_argument, fmt::format("post {}: {}", broken.where, broken.reason));
        }
    }
    return {};
}

Result<> World::load_posts(const Setting& setting, const Person& person) {
    constexpr std::string_view k_circle = "circle:";
    for (auto& [audience, lines] : TRY(posts_by_audience(setting.posts))) {
        gather::ImportRequest request;
        request.owner = person.id;
        if (audience == "public") {
            request.audience = Audience::everyone();
        } else if (audience.starts_with(k_circle)) {
            const auto circle = TRY(archive_->common().ensure_circle(audience.substr(k_circle.size()), person.id));
            request.audience = Audience::of(circle.id);
        }
        request.kind = gather::InputKind::jsonl;
        request.location = "posts.jsonl";
        request.content = std::make_shared<const std::string>(lines);
        request.title = "Posts";
        request.time_zone = person.time_zone;
        TRY(import_whole(request));
    }
    return {};
}

Result<World*> Worlds::of(const Setting& setting) {
    std::string key = fmt::format("{} {}", static_cast<int>(setting.world), time::rfc3339(TRY(now_of(setting))));
    if (setting.world != WorldKind::sample) {
        key += fmt::format(" {} {} {}", setting.folder.string(), setting.as, setting.time_zone);
        for (const std::string& post : setting.posts) key += '\n' + post;
    }
    auto& world = worlds_[key];
    if (!world) world = TRY(World::make(setting));
    return world.get();
}

}  // namespace familiar::scenes
