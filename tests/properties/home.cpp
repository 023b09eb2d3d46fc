#include "tests/properties/home.h"

#include "base/check.h"
#include "nouns/answer_json.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>

namespace familiar::properties {

namespace {

const Timestamp k_now = *time::parse_rfc3339("2026-05-31T18:00:00Z");

void ignore(const TurnEvent&) {}

}  // namespace

Home::Home(const Plan& plan) : clock_(k_now) {
    auto archive = store::open_sqlite_archive({folder_ / "home", 0}, clock_);
    CHECK(archive.has_value(), "an archive can be made in a temporary folder");
    archive_ = std::move(*archive);
    importer_ = std::make_unique<gather::Importer>(*archive_, http_, clock_);
    assistant_ = std::make_unique<converse::Assistant>(*archive_, clock_, metrics_);
    for (const std::string& handle : plan.people) {
        Person person;
        person.handle = handle;
        person.display_name = handle;
        person.created_at = k_now;
        people_.push_back(archive_->common().add_person(person)->id);
    }
    for (const auto& members : plan.circles) {
        const std::string name = fmt::format("circle{}", circles_.size());
        circles_.push_back(archive_->common().ensure_circle(name, people_[members.front()])->id);
        for (const std::size_t member : members)
            CHECK(archive_->common().add_to_circle(circles_.back(), people_[member]).has_value(), "a member joins");
    }
    for (const Collection& collection : plan.collections) import(collection);
}

Audience Home::audience_of(const Collection& collection) const {
    if (collection.audience == k_for_everyone) return Audience::everyone();
    if (collection.audience == k_for_owner) return Audience::only_me();
    return Audience::of(circles_[static_cast<std::size_t>(collection.audience)]);
}

void Home::import(const Collection& collection) {
    gather::ImportRequest request;
    request.owner = people_[collection.owner];
    request.audience = audience_of(collection);
    request.kind = collection.is_chat ? gather::InputKind::whatsapp : gather::InputKind::jsonl;
    request.location = fmt::format("c{}.{}", collection.number, collection.is_chat ? "txt" : "jsonl");
    request.content = std::make_shared<const std::string>(content_of(collection));
    request.title = collection.title;
    const Call call(clock_);
    const auto jobs = importer_->import(call, request, [](const ImportJob&, const Source&) {});
    if (!jobs) return;  // a chat without a single message is refused
    for (const ImportJob& job : *jobs) posts_imported_ += static_cast<std::size_t>(job.report.added);
}

void Home::remove(const Collection& collection) {
    const PersonId owner = people_[collection.owner];
    const Viewer viewer = *archive_->common().viewer(owner);
    const auto shelf =
        *archive_->shelf(owner, collection.audience == k_for_owner ? familiar::Shelf::person : familiar::Shelf::common);
    const auto sources = *shelf->sources(viewer);
    const std::string file = fmt::format("c{}.", collection.number);
    for (const Source& source : sources) {
        if (source.owner != owner || source.locator.find(file) == std::string::npos) continue;
        EXPECT_TRUE(shelf->remove_source(source.id));
    }
}

Answer Home::answer_of(std::size_t person, const Request& request) {
    const auto turn = assistant_->take_turn(Call(clock_), people_[person], request, ignore);
    if (turn && turn->answer) return *turn->answer;
    const bool refused = !turn && turn.error().code == ErrorCode::invalid_argument;  // nothing but white space
    if (!refused) ADD_FAILURE() << request.words << ": " << (turn ? turn->failure : turn.error().text());
    return {};
}

Answer Home::ask(std::size_t person, const std::string& words, const std::vector<Exchange>& earlier) {
    Request request;
    request.words = words;
    request.temporary = true;
    request.earlier = earlier;
    return answer_of(person, request);
}

Answer Home::ask_stored(std::size_t person, const std::string& words) {
    Request request;
    request.words = words;
    const Answer answer = answer_of(person, request);
    const auto store = *archive_->person(people_[person]);
    const auto conversations = *store->conversations(1);
    if (conversations.empty()) return answer;
    const auto turns = *store->turns(conversations.front().id, 1);
    return turns.empty() || !turns.front().answer ? answer : *turns.front().answer;
}

std::vector<Evidence> Home::search(std::size_t person, const std::string& words) {
    Query query;
    query.words = words;
    query.limit = 30;
    auto found = assistant_->search(Call(clock_), people_[person], query);
    if (!found) ADD_FAILURE() << words << ": " << found.error().text();
    return found ? std::move(*found) : std::vector<Evidence>();
}

std::string Home::fault_of(std::size_t person, std::string_view text, Span sentence, const Citation& citation) {
    const Viewer viewer = *archive_->common().viewer(people_[person]);
    const auto shelf = *archive_->shelf(people_[person], citation.post.shelf);
    const auto post = shelf->post_version(viewer, citation.post.number, citation.version);
    if (!post) return fmt::format("cites {}, which this person may not read", to_text(citation.post));
    const std::string& source = citation.in_title ? post->title : post->text;
    if (citation.span.empty() || citation.span.end > source.size() || citation.span.of(source) != citation.quote) {
        return fmt::format("cites \"{}\" at {} to {} of {}, which reads \"{}\"", citation.quote, citation.span.begin,
                           citation.span.end, to_text(citation.post), citation.span.of(source));
    }
    if (citation.anchor.empty() || citation.anchor.end > text.size() || !sentence.contains(citation.anchor)) {
        return fmt::format("anchors \"{}\" at {} to {}, outside its sentence ({} to {})", citation.quote,
                           citation.anchor.begin, citation.anchor.end, sentence.begin, sentence.end);
    }
    const auto starts_inside = [](std::string_view whole, std::size_t at) {
        return at < whole.size() && (static_cast<unsigned char>(whole[at]) & 0xC0U) == 0x80U;
    };
    if (starts_inside(source, citation.span.begin) || starts_inside(source, citation.span.end) ||
        starts_inside(text, citation.anchor.begin) || starts_inside(text, citation.anchor.end))
        return fmt::format("cuts a character of {} in two", to_text(citation.post));
    return {};
}

std::string Home::fault_of(std::size_t person, const Answer& answer) {
    std::vector<Span> places;
    const std::string text = joined(answer.sentences, places);
    for (std::size_t i = 0; i < answer.sentences.size(); ++i) {
        const Sentence& sentence = answer.sentences[i];
        if (sentence.support == Support::quoted && sentence.citations.empty())
            return fmt::format("\"{}\" is quoted without a citation", sentence.text);
        for (const Citation& citation : sentence.citations) {
            const std::string fault = fault_of(person, text, places[i], citation);
            if (!fault.empty()) return "the answer " + fault + "\n" + text;
        }
    }
    return {};
}

std::string text_of(const Answer& answer) { return json_text(to_json(answer)); }

std::string named_text_of(Answer answer) {
    std::map<PostId, std::string> names;
    for (SourceNote& note : answer.sources) {
        Post& post = note.evidence.post;
        names[post.id] = post.external_id;
        post.id = {};
        post.source = {};
    }
    for (Sentence& sentence : answer.sentences) {
        for (Citation& citation : sentence.citations) {
            citation.quote = names[citation.post] + ": " + citation.quote;
            citation.post = {};
        }
    }
    return text_of(answer);
}

std::string text_of(const std::vector<Evidence>& found) {
    std::string text;
    for (const Evidence& evidence : found) {
        text += fmt::format("{} {} {}-{} {}", evidence.post.external_id, evidence.score, evidence.best.begin,
                            evidence.best.end, evidence.coverage);
        for (const Finding& finding : evidence.because) text += fmt::format(" {}:{}", finding.what, finding.weight);
        text += '\n';
    }
    return text;
}

}  // namespace familiar::properties
