#include "home.h"

#include "base/json.h"

#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <iostream>

namespace familiar::tests {

namespace {

constexpr int k_topics = 48;
constexpr int k_posts_of_topic = 2;
constexpr std::array<std::string_view, 8> k_nouns = {"kiln",   "orchard", "ferry",   "choir",
                                                     "bridge", "bakery",  "library", "greenhouse"};
constexpr std::array<std::string_view, 6> k_news = {
    "was repaired by the volunteers on Saturday",     "needs a new roof before the winter comes",
    "is said to close for two weeks in October",      "had more visitors than in the year before",
    "costs the town about nine hundred euro a month", "will be shown to the school on Thursday morning"};

template <class T>
T must(Result<T> result) {
    if (result) return result.release();
    std::cerr << result.error().text() << "\n";
    std::abort();
}

std::string topic(int number) {
    return fmt::format("{}{}", k_nouns[static_cast<std::size_t>(number) % k_nouns.size()], number % k_topics);
}

std::string posts() {
    std::string lines;
    for (int i = 0; i < k_topics * k_posts_of_topic; ++i) {
        const std::string_view news = k_news[static_cast<std::size_t>(i * 7 / 3) % k_news.size()];
        const Json post = {{"kind", "post"},
                           {"id", fmt::format("post-{}", i)},
                           {"app", "notes"},
                           {"author", {{"name", "Ana"}, {"handle", "@ana"}}},
                           {"text", fmt::format("The {} {}, and number {} on the list is waiting.", topic(i), news, i)},
                           {"posted_at", "2026-03-01T09:30:00Z"}};
        lines += json_text(post) + "\n";
    }
    return lines;
}

PersonId add_person(store::Archive& archive) {
    Person person;
    person.handle = "ana";
    person.display_name = "Ana";
    person.role = Role::host;
    return must(archive.common().add_person(person)).id;
}

}  // namespace

Result<infer::ChatOutcome> Watched::chat(const Call& call, const infer::ChatRequest& request,
                                         const infer::DeltaSink& sink) {
    infer::ChatRequest asked = request;
    if (tokens_ > 0) asked.tokens_max = tokens_;
    {
        const std::lock_guard lock(mutex_);
        request_ = asked;
    }
    auto outcome = inner_->chat(call, asked, [&](const infer::Delta& delta) {
        const bool goes_on = !heard_ || heard_(delta);
        return sink(delta) && goes_on;
    });
    if (!outcome) return outcome;
    const std::lock_guard lock(mutex_);
    outcomes_.push_back(*outcome);
    return outcome;
}

std::vector<infer::ChatOutcome> Watched::outcomes() const {
    const std::lock_guard lock(mutex_);
    return outcomes_;
}

infer::ChatRequest Watched::request() const {
    const std::lock_guard lock(mutex_);
    return request_;
}

Home::Home(const std::filesystem::path& folder, std::unique_ptr<infer::HostedEngine> engine)
    : archive_(must(store::open_sqlite_archive({folder, 0}, clock_))), person_(add_person(*archive_)) {
    auto watched = std::make_unique<Watched>(std::move(engine));
    watched_ = watched.get();
    infer::EngineSettings settings;
    settings.name = "tiny";
    settings.kind = infer::EngineKind::local;
    settings.model = "tiny";
    engines_ = must(infer::EngineRoom::open({folder, {settings}}, http_, [&](const infer::EngineSettings&) {
        return Result<infer::OpenedModel>(infer::OpenedModel{std::move(watched)});
    }));
    gather::Importer importer(*archive_, http_, clock_);
    gather::ImportRequest import;
    import.owner = person_;
    import.audience = Audience::only_me();
    import.kind = gather::InputKind::jsonl;
    import.location = "notes.jsonl";
    import.content = std::make_shared<const std::string>(posts());
    must(importer.import(Call(clock_), import, [](const ImportJob&, const Source&) {}));
    assistant_ = std::make_unique<converse::Assistant>(*archive_, clock_, metrics_, engines_.get());
}

Result<Turn> Home::ask(const Call& call, const Request& request, const converse::EventSink& sink) {
    return assistant_->take_turn(call, person_, request, sink);
}

Request Home::fast(const std::string& words, Id<Conversation> conversation) {
    Request request;
    if (conversation) request.conversation = conversation;
    request.words = words;
    request.mode = Mode::fast;
    return request;
}

std::string Home::question(int number) {
    return fmt::format("Tell me about the {} and the {}, please", topic(2 * number), topic(2 * number + 1));
}

std::vector<Turn> Home::stored(Id<Conversation> conversation) {
    return must(must(archive_->person(person_))->turns(conversation, store::k_listing_max));
}

}  // namespace familiar::tests
