// What every kind of archive must do is written once and run over each: a new backend is one line in backends().
#pragma once

#include "base/words.h"
#include "store/archive.h"
#include "tests/support/temp_folder.h"

#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace familiar::store {

struct Backend {
    const char* name;
    std::function<Result<std::unique_ptr<Archive>>(const ArchiveOptions&, const platform::Clock&)> open;
};

inline std::vector<Backend> backends() { return {{"sqlite", open_sqlite_archive}}; }

inline std::string backend_name(const testing::TestParamInfo<Backend>& backend) { return backend.param.name; }

// An archive in a folder of its own, with a clock that the test moves.
class World {
public:
    static constexpr std::int64_t k_start = 1'772'000'000;

    explicit World(Backend backend) : backend_(std::move(backend)) { reopen(); }

    void reopen(ArchiveOptions options = {}) {
        archive_.reset();
        options.home = home();
        auto opened = backend_.open(options, clock);
        if (!opened)
            ADD_FAILURE() << opened.error().text();
        else
            archive_ = std::move(*opened);
    }
    Archive& archive() { return *archive_; }
    CommonStore& common() { return archive_->common(); }
    std::shared_ptr<PersonStore> file_of(PersonId person) { return *archive_->person(person); }
    std::filesystem::path home() const { return folder / "home"; }

    PersonId add_person(const std::string& handle) {
        Person person;
        person.handle = handle;
        person.display_name = handle;
        return common().add_person(person)->id;
    }
    Viewer viewer(PersonId person) { return *common().viewer(person); }

    static Source add_source(PostStore& store, PersonId owner, const std::string& locator, Audience audience) {
        Source source;
        source.owner = owner;
        source.kind = "jsonl";
        source.locator = locator;
        source.title = "Source " + locator;
        source.audience = audience;
        return *store.ensure_source(source);
    }
    // A post of `source`, not stored yet.
    static Post draft(const Source& source, const std::string& external_id, const std::string& text) {
        Post post;
        post.source = source.id;
        post.audience = source.audience;
        post.external_id = external_id;
        post.app = "mastodon";
        post.author = {"Ana Núñez", "@ana@example.org"};
        post.text = text;
        post.posted_at = Timestamp(std::chrono::seconds(k_start));
        post.language = "en";
        return post;
    }
    static BatchOutcome put(PostStore& store, const std::vector<Post>& posts) {
        const ImportJob job = *store.begin_import(posts.front().source, "put");
        auto outcome = store.store_batch(posts, job);
        if (!outcome) ADD_FAILURE() << outcome.error().text();
        return outcome.value_or(BatchOutcome{});
    }

    test::TempFolder folder;
    platform::VirtualClock clock{Timestamp(std::chrono::seconds(k_start))};

private:
    Backend backend_;
    std::unique_ptr<Archive> archive_;
};

// A world with two people, each with a source in their own file, and a public source in the common one.
class ArchiveTest : public testing::TestWithParam<Backend> {
protected:
    ArchiveTest() {
        mara = world.add_person("mara");
        tom = world.add_person("tom");
        own = world.add_source(*world.file_of(mara), mara, "own", Audience::only_me());
        shared = world.add_source(world.common(), mara, "shared", Audience::everyone());
    }

    Call call() { return Call(world.clock); }
    Viewer sees(PersonId person) { return world.viewer(person); }
    std::shared_ptr<PersonStore> file() { return world.file_of(mara); }

    World world{GetParam()};
    PersonId mara;
    PersonId tom;
    Source own;
    Source shared;
};

// The spellings under which an English word is in the index.
inline MatchTerm term(const std::string& word) { return {{stem_of(folded(word), "en")}}; }

inline MatchQuery query_for(const std::vector<std::string>& words) {
    MatchQuery query;
    for (const std::string& word : words) {
        query.terms.push_back(term(word));
        query.idf.push_back(1);
    }
    return query;
}

}  // namespace familiar::store

#define INSTANTIATE_OVER_BACKENDS(Suite) \
    INSTANTIATE_TEST_SUITE_P(Archive, Suite, testing::ValuesIn(backends()), backend_name)
