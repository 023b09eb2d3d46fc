// What happened in a group or a period: dated quotes in the order of time, the telling ones.
#include "answer/instant/draft.h"
#include "answer/instant/kinds.h"
#include "answer/instant/passages.h"
#include "answer/limits.h"
#include "base/cues.h"
#include "base/words.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::answer::instant {

namespace {

constexpr std::size_t k_whole_bytes_max = 200;

struct Item {
    const Evidence* evidence = nullptr;
    Span span;
    double weight = 0;
};

// How much a sentence tells: length up to a point, facts in it, what others made of the post.
double telling(std::string_view sentence, const Post& post) {
    const std::vector<Word> words = words_of(sentence);
    const Cues cues = cues_of(sentence, words);
    double weight = std::min<double>(static_cast<double>(words.size()), 14) / 14.0;
    weight += cues.time ? 0.5 : 0;
    weight += cues.amount ? 0.4 : (cues.number ? 0.2 : 0);
    weight += cues.change ? 0.3 : 0;
    weight += cues.name ? 0.15 : 0;
    weight -= cues.question ? 0.4 : 0;
    weight += std::min<double>(static_cast<double>(post.likes), 20) / 40.0;
    return words.size() < 3 ? 0 : weight;
}

// A short message is quoted whole, of a long one the sentence that tells most.
Item item_of(const Evidence& evidence) {
    Item item{&evidence, {}, 0};
    const std::vector<Span> sentences = sentences_of(evidence.post.text);
    if (!sentences.empty() && sentences.back().end - sentences.front().begin <= k_whole_bytes_max) {
        const Span whole{sentences.front().begin, sentences.back().end};
        return {&evidence, whole, telling(whole.of(evidence.post.text), evidence.post)};
    }
    for (const Span span : sentences_of(evidence.post.text)) {
        const double weight = telling(span.of(evidence.post.text), evidence.post);
        if (weight > item.weight) item = {&evidence, readable(evidence.post.text, span), weight};
    }
    return item;
}

}  // namespace

std::optional<Answer> compose_digest(const Question& question, const Found& evidence, const ComposeContext& context) {
    std::vector<Item> items;
    std::vector<std::string> authors;
    for (const Evidence& candidate : evidence) {
        if (candidate.instructs || !candidate.post.posted_at) continue;
        const Item item = item_of(candidate);
        if (item.weight > 0) items.push_back(item);
        const std::string name = who(candidate.post, context);
        if (std::ranges::find(authors, name) == authors.end()) authors.push_back(name);
    }
    if (items.empty()) return std::nullopt;
    const std::size_t all = items.size();
    std::ranges::stable_sort(items, std::greater<>(), &Item::weight);
    if (items.size() > k_digest_items_max) items.resize(k_digest_items_max);
    std::ranges::stable_sort(items, {}, [](const Item& item) { return *item.evidence->post.posted_at; });

    Draft draft(context);
    const std::string where =
        question.group.empty() ? std::string("your sources") : items.front().evidence->source_title;
    const std::string when = question.time_said.empty() ? std::string() : ", " + question.time_said;
    draft.say(fmt::format("{}{}: {} {} by {} {}.", where, when, all, all == 1 ? "message" : "messages", authors.size(),
                          authors.size() == 1 ? "person" : "people"),
              SentenceRole::lead);
    for (const Item& item : items) {
        draft.quote(*item.evidence, item.span, SentenceRole::item,
                    fmt::format("{}, {}:", time::long_date(*item.evidence->post.posted_at, context.zone),
                                who(item.evidence->post, context)));
    }
    if (all > items.size())
        draft.say(fmt::format("{} shorter messages are left out.", all - items.size()), SentenceRole::note);
    return draft.finish(AnswerKind::gathered, 0.9, evidence);
}

}  // namespace familiar::answer::instant
