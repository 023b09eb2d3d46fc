// One run of the importer: every input that a location holds becomes a source with its job.
#pragma once

#include "gather/importer.h"
#include "gather/importer/fetch.h"
#include "gather/input/walk.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace familiar::gather {

// The collaborators of a run; they outlive it.
struct ImportSetting {
    const Call& call;
    store::Archive& archive;
    platform::HttpClient& http;
    const ImportProgress& progress;
};

// One import, one thread.
class ImportRun final : public InputVisitor {
public:
    // Finds the stores. not_found when there is no such person, denied when the owner is not in the circle.
    static Result<std::unique_ptr<ImportRun>> prepare(const ImportSetting& setting, const ImportRequest& request);

    // Reads the location of the request: upload, URL, file or folder.
    Result<> read();

    // The jobs so far, after read() has ended with `outcome`; an error when nothing at all could be imported.
    Result<std::vector<ImportJob>> jobs(Result<> outcome);
    // The jobs so far, failed ones too.
    const std::vector<ImportJob>& all_jobs() const { return jobs_; }

    Result<> input(Input& input) override;
    void failed(const std::string& name, const std::string& locator, const Error& error) override;

private:
    ImportRun(const ImportSetting& setting, const ImportRequest& request) : setting_(setting), request_(request) {}

    Result<> address(const std::string& url);
    Result<> feed_failed(const std::string& url, const std::optional<Source>& known, const Fetched& fetched);
    Result<> feed_unchanged(Source source);
    Result<std::optional<Source>> source_at(const std::string& locator);
    Result<Source> source_of(const Input& input, InputKind kind);
    Result<ImportJob> job_of(const Input& input, InputKind kind, SourceId source);
    InputKind kind_of(const Input& input) const;
    void after(Source& source, const ImportJob& job) const;
    void add(const ImportJob& job, const Source& source);
    Timestamp now() const { return setting_.call.clock().now(); }

    const ImportSetting setting_;
    const ImportRequest request_;
    std::shared_ptr<store::PostStore> store_;
    std::shared_ptr<store::PersonStore> person_;
    std::string audience_;                            // as records name it
    std::optional<Source> known_;                     // of an address that was fetched before
    std::optional<platform::HttpResponse> response_;  // what the server sent, without its body
    std::vector<ImportJob> jobs_;
    std::optional<Error> first_failure_;
    bool told_ = false;  // a job says already why the walk ended
    std::size_t passed_over_ = 0;
};

}  // namespace familiar::gather
