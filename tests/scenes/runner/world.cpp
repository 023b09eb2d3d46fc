#include "world.h"

#include "base/check.h"
#include "base/json.h"
#include "sample.h"

#include <fmt/format.h>
#include <stdlib.h>
#include <system_error>

namespace familiar::scenes {

namespace {

Timestamp now_of(const Setting& setting) { return setting.now.value_or(app::sample_now()); }

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
    auto clock = std::make_unique<platform::VirtualClock>(now_of(setting));
    auto archive = TRY(store::open_sqlite_archive({home->path(), 0}, *clock));
    std::unique_ptr<World> world(new World(std::move(home), std::move(clock), std::move(archive)));
    TRY(world->load(setting));
    return world;
}

Result<> World::load(const Setting& setting) {
    if (setting.world == WorldKind::sample) return load_sample(setting);
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

Result<> World::load_posts(const Setting& setting, const Person& person) {
    constexpr std::string_view k_circle = "circle:";
    const Call call(*clock_);
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
        for (const ImportJob& job : TRY(importer_.import(call, request, [](const ImportJob&, const Source&) {}))) {
            if (job.state != ImportState::done) return fail(ErrorCode::invalid_argument, job.message);
            for (const BrokenRecord& broken : job.report.broken_first) {
                return fail(ErrorCode::invalid_argument, fmt::format("post {}: {}", broken.where, broken.reason));
            }
        }
    }
    return {};
}

Result<World*> Worlds::of(const Setting& setting) {
    std::string key = fmt::format("{} {}", static_cast<int>(setting.world), time::rfc3339(now_of(setting)));
    if (setting.world != WorldKind::sample) {
        key += fmt::format(" {} {}", setting.as, setting.time_zone);
        for (const std::string& post : setting.posts) key += '\n' + post;
    }
    auto& world = worlds_[key];
    if (!world) world = TRY(World::make(setting));
    return world.get();
}

}  // namespace familiar::scenes
