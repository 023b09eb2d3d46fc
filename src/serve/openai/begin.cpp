#include "serve/openai/begin.h"

#include "serve/api/common.h"
#include "serve/wire/offsets.h"

namespace familiar::serve::openai {

Result<Told> begin_turn(Api& api, const Exchange& exchange, ChatRequest& chat) {
    for (familiar::Exchange& earlier : chat.request.earlier) {
        if (!earlier.answer) continue;
        if (auto known = api.answers.find(exchange.person(), earlier.answer->text())) earlier.answer = std::move(known);
    }
    Seats::Seat seat = TRY(api::seat_for(api, exchange));
    auto started = api.parts.turns.start(exchange.person(), chat.request, exchange.request.id);
    if (!started && started.error().code == ErrorCode::exhausted) {
        return fail(ErrorCode::unavailable, "Familiar is answering as many questions as it can; try again in a moment");
    }
    return Told{TRY(std::move(started)).log, exchange.request.id, std::move(seat)};
}

Answer remembered(KnownAnswers& answers, PersonId person, const Turn& turn) {
    Answer answer = turn.answer.value_or(Answer{});
    answers.remember(person, answer);
    return answer;
}

std::string address_of(const Post& post) { return post.url.empty() ? "familiar:post/" + to_text(post.id) : post.url; }

std::string title_of(const CitationEvent& event) {
    if (!event.post.title.empty()) return event.post.title;
    return event.source_title.empty() ? event.post.author.name : event.source_title;
}

Json familiar_json(const CitationEvent& event) {
    const Citation& citation = event.citation;
    const auto quote =
        wire::counted(citation.in_title ? event.post.title : event.post.text, citation.span, wire::Unit::code_point);
    return {{"source_id", to_text(event.post.id)},
            {"external_id", event.post.external_id},
            {"quote", citation.quote},
            {"quote_start", quote.start},
            {"quote_end", quote.end},
            {"support", name_of(citation.support)}};
}

TokenUsage usage_of(const Answer& answer, std::size_t prompt_words) {
    if (!answer.engine.empty()) return answer.usage;
    TokenUsage usage;
    usage.prompt = static_cast<std::int64_t>(prompt_words);
    usage.completion = static_cast<std::int64_t>(word_count(answer.text()));
    return usage;
}

}  // namespace familiar::serve::openai
