#include "serve/wire/posts.h"

#include "serve/wire/offsets.h"

#include <algorithm>

namespace familiar::serve::wire {

namespace {

std::string_view name_of_kind(Finding::Kind kind) {
    switch (kind) {
        case Finding::Kind::word: return "word";
        case Finding::Kind::title_word: return "title_word";
        case Finding::Kind::phrase: return "phrase";
        case Finding::Kind::author: return "author";
        case Finding::Kind::time: return "time";
        case Finding::Kind::thread: return "thread";
        case Finding::Kind::neighbour: return "neighbour";
        case Finding::Kind::recency: return "recency";
        case Finding::Kind::engagement: return "engagement";
        case Finding::Kind::meaning: return "meaning";
        case Finding::Kind::reranked: return "reranked";
    }
    return "word";
}

Json post_basics(const Post& post, const std::string& source_title) {
    return {{"id", to_text(post.id)},
            {"version", post.version},
            {"external_id", post.external_id},
            {"author", {{"name", post.author.name}, {"handle", post.author.handle}}},
            {"app", post.app},
            {"kind", name_of(post.kind)},
            {"url", text_or_null(post.url)},
            {"posted_at", optional_time(post.posted_at)},
            {"title", text_or_null(post.title)},
            {"text", post.text},
            {"source", to_text(post.source)},
            {"source_title", source_title},
            {"quote", nullptr},
            {"score", 0.0},
            {"because", Json::array()}};
}

}  // namespace

Json optional_time(const std::optional<Timestamp>& t) { return t ? Json(time::rfc3339(*t)) : Json(nullptr); }

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json evidence_json(const Evidence& evidence) {
    Json json = post_basics(evidence.post, evidence.source_title);
    if (!evidence.best.empty()) {
        const CountedSpan quote = counted(evidence.post.text, evidence.best, Unit::utf16);
        json["quote"] = {{"start", quote.start}, {"end", quote.end}};
    }
    json["score"] = evidence.score;
    for (const Finding& finding : evidence.because) {
        json["because"].push_back(
            {{"kind", name_of_kind(finding.kind)}, {"what", finding.what}, {"weight", finding.weight}});
    }
    return json;
}

Json post_json(const Post& post, const std::string& source_title, const std::vector<Circle>& circles) {
    Json json = post_basics(post, source_title);
    json["links"] = Json::array();
    for (const Link& link : post.links) json["links"].push_back({{"url", link.url}, {"label", link.label}});
    json["thread"] = text_or_null(post.thread);
    json["reply_to"] = text_or_null(post.reply_to);
    json["likes"] = post.likes;
    json["shares"] = post.shares;
    json["audience"] = audience_text(post.audience, circles);
    return json;
}

std::string audience_text(const Audience& audience, const std::vector<Circle>& circles) {
    switch (audience.kind) {
        case AudienceKind::private_to_person: return "private";
        case AudienceKind::everyone: return "public";
        case AudienceKind::circle: break;
    }
    const auto circle = std::ranges::find(circles, audience.circle, &Circle::id);
    return circle == circles.end() ? "circle" : "circle:" + circle->name;
}

Json citation_json(const CitationEvent& event, std::string_view answer_text) {
    const Citation& citation = event.citation;
    const Post& post = event.post;
    const CountedSpan anchor = counted(answer_text, citation.anchor, Unit::utf16);
    const CountedSpan quote = counted(citation.in_title ? post.title : post.text, citation.span, Unit::utf16);
    return {{"number", event.number},
            {"anchor", {{"start", anchor.start}, {"end", anchor.end}}},
            {"post", to_text(citation.post)},
            {"version", citation.version},
            {"quote", citation.quote},
            {"quote_start", quote.start},
            {"quote_end", quote.end},
            {"in_title", citation.in_title},
            {"support", name_of(citation.support)},
            {"author", post.author.name},
            {"app", post.app},
            {"url", text_or_null(post.url)},
            {"title", text_or_null(post.title)},
            {"posted_at", optional_time(post.posted_at)},
            {"external_id", post.external_id},
            {"source_title", event.source_title}};
}

}  // namespace familiar::serve::wire
