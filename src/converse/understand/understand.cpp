#include "converse/understand/understand.h"

#include "answer/units.h"
#include "base/cues.h"
#include "base/words.h"
#include "converse/understand/pattern.h"
#include "converse/understand/period.h"
#include "converse/understand/tables.h"

#include <algorithm>
#include <vector>

namespace familiar::converse {

namespace {

constexpr std::size_t k_words_max = 60;   // of a question; more is read as words to search for
constexpr std::size_t k_earlier_max = 6;  // exchanges that a follow-up may refer to

std::string without(std::string_view text, Span cut) {
    std::string out(text.substr(0, cut.begin));
    out += ' ';
    out += text.substr(std::min(cut.end, text.size()));
    return out;
}

std::string joined_words(std::string_view a, std::string_view b) {
    if (a.empty()) return std::string(b);
    if (b.empty()) return std::string(a);
    return std::string(a) + " " + std::string(b);
}

// "Tell me, please, who …" asks the same as "who …".
std::string_view without_politeness(std::string_view text) {
    static constexpr std::string_view k_openings[] = {
        "hey familiar", "hello familiar",   "hi familiar",          "hey",         "hello",   "hi",
        "please",       "can you tell me",  "could you tell me",    "do you know", "tell me", "and",
        "so",           "i'd like to know", "i would like to know", "und",         "y",       "e"};
    bool again = true;
    while (again) {
        again = false;
        for (const std::string_view opening : k_openings) {
            if (text.size() <= opening.size() || folded(text.substr(0, opening.size())) != opening) continue;
            const char next = text[opening.size()];
            if (next != ' ' && next != ',') continue;
            text.remove_prefix(opening.size());
            while (!text.empty() && (text.front() == ' ' || text.front() == ',')) text.remove_prefix(1);
            again = true;
        }
    }
    return text;
}

Wanted wanted_of(const std::vector<Word>& words) {
    for (const WantedPattern& row : wanted_patterns()) {
        const std::string pattern = std::string(row.opening) + " <rest>";
        if (!match_pattern(pattern, words) && !match_pattern(row.opening, words)) continue;
        const bool of_cost =
            std::ranges::any_of(words, [](const Word& word) { return word.folded.starts_with("cost"); });
        if (row.opening.starts_with("what does") && !of_cost) continue;
        return row.wanted;
    }
    const bool asks_price = std::ranges::any_of(words, [](const Word& word) {
        return word.folded == "price" || word.folded == "preis" || word.folded == "precio" || word.folded == "preco";
    });
    return asks_price ? Wanted::amount : Wanted::anything;
}

// Content words that a search should look for, in order; asking words go to `asking`.
std::string content_words(std::string_view text, const std::string& language, std::string& asking) {
    std::string content;
    const std::vector<Word> words = words_of(text);
    std::string_view previous;
    for (const Word& word : words) {
        const bool head = previous == "which" || previous == "what";
        previous = word.folded;
        if (is_anaphor(word.folded) || is_function_word(word.folded, language) || is_function_word(word.folded, "en"))
            continue;
        const bool named = &word != &words.front() && is_capitalised(word.span.of(text));
        const bool asks = (is_asking_word(word.folded) || (head && is_kind_word(word.folded))) && !named;
        std::string& target = asks ? asking : content;
        if (!target.empty()) target += ' ';
        target += word.span.of(text);
    }
    return content;
}

bool refers_back(const std::vector<Word>& words) {
    return std::ranges::any_of(words, [](const Word& word) { return is_anaphor(word.folded); });
}

class Understanding {
public:
    Understanding(std::string_view words, const World& world, const Question* before, const Answer* answered)
        : world_(world),
          before_(before),
          answered_(answered),
          opens_with_and_(opens_with_and(words)),
          text_(without_politeness(words)) {
        question_.asked = std::string(words);
    }

