#include "quality/world.h"

#include "answer/composer.h"
#include "base/json.h"
#include "converse/limits.h"
#include "converse/route.h"
#include "converse/understand/understand.h"
#include "converse/world.h"
#include "platform/random.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>

namespace familiar::bench {

Result<std::unique_ptr<QualityWorld>> QualityWorld::make() {
    auto world = std::unique_ptr<QualityWorld>(new QualityWorld());
    platform::SystemRandom random;
    world->home_ = std::filesystem::temp_directory_path() / ("familiar-quality-" + random.token(6));
    world->archive_ = TRY(store::open_sqlite_archive({world->home_, 0}, world->clock_));
    world->importer_ = std::make_unique<gather::Importer>(*world->archive_, world->http_, world->clock_);
    world->retriever_ = std::make_unique<retrieve::Retriever>(*world->archive_);
    Person person;
    person.handle = "bench";
    person.display_name = "Bench";
    world->person_ = TRY(world->archive_->common().add_person(person));
    world->viewer_ = TRY(world->archive_->common().viewer(world->person_.id));
    return world;
}

QualityWorld::~QualityWorld() {
    retriever_.reset();
    importer_.reset();
    archive_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(home_, ignored);
}

Result<> QualityWorld::import_lines(const std::string& name, std::string lines) {
    return import(gather::InputKind::jsonl, name, std::move(lines));
}

Result<> QualityWorld::import_chat(const std::string& name, std::string text) {
    return import(gather::InputKind::whatsapp, name, std::move(text));
}

Result<> QualityWorld::import(gather::InputKind kind, const std::string& name, std::string content) {
    gather::ImportRequest request;
    request.owner = person_.id;
    request.kind = kind;
    request.location = name;
    request.content = std::make_shared<const std::string>(std::move(content));
    for (const ImportJob& job : TRY(importer_->import(Call(clock_), request, [](const ImportJob&, const Source&) {}))) {
        if (job.state == ImportState::done && job.report.broken == 0) continue;
        return fail(ErrorCode::corrupt, fmt::format("{}: {} broken, {}", name, job.report.broken, job.message));
    }
    return {};
}

Result<Asked> QualityWorld::asked(std::string_view words) {
    const Call call(clock_);
    Asked asked;
    asked.question =
        converse::understand(words, {}, converse::world_of(call, *archive_, *retriever_, viewer_, person_));
    for (const Query& query : converse::route(asked.question).queries) {
        for (Evidence& found : TRY(retriever_->find(call, viewer_, query))) asked.found.push_back(std::move(found));
    }
    asked.answer = answer::compose(asked.question, asked.found, {clock_.now(), "UTC", person_.display_name});
    return asked;
}

Question QualityWorld::understood(std::string_view words) const {
    const auto nobody = [](std::string_view) { return std::string(); };
    return converse::understand(words, {}, {clock_.now(), "UTC", nobody, nobody, nobody});
}

Question QualityWorld::asked_for_one(std::string_view words) const {
    Question question = understood(words);
    question.intent = Intent::find;
    if (question.topic.empty()) question.topic = std::string(words);
    question.author.clear();
    question.group.clear();
    question.time.reset();
    return question;
}

Query QualityWorld::query(std::string_view words, std::size_t limit) const {
    Query query = converse::route(asked_for_one(words)).queries.front();
    query.limit = limit;
    return query;
}

Result<std::vector<retrieve::Judgement>> QualityWorld::judged(std::string_view words, std::size_t limit,
                                                              bool examined) {
    return retriever_->judged(Call(clock_), viewer_, query(words, limit), examined);
}

Answer QualityWorld::composed(std::string_view words, const std::vector<retrieve::Judgement>& judged) const {
    std::vector<Evidence> evidence;
    for (const retrieve::Judgement& judgement : judged) {
        if (evidence.size() == converse::k_evidence_found) break;
        evidence.push_back(judgement.evidence);
    }
    return answer::compose(asked_for_one(words), evidence, {clock_.now(), "UTC", person_.display_name});
}

std::string first_quote(const Answer& answer) {
    for (const Sentence& sentence : answer.sentences) {
        if (!sentence.citations.empty()) return sentence.citations.front().quote;
    }
    return {};
}

std::string article_line(const std::string& id, const std::string& title, const std::string& text) {
    return json_text({{"kind", "article"}, {"id", id}, {"app", "library"}, {"title", title}, {"text", text}}) + "\n";
}

Result<std::vector<std::string>> data_lines(const std::string& name) {
    const char* folder = std::getenv("FAMILIAR_DATA");
    const std::filesystem::path path =
        (folder != nullptr ? std::filesystem::path(folder)
                           : std::filesystem::path(FAMILIAR_SOURCE_DIR) / "../shared/data") /
        name;
    if (!std::filesystem::exists(path)) return fail(ErrorCode::not_found, "there is no " + path.string());
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(("zstd -dc '" + path.string() + "'").c_str(), "r"), pclose);
    if (!pipe) return fail(ErrorCode::unavailable, "zstd cannot be started");
    std::vector<std::string> lines(1);
    std::array<char, 1U << 16U> piece{};
    while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), pipe.get())) {
        for (const char c : std::string_view(piece.data(), count)) {
            if (c == '\n')
                lines.emplace_back();
            else
                lines.back() += c;
        }
    }
    if (lines.back().empty()) lines.pop_back();
    return lines;
}

bool is_for_training(std::string_view id) {
    std::uint64_t hash = 14'695'981'039'346'656'037U;  // FNV-1a
    for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    return (hash >> 32U & 1U) == 0;
}

}  // namespace familiar::bench
