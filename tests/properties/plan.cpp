#include "tests/properties/plan.h"

#include "base/json.h"
#include "base/time.h"
#include "tests/properties/wording.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::properties {

namespace {

constexpr std::int64_t k_first_second = 1'775'000'000;  // 31 March 2026
constexpr std::int64_t k_seconds = 60 * 86'400;

// Each post of a world of at most k_posts_max has a second of its own.
constexpr std::int64_t k_posts_max = 1000;

Timestamp moment(Chance& chance, std::int64_t number) {
    const auto at = static_cast<std::int64_t>(chance.below(k_seconds / k_posts_max)) * k_posts_max + number;
    return Timestamp(std::chrono::seconds(k_first_second + at));
}

Writing random_writing(Chance& chance, const Collection& collection, const PlanOptions& options) {
    static constexpr std::int64_t k_writings_max = 16;
    Writing writing;
    writing.external_id = fmt::format("c{}-{}", collection.number, collection.writings.size());
    if (chance.one_in(6)) writing.kind = "article";
    writing.author = chance.one_in(20) ? "" : chance.pick(author_names());
    if (writing.kind == "article" || chance.one_in(10)) writing.title = statement(chance);
    writing.text = post_text(chance);
    if (!options.ties || !chance.one_in(8))
        writing.posted_at = time::rfc3339(
            moment(chance, collection.number * k_writings_max + static_cast<std::int64_t>(collection.writings.size())));
    if (!collection.writings.empty() && chance.one_in(4))
        writing.reply_to = chance.pick(collection.writings).external_id;
    if (chance.one_in(3)) writing.thread = fmt::format("t{}", chance.below(3));
    writing.likes = static_cast<int>(chance.below(5));
    return writing;
}

// "13/05/2026, 19:04 - Walter Byrne: …" — with line breaks as an export has them.
std::string chat_of(const Collection& collection) {
    std::string chat;
    for (const Writing& writing : collection.writings) {
        const std::string& at = writing.posted_at;
        if (at.empty() || writing.author.empty()) continue;
        chat += fmt::format("{}/{}/{}, {} - {}: {}\n", at.substr(8, 2), at.substr(5, 2), at.substr(0, 4),
                            at.substr(11, 5), writing.author, writing.text);
    }
    return chat;
}

}  // namespace

bool Plan::is_seen_by(const Collection& collection, std::size_t person) const {
    if (collection.audience == k_for_everyone) return true;
    if (collection.audience == k_for_owner) return collection.owner == person;
    return std::ranges::count(circles[static_cast<std::size_t>(collection.audience)], person) > 0;
}

Collection random_collection(Chance& chance, int number, const PlanOptions& options) {
    Collection collection;
    collection.number = number;
    collection.title = chance.pick(group_titles());
    collection.is_chat = options.ties && chance.one_in(4);
    for (std::size_t left = 2 + chance.below(9); left > 0; --left) {
        Writing writing = random_writing(chance, collection, options);
        if (options.edits && !collection.writings.empty() && chance.one_in(10)) {  // an edit
            const Writing& before = chance.pick(collection.writings);
            writing.external_id = before.external_id;
            writing.reply_to = before.reply_to;
            writing.posted_at = before.posted_at;
        } else if (options.ties && !collection.writings.empty() && chance.one_in(10)) {  // a double
            writing.text = chance.pick(collection.writings).text;
        }
        collection.writings.push_back(std::move(writing));
    }
    return collection;
}

Plan random_plan(Chance& chance, PlanOptions options) {
    Plan plan;
    for (std::size_t left = 2 + chance.below(3); left > 0; --left)
        plan.people.push_back(fmt::format("person{}", plan.people.size()));
    for (std::size_t left = 1 + chance.below(2); left > 0; --left) {
        auto& members = plan.circles.emplace_back();
        for (std::size_t person = 0; person < plan.people.size(); ++person) {
            if (chance.one_in(2)) members.push_back(person);
        }
        if (members.empty()) members.push_back(chance.below(plan.people.size()));
    }
    for (std::size_t left = 3 + chance.below(4); left > 0; --left) {
        Collection collection = random_collection(chance, static_cast<int>(plan.collections.size()), options);
        collection.audience = static_cast<int>(chance.below(plan.circles.size() + 2)) + k_for_owner;
        collection.owner = collection.audience >= 0
                               ? chance.pick(plan.circles[static_cast<std::size_t>(collection.audience)])
                               : chance.below(plan.people.size());
        plan.collections.push_back(std::move(collection));
    }
    return plan;
}

std::string content_of(const Collection& collection) {
    if (collection.is_chat) return chat_of(collection);
    std::string lines;
    for (const Writing& writing : collection.writings) {
        Json line = {{"kind", writing.kind},     {"id", writing.external_id}, {"app", "mastodon"},
                     {"title", writing.title},   {"text", writing.text},      {"reply_to", writing.reply_to},
                     {"thread", writing.thread}, {"likes", writing.likes}};
        if (!writing.author.empty()) line["author"] = {{"name", writing.author}};
        if (!writing.posted_at.empty()) line["posted_at"] = writing.posted_at;
        lines += json_text(line) + '\n';
    }
    return lines;
}

}  // namespace familiar::properties
