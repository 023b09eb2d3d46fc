// A whole assistant over a real archive in a folder of its own, filled from a plan, on a clock that stands still.
#pragma once

#include "base/json.h"
#include "converse/assistant.h"
#include "gather/importer.h"
#include "platform/clock.h"
#include "platform/http_client.h"
#include "platform/metrics.h"
#include "store/archive.h"
#include "tests/properties/plan.h"
#include "tests/support/temp_folder.h"

#include <memory>
#include <string>
#include <vector>

namespace familiar::properties {

class Home {
public:
    // People and circles of the plan; its collections in their order.
    explicit Home(const Plan& plan);

    void import(const Collection& collection);
    void remove(const Collection& collection);

    // Not stored; `earlier` is the conversation so far. A turn that fails is a failure of the test.
    Answer ask(std::size_t person, const std::string& words, const std::vector<Exchange>& earlier = {});
    // The same, stored, and read back.
    Answer ask_stored(std::size_t person, const std::string& words);
    std::vector<Evidence> search(std::size_t person, const std::string& words);

    // What is wrong with the citations of an answer to this person; empty when nothing is.
    std::string fault_of(std::size_t person, const Answer& answer);

    store::Archive& archive() { return *archive_; }
    std::size_t posts_imported() const { return posts_imported_; }

private:
    Answer answer_of(std::size_t person, const Request& request);
    std::string fault_of(std::size_t person, std::string_view text, Span sentence, const Citation& citation);
    Audience audience_of(const Collection& collection) const;

    test::TempFolder folder_;
    platform::VirtualClock clock_;
    platform::Metrics metrics_;
    platform::CurlClient http_;
    std::unique_ptr<store::Archive> archive_;
    std::unique_ptr<gather::Importer> importer_;
    std::unique_ptr<converse::Assistant> assistant_;
    std::vector<PersonId> people_;
    std::vector<CircleId> circles_;
    std::size_t posts_imported_ = 0;
};

// An answer with its scores as text, every byte of which must be the same where the answer is.
std::string text_of(const Answer& answer);
// The same, with posts and sources called by their own names instead of the numbers that one archive gave them.
std::string named_text_of(Answer answer);
std::string text_of(const std::vector<Evidence>& found);

}  // namespace familiar::properties
