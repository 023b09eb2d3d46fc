#include "answer/instant/draft.h"

#include "answer/sources.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::answer::instant {

namespace {

std::string app_name(const std::string& app) {
    if (app == "whatsapp") return "WhatsApp";
    if (app == "rss" || app.empty()) return {};
    std::string name = app;
    if (name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
}

// Where something was written: the group or feed by its title, else the app.
std::string place_of(const Evidence& evidence) {
    const bool titled = !evidence.source_title.empty() &&
                        (evidence.post.kind == PostKind::message || evidence.post.kind == PostKind::article);
    return titled ? evidence.source_title : app_name(evidence.post.app);
}

}  // namespace

std::string who(const Post& post, const ComposeContext& context) {
    if (!context.person_name.empty() && post.author.name == context.person_name) return "You";
    return post.author.name.empty() ? post.author.handle : post.author.name;
}

std::string who_where_when(const Evidence& evidence, const ComposeContext& context) {
    std::string text = who(evidence.post, context);
    const std::string place = place_of(evidence);
    if (text.empty())
        text = place;
    else if (!place.empty())
        text += (evidence.post.kind == PostKind::message || evidence.post.kind == PostKind::article ? " in " : " on ") +
                place;
    if (evidence.post.posted_at) text += ", " + time::long_date(*evidence.post.posted_at, context.zone);
    return text;
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text;
}

void Draft::add(std::string text, SentenceRole role, Support support, std::vector<Citation> citations) {
    sentences_.push_back({std::move(text), support, role, std::move(citations)});
}

Citation Draft::cite(const Evidence& evidence, Span span, bool in_title) {
    const bool known =
        std::ranges::any_of(cited_, [&](const Evidence* other) { return other->post.id == evidence.post.id; });
    if (!known) cited_.push_back(&evidence);
    Citation citation;
    citation.post = evidence.post.id;
    citation.version = evidence.post.version;
    citation.span = span;
    citation.in_title = in_title;
    citation.quote = std::string(span.of(in_title ? evidence.post.title : evidence.post.text));
    return citation;
}

void Draft::say(std::string text, SentenceRole role) { add(std::move(text), role, Support::none, {}); }

void Draft::count(std::string text, const std::vector<std::pair<const Evidence*, Span>>& grounds, SentenceRole role) {
    std::vector<Citation> citations;
    for (const auto& [evidence, span] : grounds) {
        citations.push_back(cite(*evidence, span, false));
        citations.back().support = Support::computed;
    }
    add(std::move(text), role, Support::computed, std::move(citations));
}

void Draft::quotes(std::string_view lead, const Evidence& evidence, const std::vector<Span>& spans, SentenceRole role) {
    std::string text(lead);
    std::vector<Citation> citations;
    for (const Span span : spans) {
        citations.push_back(cite(evidence, span, false));
        text += fmt::format("{}“{}”", text.empty() ? "" : " ", citations.back().quote);
    }
    std::ranges::replace(text, '\n', ' ');
    const auto doubled = std::ranges::unique(text, [](char a, char b) { return a == ' ' && b == ' '; });
    text.erase(doubled.begin(), doubled.end());
    add(std::move(text), role, Support::quoted, std::move(citations));
}

void Draft::quote(const Evidence& evidence, Span span, SentenceRole role, std::string_view lead) {
    Citation citation = cite(evidence, span, false);
    std::string text = fmt::format("{}{}“{}”", lead, lead.empty() ? "" : " ", citation.quote);
    std::ranges::replace(text, '\n', ' ');
    add(std::move(text), role, Support::quoted, {std::move(citation)});
}

void Draft::quote_said(const Evidence& evidence, Span span, SentenceRole role) {
    quote(evidence, span, role, who_where_when(evidence, context_) + ":");
}

void Draft::quote_title(const Evidence& evidence, SentenceRole role) {
    Citation citation = cite(evidence, {0, evidence.post.title.size()}, true);
    std::string text = fmt::format("{}: “{}”", who_where_when(evidence, context_), citation.quote);
    add(std::move(text), role, Support::quoted, {std::move(citation)});
}

void Draft::repeat(const Sentence& sentence, const std::vector<Evidence>& found) {
    std::vector<Citation> citations;
    for (const Citation& citation : sentence.citations) {
        const auto evidence = std::ranges::find_if(found, [&](const Evidence& one) {
            return one.post.id == citation.post && one.post.version == citation.version;
        });
        if (evidence == found.end()) continue;
        citations.push_back(cite(*evidence, citation.span, citation.in_title));
        citations.back().support = citation.support;
    }
    add(sentence.text, sentence.role, sentence.support, std::move(citations));
}

void Draft::remark(const Evidence& evidence, Finding finding) {
    remarks_.emplace_back(evidence.post.id, std::move(finding));
}

void Draft::answers(const Evidence& evidence, const Evidence& question) {
    answers_.emplace_back(evidence.post.id, &question);
}

Answer Draft::finish(AnswerKind kind, double confidence, const std::vector<Evidence>& considered) {
    Answer answer;
    answer.kind = kind;
    answer.confidence = std::clamp(confidence, 0.0, 1.0);
    answer.sentences = std::move(sentences_);
    bind_sources(answer, cited_, considered);
    for (SourceNote& note : answer.sources) {
        for (const auto& [post, finding] : remarks_) {
            if (post == note.evidence.post.id) note.evidence.because.push_back(finding);
        }
        for (const auto& [post, question] : answers_) {
            if (post == note.evidence.post.id) note.evidence.before = question->post;
        }
    }
    return answer;
}

}  // namespace familiar::answer::instant
