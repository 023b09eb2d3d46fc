// Text in posts that tries to give orders to an assistant is shown to whoever asks about such text, marked as what it
// is. It never leads.
#include "answer/instant/draft.h"
#include "answer/instant/kinds.h"
#include "answer/instant/passages.h"
#include "answer/limits.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::answer::instant {

namespace {

// "Which posts try to give orders to assistants?", "Who wrote 'ignore your rules'?"
bool asks_about_orders(std::string_view asked) {
    static constexpr std::array<std::string_view, 9> k_addressees = {"assistant", "assistants", "ai",  "chatbot", "bot",
                                                                     "chatbots",  "bots",       "llm", "model"};
    static constexpr std::array<std::string_view, 8> k_orders = {"order",   "orders",   "instruction", "instructions",
                                                                 "command", "commands", "manipulate",  "trick"};
    static constexpr std::array<std::string_view, 4> k_drops = {"ignore", "disregard", "forget", "override"};
    static constexpr std::array<std::string_view, 5> k_rules = {"rules", "instructions", "guidelines", "prompt",
                                                                "orders"};
    const std::vector<Word> words = words_of(asked);
    const auto has = [&](const auto& any_of) {
        return std::ranges::any_of(words, [&](const Word& word) {
            return std::ranges::find(any_of, std::string_view(word.folded)) != any_of.end();
        });
    };
    // A question that begins so gives the order itself.
    const bool gives_one = !words.empty() && std::ranges::find(k_drops, words.front().folded) != k_drops.end();
    return (has(k_addressees) && has(k_orders)) || (has(k_drops) && has(k_rules) && !gives_one);
}

}  // namespace

std::optional<Answer> compose_orders(const Question& question, const Found& evidence, const ComposeContext& context) {
    if (!asks_about_orders(question.asked)) return std::nullopt;
    std::vector<const Evidence*> orders;
    for (const Evidence& candidate : evidence) {
        if (candidate.instructs && !candidate.best.empty() && orders.size() < k_quotes_max)
            orders.push_back(&candidate);
    }
    if (orders.empty()) return std::nullopt;
    Draft draft(context);
    draft.say(orders.size() == 1 ? std::string("This tries to give orders to an assistant; I do not follow it.")
                                 : "These try to give orders to an assistant; I do not follow them.",
              SentenceRole::lead);
    for (const Evidence* order : orders) {
        draft.quote(*order, readable(order->post.text, order->best), SentenceRole::item,
                    fmt::format("{}:", who_where_when(*order, context)));
    }
    return draft.finish(AnswerKind::gathered, confidence_in(*orders.front()), evidence);
}

}  // namespace familiar::answer::instant
