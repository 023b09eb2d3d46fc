// What happened in a group or a period: the telling messages with their dates, in the order of time. Several groups
// stand under their names, several weeks under theirs.
#include "answer/instant/draft.h"
#include "answer/instant/kinds.h"
#include "answer/instant/passages.h"
#include "answer/limits.h"
#include "base/cues.h"
#include "base/words.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace familiar::answer::instant {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

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
    for (const Span span : sentences) {
        const double weight = telling(span.of(evidence.post.text), evidence.post);
        if (weight > item.weight) item = {&evidence, readable(evidence.post.text, span), weight};
    }
    return item;
}

// Items under one heading, which may be empty.
struct Part {
    std::string heading;
    std::vector<Item> items;
};

CivilDate monday_of(const Item& item, const ComposeContext& context) {
    const sys_days day = time::civil(*item.evidence->post.posted_at, context.zone).date;
    return CivilDate(day - days(std::chrono::weekday(day).iso_encoding() - 1));
}

std::vector<Part> by_source(std::vector<Item> items) {
    std::vector<Part> parts;
    for (Item& item : items) {
        const std::string& title = item.evidence->source_title;
        auto part = std::ranges::find(parts, title, &Part::heading);
        if (part == parts.end()) part = parts.insert(parts.end(), {title, {}});
        part->items.push_back(item);
    }
    return parts;
}

std::vector<Part> by_week(std::vector<Item> items, const ComposeContext& context) {
    std::map<sys_days, Part> weeks;
    for (Item& item : items) {
        const CivilDate monday = monday_of(item, context);
        Part& part = weeks[sys_days(monday)];
        part.heading = "Week of " + time::long_date(monday);
        part.items.push_back(item);
    }
    std::vector<Part> parts;
    for (auto& [monday, part] : weeks) parts.push_back(std::move(part));
    return parts;
}

std::vector<Part> parts_of(const Question& question, std::vector<Item> items, const ComposeContext& context) {
    static constexpr days k_one_week{8};
    if (question.group.empty()) return by_source(std::move(items));
    const auto [first, last] =
        std::ranges::minmax_element(items, {}, [](const Item& item) { return *item.evidence->post.posted_at; });
    if (*last->evidence->post.posted_at - *first->evidence->post.posted_at > k_one_week)
        return by_week(std::move(items), context);
    return {{"", std::move(items)}};
}

// The telling ones, in the order of time.
void shorten(std::vector<Item>& items, std::size_t most) {
    std::ranges::stable_sort(items, std::greater<>(), &Item::weight);
    if (items.size() > most) items.resize(most);
    std::ranges::stable_sort(items, {}, [](const Item& item) { return *item.evidence->post.posted_at; });
}

// Parts that tell most come to be shown when there are too many.
std::size_t shorten(std::vector<Part>& parts) {
    if (parts.size() > k_digest_parts_max) {
        std::ranges::stable_sort(parts, std::greater<>(), [](const Part& part) { return part.items.size(); });
        parts.resize(k_digest_parts_max);
    }
    const std::size_t each = parts.size() == 1 ? k_digest_items_max : k_digest_items_each;
    std::size_t shown = 0;
    for (Part& part : parts) {
        shorten(part.items, each);
        shown += part.items.size();
    }
    return shown;
}

void quote_item(Draft& draft, const Item& item, const Question& question, const ComposeContext& context) {
    const Post& post = item.evidence->post;
    draft.quote(*item.evidence, item.span, SentenceRole::item,
                fmt::format("{}, {}:", time::long_date(*post.posted_at, context.zone), who(post, context)));
    draft.remark(*item.evidence, {Finding::Kind::thread, item.evidence->source_title, 0});
    if (!question.time_said.empty()) draft.remark(*item.evidence, {Finding::Kind::time, question.time_said, 0});
}

std::string title_of(const Question& question, const Item& first) {
    const std::string where = !question.group.empty()              ? first.evidence->source_title
                              : question.kind == PostKind::message ? std::string("Your chats")
                                                                   : std::string("Your sources");
    return question.time_said.empty() ? where : where + ", " + question.time_said;
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
    Draft draft(context);
    draft.say(fmt::format("{}: {} {} by {} {}.", title_of(question, items.front()), all,
                          all == 1 ? "message" : "messages", authors.size(), authors.size() == 1 ? "person" : "people"),
              SentenceRole::lead);
    std::vector<Part> parts = parts_of(question, std::move(items), context);
    const std::size_t shown = shorten(parts);
    for (const Part& part : parts) {
        if (!part.heading.empty()) draft.say(part.heading + ":", SentenceRole::note);
        for (const Item& item : part.items) quote_item(draft, item, question, context);
    }
    if (all > shown) draft.say(fmt::format("{} shorter messages are left out.", all - shown), SentenceRole::note);
    return draft.finish(AnswerKind::gathered, 0.9, evidence);
}

}  // namespace familiar::answer::instant
