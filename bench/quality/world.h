// What the quality cases share: a temporary world to import into and ask, and where the data lies.
#pragma once

#include "gather/importer.h"
#include "nouns/answer.h"
#include "nouns/evidence.h"
#include "nouns/question.h"
#include "platform/clock.h"
#include "platform/http_client.h"
#include "retrieve/retriever.h"
#include "store/archive.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::bench {

// A question with what a turn finds for it and says.
struct Asked {
    Question question;
    std::vector<Evidence> found;  // best first
    Answer answer;
};

// A person with a home of their own, which is gone with it.
class QualityWorld {
public:
    static Result<std::unique_ptr<QualityWorld>> make();
    ~QualityWorld();
    QualityWorld(const QualityWorld&) = delete;
    QualityWorld& operator=(const QualityWorld&) = delete;

    // Objects in the format of plain JSONL; every one must be taken.
    Result<> import_lines(const std::string& name, std::string lines);
    // A chat as WhatsApp exports it, with times in UTC.
    Result<> import_chat(const std::string& name, std::string text);
    // What a turn would do with these words.
    Result<Asked> asked(std::string_view words);
    // The question as a turn would understand it.
    Question understood(std::string_view words) const;
    // What a turn would search for, with room for `limit` results.
    Query query(std::string_view words, std::size_t limit) const;
    Result<std::vector<retrieve::Judgement>> judged(std::string_view words, std::size_t limit, bool examined);
    // What a turn would say from what was judged.
    Answer composed(std::string_view words, const std::vector<retrieve::Judgement>& judged) const;

private:
    QualityWorld() = default;
    Result<> import(gather::InputKind kind, const std::string& name, std::string content);
    // The intents that look at many posts ask for no single answer; here there is one.
    Question asked_for_one(std::string_view words) const;

    std::filesystem::path home_;
    platform::SystemClock clock_;
    platform::CurlClient http_;
    std::unique_ptr<store::Archive> archive_;
    std::unique_ptr<gather::Importer> importer_;
    std::unique_ptr<retrieve::Retriever> retriever_;
    Person person_;
    Viewer viewer_;
};

// The characters that the first citation quotes; empty when there is none.
std::string first_quote(const Answer& answer);

// A line of JSONL for an article.
std::string article_line(const std::string& id, const std::string& title, const std::string& text);

// The lines of a .zst file below ../shared/data beside the project, or below $FAMILIAR_DATA; not_found when it is not
// there.
Result<std::vector<std::string>> data_lines(const std::string& name);

// Splits examples for good: whether the one with this id may be learned from. The others are reported.
bool is_for_training(std::string_view id);

}  // namespace familiar::bench