    Question run() {
        question_.language = language_of(text_);
        text_ = resolved_relatives(text_);
        const bool these_days = leave_out_these_days();
        const std::vector<Word> words = words_of(text_);
        question_.wanted = wanted_of(words);
        question_.latest =
            these_days || std::ranges::any_of(words, [](const Word& word) { return asks_for_latest(word.folded); });
        if (words.size() <= k_words_max && !continue_before(words)) choose_intent(words);
        if (question_.intent == Intent::find) set_topic(text_);
        carry_on(words);
        question_.about = asked_about();
        if (question_.intent == Intent::last_mention) question_.latest = true;
        return question_;
    }

private:
    static bool opens_with_and(std::string_view words) {
        const std::string start = folded(words.substr(0, 6));
        return start.starts_with("and ") || start.starts_with("und ") || start.starts_with("y ") ||
               start.starts_with("e ") || start.starts_with("what a");  // "what about"
    }

    // "These days" asks for what holds now, and is spoken of by nobody.
    bool leave_out_these_days() {
        const std::vector<Word> words = words_of(text_);
        for (std::size_t i = 0; i + 1 < words.size(); ++i) {
            if (words[i].folded != "these" || words[i + 1].folded != "days") continue;
            text_ = without(text_, {words[i].span.begin, words[i + 1].span.end});
            return true;
        }
        return false;
    }

    // "my brother" → the name that the person's own posts give.
    std::string resolved_relatives(std::string_view text) const {
        const std::vector<Word> words = words_of(text);
        for (std::size_t i = 0; i + 1 < words.size(); ++i) {
            if (words[i].folded != "my") continue;
            const std::string name = world_.relative(words[i + 1].folded);
            if (name.empty()) continue;
            std::string out(text.substr(0, words[i].span.begin));
            out += name;
            out += text.substr(words[i + 1].span.end);
            return out;
        }
        return std::string(text);
    }

    // "And last week?", "and Walter?", "what about the pier?": the question before with one thing changed.
    bool continue_before(const std::vector<Word>& words) {
        if (before_ == nullptr || !opens_with_and_ || words.size() > 6) return false;
        std::string rest(text_);
        for (const std::string_view opening : {"what about ", "how about ", "and "}) {
            if (folded(rest).starts_with(opening)) rest.erase(0, opening.size());
        }
        const auto period = find_period(rest, world_.now, world_.zone);
        std::string asking;
        const std::string remaining =
            content_words(period ? without(rest, period->said) : rest, question_.language, asking);
        if (period && remaining.empty()) {
            copy_before();
            set_period(rest, *period);
            return true;
        }
        if (question_.wanted != Wanted::anything) return false;
        const std::string author = world_.author_named(remaining);
        if (!author.empty() && (before_->intent == Intent::said || before_->intent == Intent::last_mention ||
                                before_->intent == Intent::opinions)) {
            copy_before();
            question_.intent = before_->intent == Intent::opinions ? Intent::said : before_->intent;
            question_.author = author;
            return true;
        }
        if (words_of(rest).size() <= 3 && !remaining.empty()) {
            copy_before();
            if (const std::string group = group_in(rest); before_->intent == Intent::digest && !group.empty())
                question_.group = group;
            else
                question_.topic = remaining;
            return true;
        }
        return false;
    }

    void copy_before() {
        const Question fresh = question_;
        question_ = *before_;
        question_.asked = fresh.asked;
        question_.follow_up = true;
    }

    void choose_intent(const std::vector<Word>& all_words) {
        const auto period = find_period(text_, world_.now, world_.zone);
        const std::string bare = period ? without(text_, period->said) : text_;
        const std::vector<Word> bare_words = words_of(bare);
        for (const IntentPattern& row : intent_patterns()) {
            const bool with_period = period && row.intent != Intent::find && row.intent != Intent::head_count &&
                                     row.intent != Intent::voices && row.intent != Intent::decision &&
                                     row.intent != Intent::changes;
            const std::string& text = with_period ? bare : text_;
            const auto captures = match_pattern(row.pattern, with_period ? bare_words : all_words);
            if (!captures || !accept(row.intent, *captures, text)) continue;
            question_.intent = row.intent;
            question_.side = row.side;
            if (with_period) set_period(text_, *period);
            return;
        }
        question_.intent = Intent::find;
    }

