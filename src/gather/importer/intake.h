// Takes what a parser reads into the archive: whole batches, each in one transaction with the progress of its import,
// so that an import that stops anywhere goes on from there, with nothing doubled and nothing lost.
#pragma once

#include "gather/importer.h"
#include "gather/importer/storing.h"
#include "gather/input/text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::gather {

// The collaborators outlive it. Called by one thread.
class Intake final : public RecordSink {
public:
    struct Options {
        store::PostStore& store;
        const Lookahead& bytes;  // how far the input is read
        const ImportProgress& progress;
        Audience audience;
        std::string name;  // of the input, before the places of broken records
    };

    // Goes on where `job` stands: that many records were taken in before and are passed over now.
    Intake(const Call& call, Options options, Source source, ImportJob job);

    Result<> take(Post post) override;
    void skip() override;
    void broken(std::string where, std::string reason) override;
    // Kept unless the source has a title already: the person may have chosen it.
    void titled(std::string title) override;

    // Stores what is left and closes the job, given how the parser ended: done, failed or interrupted. An error only
    // when the store takes nothing more; the job then says so too.
    Result<> finish(const Result<>& parsed);

    const ImportJob& job() const { return job_; }
    const Source& source() const { return source_; }

private:
    bool is_new();
    void note_broken(std::string where, std::string reason);
    Result<> flush();
    void tell();
    ImportJob progress();
    Result<> close(ImportState state, std::string message);

    const Call& call_;
    const Options options_;
    Source source_;
    ImportJob job_;                     // with what is read and not yet stored
    const std::int64_t stored_before_;  // records that an earlier run has stored
    std::int64_t seen_ = 0;
    std::vector<store::PreparedPost> batch_;
    std::size_t batch_bytes_ = 0;
    std::optional<Error> store_error_;
    Storing storing_;
    platform::Elapsed told_at_{0};
};

}  // namespace familiar::gather
