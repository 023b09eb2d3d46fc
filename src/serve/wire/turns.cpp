#include "serve/wire/turns.h"

#include "base/utf8.h"
#include "nouns/answer_json.h"
#include "serve/limits.h"
#include "serve/wire/offsets.h"
#include "serve/wire/posts.h"

#include <algorithm>
#include <map>
#include <type_traits>

namespace familiar::serve::wire {

namespace {

template <class... Acts>
struct Each : Acts... {
    using Acts::operator()...;
};

Json why_json(const std::vector<SourceNote>& sources) {
    Json json = {{"cited", Json::array()}, {"considered", Json::array()}};
    for (const SourceNote& note : sources) {
        json[note.cited ? "cited" : "considered"].push_back(
            {{"post", to_text(note.evidence.post.id)}, {"because", note.because}});
    }
    return json;
}

// A source as an answer shows it: its reason is said in words beside it, and that is what is stored.
Json source_post_json(const SourceNote& note) {
    Json json = evidence_json(note.evidence);
    json["because"] = Json::array();
    return json;
}

std::chrono::milliseconds duration_of(const Turn& turn) {
    return turn.answered_at ? std::chrono::milliseconds(*turn.answered_at - turn.asked_at)
                            : std::chrono::milliseconds(0);
}

// The stretches of a model's answer that no source carries.
Json marks_json(const Answer& answer) {
    std::vector<Span> places;
    const std::string text = joined(answer.sentences, places);
    Json marks = Json::array();
    for (std::size_t i = 0; i < answer.sentences.size(); ++i) {
        const Support support = answer.sentences[i].support;
        if (support != Support::unsupported && support != Support::own_knowledge) continue;
        const CountedSpan place = counted(text, places[i], Unit::utf16);
        marks.push_back({{"start", place.start}, {"end", place.end}, {"support", name_of(support)}});
    }
    return marks;
}

// What only longer work and models have to say.
void add_of_work(Json& json, const Answer& answer) {
    if (!answer.checked.empty()) json["checked"] = answer.checked;
    if (answer.offered) json["offered"] = name_of(*answer.offered);
    if (answer.engine.empty()) return;
    json["marks"] = marks_json(answer);
    json["engine"] = answer.engine;
    json["usage"] = to_json(answer.usage);
    json["support"] = to_json(answer.support);
}

Json done_json(const Turn& turn, std::optional<std::chrono::milliseconds> took) {
    const Answer answer = turn.answer.value_or(Answer{});
    Json json = {{"turn", turn.id.value},
                 {"conversation", turn.conversation.value},
                 {"kind", name_of(answer.kind)},
                 {"mode", name_of(answer.mode)},
                 {"confidence", answer.confidence},
                 {"suggestions", answer.suggestions},
                 {"degraded", answer.degraded},
                 {"text", answer.text()},
                 {"duration_ms", took.value_or(duration_of(turn)).count()}};
    add_of_work(json, answer);
    return json;
}

std::string_view name_of_event(const TurnEvent& event) {
    return std::visit(Each{[](const StatusEvent&) { return std::string_view("status"); },
                           [](const BudgetEvent&) { return std::string_view("budget"); },
                           [](const ProgressEvent&) { return std::string_view("status"); },
                           [](const EvidenceEvent&) { return std::string_view("evidence"); },
                           [](const TextEvent&) { return std::string_view("text"); },
                           [](const CitationEvent&) { return std::string_view("citation"); },
                           [](const WhyEvent&) { return std::string_view("why"); },
                           [](const DoneEvent&) { return std::string_view("done"); },
                           [](const ErrorEvent&) { return std::string_view("error"); }},
                      event);
}

// The citations of each sentence, numbered as the events of the answer number them.
std::multimap<std::size_t, CitationEvent> citations_by_anchor(const Answer& answer) {
    std::multimap<std::size_t, CitationEvent> citations;
    for (TurnEvent& event : events_of(answer)) {
        if (auto* citation = std::get_if<CitationEvent>(&event))
            citations.emplace(citation->citation.anchor.begin, std::move(*citation));
    }
    return citations;
}

}  // namespace

Json conversation_json(const Conversation& conversation) {
    return {{"id", conversation.id.value},
            {"title", conversation.title},
            {"started_at", time::rfc3339(conversation.started_at)},
            {"active_at", time::rfc3339(conversation.active_at)},
            {"turns", conversation.turns}};
}

Json turn_json(const Turn& turn) {
    return {{"id", turn.id.value},
            {"conversation", turn.conversation.value},
            {"question", turn.question},
            {"state", name_of(turn.state)},
            {"answer", turn.answer ? answer_json(*turn.answer) : Json(nullptr)},
            {"failure", text_or_null(turn.failure)},
            {"asked_at", time::rfc3339(turn.asked_at)},
            {"answered_at", optional_time(turn.answered_at)}};
}

Json answer_json(const Answer& answer) {
    std::vector<Span> places;
    const std::string text = joined(answer.sentences, places);
    const auto citations = citations_by_anchor(answer);
    Json sentences = Json::array();
    for (std::size_t i = 0; i < answer.sentences.size(); ++i) {
        const Sentence& sentence = answer.sentences[i];
        const CountedSpan place = counted(text, places[i], Unit::utf16);
        Json cited = Json::array();
        for (auto at = citations.lower_bound(places[i].begin); at != citations.end() && at->first < places[i].end;
             ++at) {
            cited.push_back(citation_json(at->second, text));
        }
        sentences.push_back({{"text", sentence.text},
                             {"support", name_of(sentence.support)},
                             {"role", name_of(sentence.role)},
                             {"start", place.start},
                             {"end", place.end},
                             {"citations", std::move(cited)}});
    }
    Json sources = Json::array();
    for (const SourceNote& note : answer.sources) {
        sources.push_back({{"post", source_post_json(note)}, {"cited", note.cited}, {"because", note.because}});
    }
    Json json = {
        {"kind", name_of(answer.kind)},      {"mode", name_of(answer.mode)},      {"text", text},
        {"confidence", answer.confidence},   {"sentences", std::move(sentences)}, {"sources", std::move(sources)},
        {"suggestions", answer.suggestions}, {"degraded", answer.degraded}};
    add_of_work(json, answer);
    return json;
}

Result<Request> turn_request(const Json& json) {
    if (!json.is_object())
        return fail(ErrorCode::invalid_argument, "the body must be a JSON object with the member 'words'");
    const Json& words = member(json, "words");
    if (!words.is_string()) return fail(ErrorCode::invalid_argument, "'words' must be a text: what you ask");
    Request request;
    request.words = words.get<std::string>();
    if (request.words.find_first_not_of(" \t\r\n") == std::string::npos) {
        return fail(ErrorCode::invalid_argument, "'words' is empty; ask something");
    }
    if (request.words.size() > k_words_bytes_max) {
        return fail(ErrorCode::invalid_argument,
                    "'words' is longer than " + std::to_string(k_words_bytes_max) + " bytes; ask in fewer");
    }
    if (const Json& conversation = member(json, "conversation"); !conversation.is_null()) {
        if (!conversation.is_number_integer() || conversation.get<std::int64_t>() <= 0) {
            return fail(ErrorCode::invalid_argument,
                        "'conversation' must be the number of one, or be left out for a new one");
        }
        request.conversation = Id<Conversation>{conversation.get<std::int64_t>()};
    }
    if (const Json& mode = member(json, "mode"); !mode.is_null()) {
        const auto known = mode_from(mode.is_string() ? mode.get<std::string>() : std::string());
        if (!known)
            return fail(ErrorCode::invalid_argument, "'mode' must be auto, fast, thinking, contemplating or shopping");
        request.mode = *known;
    }
    if (const Json& temporary = member(json, "temporary"); !temporary.is_null()) {
        if (!temporary.is_boolean()) return fail(ErrorCode::invalid_argument, "'temporary' must be true or false");
        request.temporary = temporary.get<bool>();
    }
    if (request.temporary && request.conversation) {
        return fail(ErrorCode::invalid_argument,
                    "a temporary turn cannot continue a stored conversation; leave 'conversation' out");
    }
    return request;
}

std::string TurnEventWriter::write(const converse::NumberedEvent& event,
                                   std::optional<std::chrono::milliseconds> took) {
    return server_sent(event.number, name_of_event(event.event), json_text(data_of(event.event, took)));
}

Json TurnEventWriter::data_of(const TurnEvent& event, std::optional<std::chrono::milliseconds> took) {
    return std::visit(Each{[](const StatusEvent& status) -> Json {
                               return {{"turn", status.turn.value},
                                       {"conversation", status.conversation.value},
                                       {"stage", name_of(status.stage)}};
                           },
                           [](const BudgetEvent& budget) -> Json {
                               return {
                                   {"agents", budget.agents}, {"tokens", budget.tokens}, {"seconds", budget.seconds}};
                           },
                           [](const ProgressEvent& progress) -> Json {
                               return {{"stage", "working"},
                                       {"agent", progress.agent},
                                       {"what", progress.what},
                                       {"state", name_of(progress.state)}};
                           },
                           [](const EvidenceEvent& evidence) -> Json {
                               return {{"post", source_post_json(evidence.note)}, {"because", evidence.note.because}};
                           },
                           [this](const TextEvent& text) -> Json {
                               const std::size_t offset = counted(text_, text.offset, Unit::utf16);
                               text_.resize(std::min(text_.size(), text.offset));
                               text_ += text.text;
                               return {{"text", text.text}, {"offset", offset}, {"role", name_of(text.role)}};
                           },
                           [this](const CitationEvent& citation) -> Json { return citation_json(citation, text_); },
                           [](const WhyEvent& why) -> Json { return why_json(why.sources); },
                           [took](const DoneEvent& done) -> Json { return done_json(done.turn, took); },
                           [](const ErrorEvent& error) -> Json {
                               return {{"code", name_of(error.error.code)}, {"message", error.error.text()}};
                           }},
                      event);
}

std::string server_sent(std::int64_t id, std::string_view kind, std::string_view data) {
    std::string text;
    if (id > 0) text += "id: " + std::to_string(id) + "\n";
    if (!kind.empty()) text += "event: " + std::string(kind) + "\n";
    text += "data: ";  // our JSON holds no line end
    text += data;
    text += "\n\n";
    return text;
}

}  // namespace familiar::serve::wire
