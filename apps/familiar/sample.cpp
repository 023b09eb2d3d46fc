#include "sample.h"

#include "base/check.h"
#include "base/json.h"
#include "embedded.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace familiar::app {

namespace {

const EmbeddedFile* embedded(std::string_view path) {
    const auto files = embedded_samples();
    const auto found = std::ranges::find(files, path, &EmbeddedFile::path);
    return found == files.end() ? nullptr : &*found;
}

const Json& world() {
    static const Json k_world = [] {
        const EmbeddedFile* file = embedded("world.json");
        CHECK(file != nullptr, "the sample world is part of the program");
        auto json = parse_json(file->content);
        CHECK(json.has_value(), "samples/skerrymouth/world.json is JSON");
        return json.release();
    }();
    return k_world;
}

using People = std::map<std::string, Person>;
using Circles = std::map<std::string, CircleId>;

Result<People> add_people(store::CommonStore& common, Timestamp created_at) {
    const std::vector<Person> there = TRY(common.people());
    const bool sample_home =
        there.empty() || std::ranges::any_of(there, [](const Person& p) { return p.as_of.has_value(); });
    People people;
    for (const Json& row : member(world(), "people")) {
        const std::string handle = text_at(row, "id");
        const auto found = std::ranges::find(there, handle, &Person::handle);
        const bool ours = found != there.end() && found->as_of.has_value();
        if (!sample_home || (found != there.end() && !ours)) {
            return fail(ErrorCode::conflict,
                        "this home already has people of its own. Give the sample world another one with --home.");
        }
        if (ours) {
            people.emplace(handle, *found);
            continue;
        }
        Person person;
        person.handle = handle;
        person.display_name = text_at(row, "name");
        person.role = handle == k_sample_host ? Role::host : Role::member;
        person.time_zone = text_at(world(), "time_zone");
        person.as_of = sample_now();
        person.created_at = created_at;
        people.emplace(handle, TRY(common.add_person(person)));
    }
    return people;
}

Result<Circles> add_circles(store::CommonStore& common, const People& people) {
    Circles circles;
    for (const Json& row : member(world(), "circles")) {
        const std::string name = text_at(row, "name");
        std::optional<CircleId> id;
        for (const Json& handle : member(row, "members")) {
            const PersonId person = people.at(handle.get<std::string>()).id;
            if (!id) id = TRY(common.ensure_circle(name, person)).id;
            TRY(common.add_to_circle(*id, person));
        }
        CHECK(id.has_value(), "each circle of the sample world has members");
        circles.emplace(name, *id);
    }
    return circles;
}

// Titles of the sources whose import has run to its end: the sample gives each source its title.
Result<std::set<std::string>> complete_sources(store::Archive& archive, const Viewer& viewer) {
    std::set<std::string> titles;
    for (const Shelf shelf : {Shelf::common, Shelf::person}) {
        const auto store = TRY(archive.shelf(viewer.person, shelf));
        std::set<SourceId> done;
        for (const ImportJob& job : TRY(store->import_jobs(viewer, store::k_listing_max))) {
            if (job.state == ImportState::done) done.insert(job.source);
        }
        for (const Source& source : TRY(store->sources(viewer))) {
            if (done.contains(source.id)) titles.insert(source.title);
        }
    }
    return titles;
}

Audience audience_from(std::string_view text, const Circles& circles) {
    constexpr std::string_view k_circle = "circle:";
    if (text == "public") return Audience::everyone();
    if (text.starts_with(k_circle)) return Audience::of(circles.at(std::string(text.substr(k_circle.size()))));
    CHECK(text == "private", "an audience of the sample world is private, public or circle:NAME");
    return Audience::only_me();
}

Result<> import_source(gather::Importer& importer, const Call& call, const Json& row, const Person& owner,
                       const Audience& audience) {
    const std::string path = text_at(row, "path");
    const EmbeddedFile* file = embedded(path);
    CHECK(file != nullptr, "each source of the sample world is part of the program");
    const std::string kind = text_at(row, "kind");
    const auto input_kind = gather::input_kind_from(kind == "rss" ? "feed" : kind);
    CHECK(input_kind.has_value(), "each source of the sample world is of a known kind");

    gather::ImportRequest request;
    request.owner = owner.id;
    request.audience = audience;
    request.kind = *input_kind;
    request.location = path;
    request.content = std::make_shared<const std::string>(file->content);
    const EmbeddedFile* actor = embedded(path.substr(0, path.rfind('/') + 1) + "actor.json");
    if (actor != nullptr) request.actor = actor->content;
    request.title = text_at(row, "title");
    request.time_zone = owner.time_zone;
    for (const ImportJob& job : TRY_IN(path, importer.import(call, request, [](const ImportJob&, const Source&) {}))) {
        if (job.state != ImportState::done) return fail(ErrorCode::corrupt, fmt::format("{}: {}", path, job.message));
    }
    return {};
}

}  // namespace

Timestamp sample_now() {
    const auto now = time::parse_rfc3339(text_at(world(), "now"));
    CHECK(now.has_value(), "the sample world says when now is");
    return *now;
}

Result<> load_sample(store::Archive& archive, gather::Importer& importer, const platform::Clock& clock) {
    const Call call(clock);
    const People people = TRY(add_people(archive.common(), clock.now()));
    const Circles circles = TRY(add_circles(archive.common(), people));
    std::map<std::string, std::set<std::string>> complete;
    for (const auto& [handle, person] : people) {
        complete[handle] = TRY(complete_sources(archive, TRY(archive.common().viewer(person.id))));
    }
    for (const Json& row : member(world(), "sources")) {
        const std::string handle = text_at(row, "as");
        if (complete.at(handle).contains(text_at(row, "title"))) continue;
        const Audience audience = audience_from(text_at(row, "audience"), circles);
        TRY(import_source(importer, call, row, people.at(handle), audience));
    }
    return {};
}

}  // namespace familiar::app
