#include "nouns/answer_json.h"

#include <algorithm>
#include <array>

namespace familiar {

namespace {

constexpr std::array<Support, 6> k_supports = {Support::quoted,        Support::entailed,    Support::computed,
                                               Support::own_knowledge, Support::unsupported, Support::none};
constexpr std::array<AnswerKind, 8> k_kinds = {AnswerKind::quoted, AnswerKind::gathered, AnswerKind::computed,
                                               AnswerKind::about,  AnswerKind::nothing,  AnswerKind::worked,
                                               AnswerKind::brief,  AnswerKind::written};
constexpr std::array<std::pair<SentenceRole, std::string_view>, 7> k_roles = {{{SentenceRole::lead, "lead"},
                                                                               {SentenceRole::detail, "detail"},
                                                                               {SentenceRole::item, "item"},
                                                                               {SentenceRole::working, "working"},
                                                                               {SentenceRole::note, "note"},
                                                                               {SentenceRole::heading, "heading"},
                                                                               {SentenceRole::step, "step"}}};

template <class Enum, std::size_t N>
Enum value_named(const std::array<Enum, N>& values, std::string_view name, Enum otherwise) {
    const auto found = std::ranges::find_if(values, [&](Enum value) { return name_of(value) == name; });
    return found == values.end() ? otherwise : *found;
}

Span span_at(const Json& json, std::string_view begin, std::string_view end) {
    const auto b = integer_at(json, begin).value_or(0);
    const auto e = integer_at(json, end).value_or(0);
    if (b < 0 || e < b) return {};
    return {static_cast<std::size_t>(b), static_cast<std::size_t>(e)};
}

bool flag_at(const Json& json, std::string_view key) {
    const Json& value = member(json, key);
    return value.is_boolean() && value.get<bool>();
}

double number_at(const Json& json, std::string_view key) {
    const Json& value = member(json, key);
    return value.is_number() ? value.get<double>() : 0;
}

std::vector<std::string> texts_at(const Json& json, std::string_view key) {
    std::vector<std::string> texts;
    for (const Json& value : member(json, key)) {
        if (value.is_string()) texts.push_back(value.get<std::string>());
    }
    return texts;
}

Citation citation_from_json(const Json& json) {
    Citation citation;
    citation.post = shelf_id_from<Post>(text_at(json, "post")).value_or(PostId{});
    citation.version = static_cast<int>(integer_at(json, "version").value_or(1));
    citation.span = span_at(json, "quote_begin", "quote_end");
    citation.in_title = flag_at(json, "in_title");
    citation.quote = text_at(json, "quote");
    citation.support = value_named(k_supports, text_at(json, "support"), Support::none);
    citation.anchor = span_at(json, "begin", "end");
    return citation;
}

Sentence sentence_from_json(const Json& json) {
    Sentence sentence;
    sentence.text = text_at(json, "text");
    sentence.support = value_named(k_supports, text_at(json, "support"), Support::none);
    const auto role = std::ranges::find(k_roles, text_at(json, "role"), [](const auto& pair) { return pair.second; });
    if (role != k_roles.end()) sentence.role = role->first;
    for (const Json& citation : member(json, "citations")) sentence.citations.push_back(citation_from_json(citation));
    if (const Json& gap = member(json, "gap"); gap.is_string()) sentence.gap = gap.get<std::string>();
    return sentence;
}

TokenUsage usage_from_json(const Json& json) {
    return {integer_at(json, "prompt").value_or(0), integer_at(json, "prompt_cached").value_or(0),
            integer_at(json, "completion").value_or(0), integer_at(json, "reasoning").value_or(0)};
}

SupportCount support_from_json(const Json& json) {
    return {integer_at(json, "stated").value_or(0), integer_at(json, "supported").value_or(0),
            integer_at(json, "marked").value_or(0), integer_at(json, "links_taken").value_or(0)};
}

}  // namespace

std::string_view name_of(SentenceRole role) {
    const auto found = std::ranges::find(k_roles, role, [](const auto& pair) { return pair.first; });
    return found == k_roles.end() ? std::string_view("lead") : found->second;
}

Json to_json(const Post& post) {
    Json links = Json::array();
    for (const Link& link : post.links) links.push_back({{"url", link.url}, {"label", link.label}});
    return {{"id", to_text(post.id)},
            {"version", post.version},
            {"source", to_text(post.source)},
            {"external_id", post.external_id},
            {"kind", name_of(post.kind)},
            {"app", post.app},
            {"author", {{"name", post.author.name}, {"handle", post.author.handle}}},
            {"title", post.title},
            {"text", post.text},
            {"url", post.url},
            {"posted_at", post.posted_at ? Json(time::rfc3339(*post.posted_at)) : Json(nullptr)},
            {"reply_to", post.reply_to},
            {"thread", post.thread},
            {"language", post.language},
            {"likes", post.likes},
            {"shares", post.shares},
            {"links", std::move(links)}};
}

Result<Post> post_from_json(const Json& json) {
    const auto id = shelf_id_from<Post>(text_at(json, "id"));
    if (!id) return fail(ErrorCode::corrupt, "a stored post has no id");
    Post post;
    post.id = *id;
    post.version = static_cast<int>(integer_at(json, "version").value_or(1));
    post.source = shelf_id_from<Source>(text_at(json, "source")).value_or(SourceId{});
    post.external_id = text_at(json, "external_id");
    post.kind = post_kind_from(text_at(json, "kind")).value_or(PostKind::post);
    post.app = text_at(json, "app");
    post.author = {text_at(member(json, "author"), "name"), text_at(member(json, "author"), "handle")};
    post.title = text_at(json, "title");
    post.text = text_at(json, "text");
    post.url = text_at(json, "url");
    if (const auto t = time::parse_rfc3339(text_at(json, "posted_at"))) post.posted_at = *t;
    post.reply_to = text_at(json, "reply_to");
    post.thread = text_at(json, "thread");
    post.language = text_at(json, "language");
    post.likes = integer_at(json, "likes").value_or(0);
    post.shares = integer_at(json, "shares").value_or(0);
    for (const Json& link : member(json, "links")) post.links.push_back({text_at(link, "url"), text_at(link, "label")});
    return post;
}

Json to_json(const Citation& citation) {
    return {{"post", to_text(citation.post)},       {"version", citation.version},    {"quote", citation.quote},
            {"quote_begin", citation.span.begin},   {"quote_end", citation.span.end}, {"in_title", citation.in_title},
            {"support", name_of(citation.support)}, {"begin", citation.anchor.begin}, {"end", citation.anchor.end}};
}

Json to_json(const TokenUsage& usage) {
    return {{"prompt", usage.prompt},
            {"prompt_cached", usage.prompt_cached},
            {"completion", usage.completion},
            {"reasoning", usage.reasoning}};
}

Json to_json(const SupportCount& support) {
    return {{"stated", support.stated},
            {"supported", support.supported},
            {"marked", support.marked},
            {"links_taken", support.links_taken}};
}

Json to_json(const Answer& answer) {
    Json sentences = Json::array();
    std::vector<Span> places;
    const std::string text = joined(answer.sentences, places);
    for (std::size_t i = 0; i < answer.sentences.size(); ++i) {
        const Sentence& sentence = answer.sentences[i];
        Json citations = Json::array();
        for (const Citation& citation : sentence.citations) citations.push_back(to_json(citation));
        Json one = {{"text", sentence.text},          {"support", name_of(sentence.support)},
                    {"role", name_of(sentence.role)}, {"begin", places[i].begin},
                    {"end", places[i].end},           {"citations", std::move(citations)}};
        if (sentence.gap) one["gap"] = *sentence.gap;
        sentences.push_back(std::move(one));
    }
    Json sources = Json::array();
    for (const SourceNote& note : answer.sources) {
        sources.push_back({{"post", to_json(note.evidence.post)},
                           {"source_title", note.evidence.source_title},
                           {"best_begin", note.evidence.best.begin},
                           {"best_end", note.evidence.best.end},
                           {"score", note.evidence.score},
                           {"cited", note.cited},
                           {"because", note.because}});
        if (note.number > 0) sources.back()["number"] = note.number;
    }
    Json json = {
        {"kind", name_of(answer.kind)},      {"mode", name_of(answer.mode)},      {"text", text},
        {"confidence", answer.confidence},   {"sentences", std::move(sentences)}, {"sources", std::move(sources)},
        {"suggestions", answer.suggestions}, {"degraded", answer.degraded}};
    if (!answer.checked.empty()) json["checked"] = answer.checked;
    if (answer.offered) json["offered"] = name_of(*answer.offered);
    if (answer.engine.empty()) return json;
    json["engine"] = answer.engine;
    json["usage"] = to_json(answer.usage);
    json["support"] = to_json(answer.support);
    json["raw"] = answer.raw;
    if (answer.cut_short) json["cut_short"] = true;
    return json;
}

Result<Answer> answer_from_json(const Json& json) {
    if (!json.is_object()) return fail(ErrorCode::corrupt, "a stored answer is not an object");
    Answer answer;
    answer.kind = value_named(k_kinds, text_at(json, "kind"), AnswerKind::nothing);
    answer.mode = mode_from(text_at(json, "mode")).value_or(Mode::fast);
    answer.confidence = number_at(json, "confidence");
    for (const Json& sentence : member(json, "sentences")) answer.sentences.push_back(sentence_from_json(sentence));
    for (const Json& source : member(json, "sources")) {
        SourceNote note;
        note.evidence.post = TRY(post_from_json(member(source, "post")));
        note.evidence.source_title = text_at(source, "source_title");
        note.evidence.best = span_at(source, "best_begin", "best_end");
        note.evidence.score = number_at(source, "score");
        note.cited = flag_at(source, "cited");
        note.because = text_at(source, "because");
        note.number = static_cast<int>(integer_at(source, "number").value_or(0));
        answer.sources.push_back(std::move(note));
    }
    answer.suggestions = texts_at(json, "suggestions");
    answer.degraded = texts_at(json, "degraded");
    answer.checked = texts_at(json, "checked");
    answer.offered = mode_from(text_at(json, "offered"));
    answer.engine = text_at(json, "engine");
    answer.usage = usage_from_json(member(json, "usage"));
    answer.support = support_from_json(member(json, "support"));
    answer.raw = text_at(json, "raw");
    answer.cut_short = flag_at(json, "cut_short");
    return answer;
}

}  // namespace familiar