    // Fills the question from the slots; false when they do not fit ("what did the council say": nobody wrote as that).
    bool accept(Intent intent, const Captures& captures, std::string_view text) {
        const auto slot = [&](std::string_view name) {
            const auto found = captures.find(name);
            return found == captures.end() ? std::string() : std::string(found->second.of(text));
        };
        Question draft = question_;
        if (captures.contains("author")) {
            draft.author = author_of(slot("author"));
            if (draft.author.empty()) return false;
        }
        if (captures.contains("group")) {
            draft.group = group_in(slot("group"));
            if (draft.group.empty() && intent == Intent::digest) return false;
            if (draft.group.empty()) draft.topic = slot("group");
        }
        if (intent == Intent::digest && !captures.contains("group") && speaks_of_chats(text))
            draft.kind = PostKind::message;
        if (captures.contains("unit")) draft.unit = answer::unit_named(folded(slot("unit")));
        std::string asking;
        if (captures.contains("topic")) draft.topic = content_words(slot("topic"), question_.language, asking);
        draft.context = joined_words(draft.context, asking);
        if (captures.contains("topic") && draft.topic.empty()) draft.topic = before_topic();
        if (captures.contains("topic") && draft.topic.empty()) draft.topic = asking;
        if (captures.contains("topic") && draft.topic.empty()) return false;
        if (intent == Intent::sum) leave_out_verbs(draft);
        if (intent == Intent::changes) leave_out_aspect(draft);
        if (intent == Intent::decision) leave_out_matter(draft);
        question_ = std::move(draft);
        return true;
    }

    // The first name in the topic that somebody writes here by.
    std::string asked_about() const {
        if (question_.intent != Intent::find || !question_.author.empty()) return {};
        for (const Word& word : words_of(question_.topic)) {
            const std::string_view said = word.span.of(question_.topic);
            if (word.kind != WordKind::word || !is_capitalised(said)) continue;
            if (std::string name = world_.author_named(said); !name.empty()) return name;
        }
        return {};
    }

    static bool speaks_of_chats(std::string_view text) {
        return std::ranges::any_of(words_of(text),
                                   [](const Word& word) { return word.folded == "groups" || word.folded == "chats"; });
    }

    // "The opening hours of the bakery": what may have changed helps to find it but need not be called so there.
    static void leave_out_aspect(Question& question) {
        std::string topic;
        for (const Word& word : words_of(question.topic)) {
            const auto aspect = aspect_of(word.folded);
            if (aspect) question.wanted = *aspect;
            std::string& target = aspect ? question.context : topic;
            target = joined_words(target, word.span.of(question.topic));
        }
        if (!topic.empty()) question.topic = topic;
    }

    // "The food for the fair": of what is decided about a thing, the thing must be spoken of.
    static void leave_out_matter(Question& question) {
        std::string topic;
        std::string matter;
        for (const Word& word : words_of(question.topic)) {
            std::string& target = is_matter_word(word.folded) ? matter : topic;
            target = joined_words(target, word.span.of(question.topic));
        }
        if (topic.empty()) return;
        question.topic = topic;
        question.context = joined_words(question.context, matter);
    }

    // "raise" and "promised" help to find what is summed but need not stand in it; what one person did needs no word.
    static void leave_out_verbs(Question& question) {
        std::string topic;
        for (const Word& word : words_of(question.topic)) {
            const bool verb = is_gathering_verb(word.folded) || !question.author.empty();
            std::string& target = verb ? question.context : topic;
            target = joined_words(target, word.span.of(question.topic));
        }
        question.topic = topic;
    }

