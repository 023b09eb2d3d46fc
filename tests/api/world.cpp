#include "tests/api/world.h"

#include <gtest/gtest.h>

namespace familiar::test {

namespace {

template <class T>
T must(Result<T> result) {
    if (!result) {
        ADD_FAILURE() << result.error().text();
        std::abort();
    }
    return result.release();
}

std::filesystem::path new_home(platform::Random& random) {
    auto home = std::filesystem::temp_directory_path() / ("familiar-api-test-" + random.token(9));
    (void)platform::make_private_folder(home).has_value();
    return home;
}

}  // namespace

serve::ServerOptions World::generous() {
    serve::ServerOptions options;
    options.port = 0;
    options.version = "test";
    options.requests_burst = options.turns_burst = 1e6;
    options.requests_per_minute = options.turns_per_minute = 1e6;
    options.address_burst = options.address_per_minute = 1e6;
    options.fetch_addresses = platform::AddressPolicy::any;
    options.page["/"] = {"<!doctype html><title>Familiar</title>", "text/html; charset=utf-8"};
    options.page["/assets/app-1a2b.js"] = {"export {};", "text/javascript"};
    return options;
}

World::World(const serve::ServerOptions& options, const infer::EngineRoom* engines)
    : home_(new_home(random_)),
      archive(must(store::open_sqlite_archive({home_, 0}, clock_))),
      importer_(*archive, http_, clock_),
      assistant_(*archive, clock_, metrics_, engines),
      turns(assistant_, *archive, clock_, turn_workers_) {
    ana = add_person("ana", Role::host);
    ben = add_person("ben", Role::member);
    cleo = add_person("cleo", Role::member);
    ana_key = add_key(ana);
    ben_key = add_key(ben);
    auto& common = archive->common();
    const Circle garden = must(common.ensure_circle("garden", ana));
    const Circle club = must(common.ensure_circle("club", ana));
    (void)common.add_to_circle(garden.id, cleo).has_value();
    (void)common.add_to_circle(club.id, ben).has_value();
    give(ana, "diary.jsonl", Audience::only_me(), k_private_word);
    give(ana, "garden.jsonl", Audience::of(garden.id), k_garden_word);
    give(ana, "club.jsonl", Audience::of(club.id), k_club_word);
    give(ana, "news.jsonl", Audience::everyone(), k_public_word);
    server = must(serve::Server::start(
        options, {*archive, assistant_, turns, importer_, request_workers_, metrics_, random_, clock_}));
}

World::~World() {
    server.reset();
    std::error_code ignored;
    std::filesystem::remove_all(home_, ignored);
}

PersonId World::add_person(const std::string& handle, Role role) {
    Person person;
    person.handle = handle;
    person.display_name = handle;
    person.role = role;
    return must(archive->common().add_person(person)).id;
}

std::string World::add_key(PersonId person) {
    const std::string key = "fam_" + random_.token(24);
    must(archive->common().add_key(person, "test", platform::digest(key)));
    return key;
}

void World::give(PersonId person, const std::string& name, const Audience& audience, std::string_view word) {
    gather::ImportRequest request;
    request.owner = person;
    request.audience = audience;
    request.kind = gather::InputKind::jsonl;
    request.location = name;
    const Json post = {{"kind", "post"},
                       {"id", name},
                       {"app", "notes"},
                       {"author", {{"name", "Ana"}, {"handle", "@ana"}}},
                       {"text", "🌱 The secret of the " + std::string(word) + " is buried under the old pear tree."},
                       {"posted_at", "2026-03-01T09:30:00Z"}};
    request.content = std::make_shared<const std::string>(json_text(post) + "\n");
    const auto jobs = must(importer_.import(Call(clock_), request, [](const ImportJob&, const Source&) {}));
    EXPECT_EQ(jobs.size(), 1U);
    EXPECT_EQ(jobs.at(0).report.added, 1) << jobs.at(0).message;
}

Reply World::ask(const std::string& key, const std::string& method, const std::string& path, const std::string& body,
                 std::map<std::string, std::string> headers) const {
    if (!key.empty()) headers.emplace("authorization", "Bearer " + key);
    if (!body.empty()) headers.emplace("content-type", "application/json");
    return test::ask(port(), {method, path, std::move(headers), body});
}

Reply World::upload(const std::string& key, const std::string& name, const std::string& content,
                    const std::string& audience) const {
    const std::string body = "--form\r\nContent-Disposition: form-data; name=\"audience\"\r\n\r\n" + audience +
                             "\r\n--form\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\njsonl\r\n"
                             "--form\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" +
                             name + "\"\r\n\r\n" + content + "\r\n--form--\r\n";
    return ask(key, "POST", "/api/v1/imports", body, {{"content-type", "multipart/form-data; boundary=form"}});
}

Json World::turn(const std::string& key, const std::string& words) const {
    const Reply reply =
        ask(key, "POST", "/api/v1/turns", json_text({{"words", words}}), {{"accept", "application/json"}});
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.json();
}

Json World::import_ended(const std::string& key, const std::string& id) const {
    const Reply reply = ask(key, "GET", "/api/v1/imports/" + id + "/events");
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto events = events_in(reply.body);
    EXPECT_FALSE(events.empty());
    if (events.empty()) return {};
    EXPECT_EQ(events.back().kind, "done");
    return events.back().json();
}

World::Session World::sign_in(PersonId person) const {
    const std::string link = must(server->sign_in_link(person));
    const Reply reply = ask("", "GET", link.substr(link.find("/sign-in")));
    EXPECT_EQ(reply.status, 303) << reply.body;
    const std::string cookie = reply.header("set-cookie");
    Session session{cookie.substr(0, cookie.find(';')), {}};
    const Reply me = ask("", "GET", "/api/v1/me", {}, {{"cookie", session.cookie}});
    session.csrf = text_at(me.json(), "csrf");
    return session;
}

}  // namespace familiar::test
