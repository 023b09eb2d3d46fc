// A temporary archive with two people, a clock and a server that the test plays, for tests of the importer.
#pragma once

#include "gather/importer.h"
#include "platform/files.h"

#include <deque>
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace familiar::gather {

class FakeHttp final : public platform::HttpClient {
public:
    Result<platform::HttpResponse> get(const Call&, const platform::HttpRequest& request) override {
        requests.push_back(request);
        if (on_get) on_get();
        if (failure) return Failure(*failure);
        if (answers.empty()) return fail(ErrorCode::unavailable, "the test has no answer");
        auto answer = std::move(answers.front());
        answers.pop_front();
        return answer;
    }
    Result<platform::HttpResponse> send(const Call& call, const platform::HttpRequest& request,
                                        const platform::HttpSink& /*sink*/) override {
        return get(call, request);
    }

    std::deque<platform::HttpResponse> answers;
    std::optional<Error> failure;
    std::function<void()> on_get;
    std::vector<platform::HttpRequest> requests;
};

// Each look at the stopwatch takes a second, so that progress is told after every batch.
class SlowClock final : public platform::Clock {
public:
    Timestamp now() const override { return Timestamp(std::chrono::seconds(1'772'357'400)) + moved_; }
    platform::Elapsed steady() const override { return std::chrono::seconds(++looks_); }
    void advance(std::chrono::seconds by) { moved_ += by; }

private:
    std::chrono::seconds moved_{0};
    mutable int looks_ = 0;
};

// What an import asks for beside its location.
struct Wish {
    Audience audience = {};
    InputKind kind = InputKind::automatic;
    std::string title = {};
    std::string time_zone = "UTC";
    platform::AddressPolicy addresses = platform::AddressPolicy::public_only;
};

class ImportWorld : public testing::Test {
protected:
    void SetUp() override {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::canonical(testing::TempDir()) / (std::string("familiar_import_") + test->name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        open_archive(0);
        owner_ = add_person("mara");
        other_ = add_person("tom");
    }
    void TearDown() override {
        importer_.reset();
        archive_.reset();
        std::filesystem::remove_all(folder_);
    }

    PersonId add_person(const std::string& handle) {
        Person person;
        person.handle = handle;
        person.display_name = handle;
        return archive_->common().add_person(person)->id;
    }
    void open_archive(std::int64_t file_bytes_max) {
        importer_.reset();
        archive_.reset();
        auto opened = store::open_sqlite_archive({.home = folder_ / "home", .file_bytes_max = file_bytes_max}, clock_);
        ASSERT_TRUE(opened.has_value()) << opened.error().text();
        archive_ = std::move(*opened);
        importer_ = std::make_unique<Importer>(*archive_, http_, clock_);
    }
    // The path of a file with this content.
    std::string put(const std::string& name, std::string_view content) {
        std::filesystem::create_directories((folder_ / name).parent_path());
        EXPECT_TRUE(platform::write_file(folder_ / name, content).has_value());
        return (folder_ / name).string();
    }
    ImportRequest request(const std::string& location, const Wish& wish) const {
        ImportRequest request;
        request.owner = owner_;
        request.audience = wish.audience;
        request.kind = wish.kind;
        request.location = location;
        request.title = wish.title;
        request.time_zone = wish.time_zone;
        request.addresses = wish.addresses;
        return request;
    }
    Result<std::vector<ImportJob>> import(const std::string& location, const Wish& wish = {}, std::stop_token stop = {},
                                          const ImportProgress& progress = {}) {
        return importer_->import(Call(clock_, std::move(stop), std::nullopt, "test"), request(location, wish),
                                 progress);
    }
    Result<std::vector<ImportJob>> upload(const std::string& name, std::string content) {
        ImportRequest upload = request(name, {});
        upload.content = std::make_shared<const std::string>(std::move(content));
        return importer_->import(Call(clock_), upload, {});
    }
    Result<std::vector<ImportJob>> refresh() { return importer_->refresh(Call(clock_), owner_, {}); }

    Viewer viewer() { return *archive_->common().viewer(owner_); }
    std::shared_ptr<store::PostStore> store(Shelf shelf) { return *archive_->shelf(owner_, shelf); }
    std::shared_ptr<store::PersonStore> person_store() { return *archive_->person(owner_); }
    std::int64_t posts(Shelf shelf) { return *store(shelf)->post_count(viewer()); }
    std::vector<Source> sources(Shelf shelf) { return *store(shelf)->sources(viewer()); }

    SlowClock clock_;
    FakeHttp http_;
    std::filesystem::path folder_;
    std::unique_ptr<store::Archive> archive_;
    std::unique_ptr<Importer> importer_;
    PersonId owner_;
    PersonId other_;
};

}  // namespace familiar::gather