    std::string author_of(const std::string& said) const {
        const std::string name = folded(said);
        if ((name == "she" || name == "he" || name == "they") && answered_ != nullptr) {
            for (const SourceNote& note : answered_->sources) {
                if (note.cited) return note.evidence.post.author.name;
            }
            if (before_ != nullptr) return before_->author;
        }
        if (const std::string known = world_.author_named(said); !known.empty()) return known;
        // A name that nobody here has is still a name: the answer is that this person said nothing.
        const std::vector<Word> words = words_of(said);
        const bool looks_like_name =
            !words.empty() && words.size() <= 3 &&
            std::ranges::all_of(words, [&](const Word& word) { return is_capitalised(word.span.of(said)); });
        return looks_like_name ? said : std::string();
    }

    std::string group_in(std::string_view said) const {
        std::string bare;
        for (const Word& word : words_of(said)) {
            if (is_function_word(word.folded, "en") || is_function_word(word.folded, question_.language) ||
                word.folded == "group" || word.folded == "chat" || word.folded == "gruppe" ||
                word.folded == "channel" || word.folded == "grupo" || word.folded == "feed") {
                continue;
            }
            bare = joined_words(bare, word.span.of(said));
        }
        return bare.empty() ? std::string() : world_.group_named(bare);
    }

    void set_period(std::string_view text, const Period& period) {
        question_.time = period.range;
        question_.time_said = std::string(period.said.of(text));
    }

    void set_topic(std::string_view text) {
        std::string asking;
        question_.topic = content_words(text, question_.language, asking);
        question_.context = asking;
        if (question_.topic.empty()) std::swap(question_.topic, question_.context);
    }

    std::string before_topic() const { return before_ == nullptr ? std::string() : before_->topic; }

    // A question that points back, or is too short to stand alone, goes on about what was spoken of before.
    void carry_on(const std::vector<Word>& words) {
        if (before_ == nullptr || question_.follow_up || question_.intent != Intent::find) return;
        const std::string before = joined_words(before_->topic, before_->carried);
        if (before.empty()) return;
        const std::vector<Word> topic = words_of(question_.topic);
        const bool asking_only = question_.topic.empty() || only_asking();
        const bool names_something = std::ranges::any_of(topic, [&](const Word& word) {
            return &word != &topic.front() && is_capitalised(word.span.of(question_.topic));
        });
        if (asking_only) {
            question_.follow_up = true;
            question_.context = joined_words(question_.context, question_.topic);
            question_.topic = before_->topic.empty() ? before_->carried : before_->topic;
        } else if (refers_back(words) || (topic.size() <= 2 && !names_something)) {
            question_.follow_up = true;
            question_.carried = before;
        }
    }

    bool only_asking() const {
        const std::vector<Word> topic = words_of(question_.topic);
        return std::ranges::all_of(topic, [](const Word& word) { return is_asking_word(word.folded); });
    }

    const World& world_;
    const Question* before_;
    const Answer* answered_;
    const bool opens_with_and_;
    std::string text_;
    Question question_;
};

}  // namespace

Question understand(std::string_view words, std::span<const Exchange> earlier, const World& world) {
    if (earlier.size() > k_earlier_max) earlier = earlier.subspan(earlier.size() - k_earlier_max);
    std::vector<Question> chain;
    chain.reserve(earlier.size() + 1);
    const auto next = [&](std::string_view text, const Answer* answered) {
        const Question* before = chain.empty() ? nullptr : &chain.back();
        chain.push_back(Understanding(text, world, before, answered).run());
    };
    const Answer* answered = nullptr;
    for (const Exchange& exchange : earlier) {
        next(exchange.question, answered);
        answered = exchange.answer ? &*exchange.answer : nullptr;
    }
    if (chain.empty()) return Understanding(words, world, nullptr, nullptr).run();
    return Understanding(words, world, &chain.back(), answered).run();
}

}  // namespace familiar::converse
